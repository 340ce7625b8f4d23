/** The days on which signups closed, with the running total of all sources' signups at that moment. Only ever added to. */
import { addDays, type Day } from "../../domain/day.ts";
import { type Cumulative, closesAfter } from "../../domain/release/rule.ts";
import type { Transaction } from "../transaction.ts";
import type { ShardCommands } from "../wire.ts";
import { lockGroupSize, readSetting } from "./settings.ts";

export function listCloses(sql: SqlStorage): Cumulative {
  return sql.exec<{ day: Day; total: number }>("SELECT day, total FROM closes ORDER BY day").toArray();
}

/** The day after the last close where that is after `today`, which a change of zone can bring about; else `today`. */
export function firstUnclosed<Today extends Day | null>(sql: SqlStorage, today: Today): Day | Today {
  const { last } = sql.exec<{ last: Day | null }>("SELECT max(day) AS last FROM closes").one();
  if (last === null || (today !== null && last < today)) return today;
  return addDays(last, 1);
}

/**
 * Closes the signups of the past days that may be closed. What is closed stays closed, whatever the configuration becomes.
 *
 * @param configuredGroupSize used where no figures were released before; else days close by the size of those
 */
export async function closeDays(sql: SqlStorage, signups: ShardCommands, today: Day, configuredGroupSize: number): Promise<void> {
  const last = listCloses(sql).at(-1);
  const all = await signups.readAllSignups(today, last?.day ?? null);
  // The alarm closes days too, so the first closed day fixes the group size as a first report does.
  const groupSize = readSetting(sql, "group_size") ?? configuredGroupSize;
  const closes = closesAfter(last?.day ?? null, last?.total ?? 0, all, today, groupSize);
  if (closes.length > 0) lockGroupSize(sql, groupSize);
  for (const { day, total } of closes) sql.exec("INSERT INTO closes (day, total) VALUES (?, ?) ON CONFLICT DO NOTHING", day, total);
}

/** Once the signups' shard has lost its counts: days close by how many come since the last close, and those are counted from 0. */
export function beginClosesAgain(sql: Transaction): void {
  sql.exec("UPDATE closes SET total = 0");
}

/** The last close of each month before `before`, in ascending order. */
export function lastClosesOfMonths(sql: SqlStorage, before: Day): Day[] {
  return sql
    .exec<{ day: Day }>("SELECT max(day) AS day FROM closes WHERE day < ? GROUP BY substr(day, 1, 7) ORDER BY day", before)
    .toArray()
    .map(({ day }) => day);
}

/** Once the shards have folded: of the months before `before` the last close of each is all that is left. */
export function forgetOtherCloses(sql: SqlStorage, before: Day): void {
  sql.exec(
    "DELETE FROM closes WHERE day < ?1 AND day NOT IN (SELECT max(day) FROM closes WHERE day < ?1 GROUP BY substr(day, 1, 7))",
    before,
  );
}
