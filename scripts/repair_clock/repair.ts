/**
 * For a tracker that has stopped, after a clock that was ahead was believed. Moves what is stamped on days that have not come yet to today, so that no
 * count is lost and each total stays what it was. Says what it would do; does it with `--yes`.
 */
import { basename, dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { readConfig } from "../../src/domain/config.ts";
import { type Day, dayNumber, dayOf } from "../../src/domain/day.ts";
import { installation } from "../installation.ts";
import { objectFiles, takeDataDir } from "../start/data_dir.ts";
import { readSettings } from "../start/settings.ts";

const MS_PER_HOUR = 3_600_000;

interface Now {
  readonly day: Day;
  /** Since 1970. */
  readonly hour: number;
}

/** Rows are running totals: those of the days ahead become one row of today. What is deleted is overwritten by the shard's next alarm. */
function repairShard(database: DatabaseSync, { day, hour }: Now): void {
  database
    .prepare(
      `INSERT INTO tallies (campaign, kind, day, total) SELECT campaign, kind, ?1, max(total) FROM tallies WHERE day > ?1 GROUP BY campaign, kind
       ON CONFLICT DO UPDATE SET total = excluded.total`,
    )
    .run(day);
  database.prepare("DELETE FROM tallies WHERE day > ?").run(day);
  database
    .prepare("UPDATE clock SET day = ?1, folded_before = CASE WHEN folded_before <= ?1 THEN folded_before END WHERE day > ?1")
    .run(day);
  database.prepare("UPDATE writers SET day = ?1 WHERE day > ?1").run(day);
  database.exec("DELETE FROM hour; DELETE FROM this_hour");
  for (const table of ["repeats", "salts"]) database.prepare(`DELETE FROM ${table} WHERE hour > ?`).run(hour);
  database.exec("INSERT INTO overwriting (only, is_due, reached) VALUES (0, 1, 0) ON CONFLICT DO UPDATE SET is_due = 1");
}

/** Days of signups that closed ahead of time close again; the cache of finished days is made again from the shards. */
function repairRegistry(database: DatabaseSync, { day }: Now): void {
  database.prepare("DELETE FROM closes WHERE day >= ?").run(day);
  database.exec("DELETE FROM ledger; DELETE FROM ledger_head");
  repairReleased(database, day);
  database.prepare("UPDATE settings SET value = ?1 WHERE name = 'last_day' AND value > ?1").run(dayNumber(day));
  for (const table of ["keys", "members"]) database.prepare(`UPDATE ${table} SET last_used_on = ?1 WHERE last_used_on > ?1`).run(day);
  database.prepare("UPDATE keys SET used_before_on = NULL WHERE used_before_on > ?").run(day);
}

/**
 * What the formal mode has released ahead of time stays released, and is of today: its noise is drawn, and its counts are moved to today. So today
 * has closed, and what is counted from now on is of tomorrow.
 */
function repairReleased(database: DatabaseSync, day: Day): void {
  const today = dayNumber(day);
  const [ahead] = database.prepare("SELECT 1 FROM settings WHERE name = 'formal_through' AND value > ?").all(today);
  if (ahead === undefined) return;
  const year = Number(day.slice(0, 4));
  const days = today - dayNumber(`${year}-01-01` as Day);
  const lastOf = (rows: readonly Record<string, unknown>[]): number => {
    const best = rows.at(-1)?.best;
    return best instanceof Uint8Array ? (new Float64Array(best.slice().buffer).at(-1) ?? 0) : 0;
  };
  for (const { campaign, kind } of database.prepare("SELECT DISTINCT campaign, kind FROM released WHERE year >= ?").all(year)) {
    const rows = database
      .prepare("SELECT year, best FROM released WHERE campaign = ? AND kind = ? ORDER BY year")
      .all(campaign as number, kind as string);
    const own = rows.find((row) => row.year === year)?.best;
    const known = own instanceof Uint8Array ? new Float64Array(own.slice().buffer) : new Float64Array();
    const base = known.at(Math.min(known.length, days) - 1) ?? lastOf(rows.filter((row) => Number(row.year) < year));
    const best = new Float64Array(days + 1).fill(base);
    best.set(known.subarray(0, days));
    best[days] = lastOf(rows);
    database
      .prepare("INSERT OR REPLACE INTO released (campaign, kind, year, best) VALUES (?, ?, ?, ?)")
      .run(campaign as number, kind as string, year, new Uint8Array(best.buffer));
    database.prepare("DELETE FROM released WHERE campaign = ? AND kind = ? AND year > ?").run(campaign as number, kind as string, year);
  }
  database.prepare("UPDATE settings SET value = ?1 WHERE name IN ('formal_through', 'formal_signups_through') AND value > ?1").run(today);
  database.prepare("DELETE FROM settings WHERE name GLOB 'formal_rule_*' AND substr(name, 13) > ?").run(day);
}

/** The latest day that a database has been told of; null for none. */
function latestDay(database: DatabaseSync, isRegistry: boolean): string | null {
  const query = isRegistry
    ? "SELECT date(value * 86400, 'unixepoch') AS day FROM settings WHERE name = 'last_day'"
    : "SELECT max(day) AS day FROM (SELECT day FROM clock UNION ALL SELECT max(day) FROM tallies)";
  const [row] = database.prepare(query).all();
  return typeof row?.day === "string" ? row.day : null;
}

async function repair(dataDir: string, now: Now, isMeant: boolean): Promise<number> {
  const { DatabaseSync: Database } = await import("node:sqlite");
  const databases = (await objectFiles(dataDir)).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(basename(file)));
  // The shards first: where this is broken off, the registry's day still says that it is to be done again.
  databases.sort((one, other) => (one < other ? 1 : -1));
  let repaired = 0;
  for (const file of databases) {
    const isRegistry = basename(dirname(file)) === "fivebar-registry";
    const database = new Database(file);
    try {
      const latest = latestDay(database, isRegistry);
      if (latest === null || latest <= now.day) continue;
      repaired += 1;
      console.log(`${basename(dirname(file))}/${basename(file).slice(0, 8)}…: days up to ${latest}${isMeant ? ", moved to today" : ""}`);
      if (!isMeant) continue;
      database.exec("BEGIN IMMEDIATE");
      (isRegistry ? repairRegistry : repairShard)(database, now);
      database.exec("COMMIT");
    } finally {
      database.close();
    }
  }
  return repaired;
}

/** Resolves with the exit code. */
export async function repairClock(args: readonly string[]): Promise<number> {
  try {
    const { dataDir } = readSettings(process.env);
    const { timeZone } = readConfig(process.env);
    const nowMs = Date.now();
    const now = { day: dayOf(nowMs, timeZone), hour: Math.floor(nowMs / MS_PER_HOUR) };
    const isMeant = args.includes("--yes");
    const release = await takeDataDir(dataDir);
    try {
      console.log(`By this machine's clock today is ${now.day} (${timeZone}).`);
      const repaired = await repair(dataDir, now, isMeant);
      const again = installation.commandLine("repair-clock", "--yes");
      if (repaired === 0) console.log("Nothing is stamped ahead of that.");
      else if (!isMeant) console.log(`Nothing has been changed. If that is the right day, copy DATA_DIR, then: ${again}`);
    } finally {
      await release();
    }
    return 0;
  } catch (error) {
    console.error(`Nothing, or not all, was repaired: ${(error as Error).message}`);
    return 1;
  }
}
