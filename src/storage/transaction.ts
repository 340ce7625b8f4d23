/** Transactions. What must not be called outside one takes a `Transaction`, and only these two functions make it. */
import type { Result } from "../domain/problems.ts";

declare const isInTransaction: unique symbol;

/** The database of an object, while a transaction is open on it. It must not be kept for after that. */
export type Transaction = SqlStorage & { readonly [isInTransaction]: true };

/** Runs `work` in a transaction that is undone when it throws. */
export function inTransaction<T>(storage: DurableObjectStorage, work: (transaction: Transaction) => T): T {
  return storage.transactionSync(() => work(storage.sql as Transaction));
}

/** Carries a failure out of a transaction, so that the transaction is undone. */
class Undo extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super("undone");
    this.result = result;
  }
}

/** Runs `command` in a transaction that is undone when it fails, or throws. */
export function undoneOnFailure<T>(storage: DurableObjectStorage, command: (transaction: Transaction) => Result<T>): Result<T> {
  try {
    return inTransaction(storage, (transaction) => {
      const result = command(transaction);
      if (!result.ok) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.result;
    throw error;
  }
}
