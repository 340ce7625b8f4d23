/** The period of a page, from its address: the last days, a week, month or year of the calendar, all days, or chosen ones. Pure. */
import { addDays, type Day, daysBetween, FIRST_DAY, parseDay } from "../../domain/day.ts";
import { endOfMonth, monthsBefore, periodStart } from "../../domain/period.ts";
import type { ChartInterval } from "../ui/charts/data.ts";

export const PRESET_DAYS = [7, 30, 90] as const;

/** Periods by name, in the order of the menu: an ISO week from Monday to Sunday, whole months, a year up to today, all days. */
export const NAMED_PERIODS = ["last-week", "month", "last-month", "year", "all"] as const;
type NamedPeriod = (typeof NAMED_PERIODS)[number];

export interface ChosenPeriod {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly choice: (typeof PRESET_DAYS)[number] | NamedPeriod | "custom";
  /** How fine a chart of it is. */
  readonly interval: ChartInterval;
  /**
   * The days that are compared with the same number of days before. Today is not over and is left out, unless it is the only day. Null
   * where nothing lies before.
   */
  readonly compared: Comparison | null;
}

/** `days` days up to `through`, and the same number of days just before them, `from` to `to`. */
export interface Comparison {
  readonly days: number;
  readonly through: Day;
  readonly from: Day;
  readonly to: Day;
}

/** Longest charts by day and by week, in days. */
const MOST_DAYS_BY_DAY = 92;
const MOST_DAYS_BY_WEEK = 400;
const DEFAULT_DAYS = 30;
const DAYS_A_YEAR = 365;

/**
 * Chosen days end today at the latest: what is to come has no figures.
 *
 * @param first the first day on which there could be figures; null when there is none
 * @returns null where chosen days are invalid, end before they begin, or are all in the future
 */
export function choosePeriod(query: Readonly<Record<string, string>>, today: Day, first: Day | null = null): ChosenPeriod | null {
  if (query.from !== undefined || query.to !== undefined) {
    const from = parseDay(query.from ?? "");
    const to = parseDay(query.to ?? "");
    if (from === null || to === null || from > to || from > today) return null;
    return period(from, to < today ? to : today, "custom", today);
  }
  const name = NAMED_PERIODS.find((named) => named === query.period);
  if (name !== undefined) {
    const [from, to] = daysOf(name, today, first);
    return period(from, to, name, today);
  }
  const days = PRESET_DAYS.find((preset) => String(preset) === query.days) ?? DEFAULT_DAYS;
  return period(addDays(today, 1 - days), today, days, today);
}

function daysOf(name: NamedPeriod, today: Day, first: Day | null): readonly [from: Day, to: Day] {
  switch (name) {
    case "last-week": {
      const monday = periodStart(today, "week");
      return [addDays(monday, -7), addDays(monday, -1)];
    }
    case "month":
      return [periodStart(today, "month"), today];
    case "last-month": {
      const from = monthsBefore(today, 1);
      return [from, endOfMonth(from)];
    }
    case "year":
      return [addDays(today, 1 - DAYS_A_YEAR), today];
    case "all":
      return [first ?? addDays(today, 1 - DEFAULT_DAYS), today];
  }
}

/** `chosen` from `day` on, where it begins earlier. */
export function since(chosen: ChosenPeriod, day: Day, today: Day): ChosenPeriod {
  return day <= chosen.from ? chosen : period(day, chosen.to, chosen.choice, today);
}

function period(from: Day, to: Day, choice: ChosenPeriod["choice"], today: Day): ChosenPeriod {
  const length = daysBetween(from, to) + 1;
  const interval = length <= MOST_DAYS_BY_DAY ? "day" : length <= MOST_DAYS_BY_WEEK ? "week" : "month";
  const compared = comparisonOf(from, to >= today && from < today ? addDays(today, -1) : to);
  return { from, to, choice, interval, compared };
}

/** The days from `from` to `through` beside as many before them; null where none lie there. */
export function comparisonOf(from: Day, through: Day): Comparison | null {
  if (through < from) return null;
  const days = daysBetween(from, through) + 1;
  const before = addDays(from, -days);
  return before < FIRST_DAY ? null : { days, through, from: before, to: addDays(from, -1) };
}

/**
 * The same where signups come out by the week and stand on its Sunday: the weeks whose Sundays lie in these days, beside as many weeks before them. Of
 * days that begin and end within a week, one side could have a Sunday more. Null where no Sunday lies in them.
 */
export function weeksCompared(from: Day, through: Day): Comparison | null {
  const sunday = addDays(periodStart(addDays(through, 1), "week"), -1);
  return sunday < from ? null : comparisonOf(periodStart(from, "week"), sunday);
}
