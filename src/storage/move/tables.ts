/** Which tables move to another tracker, and their rows as JSON. What is not listed here as staying moves: a new table does so by itself. */
import type { Transaction } from "../transaction.ts";

/**
 * What belongs to this very tracker: its schema, its secrets and sessions, which shards have joined it, what can be made again (`ledger`), and
 * what is under way (`writers`, `hour`). Numbers in `settings` and the day in `clock` move by a rule of their own.
 */
export const STAYING: Readonly<Record<"registry" | "shard", readonly string[]>> = {
  registry: [
    "migrations",
    "session_secret",
    "ended_sessions",
    "joined_shards",
    "ledger",
    "ledger_head",
    "settings",
    "overwriting",
    "zeros",
  ],
  shard: ["migrations", "installation", "writers", "clock", "hour", "this_hour", "overwriting", "zeros"],
};

type Cell = string | number | null | { readonly base64: string };

export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** How long a part may become, about, in characters. */
const PART_CHARS = 256 * 1024;

export function movedTables(sql: SqlStorage, object: "registry" | "shard"): string[] {
  return sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !STAYING[object].includes(name) && !/^(?:_cf_|sqlite_|__)/.test(name));
}

/** What an import overwrote can be large, and is only good for undoing it: it stays. */
const LEFT_EMPTY: Readonly<Record<string, string>> = { ad_imports: "before" };

/** The rows of a query as parts, each as JSON. */
export function partsOf(sql: SqlStorage, table: string, query: string, ...bindings: (string | number)[]): string[] {
  const cursor = sql.exec(query, ...bindings);
  const columns = cursor.columnNames;
  const empty = columns.indexOf(LEFT_EMPTY[table] ?? "");
  const parts: string[] = [];
  let rows: string[] = [];
  let chars = 0;
  const end = (): void => {
    if (rows.length > 0) parts.push(`{"table":${JSON.stringify(table)},"columns":${JSON.stringify(columns)},"rows":[${rows.join()}]}`);
    rows = [];
    chars = 0;
  };
  for (const row of cursor.raw()) {
    const text = JSON.stringify(row.map((value, index) => (index === empty ? null : cellOf(value))));
    if (chars + text.length > PART_CHARS) end();
    rows.push(text);
    chars += text.length;
  }
  end();
  return parts;
}

function cellOf(value: SqlStorageValue): Cell {
  if (!(value instanceof ArrayBuffer)) return value;
  return { base64: btoa(Array.from(new Uint8Array(value), (byte) => String.fromCharCode(byte)).join("")) };
}

/** Writes the rows, in the place of those with the same keys. @param allowed the tables that may be written */
export function putRows(sql: Transaction, { table, columns, rows }: TableRows, allowed: readonly string[]): void {
  // Both sides run the same schema, so another name comes of a mistake here. It stands in a statement, and must not be anything else.
  if (!allowed.includes(table) || !columns.every((name) => /^[a-z_]+$/.test(name))) throw new Error(`no table ${table} moves`);
  const places = columns.map(() => "?").join();
  const insert = `INSERT OR REPLACE INTO ${table} (${columns.join()}) VALUES (${places})`;
  for (const row of rows) sql.exec(insert, ...row.map(toStored)).toArray();
}

function toStored(cell: Cell): SqlStorageValue {
  if (typeof cell !== "object" || cell === null) return cell;
  return Uint8Array.from(atob(cell.base64), (char) => char.charCodeAt(0)).buffer;
}
