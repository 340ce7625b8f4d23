/** Years of counts, written into the files of a tracker that is stopped: by the real code they would take minutes. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

interface Years {
  /** Campaigns whose link works, with counts on each day; they are there already, with the numbers from 1. */
  readonly live: number;
  /** Archived ones, which have counts on some days each. */
  readonly archived: number;
  /** Up to yesterday (UTC). */
  readonly days: number;
}

const ARCHIVED_DAYS = 20;
const KINDS = ["visit", "bot"] as const;

/** Each shard has to have counted something: of which kind tells which of them it is. */
export async function fillYears(dataDir: string, years: Years): Promise<void> {
  for (const file of await filesOf(dataDir, "fivebar-shard")) inFile(file, "tallies", (database) => fillShard(database, years));
  if (years.archived === 0) return;
  for (const file of await filesOf(dataDir, "fivebar-registry")) inFile(file, "campaigns", (database) => addArchived(database, years));
}

/** Does something with a database that has this table. */
function inFile(file: string, table: string, act: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) !== undefined) act(database);
  database.close();
}

function fillShard(database: DatabaseSync, { live, archived, days }: Years): void {
  const found = database.prepare("SELECT kind FROM tallies LIMIT 1").get();
  if (found === undefined) return;
  database.exec("BEGIN; DELETE FROM tallies");
  for (const kind of found.kind === "signup" ? ["signup"] : KINDS) {
    addRows(database, kind, 1, live, days);
    if (archived > 0) addRows(database, kind, live + 1, live + archived, Math.min(days, ARCHIVED_DAYS));
  }
  addAllSources(database);
  database.exec("COMMIT");
}

async function filesOf(dataDir: string, folder: string): Promise<string[]> {
  const path = join(dataDir, "objects", folder);
  return (await readdir(path)).filter((file) => file.endsWith(".sqlite")).map((file) => join(path, file));
}

/** Running totals that rise by one to thirteen a day. */
function addRows(database: DatabaseSync, kind: string, first: number, last: number, days: number): void {
  database
    .prepare(
      `WITH RECURSIVE c(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM c WHERE n < ?2), d(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < ?3)
       INSERT INTO tallies (campaign, kind, day, total)
       SELECT c.n, ?4, date('now', '-' || d.n || ' days'), (?3 + 1 - d.n) * 7 + (c.n + d.n) % 7 FROM c, d`,
    )
    .run(first, last, days, kind);
}

/** The signups of all sources, by which days close (src/storage/shard/counts.ts): without them no report has a signup. */
function addAllSources(database: DatabaseSync): void {
  database.exec(
    "INSERT INTO tallies (campaign, kind, day, total) SELECT -1, kind, day, sum(total) FROM tallies WHERE kind = 'signup' GROUP BY day",
  );
}

function addArchived(database: DatabaseSync, { live, archived }: Years): void {
  const { id: _, slug: __, archived_on: ___, ...model } = database.prepare("SELECT * FROM campaigns WHERE id = 1").get() ?? {};
  const others = Object.keys(model).join(", ");
  database
    .prepare(
      `WITH RECURSIVE c(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM c WHERE n < ?2)
       INSERT INTO campaigns (id, slug, archived_on, ${others}) SELECT c.n, 'old-' || c.n, date('now', '-1 days'), ${others} FROM c, campaigns WHERE id = 1`,
    )
    .run(live + 1, live + archived);
}
