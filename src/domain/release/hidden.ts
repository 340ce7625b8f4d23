/**
 * What released counts hide: how much on average, and with what variance. Pure, and made of released counts alone, so that an interval tells
 * nothing that the figures beside it do not.
 *
 * Of a running total a bundle hides 0 to `groupSize` − 1 events, each as likely as the others once there were some: (g − 1) / 2 on average,
 * with a variance of (g² − 1) / 12. A period's count is the difference of two totals: the averages cancel, the variances add up. A campaign
 * that has no figures before the period hides something at its end alone. In the formal mode the noise of its cells comes on top of that, and the
 * highest total so far is shown (overshoot.ts).
 */
import type { Ends } from "./ends.ts";
import { changesLittle, hiddenByHighest } from "./overshoot.ts";

/** Of the signups and the visits that a rate is made of. */
export interface Hidden {
  /** How many visits are hidden on average. */
  readonly visits: number;
  readonly visitVariance: number;
  /** How many signups are hidden on average if the true rate is `rate`. */
  signupsAt(rate: number): number;
  readonly signupVariance: number;
  /** The steps in which the signups are shown, where the interval reckons with them; else 1, the step of what is counted. */
  readonly step: number;
}

export const NOTHING_HIDDEN: Hidden = { visits: 0, visitVariance: 0, signupsAt: () => 0, signupVariance: 0, step: 1 };

/**
 * What bundles hide of a row's counts. A campaign counts where it has figures in the period: to add what all others might hide would be worse than to
 * leave them out.
 *
 * @param campaigns those of the row
 */
export function hiddenInBundles(campaigns: readonly Ends[], groupSize: number): Hidden {
  const average = (groupSize - 1) / 2;
  const variance = (groupSize * groupSize - 1) / 12;
  const counted = campaigns.filter((one) => one.visits > one.visitsBefore || one.signups > one.signupsBefore);
  const hasBegun = ({ visitsBefore, signupsBefore }: Ends): boolean => visitsBefore > 0 || signupsBefore > 0;
  const begun = counted.filter(hasBegun).length;
  const both = (counted.length + begun) * variance;
  // Noise is in the counts of a campaign that shows nothing, too.
  let [visitNoise, signupNoise] = [0, 0];
  for (const one of campaigns) {
    visitNoise += one.visitNoise ?? 0;
    signupNoise += one.signupNoise ?? 0;
  }
  const variances = { visitVariance: both + visitNoise, signupVariance: both + signupNoise, step: signupNoise > 0 ? groupSize : 1 };
  if (signupNoise > 0 && !changesLittle(campaigns, variances.signupVariance)) {
    return { ...variances, ...hiddenByHighest(campaigns, average) };
  }
  return {
    ...variances,
    visits: (counted.length - begun) * average,
    signupsAt(rate) {
      // A total hides no more than it is expected to be: of 10 visits at a rate of 1% not 2 signups, but a tenth of one.
      const hiddenOf = (visits: number): number => Math.min(average, rate * (visits + average));
      let sum = 0;
      for (const one of counted) sum += hiddenOf(one.visits) - (hasBegun(one) ? hiddenOf(one.visitsBefore) : 0);
      return sum;
    },
  };
}
