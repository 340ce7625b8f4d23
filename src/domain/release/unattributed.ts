/** Signups that came with no campaign's code, by period: a report has their sum alone. Made of released counts; pure but for the `Source`. */

import type { Day } from "../day.ts";
import { NO_CAMPAIGN } from "../kind.ts";
import { type Interval, periods } from "../period.ts";
import { MarginReader } from "./margin.ts";
import { readCounts, type Source } from "./released_counts.ts";

export interface Unattributed {
  readonly period: Day;
  readonly signups: number;
  /** In the formal mode: how far they may be off, as in `RowMargin`. */
  readonly margin?: number | null;
}

export async function readUnattributed(from: Day, to: Day, interval: Interval, source: Source): Promise<Unattributed[]> {
  const all = periods(from, to, interval);
  const [counts] = await readCounts([{ from, periods: all }], { ...source, campaigns: [] }, ["signup"]);
  const sums = counts?.sumsOf([NO_CAMPAIGN]).signup;
  const margins = source.formal === undefined ? null : new MarginReader({ ...source, formal: source.formal });
  return all.map(({ label, first, last }, index) => ({
    period: label,
    signups: (sums?.[index + 1] ?? 0) - (sums?.[index] ?? 0),
    ...(margins === null ? {} : { margin: margins.ofOthers(first, last).signups }),
  }));
}
