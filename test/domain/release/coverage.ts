/** How often the interval of a rate holds the true rate: made-up campaigns with a known one, counted, bundled and rated. Repeats itself exactly. */
import { type Ends, hiddenInBundles } from "../../../src/domain/release/hidden.ts";
import { type NoRate, type Rate, rateOf } from "../../../src/domain/release/rate.ts";
import { released } from "../../../src/domain/release/rule.ts";

export interface Row {
  /** The true rate of signups per visit. */
  readonly rate: number;
  /** Expected visits of all campaigns together, in the period. */
  readonly visits: number;
  /** The campaigns' shares of the visits. */
  readonly shares: readonly number[];
  /** Expected visits before the period, for one in it: 0 where the period begins with the campaigns. */
  readonly before: number;
  readonly groupSize: number;
}

/** As many campaigns with as many visits each. */
export function equalShares(campaigns: number): number[] {
  return Array.from({ length: campaigns }, () => 1 / campaigns);
}

/** Random numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws counts that are expected to be `mean` on average (Poisson), by a table of their cumulative probabilities. */
export function counts(mean: number, random: () => number): () => number {
  const first = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 10));
  const last = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  const sums: number[] = [];
  let [log, sum] = [-mean, 0];
  for (let count = 1; count <= first; count += 1) log += Math.log(mean / count);
  for (let count = first; count <= last && mean > 0; count += 1) {
    sum += Math.exp(log);
    sums.push(sum);
    log += Math.log(mean / (count + 1));
  }
  return () => {
    const drawn = random() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 1) > drawn) high = middle;
      else low = middle + 1;
    }
    return first + Math.max(0, low);
  };
}

/** Draws what a report shows of such a row. */
export function reports({ rate, visits, shares, before, groupSize }: Row, random: () => number): () => Rate | NoRate {
  const draws = shares.map((share) => {
    const [now, earlier] = [visits * share, visits * share * before];
    // Visits with and without a signup are independent of each other.
    const of = (mean: number) => [counts(mean * rate, random), counts(mean * (1 - rate), random)] as const;
    return { now: of(now), earlier: of(earlier) };
  });
  return () => {
    const row = draws.map(({ now, earlier }): Ends => {
      const [signupsBefore, othersBefore] = [earlier[0](), earlier[1]()];
      const [signups, others] = [now[0](), now[1]()];
      return {
        visitsBefore: released(signupsBefore + othersBefore, groupSize),
        visits: released(signupsBefore + othersBefore + signups + others, groupSize),
        signupsBefore: released(signupsBefore, groupSize),
        signups: released(signupsBefore + signups, groupSize),
      };
    });
    const sum = (of: (ends: Ends) => number): number => row.reduce((all, ends) => all + of(ends), 0);
    const shown = [sum((one) => one.signups - one.signupsBefore), sum((one) => one.visits - one.visitsBefore)] as const;
    return rateOf(...shown, hiddenInBundles(row, groupSize));
  };
}

/** The share of `runs` reports whose interval holds the true rate, of those that have one; and the share that says "too few". */
export function coverage(row: Row, runs: number, random: () => number): { readonly held: number; readonly tooFew: number } {
  const report = reports(row, random);
  let [held, none] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const { rateLow, rateHigh } = report();
    if (rateLow === null) none += 1;
    else if (rateLow <= row.rate && row.rate <= rateHigh) held += 1;
  }
  return { held: none === runs ? 1 : held / (runs - none), tooFew: none / runs };
}
