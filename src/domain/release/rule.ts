/**
 * The release rule: how much of an exact count may be shown. Pure. What is counted here is released in
 * src/domain/release/released_counts.ts alone; what ad platforms say of their ads, in src/domain/costs/ and where their files are read.
 *
 * For one campaign and kind, with `total` its exact cumulative count, `floor(total / groupSize) * groupSize` is released.
 * A period's figure is the difference of two such numbers; a channel's is the sum of its campaigns' figures. Multiples of
 * `groupSize` are closed under addition and subtraction, so no combination of figures isolates a smaller group.
 */
import type { Day } from "../day.ts";

/** `bundles`: exact counts in whole bundles; `formal`: counts with noise (src/domain/formal/), in whole bundles too. */
export type Release = "bundles" | "formal";
export type SignupRelease = "daily" | "live";
/** `live`: as bundles fill; `hourly`: as of the last full hour; `daily`: when the day is over. */
export type VisitRelease = "live" | "hourly" | "daily";
/** In the formal mode signups come out after the end of the week (ISO 8601: on Mondays), or of the day. */
export type SignupPeriod = "week" | "day";

/** How many of `total` events are released: the whole bundles. Returns a multiple of `groupSize`. */
export function released(total: number, groupSize: number): number {
  return Math.floor(total / groupSize) * groupSize;
}

/** Cumulative exact counts by day, in ascending order: `total` is all that was counted up to the end of `day`. */
export type Cumulative = readonly { readonly day: Day; readonly total: number }[];

/**
 * The days after `lastClosedDay` that close: a past day closes when at least `groupSize` signups of all sources have come since the closed
 * day before it. All days before `today` are complete and never change, so what is closed stays closed.
 *
 * @param all cumulative signups of all sources; it holds at least every day after `lastClosedDay`
 * @param closedTotal cumulative signups of all sources at `lastClosedDay`, 0 when there is none
 */
export function closedDaysAfter(
  lastClosedDay: Day | null,
  closedTotal: number,
  all: Cumulative,
  today: Day,
  groupSize: number,
): Cumulative {
  const found: { day: Day; total: number }[] = [];
  let closed = closedTotal;
  for (const { day, total } of all) {
    if (day >= today) break;
    if (lastClosedDay !== null && day <= lastClosedDay) continue;
    if (total - closed < groupSize) continue;
    found.push({ day, total });
    closed = total;
  }
  return found;
}
