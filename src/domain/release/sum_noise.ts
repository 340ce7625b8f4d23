/** How far a sum of signups that the formal mode released may be from what was counted, to both sides. Made of what was released, and of the noise that everybody may know. Pure. */
import { overshoot } from "./overshoot.ts";

/** What was released of one campaign's signups in some days, and the variance of the noise in it. */
export interface NoisySignups {
  readonly released: number;
  readonly noise: number;
  /** Of the noise before these days, and of that in one cell. */
  readonly noiseBefore: number;
  readonly noiseOfCell: number;
}

/** In about 97 of 100 cases no more than `hidden` is missing in the sum, and no more than `tooMany` of it was never counted. */
export interface Beside {
  readonly hidden: number;
  readonly tooMany: number;
}

const DEVIATIONS = 2;

export function besideSum(campaigns: readonly NoisySignups[], groupSize: number): Beside {
  const average = (groupSize - 1) / 2;
  let [variance, missing, beyond] = [0, 0, 0];
  for (const one of campaigns) {
    if (one.noise <= 0) continue;
    variance += one.noise + (groupSize * groupSize - 1) / 6;
    // The more there is, the less the highest total so far is beyond it: what a whole group may hide counts for the one side, and not for the other.
    missing += hiddenOf(one, one.released + groupSize - 1, average);
    beyond -= hiddenOf(one, one.released, average);
  }
  const likely = DEVIATIONS * Math.sqrt(variance);
  return { hidden: Math.max(0, Math.ceil(likely + missing)), tooMany: Math.max(0, Math.ceil(likely + beyond)) };
}

/** What is missing on average in a figure, if `highest` is the noisy total that it was made of, and the campaign had as many signups for each cell before. */
function hiddenOf({ noise, noiseBefore, noiseOfCell: cell }: NoisySignups, highest: number, average: number): number {
  const each = Math.max(0, highest - overshoot(highest, { variance: noise, cell })) / noise;
  const hiddenAt = (variance: number): number => {
    const over = overshoot(each * variance, { variance, cell });
    return Math.min(average, each * variance + over) - over;
  };
  return hiddenAt(noiseBefore + noise) - hiddenAt(noiseBefore);
}
