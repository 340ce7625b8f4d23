/**
 * How often the interval of a rate holds the true one, over all that a tracker can be set to: ε, the period of signups, and where a report begins. Each
 * made-up history is released in all these ways, so that they are compared by the same visits.
 */
import { type Epsilon, QUARTERS } from "../../src/domain/formal/epsilon.ts";
import type { Ends } from "../../src/domain/release/ends.ts";
import { hiddenInBundles } from "../../src/domain/release/hidden.ts";
import { rateOf } from "../../src/domain/release/rate.ts";
import { DAYS_A_WEEK, drawn, GROUP_SIZE, Series } from "./campaign.ts";
import { counts } from "./random.ts";

export const EPSILONS = Object.keys(QUARTERS) as Epsilon[];
const PERIODS = { day: 1, week: DAYS_A_WEEK } as const;
/** The days of the report: four weeks, so that signups of both periods are out. */
const REPORT_DAYS = 28;

export interface Cell {
  readonly visit: Epsilon;
  readonly signup: Epsilon;
  readonly period: keyof typeof PERIODS;
  /** Of the reports that have a rate: the share whose interval holds the true one, and the mean width. */
  readonly held: number;
  readonly width: number;
  /** The share of reports that have none. */
  readonly tooFew: number;
}

export interface Campaigns {
  /** Expected visits of all of them together in the report's days. */
  readonly visits: number;
  readonly rate: number;
  /** Each campaign's share of the visits. */
  readonly shares: readonly number[];
  /** For how many days they have run when the report begins. */
  readonly before: number;
}

interface Pair {
  readonly visit: Epsilon;
  readonly signup: Epsilon;
}

/** Each pair with each period: what `runs` reports of such campaigns say. */
export function coverageOf(campaigns: Campaigns, pairs: readonly Pair[], runs: number, random: () => number): Cell[] {
  const { rate, before } = campaigns;
  const row = campaigns.shares.map((share) => historyOf({ ...campaigns, visits: campaigns.visits * share }, random));
  const ways = pairs.flatMap((pair) => (["day", "week"] as const).map((period) => ({ ...pair, period })));
  const found = ways.map(() => ({ held: 0, none: 0, width: 0 }));
  for (let run = 0; run < runs; run += 1) {
    const released = row.map((history) => history());
    for (const [index, { visit, signup, period }] of ways.entries()) {
      const ends = released.map((one) => endsOf(one.visits[visit], one.signups[period][signup], before, PERIODS[period]));
      const sum = (of: (one: Ends) => number): number => ends.reduce((all, one) => all + of(one), 0);
      const [signups, visits] = [sum((one) => one.signups - one.signupsBefore), sum((one) => one.visits - one.visitsBefore)];
      const { rateLow, rateHigh } = rateOf(signups, visits, hiddenInBundles(ends, GROUP_SIZE));
      const own = found[index];
      if (own === undefined) continue;
      if (rateLow === null) own.none += 1;
      else {
        own.width += rateHigh - rateLow;
        if (rateLow <= rate && rate <= rateHigh) own.held += 1;
      }
    }
  }
  return ways.map((way, index) => {
    const { held, none, width } = found[index] ?? { held: 0, none: runs, width: 0 };
    return { ...way, held: held / (runs - none), width: width / (runs - none), tooFew: none / runs };
  });
}

/** What is shown of one kind before the report and at its end. */
interface Shown {
  readonly before: number;
  readonly end: number;
  /** The variance of one cell's noise. */
  readonly cell: number;
}

type ByEpsilon = Readonly<Record<Epsilon, Shown>>;

interface Released {
  readonly visits: ByEpsilon;
  readonly signups: Readonly<Record<keyof typeof PERIODS, ByEpsilon>>;
}

function historyOf({ visits, rate, before }: Omit<Campaigns, "shares">, random: () => number): () => Released {
  const daily = visits / REPORT_DAYS;
  const [signupsOf, othersOf] = [counts(daily * rate, random), counts(daily * (1 - rate), random)];
  const noises = EPSILONS.map((epsilon) => [epsilon, drawn(epsilon, random)] as const);
  return () => {
    const signups = Array.from({ length: before + REPORT_DAYS }, signupsOf);
    const all = signups.map((count) => count + othersOf());
    const release = (byDay: readonly number[], period: number): ByEpsilon => {
      const shown = noises.map(([epsilon, noise]) => {
        const series = new Series(noise, period);
        for (const count of byDay) series.add(count);
        return [epsilon, { before: series.shownAt(before - 1), end: series.shownAt(byDay.length - 1), cell: noise.variance }];
      });
      return Object.fromEntries(shown) as Record<Epsilon, Shown>;
    };
    return { visits: release(all, 1), signups: { day: release(signups, PERIODS.day), week: release(signups, PERIODS.week) } };
  };
}

function endsOf(visits: Shown, signups: Shown, before: number, period: number): Ends {
  return {
    visitsBefore: visits.before,
    visits: visits.end,
    signupsBefore: signups.before,
    signups: signups.end,
    visitNoise: visits.cell * REPORT_DAYS,
    signupNoise: (signups.cell * REPORT_DAYS) / period,
    visitNoiseBefore: visits.cell * before,
    signupNoiseBefore: (signups.cell * before) / period,
    visitCell: visits.cell,
    signupCell: signups.cell,
  };
}
