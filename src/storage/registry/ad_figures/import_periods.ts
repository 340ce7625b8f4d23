/** Takes over a unit's figures of a period. They are never spread over its days. */
import { daysBetween } from "../../../domain/day.ts";
import { released } from "../../../domain/release/rule.ts";
import { differenceNotes } from "./differences.ts";
import type { ImportContext, ImportedFigure, MatchedUnit, UnitOutcome } from "./importing.ts";
import { type PeriodRow, periodsOfUnit, writePeriod } from "./periods.ts";

export function importPeriods(context: ImportContext, unit: MatchedUnit): UnitOutcome {
  const { sql, id, before, confirm, groupSize } = context;
  const bundles = (count: number | null): number | null => (count === null ? null : released(count, groupSize));
  let changes = 0;
  const figures = unit.figures.map(({ from, to, currency, spendMicros: micros, impressions, clicks, reach }): ImportedFigure => {
    const now: PeriodRow = {
      unit: unit.id,
      currency,
      first: from,
      last: to,
      days: daysBetween(from, to) + 1,
      micros,
      impressions,
      clicks,
      reach,
      import: id,
    };
    const was =
      periodsOfUnit(sql, unit.id, from, to).find((one) => one.currency === currency && one.first === from && one.last === to) ?? null;
    const write = () => {
      before.periods.push({ now, before: was });
      writePeriod(sql, now);
    };
    if (isSame(was, now)) confirm.push(write);
    else {
      changes += 1;
      write();
    }
    return {
      unit: unit.id,
      campaign: unit.slug,
      first: from,
      last: to,
      currency,
      micros,
      impressions,
      clicks,
      reach,
      was: was === null ? null : { micros: was.micros ?? 0, impressions: bundles(was.impressions) ?? 0, clicks: bundles(was.clicks) },
    };
  });
  const notes = unit.figures.flatMap(({ from, to }) => differenceNotes(context, unit, from, to));
  return { figures, changes, notes };
}

function isSame(was: PeriodRow | null, now: PeriodRow): boolean {
  return was !== null && (["days", "micros", "impressions", "clicks", "reach"] as const).every((name) => was[name] === now[name]);
}
