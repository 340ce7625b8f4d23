/** An object's storage over SQLite in this process's memory, with what src/storage uses of the runtime's. It can be emptied at once. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

type Row = Record<string, SqlStorageValue>;

export class Database {
  readonly storage: DurableObjectStorage;
  private readonly db = new DatabaseSync(":memory:");
  private readonly statements = new Map<string, StatementSync>();
  private depth = 0;
  private alarmMs: number | null = null;

  /** @param prepare makes the tables, which stay when the database is emptied */
  constructor(prepare: (storage: DurableObjectStorage, db: DatabaseSync) => void) {
    const pragma = (name: string) => Number(this.run(`PRAGMA ${name}`, []).rows[0]?.[name]);
    const size = () => pragma("page_count") * pragma("page_size");
    const sql = {
      exec: (query: string, ...bindings: unknown[]) => this.exec(query, bindings),
      get databaseSize() {
        return size();
      },
    };
    this.storage = {
      sql,
      transactionSync: <T>(work: () => T) => this.transaction(work),
      getAlarm: async () => this.alarmMs,
      setAlarm: async (ms: number) => {
        this.alarmMs = ms;
      },
      sync: async () => undefined,
    } as unknown as DurableObjectStorage;
    prepare(this.storage, this.db);
    this.db.exec("BEGIN");
  }

  /** Takes back all that was written since the tables were made. */
  empty(): void {
    this.db.exec("ROLLBACK; BEGIN");
    this.depth = 0;
    this.alarmMs = null;
  }

  private transaction<T>(work: () => T): T {
    const name = `nested_${this.depth}`;
    this.db.exec(`SAVEPOINT ${name}`);
    this.depth += 1;
    try {
      const done = work();
      this.db.exec(`RELEASE ${name}`);
      return done;
    } catch (error) {
      this.db.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  private exec(query: string, bindings: readonly unknown[]) {
    const several = bindings.length === 0 && /;\s*\S/.test(query);
    if (several) this.db.exec(query);
    const { rows, rowsWritten } = several ? { rows: [], rowsWritten: 0 } : this.run(query, bindings);
    return {
      rowsWritten,
      columnNames: Object.keys(rows[0] ?? {}),
      toArray: () => rows,
      raw: () => rows.map((row) => Object.values(row))[Symbol.iterator](),
      [Symbol.iterator]: () => rows[Symbol.iterator](),
      one: () => {
        const [row] = rows;
        if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}: ${query}`);
        return row;
      },
    };
  }

  private run(query: string, bindings: readonly unknown[]): { readonly rows: Row[]; readonly rowsWritten: number } {
    let statement = this.statements.get(query);
    if (statement === undefined) {
      statement = this.db.prepare(query);
      this.statements.set(query, statement);
    }
    const values = bindings.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value) as SQLInputValue);
    if (/^\s*(?:INSERT|UPDATE|DELETE)/.test(query) && !query.includes("RETURNING"))
      return { rows: [], rowsWritten: Number(statement.run(...values).changes) };
    const rows = statement.all(...values) as Record<string, unknown>[];
    for (const row of rows)
      for (const name in row) {
        const value = row[name];
        if (value instanceof Uint8Array) row[name] = value.slice().buffer;
      }
    return { rows: rows as Row[], rowsWritten: 0 };
  }
}
