/**
 * Guards against a clock that leaps ahead: what is stamped, closed or deleted by it cannot be undone. A reading more than two days after the
 * last believed day is believed only once a second reading confirms it minutes later. Until then the end of the last believed day is used
 * instead, so that counts are stamped with that day and none is lost.
 */
import { addDays, type Day, dayAndEnd, startOfDay } from "../domain/day.ts";

/** How far ahead a single reading is believed. Tests that move the clock set it. */
export const leapRule = { days: 2 };
const CONFIRMED_AFTER_MS = 5 * 60_000;

/** The first unconfirmed reading of each object. Kept by the isolate, because an object may be evicted between two readings. */
const suspected = new Map<string, number>();
/** The last believed day of each object, its end, and the first moment that counts as a leap. */
const limits = new Map<string, { readonly day: Day; readonly timeZone: string; readonly endMs: number; readonly leapMs: number }>();

/** A reading, as far as it is believed. */
export interface Reading {
  /** The time to use. */
  readonly ms: number;
  readonly isLeap: boolean;
}

/** @param lastDay the last day that `object` believed; null before its first */
export function believed(object: string, nowMs: number, lastDay: Day | null, timeZone: string): Reading {
  if (lastDay === null || leapRule.days === Number.POSITIVE_INFINITY) return { ms: nowMs, isLeap: false };
  const { endMs, leapMs } = limitOf(object, lastDay, timeZone);
  if (nowMs < leapMs) {
    const firstMs = suspected.get(object);
    suspected.delete(object);
    if (firstMs !== undefined && nowMs < firstMs)
      console.error(`fivebar: the clock of ${object} is back; nothing was stamped by what it said`);
    return { ms: nowMs, isLeap: false };
  }
  const firstMs = suspected.get(object);
  if (firstMs !== undefined && nowMs - firstMs >= CONFIRMED_AFTER_MS) return { ms: nowMs, isLeap: false };
  if (firstMs === undefined || nowMs < firstMs) {
    suspected.set(object, nowMs);
    console.error(
      `fivebar: the clock of ${object} leaps from ${lastDay} to ${new Date(nowMs).toISOString().slice(0, 10)}; until it says so again in five minutes, what comes is counted on ${lastDay}. Look at the machine's clock (docs/FAULTS.md)`,
    );
  }
  return { ms: endMs - 1, isLeap: true };
}

function limitOf(object: string, day: Day, timeZone: string): { readonly endMs: number; readonly leapMs: number } {
  const known = limits.get(object);
  if (known?.day === day && known.timeZone === timeZone) return known;
  const limit = {
    day,
    timeZone,
    endMs: dayAndEnd(startOfDay(day, timeZone), timeZone).endMs,
    leapMs: startOfDay(addDays(day, leapRule.days + 1), timeZone),
  };
  limits.set(object, limit);
  return limit;
}
