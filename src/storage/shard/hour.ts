/**
 * The current hour, where visits are released by the hour (`VISIT_RELEASE=hourly`). What is counted in it is also kept apart, so that a report
 * can leave it out and stays the same until the next full hour. The clock alone decides when an hour begins, and never goes back; a shard
 * that gets no visit at the full hour needs to do nothing then.
 */
import type { Day } from "../../domain/day.ts";
import type { Totals } from "../../domain/release/released_counts.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import type { Entry } from "./counts.ts";

const MS_PER_HOUR = 3_600_000;

/** A day and an hour since 1970, such as `2026-11-03 0498613`. Hours compare as strings. */
export type Hour = string;

/**
 * The hour at `nowMs`, on the day that is stamped then. It changes at midnight and every full hour after that, also in zones that are half an
 * hour off, and it never goes back when a change of zone moves midnight.
 *
 * @param dayStartMs when that day begins
 */
export function hourOf(nowMs: number, day: Day, dayStartMs: number): Hour {
  const hour = Math.floor((nowMs - (dayStartMs % MS_PER_HOUR)) / MS_PER_HOUR);
  return `${day} ${String(hour).padStart(7, "0")}`;
}

function currentHour(sql: SqlStorage): Hour | null {
  return sql.exec<{ hour: Hour }>("SELECT hour FROM hour").toArray()[0]?.hour ?? null;
}

/**
 * Begins the hour `now`, unless a later one has begun, and returns the current one. If no hour was kept apart before, this one holds all
 * counts since midnight: reports may then be older than the last full hour, but never newer.
 */
export function enterHour(sql: Transaction, now: Hour): Hour {
  const hour = currentHour(sql);
  if (hour !== null && hour >= now) return hour;
  if (hour === null) {
    sql.exec(
      `INSERT INTO this_hour (campaign, kind, count)
       SELECT campaign, kind, total - coalesce((
         SELECT total FROM tallies b WHERE b.campaign = t.campaign AND b.kind = t.kind AND b.day < t.day ORDER BY b.day DESC LIMIT 1
       ), 0) FROM tallies t WHERE day = ? AND kind <> 'signup'`,
      dayOfHour(now),
    );
  } else deleteRows(sql, "this_hour");
  sql.exec("INSERT INTO hour (only, hour) VALUES (0, ?1) ON CONFLICT DO UPDATE SET hour = ?1", now);
  return now;
}

/** Forgets the hour, where visits are not released by the hour. */
export function leaveHours(sql: Transaction): void {
  if (currentHour(sql) === null) return;
  deleteRows(sql, "this_hour");
  deleteRows(sql, "hour");
}

/** Adds what is being counted to the current hour. Signups are left out: they have a rule of their own. */
export function addToHour(sql: Transaction, entries: readonly Entry[]): void {
  for (const [campaign, kind, count] of entries) {
    if (kind === "signup") continue;
    sql.exec(
      "INSERT INTO this_hour (campaign, kind, count) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + ?3",
      campaign,
      kind,
      count,
    );
  }
}

/** Subtracts what was counted in the current hour from `series`, running totals at the ends of `days`. */
export function takeOffHour(sql: SqlStorage, series: readonly Totals[], days: readonly Day[]): void {
  const hour = currentHour(sql);
  const from = hour === null ? -1 : days.findIndex((day) => day >= dayOfHour(hour));
  if (from === -1) return;
  const counts = sql.exec<{ campaign: number; kind: string; count: number }>("SELECT campaign, kind, count FROM this_hour").toArray();
  const held = new Map(counts.map(({ campaign, kind, count }) => [`${campaign} ${kind}`, count]));
  for (const { campaign, kind, totals } of series) {
    const count = held.get(`${campaign} ${kind}`) ?? 0;
    for (let index = from; index < totals.length; index += 1) totals[index] = (totals[index] ?? 0) - count;
  }
}

export function dayOfHour(hour: Hour): Day {
  return hour.slice(0, 10) as Day;
}
