/**
 * Old days become months. A row is a running total, so folding moves the last row of a month to the month's last day and deletes
 * the others: no total at a kept day changes. The last day of a month on which signups closed is kept too, for all kinds, so that
 * what was released by then, and its rate, stay as they were.
 */
import { addDays, type Day } from "../../core/day.ts";
import { endOfMonth } from "../../core/period.ts";
import { markDeleted } from "../overwrite.ts";
import { firstDay } from "./tallies.ts";

/** See `Shard.fold`. Must run in a transaction. */
export function foldBefore(sql: SqlStorage, before: Day, closes: readonly Day[]): void {
  const done = sql.exec<{ folded: Day | null }>("SELECT folded_before AS folded FROM clock").toArray()[0];
  if (done === undefined || (done.folded !== null && done.folded >= before)) return;
  const first = firstDay(sql);
  if (first !== null && first < before) {
    foldInto(sql, [...monthEnds(first, before), ...closes], before);
    markDeleted(sql);
  }
  sql.exec("UPDATE clock SET folded_before = ?", before);
}

/** The last days of the months from that of `first` to that before `before`, which is the first day of a month. */
export function monthEnds(first: Day, before: Day): Day[] {
  const ends: Day[] = [];
  for (let end = endOfMonth(first); end < before; end = endOfMonth(addDays(end, 1))) ends.push(end);
  return ends;
}

/** Moves each row before `before` to the first of the days `kept` that is not earlier. */
function foldInto(sql: SqlStorage, kept: readonly Day[], before: Day): void {
  const days = JSON.stringify(kept);
  sql.exec(
    `INSERT INTO tallies (campaign, kind, day, total)
     SELECT campaign, kind, (SELECT min(value) FROM json_each(?1) WHERE value >= day) AS target, max(total)
     FROM tallies WHERE day < ?2 GROUP BY campaign, kind, target
     ON CONFLICT DO NOTHING`,
    days,
    before,
  );
  sql.exec("DELETE FROM tallies WHERE day < ?2 AND day NOT IN (SELECT value FROM json_each(?1))", days, before);
}
