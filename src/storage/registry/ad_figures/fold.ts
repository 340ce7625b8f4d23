/** Days of ad figures that become months, as counts do. */
import { type Day, daysBetween } from "../../../domain/day.ts";
import { endOfMonth } from "../../../domain/period.ts";
import type { Transaction } from "../../transaction.ts";
import { monthOf, monthsBefore, writeMonth } from "./days.ts";
import { forgetUndosOfMonthsBefore } from "./imports.ts";
import { periodsOfUnit, writePeriod } from "./periods.ts";

/** Makes a period of each month before the day `before`, the first of one, as the shards fold their counts. */
export function foldAdDays(sql: Transaction, before: Day): void {
  const months = monthsBefore(sql, monthOf(before));
  if (months.length > 0) forgetUndosOfMonthsBefore(sql, monthOf(before));
  for (const { unit, currency, month, cells } of months) {
    const first = `${month}-01` as Day;
    const last = endOfMonth(first);
    const same = periodsOfUnit(sql, unit, first, last).find((one) => one.currency === currency && one.first === first && one.last === last);
    const clicks = cells.map(([, , , count]) => count);
    writePeriod(sql, {
      unit,
      currency,
      first,
      last,
      days: Math.min(cells.length, daysBetween(first, last) + 1),
      micros: cells.reduce((sum, [, micros]) => sum + micros, 0),
      impressions: cells.reduce((sum, [, , count]) => sum + count, 0),
      clicks: clicks.includes(null) ? null : clicks.reduce<number>((sum, count) => sum + (count ?? 0), 0),
      reach: same?.reach ?? null,
      import: Math.max(...cells.map(([, , , , id]) => id)),
    });
    writeMonth(sql, { unit, currency, month, cells: [] });
  }
}
