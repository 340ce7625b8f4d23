/**
 * Days of the calendar, as `YYYY-MM-DD` in the configured time zone. Pure: the clock and the zone are passed in.
 * A day has 23, 24 or 25 hours; nothing here adds 24 hours to get to the next one.
 */
import { dateFormat } from "./formatters.ts";

declare const dayBrand: unique symbol;
/** A day that exists, made by `parseDay`, `dayOf` and `addDays` only. Days compare as strings. */
export type Day = string & { readonly [dayBrand]: true };

/** The first and the last day that `parseDay` knows. */
export const FIRST_DAY = "2000-01-01" as Day;
export const LAST_DAY = "2199-12-31" as Day;

const MS_PER_DAY = 86_400_000;
/** Zones reach from UTC−12 to UTC+14; one hour to spare on both sides. */
const MAX_ZONE_OFFSET_MS = 15 * 3_600_000;

/** Reads `YYYY-MM-DD`; null for anything else, and for days that do not exist or lie outside 2000 to 2199. */
export function parseDay(text: string): Day | null {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || utcDay(ms) !== text ? null : (text as Day);
}

export function utcDay(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10) as Day;
}

export function utcMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: Day, days: number): Day {
  return utcDay(utcMs(day) + days * MS_PER_DAY);
}

/** The number of `day` on a calendar without months: days that follow one another have numbers that do. */
export function dayNumber(day: Day): number {
  return Math.round(utcMs(day) / MS_PER_DAY);
}

/** The day with this number. */
export function dayOfNumber(number: number): Day {
  return utcDay(number * MS_PER_DAY);
}

/** Whole days from `from` to `to`; negative when `to` is the earlier one. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

const NUMERIC = { calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" } as const;

/** The day on the wall calendar of `timeZone` at `nowMs`. */
export function dayOf(nowMs: number, timeZone: string): Day {
  const parts: Record<string, string> = {};
  for (const part of dateFormat("en-US", { timeZone, ...NUMERIC }).formatToParts(nowMs)) parts[part.type] = part.value;
  return `${parts.year}-${parts.month}-${parts.day}` as Day;
}

/** The first millisecond of `day` in `timeZone`, found by bisection, so that no rule about offsets is assumed. */
export function startOfDay(day: Day, timeZone: string): number {
  let before = utcMs(day) - MAX_ZONE_OFFSET_MS;
  let within = utcMs(day) + MAX_ZONE_OFFSET_MS;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayOf(middle, timeZone) >= day) within = middle;
    else before = middle;
  }
  return within;
}

/** The day at `nowMs` and the moment at which the next one begins: enough to know the day again without a calendar. */
export function dayAndEnd(nowMs: number, timeZone: string): { readonly day: Day; readonly endMs: number } {
  const day = dayOf(nowMs, timeZone);
  return { day, endMs: startOfDay(addDays(day, 1), timeZone) };
}
