/** Transactions. What must not be called outside one takes a `Transaction`, and only these functions make it. */
import type { Result } from "../domain/problems.ts";

declare const isInTransaction: unique symbol;

/** The database of an object, while a transaction is open on it. It must not be kept for after that. */
export type Transaction = SqlStorage & { readonly [isInTransaction]: true };

/** Runs `work` in a transaction that is undone when it throws. */
export function inTransaction<T>(storage: DurableObjectStorage, work: (transaction: Transaction) => T): T {
  return storage.transactionSync(() => work(storage.sql as Transaction));
}

/** Carries a command's result out of a transaction that is undone. */
class Undo<T> extends Error {
  readonly result: Result<T>;
  constructor(result: Result<T>) {
    super("undone");
    this.result = result;
  }
}

/** Runs `command` in a transaction that is undone when it fails, or throws. */
export function undoneOnFailure<T>(storage: DurableObjectStorage, command: (transaction: Transaction) => Result<T>): Result<T> {
  return resultOf(() =>
    inTransaction(storage, (transaction) => {
      const result = command(transaction);
      if (!result.ok) throw new Undo(result);
      return result;
    }),
  );
}

/** What `command` would answer: runs it in a transaction that is always undone. */
export function tried<T>(storage: DurableObjectStorage, command: (transaction: Transaction) => Result<T>): Result<T> {
  return resultOf(() =>
    inTransaction(storage, (transaction): Result<T> => {
      throw new Undo(command(transaction));
    }),
  );
}

function resultOf<T>(run: () => Result<T>): Result<T> {
  try {
    return run();
  } catch (error) {
    if (error instanceof Undo) return error.result;
    throw error;
  }
}
