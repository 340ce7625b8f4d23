/** Schema changes: an append-only list per object, each applied once, in order, together with the number that says so. */
import { type Fault, fault } from "../domain/problems.ts";
import { VERSION } from "../domain/version.ts";

export type Migration = string;

/** What src/storage/overwrite.ts keeps. */
export const OVERWRITING: Migration = `
  CREATE TABLE overwriting (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    is_due INTEGER NOT NULL,
    reached INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE zeros (
    part INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;

  UPDATE migrations SET applied_at = substr(applied_at, 1, 10);
`;

const NEWER_DATA =
  /This is Fivebar (?<version>\S+), and the data of the (?<object>registry|shard) were written by a newer version \(schema (?<schema>\d+); this one knows up to (?<known>\d+)\)[^\n]*/;

/** What to do, where an object refuses data that a newer version wrote; null for any other error. */
export function newerDataRefusal(error: unknown): string | null {
  // Between objects an error keeps its text and loses its class.
  return error instanceof Error ? (NEWER_DATA.exec(error.message)?.[0] ?? null) : null;
}

/** As `newerDataRefusal`, for a page in its reader's language. */
export function newerDataFault(error: unknown): Fault | null {
  const { version, object, schema, known } = (error instanceof Error && NEWER_DATA.exec(error.message)?.groups) || {};
  if (version === undefined || object === undefined) return null;
  return fault("newer-data", { version, object, schema: Number(schema), known: Number(known) });
}

/** The number of the last change of the schema that has run. */
export function schemaVersion(sql: SqlStorage): number {
  return sql.exec<{ version: number }>("SELECT max(version) AS version FROM migrations").one().version;
}

/**
 * Brings `storage` to the last of `migrations`. What has run once is never edited; a change is a new entry at the end. Data of a
 * newer version are refused and left as they are: this one does not know what their columns mean.
 *
 * @param object whose data they are, for the operator
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[], object: "registry" | "shard"): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
    const done = sql.exec<{ version: number | null }>("SELECT max(version) AS version FROM migrations").one().version ?? 0;
    if (done > migrations.length) {
      throw new Error(
        `This is Fivebar ${VERSION}, and the data of the ${object} were written by a newer version (schema ${done}; this one knows up to ${migrations.length}): run the newer version again, or put back a backup from before the upgrade.`,
      );
    }
    for (const [index, migration] of migrations.entries()) {
      const version = index + 1;
      if (version <= done) continue;
      sql.exec(migration);
      sql.exec("INSERT INTO migrations (version, applied_at) VALUES (?, date('now'))", version);
    }
  });
}
