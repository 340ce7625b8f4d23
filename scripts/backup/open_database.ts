/** Opens a tracker's databases for reading, also while the tracker writes to them: SQLite's write-ahead log gives each reader one moment. */
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";

/** How long a database that is locked is waited for. */
const BUSY_MS = 10_000;

export type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

export async function openForReading(dataDir: string, path: string): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await import("node:sqlite");
  return new Database(join(dataDir, path), { readOnly: true, timeout: BUSY_MS });
}

export function rows<T = Row>(database: DatabaseSync, query: string, ...values: (string | number)[]): T[] {
  return database.prepare(query).all(...values) as T[];
}

export function hasTable(database: DatabaseSync, name: string): boolean {
  return rows(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name).length > 0;
}

/** How many changes of its tables have run; 0 for a database without tables of ours. */
export function schemaOf(database: DatabaseSync): number {
  if (!hasTable(database, "migrations")) return 0;
  const [row] = rows<{ version: number | null }>(database, "SELECT max(version) AS version FROM migrations");
  return row?.version ?? 0;
}
