/** Says where a period's money is not that of its days. */
import { type Day, dayNumber } from "../../../domain/day.ts";
import { type Fault, fault } from "../../../domain/problems.ts";
import { daysOf, monthsOfUnit } from "./days.ts";
import type { ImportContext, MatchedUnit } from "./importing.ts";
import { periodsOfUnit } from "./periods.ts";

/** A difference is reported when it is more than this share of a period's money. */
const TOLERANCE = 0.01;

/** Of the unit's periods between these days whose every day is known by itself, as it is after the import. */
export function differenceNotes({ sql }: ImportContext, unit: MatchedUnit, first: Day, last: Day): Fault[] {
  return periodsOfUnit(sql, unit.id, first, last).flatMap((period) => {
    const [from, to] = [dayNumber(period.first), dayNumber(period.last)];
    const days = monthsOfUnit(sql, unit.id, period.first, period.last)
      .filter(({ currency }) => currency === period.currency)
      .flatMap(daysOf)
      .filter(({ day }) => day >= from && day <= to);
    if (period.micros === null || days.length <= to - from) return [];
    const sum = days.reduce((total, { micros }) => total + micros, 0);
    const isFar = Math.abs(sum - period.micros) > TOLERANCE * Math.abs(period.micros);
    return isFar ? [fault("ad-days-differ", { name: unit.name, from: period.first, to: period.last })] : [];
  });
}
