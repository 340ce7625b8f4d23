/**
 * Overwrites deleted rows. SQLite leaves a deleted row's bytes in its file until the page is used again, and in its write-ahead log until the
 * log is overwritten. So each table with deleted rows is copied, which leaves them out, and the pages that this frees are filled with zeros.
 */

/** SQLite checkpoints its log at 1,000 pages of 4 KiB and then starts again at its beginning; a fifth is added for writes under way. */
const LOG_BYTES = 1_200 * 4_096;
/**
 * A blob of this length fills its pages completely: space left free in a page would keep what was there before. The first 4,061 bytes of a
 * row's record (which is 5 bytes longer than the blob) stand in a page of the table, the rest in overflow pages of 4,092 bytes each.
 */
const PART_BYTES = 4_061 + 100 * 4_092 - 5;

/** Deletes rows, and notes that they must be overwritten. @param which the table, and the condition */
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
 * Overwrites what was deleted since the last call; does nothing if nothing was.
 *
 * @param tables those from which single rows are deleted. In other tables only pages that became empty are overwritten.
 */
export async function overwriteDeleted(storage: DurableObjectStorage, tables: readonly string[]): Promise<void> {
  const { sql } = storage;
  const state = sql.exec<{ is_due: number; reached: number }>("SELECT is_due, reached FROM overwriting").toArray()[0];
  if (state === undefined || state.is_due === 0) return;
  // The first time: the copies must not get pages that still hold what was deleted before overwriting began.
  if (state.reached === 0) {
    fill(sql, sql.databaseSize * 2 + LOG_BYTES);
    await empty(storage);
  }
  let reached = 0;
  // In one transaction, so that another request's write cannot get a free page with deleted bytes in it.
  storage.transactionSync(() => {
    const before = sql.databaseSize;
    for (const table of tables) copyWhole(sql, table);
    const copied = sql.databaseSize - before;
    for (const table of tables) replaceByCopy(sql, table);
    reached = Math.max(state.reached, before + Math.max(0, copied) + LOG_BYTES);
    fill(sql, reached);
  });
  await empty(storage);
  // The log has started again by now: writing as much once more overwrites its older part.
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

/** Adds zeros until the database is as large as it ever was: then it has no free page. */
function fill(sql: SqlStorage, bytes: number): void {
  for (let left = bytes - sql.databaseSize; left > 0; left -= PART_BYTES)
    sql.exec("INSERT INTO zeros (bytes) VALUES (zeroblob(?))", PART_BYTES);
}

/** Deletes the zeros once they are on disk: a page that is freed in the transaction that filled it would not be written. */
async function empty(storage: DurableObjectStorage): Promise<void> {
  await storage.sync();
  storage.sql.exec("DELETE FROM zeros");
  await storage.sync();
}
