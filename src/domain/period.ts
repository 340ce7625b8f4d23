/** Weeks and months of the calendar, and how a range of days is split along them. Pure. */
import { addDays, type Day, daysBetween, utcDay, utcMs } from "./day.ts";

export type Interval = "total" | "day" | "week" | "month";

/** The first day of the week (Monday, ISO 8601), month or day in which `day` lies. */
export function periodStart(day: Day, interval: Exclude<Interval, "total">): Day {
  switch (interval) {
    case "day":
      return day;
    case "week":
      return addDays(day, -((new Date(utcMs(day)).getUTCDay() + 6) % 7));
    case "month":
      return `${day.slice(0, 8)}01` as Day;
  }
}

/** The last day of the month in which `day` lies. */
export function endOfMonth(day: Day): Day {
  return addDays(periodStart(addDays(periodStart(day, "month"), 31), "month"), -1);
}

/** The first day of the month `months` before the one in which `day` lies. */
export function monthsBefore(day: Day, months: number): Day {
  const date = new Date(utcMs(periodStart(day, "month")));
  date.setUTCMonth(date.getUTCMonth() - months);
  return utcDay(date.getTime());
}

export interface Period {
  /** What names the period: its first day, which can lie before the range for a week or month that the range cuts. */
  readonly label: Day;
  readonly first: Day;
  readonly last: Day;
}

/** Splits the days `from` to `to` (both inclusive, `from` not after `to`) along `interval`. */
export function periods(from: Day, to: Day, interval: Interval): readonly Period[] {
  if (interval === "total") return [{ label: from, first: from, last: to }];
  const found: Period[] = [];
  for (let first = from; first <= to; ) {
    const label = periodStart(first, interval);
    const end = interval === "day" ? first : interval === "week" ? addDays(label, 6) : endOfMonth(first);
    const last = end < to ? end : to;
    found.push({ label, first, last });
    first = addDays(last, 1);
  }
  return found;
}

/** The number of the week that begins on `monday`, with the year that it belongs to (ISO 8601): the week of its Thursday. */
export function weekNumber(monday: Day): { readonly year: number; readonly week: number } {
  const thursday = addDays(monday, 3);
  const year = Number(thursday.slice(0, 4));
  return { year, week: 1 + Math.floor(daysBetween(`${year}-01-01` as Day, thursday) / 7) };
}
