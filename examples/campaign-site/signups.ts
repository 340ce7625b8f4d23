/** Who signed: kept in SQLite, without the campaign's code and without the time of day. */
import { DatabaseSync } from "node:sqlite";
import type { Signature } from "./form.ts";

/** The day on which it is `time` in the Netherlands, as YYYY-MM-DD: as Swedes write a date. */
export function dutchDay(time: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(time);
}

export class Signups {
  readonly #db: DatabaseSync;

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    this.#db.exec(`
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS signups (
        email TEXT PRIMARY KEY COLLATE NOCASE,
        name TEXT NOT NULL,
        age_group TEXT NOT NULL,
        signed_on TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`);
  }

  /** Keeps a signature; false when this address has signed before, which changes nothing. */
  add({ email, name, ageGroup }: Signature, day: string): boolean {
    const insert = this.#db.prepare("INSERT INTO signups (email, name, age_group, signed_on) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    return insert.run(email, name, ageGroup, day).changes === 1;
  }

  get count(): number {
    return Number(this.#db.prepare("SELECT count(*) AS n FROM signups").get()?.n);
  }

  close(): void {
    this.#db.close();
  }
}
