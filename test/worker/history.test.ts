/** What the history keeps: the latest changes of each kind of subject, so that none pushes out what another kind tells. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, expectTypeOf, test } from "vitest";
import { MAX_HISTORY_ROWS } from "../../src/domain/limits.ts";
import { record } from "../../src/storage/registry/history.ts";
import { inTransaction, type Transaction } from "../../src/storage/transaction.ts";

test("however many changes of campaigns come, those of keys, members and channels stay, and the latest of campaigns", async () => {
  const registry = env.REGISTRY.getByName("registry");
  const subjects = await runInDurableObject(registry, (_, { storage }) => {
    const add = (sql: Transaction, subject: string) =>
      record(sql, { at: "2026-11-02T09:14:00.000Z", who: "test", action: "change", subject, changes: {} });
    inTransaction(storage, (sql) => {
      for (const subject of ["key:Website", "member:noor@example.org", "channel:radio", "campaign:first"]) add(sql, subject);
      for (let nth = 0; nth < MAX_HISTORY_ROWS; nth += 1) add(sql, `campaign:number-${nth}`);
    });
    return storage.sql
      .exec<{ subject: string }>("SELECT subject FROM history")
      .toArray()
      .map(({ subject }) => subject);
  });
  expect(subjects.slice(0, 3)).toEqual(["key:Website", "member:noor@example.org", "channel:radio"]);
  expect(subjects.slice(3)).toHaveLength(MAX_HISTORY_ROWS);
  expect([subjects[3], subjects.at(-1)]).toEqual(["campaign:number-0", `campaign:number-${MAX_HISTORY_ROWS - 1}`]);
});

test("a database that no transaction is open on does not compile where a transaction is asked for", () => {
  expectTypeOf<SqlStorage>().not.toExtend<Transaction>();
  expectTypeOf<Transaction>().toExtend<SqlStorage>();
  expectTypeOf(record).parameter(0).toEqualTypeOf<Transaction>();
});
