/** Transactions that a failure undoes. */
import type { Result } from "../../domain/problems.ts";

/** Carries a failure out of a transaction, so that the transaction is undone. */
class Undo extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super("undone");
    this.result = result;
  }
}

/** Runs `command` in a transaction that is undone when it fails, or throws. */
export function inTransaction<T>(storage: DurableObjectStorage, command: () => Result<T>): Result<T> {
  try {
    return storage.transactionSync(() => {
      const result = command();
      if (!result.ok) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.result;
    throw error;
  }
}
