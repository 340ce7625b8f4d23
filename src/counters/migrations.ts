/** Schema changes: an append-only list per object, each applied once, in order, together with the number that says so. */

export type Migration = string;

/** Brings `storage` to the last of `migrations`. What has run once is never edited; a change is a new entry at the end. */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
    const done = sql.exec<{ version: number | null }>("SELECT max(version) AS version FROM migrations").one().version ?? 0;
    for (const [index, migration] of migrations.entries()) {
      const version = index + 1;
      if (version <= done) continue;
      sql.exec(migration);
      sql.exec("INSERT INTO migrations (version, applied_at) VALUES (?, datetime('now'))", version);
    }
  });
}
