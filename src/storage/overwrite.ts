/**
 * Overwrites what was deleted. SQLite leaves a deleted row's bytes in its file until the page is used again, and in its log until that is
 * written over. So tables from which something was deleted are copied without it, and the pages that this frees are filled with zeros.
 */

/** SQLite takes its log into the database, and begins it anew, once it has 1,000 pages of 4 KiB; a fifth more, for what is under way. */
const LOG_BYTES = 1_200 * 4_096;
/**
 * So long that a row fills its pages: of a row's record (5 bytes more) the first 4,061 bytes stand in a page of the table itself, and what is left
 * free there would keep what was there before; the others stand in pages of their own, 4,092 bytes in each.
 */
const PART_BYTES = 4_061 + 100 * 4_092 - 5;

/** Deletes rows that are to be overwritten. @param which the table, and the condition */
export function deleteRows(sql: SqlStorage, which: string, ...bindings: readonly (string | number)[]): void {
  const deleted = sql.exec(`DELETE FROM ${which}`, ...bindings);
  deleted.toArray();
  if (deleted.rowsWritten > 0) markDeleted(sql);
}

/** Notes, in the transaction that deletes, that there is something to overwrite. */
export function markDeleted(sql: SqlStorage): void {
  sql.exec("INSERT INTO overwriting (only, is_due, reached) VALUES (0, 1, 0) ON CONFLICT DO UPDATE SET is_due = 1 WHERE is_due = 0");
}

/**
 * Overwrites what was deleted since the last time; does nothing when that was nothing.
 *
 * @param tables from which rows are deleted one by one. Of others only the pages that became empty are overwritten.
 */
export async function overwriteDeleted(storage: DurableObjectStorage, tables: readonly string[]): Promise<void> {
  const { sql } = storage;
  const state = sql.exec<{ is_due: number; reached: number }>("SELECT is_due, reached FROM overwriting").toArray()[0];
  if (state === undefined || state.is_due === 0) return;
  // The first time: what was deleted before anything was overwritten must not be in the pages that the copies get.
  if (state.reached === 0) {
    fill(sql, sql.databaseSize * 2 + LOG_BYTES);
    await empty(storage);
  }
  let reached = 0;
  // In one transaction: no page that still has deleted bytes in it is free when another request writes.
  storage.transactionSync(() => {
    const before = sql.databaseSize;
    for (const table of tables) copyWhole(sql, table);
    const copied = sql.databaseSize - before;
    for (const table of tables) replaceByCopy(sql, table);
    reached = Math.max(state.reached, before + Math.max(0, copied) + LOG_BYTES);
    fill(sql, reached);
  });
  await empty(storage);
  // The log: it has begun anew by now, and what it holds of earlier is written over by as much again.
  storage.transactionSync(() => fill(sql, reached));
  await empty(storage);
  sql.exec("UPDATE overwriting SET is_due = 0, reached = ?", reached);
}

const copyOf = (table: string): string => `${table}_copy`;

function copyWhole(sql: SqlStorage, table: string): void {
  const { sql: text } = sql.exec<{ sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", table).one();
  sql.exec(text.replace(/^CREATE TABLE\s+"?\w+"?/i, `CREATE TABLE ${copyOf(table)}`));
  sql.exec(`INSERT INTO ${copyOf(table)} SELECT * FROM ${table}`);
}

function replaceByCopy(sql: SqlStorage, table: string): void {
  const indexes = sql
    .exec<{ sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", table)
    .toArray();
  sql.exec(`DROP TABLE ${table}`);
  sql.exec(`ALTER TABLE ${copyOf(table)} RENAME TO ${table}`);
  for (const index of indexes) sql.exec(index.sql);
}

/** Adds zeros until the database has as many bytes as it ever had: then no page of it is free. */
function fill(sql: SqlStorage, bytes: number): void {
  for (let left = bytes - sql.databaseSize; left > 0; left -= PART_BYTES)
    sql.exec("INSERT INTO zeros (bytes) VALUES (zeroblob(?))", PART_BYTES);
}

/** Takes the zeros out again once they are on disk: pages that are freed in the transaction that filled them are not written. */
async function empty(storage: DurableObjectStorage): Promise<void> {
  await storage.sync();
  storage.sql.exec("DELETE FROM zeros");
  await storage.sync();
}
