/** How often the interval of a rate holds the true rate: made-up campaigns with a known one, counted, bundled and rated. Repeats itself exactly. */
import { counts } from "../../../scripts/simulate/random.ts";
import type { Ends } from "../../../src/domain/release/ends.ts";
import { hiddenInBundles } from "../../../src/domain/release/hidden.ts";
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
