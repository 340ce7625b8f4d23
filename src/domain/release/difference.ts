/**
 * Whether two figures differ by more than chance explains, at 95%. Pure, and made of released figures alone. What bundles hide counts as chance.
 */
import type { Ends } from "./ends.ts";
import { hiddenInBundles } from "./hidden.ts";
import { type Rate, Z } from "./rate.ts";

/** F. Yates's correction for counts, which move in steps. */
const HALF_AN_EVENT = 0.5;

/**
 * Whether two rates of different days, campaigns or channels differ: method 10 of R. G. Newcombe, "Interval estimation for the difference between
 * independent proportions", Statistics in Medicine 17 (1998), 873–890, from the intervals of both.
 */
export function ratesDiffer(one: Rate, other: Rate): boolean {
  const [high, low] = one.rate > other.rate ? [one, other] : [other, one];
  return high.rate - low.rate > Math.hypot(high.rate - high.rateLow, low.rateHigh - low.rate);
}

/**
 * Whether the rates of two periods that follow one another differ: the score test, with what is hidden at the three bounds. What the first period
 * hides at its end is missing in its rate and added to the other.
 */
export function ratesChanged(campaigns: readonly RatedBounds[], groupSize: number): boolean {
  const counted = campaigns.filter(({ visits, signups }) => visits[2] > visits[0] || signups[2] > signups[0]);
  const sum = (kind: "visits" | "signups", from: 0 | 1, to: 1 | 2): number =>
    counted.reduce((all, one) => all + one[kind][to] - one[kind][from], 0);
  const rate = (sum("signups", 0, 2) + 1) / (sum("visits", 0, 2) + 2);
  const [first, second] = ([0, 1] as const).map((at) => {
    const to = at === 0 ? 1 : 2;
    const hidden = hiddenInBundles(
      counted.map((one) => endsBetween(one, at, to)),
      groupSize,
    );
    const visits = sum("visits", at, to);
    return { share: 1 / visits, rate: (sum("signups", at, to) + hidden.signupsAt(rate) - rate * hidden.visits) / visits };
  });
  if (first === undefined || second === undefined) return false;
  const begun = counted.filter(({ visits, signups }) => visits[0] > 0 || signups[0] > 0).length;
  const bounds = counted.length * (second.share ** 2 + (first.share + second.share) ** 2) + begun * first.share ** 2;
  const noise = [first, second].map(
    ({ share }, at) => share * share * (noiseIn(campaigns, "signups", at) + rate * rate * noiseIn(campaigns, "visits", at)),
  );
  const hidden = bounds * (1 + rate * rate) * ((groupSize * groupSize - 1) / 12) + sumOf(noise);
  const chance = Z * Math.sqrt(rate * (1 - rate) * (first.share + second.share) + hidden) + HALF_AN_EVENT * (first.share + second.share);
  return Math.abs(second.rate - first.rate) > chance;
}

function endsBetween({ visits, signups }: RatedBounds, from: 0 | 1, to: 1 | 2): Ends {
  return { visitsBefore: visits[from], visits: visits[to], signupsBefore: signups[from], signups: signups[to] };
}

/** As `Bounds`, of the visits and the signups of which rates are made. */
interface RatedBounds {
  readonly visits: Bounds;
  readonly signups: Bounds;
  /** In the formal mode: the variance of the noise in each of the two periods. */
  readonly noise?: { readonly visits: readonly number[]; readonly signups: readonly number[] };
}

function noiseIn(campaigns: readonly RatedBounds[], kind: "visits" | "signups", period: number): number {
  return sumOf(campaigns.map(({ noise }) => noise?.[kind][period] ?? 0));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** A campaign's released running totals: before two periods that follow one another, between them, and at their end. */
export type Bounds = readonly [before: number, between: number, end: number];

/**
 * Whether the counts of two periods, each the sum over `campaigns`, differ by more than visits or signups that come independently of each other
 * would (Poisson).
 *
 * What was hidden before (a), between (b) and after (c) adds c − 2·b + a to the difference. Of a campaign that had figures before, the averages
 * cancel. Of another, nobody knows whether something was hidden between: then the difference must be clear with and without it.
 *
 * @param noise in the formal mode: the variance of all noise of both periods
 */
export function countsDiffer(campaigns: readonly Bounds[], groupSize: number, noise = 0): boolean {
  const average = (groupSize - 1) / 2;
  const variance = (groupSize * groupSize - 1) / 12;
  let [difference, least, most, sum] = [0, 0, 0, noise];
  for (const [before, between, end] of campaigns) {
    if (end === before) continue;
    difference += end - between - (between - before);
    sum += end - before + (before > 0 ? 6 : 5) * variance;
    if (before > 0) continue;
    least -= average;
    if (between === 0) most += average;
  }
  const isBeyond = (shift: number): boolean => Math.abs(difference + shift) > Z * Math.sqrt(sum);
  return isBeyond(least) && isBeyond(most) && Math.sign(difference + least) === Math.sign(difference + most);
}
