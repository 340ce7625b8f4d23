/** The database of an object as an older version would have left it, whatever later versions did to its tables. */
import { rename, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

/** Brings `file`, of a tracker that is stopped, back to the tables before the first of `migrations` with `text` in it. The rows stay. */
export async function bringBack(file: string, migrations: readonly string[], text: string): Promise<void> {
  const version = migrations.findIndex((migration) => migration.includes(text));
  if (version < 1) throw new Error(`no migration has ${text}`);
  const older = `${file}.older`;
  const database = new DatabaseSync(older);
  database.exec("CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
  for (const migration of migrations.slice(0, version)) database.exec(migration);
  database.exec(`ATTACH '${file}' AS later`);
  const rows = (query: string) => database.prepare(query).all() as { name: string; sql: string }[];
  // The runtime's own, such as the alarm.
  for (const { sql } of rows("SELECT sql, name FROM later.sqlite_master WHERE type = 'table' AND name LIKE '\\_cf\\_%' ESCAPE '\\'"))
    database.exec(sql);
  const tables = rows("SELECT name, '' AS sql FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  for (const { name } of tables) {
    const columnsIn = (schema: string) => rows(`SELECT name, '' AS sql FROM pragma_table_info('${name}', '${schema}')`);
    const there = new Set(columnsIn("later").map((column) => column.name));
    const columns = columnsIn("main")
      .map((column) => `"${column.name}"`)
      .filter((column) => there.has(column.slice(1, -1)));
    database.exec(`DELETE FROM main.${name}`);
    if (columns.length > 0) database.exec(`INSERT INTO main.${name} (${columns.join()}) SELECT ${columns.join()} FROM later.${name}`);
  }
  database.exec(`DELETE FROM main.migrations WHERE version > ${version}; DETACH later`);
  database.close();
  for (const end of ["", "-wal", "-shm"]) await rm(`${file}${end}`, { force: true });
  await rename(older, file);
}
