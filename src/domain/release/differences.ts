/** How the figures of some days compare with those of as many days before, made of released counts alone. Pure but for the `Source` it is given. */
import type { Day } from "../day.ts";
import { type Bounds, countsDiffer, ratesChanged } from "./difference.ts";
import { FIGURES } from "./figures.ts";
import { type Counts, readCounts, type Source, type Span, type Sums, VISITS_AND_SIGNUPS } from "./released_counts.ts";
import { releasedBetween } from "./report.ts";

/** Days, beside those that lie just before them. */
export interface ComparedDays {
  /** The first of the days before. */
  readonly from: Day;
  /** The last of the days before. */
  readonly to: Day;
  readonly through: Day;
}

export interface Difference {
  readonly before: number;
  readonly now: number;
  /** Whether chance alone hardly explains it. */
  readonly isClear: boolean;
}

export interface Differences {
  readonly visits: Difference;
  readonly signups: Difference;
  /** Null where either rate says nothing. */
  readonly rate: Difference | null;
}

/** For each of `asked`, the figures of all campaigns of `source` together. */
export async function readDifferences(asked: readonly ComparedDays[], source: Source): Promise<Differences[]> {
  const counts = await readCounts(asked.map(spanOf), source, VISITS_AND_SIGNUPS);
  return counts.map((own) => differencesOf(own, source));
}

/** The days whose counts are compared. */
export function spanOf({ from, to, through }: ComparedDays): Span {
  return {
    from,
    periods: [
      { label: from, first: from, last: to },
      { label: to, first: to, last: through },
    ],
  };
}

/** @param counts of the days of `spanOf` */
export function differencesOf(counts: Counts, { campaigns, groupSize }: Source): Differences {
  const ids = campaigns.map(({ id }) => id);
  const all = counts.sumsOf(ids);
  const each = ids.map((id) => counts.sumsOf([id]));
  const rateIn = (from: number, to: number) => FIGURES.rate.of(releasedBetween(all, from, to, groupSize)).rate;
  const [before, now] = [rateIn(0, 1), rateIn(1, 2)];
  const rated = each.map(({ ratedVisit, ratedSignup, members: [own] }) => ({
    visits: boundsOf(ratedVisit),
    signups: boundsOf(ratedSignup),
    ...(own?.noise && { noise: { visits: inEach(own.noise, "ratedVisit"), signups: inEach(own.noise, "ratedSignup") } }),
  }));
  return {
    visits: differenceOf(each, "visit", groupSize),
    signups: differenceOf(each, "signup", groupSize),
    rate: before === null || now === null ? null : { before, now, isClear: ratesChanged(rated, groupSize) },
  };
}

/** @param each of each campaign, at the three bounds */
function differenceOf(each: readonly Sums[], kind: "visit" | "signup", groupSize: number): Difference {
  const bounds = each.map((sums) => boundsOf(sums[kind]));
  const noise = each.reduce((all, { members: [own] }) => all + (own?.noise?.between(kind, 0, 2) ?? 0), 0);
  const sum = (of: (one: Bounds) => number): number => bounds.reduce((all, one) => all + of(one), 0);
  return {
    before: sum(([before, between]) => between - before),
    now: sum(([, between, end]) => end - between),
    isClear: countsDiffer(bounds, groupSize, noise),
  };
}

function boundsOf(totals: Float64Array): Bounds {
  return [totals[0] ?? 0, totals[1] ?? 0, totals[2] ?? 0];
}

/** The variance of the noise in each of the two periods. */
function inEach(noise: NonNullable<Sums["members"][number]["noise"]>, of: "ratedVisit" | "ratedSignup"): readonly number[] {
  return [noise.between(of, 0, 1), noise.between(of, 1, 2)];
}
