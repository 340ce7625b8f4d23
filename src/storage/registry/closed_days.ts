/**
 * The days whose signups are closed, with the running total of all sources' signups at their end. A closed day stays closed. The table is
 * called `closes`: renaming it would be a migration that changes nothing else.
 */
import { addDays, type Day } from "../../domain/day.ts";
import { type Cumulative, closedDaysAfter } from "../../domain/release/rule.ts";
import { formalState } from "../formal/state.ts";
import type { Transaction } from "../transaction.ts";
import type { ShardCommands } from "../wire.ts";
import { lockGroupSize, readMetadata } from "./metadata.ts";

type ClosedDay = { day: Day; total: number };

export function listClosedDays(sql: SqlStorage): Cumulative {
  return sql.exec<ClosedDay>("SELECT day, total FROM closes ORDER BY day").toArray();
}

export function lastClosedDay(sql: SqlStorage): ClosedDay | null {
  return sql.exec<ClosedDay>("SELECT day, total FROM closes ORDER BY day DESC LIMIT 1").toArray()[0] ?? null;
}

/** `today`, or the day after the last closed day where that is later, as it can be after a change of zone. Of visits, too, in the formal mode. */
export function firstUnclosed<Today extends Day | null>(sql: SqlStorage, today: Today): Day | Today {
  const { closed } = sql.exec<{ closed: Day | null }>("SELECT max(day) AS closed FROM closes").one();
  const formal = formalState(sql)?.through ?? null;
  const last = closed === null || (formal !== null && formal > closed) ? formal : closed;
  if (last === null || (today !== null && last < today)) return today;
  return addDays(last, 1);
}

/** The past days that may be closed and are not yet. */
export async function daysToClose(sql: SqlStorage, signups: ShardCommands, today: Day, groupSize: number): Promise<Cumulative> {
  const last = lastClosedDay(sql);
  const all = await signups.readAllSignups(today, last?.day ?? null);
  return closedDaysAfter(last?.day ?? null, last?.total ?? 0, all, today, groupSize);
}

/**
 * Closes the signups of the past days that may be closed. What is closed stays closed, whatever the configuration becomes.
 *
 * @param configuredGroupSize used where no figures were released before; else days close by the size of those
 */
export async function closeDays(sql: SqlStorage, signups: ShardCommands, today: Day, configuredGroupSize: number): Promise<void> {
  // The alarm closes days too, so the first closed day fixes the group size as a first report does.
  const groupSize = readMetadata(sql, "group_size") ?? configuredGroupSize;
  const fresh = await daysToClose(sql, signups, today, groupSize);
  if (fresh.length > 0) lockGroupSize(sql, groupSize);
  for (const { day, total } of fresh) sql.exec("INSERT INTO closes (day, total) VALUES (?, ?) ON CONFLICT DO NOTHING", day, total);
}

/** Once the signups' shard has lost its counts: a day closes by how many came since the last closed day, and the shard counts from 0 again. */
export function restartClosedDays(sql: Transaction): void {
  sql.exec("UPDATE closes SET total = 0");
}

/** The last closed day of each month before `before`, in ascending order. */
export function lastClosedDaysOfMonths(sql: SqlStorage, before: Day): Day[] {
  return sql
    .exec<{ day: Day }>("SELECT max(day) AS day FROM closes WHERE day < ? GROUP BY substr(day, 1, 7) ORDER BY day", before)
    .toArray()
    .map(({ day }) => day);
}

/** Once the shards have folded: keeps only the last closed day of each month before `before`. */
export function forgetOtherClosedDays(sql: SqlStorage, before: Day): void {
  sql.exec(
    "DELETE FROM closes WHERE day < ?1 AND day NOT IN (SELECT max(day) FROM closes WHERE day < ?1 GROUP BY substr(day, 1, 7))",
    before,
  );
}
