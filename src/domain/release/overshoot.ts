/**
 * What the formal mode shows too much of: the highest noisy total so far, so that nothing falls, and not the last. Made of released counts, and of the
 * noise that everybody may know. Pure.
 *
 * From cell to cell the noisy total moves by what was counted and by noise. How far its highest value lies above its last is, seen from the end, the
 * maximum of a walk that falls by `count` in all. Events come independently of each other, so the walk's variance is S² = count + that of the noise. For a
 * Brownian motion and a = count / S, Spitzer's identity, ∫ E[(−X_t)⁺] / t dt, gives S·φ(a) + (S² / count)·(Φ(a) − ½) − count·Φ(−a). A walk in steps
 * misses the tops between them, 0.5826 of a step's deviation: D. Siegmund, "Corrected diffusion approximations in certain random walk problems",
 * Advances in Applied Probability 11 (1979), 701–719.
 */
import type { Ends } from "./ends.ts";

/** −ζ(½) / √(2π). */
const BETWEEN_STEPS = 0.5826;
/** From so many standard deviations on, what lies beyond hardly counts. */
const FAR = 3.2;
/** Of a standard deviation of the figures: a change that moves no interval by more than its last digit. */
const LITTLE = 0.25;
/** How often a count is corrected by the overshoot that it leads to itself. */
const CORRECTIONS = 3;

/** The noise that was drawn up to some day, and in each cell. */
interface Drawn {
  readonly variance: number;
  readonly cell: number;
}

/** How far the highest noisy total is expected to be above the last one. @param count what was counted in the cells */
export function overshoot(count: number, { variance, cell }: Drawn): number {
  if (variance <= 0) return 0;
  const squared = variance + count;
  const missed = BETWEEN_STEPS * Math.sqrt((cell * squared) / variance);
  const deviation = Math.sqrt(squared);
  const a = count / deviation;
  if (a > FAR) return Math.max(0, squared / (2 * count) - missed);
  const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);
  const beyond = beyondOf(a, density);
  // At 0, (S² / count)·(Φ(a) − ½) is S·φ(0).
  const middle = a < 1e-6 ? deviation * density : (squared / count) * (0.5 - beyond);
  return Math.max(0, deviation * density + middle - count * beyond - missed);
}

/** 1 − Φ(x) for x ≥ 0, to five digits: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.2.16. */
function beyondOf(x: number, density: number): number {
  const t = 1 / (1 + 0.33267 * x);
  return density * t * (0.4361836 + t * (-0.1201676 + t * 0.937298));
}

/** Whether the overshoot at the end of the period can hardly differ from that before it, as on a day of campaigns that have run for long. */
export function changesLittle(campaigns: readonly Ends[], signupVariance: number): boolean {
  let most = 0;
  for (const { signupNoiseBefore, signupNoise = 0 } of campaigns) {
    if (signupNoiseBefore === undefined) return true;
    if (signupNoise > 0) most += Math.sqrt(signupNoiseBefore + signupNoise) - Math.sqrt(signupNoiseBefore);
  }
  // It changes most where nothing is counted: by √(2 / π) of the deviation of all noise.
  return Math.sqrt(2 / Math.PI) * most < LITTLE * Math.sqrt(signupVariance);
}

/** How much is hidden on average, as in `Hidden`. */
interface HiddenCounts {
  readonly visits: number;
  signupsAt(rate: number): number;
}

/** One campaign's visits as they must have been, beside those shown, and its noise. */
interface Walk {
  readonly before: number;
  readonly end: number;
  readonly noiseBefore: Drawn;
  readonly noise: Drawn;
}

/**
 * What is hidden of counts that are the highest so far, of all campaigns in which there is noise: the whole groups hide something, the overshoot adds to
 * what is shown. Where it adds more, less than nothing is hidden.
 *
 * @param average what whole groups hide of a total
 */
export function hiddenByHighest(campaigns: readonly Ends[], average: number): HiddenCounts {
  let visits = 0;
  const walks = campaigns.map((one): Walk => {
    const { visitNoise = 0, signupNoise = 0, visitNoiseBefore = 0, signupNoiseBefore = 0, visitCell = 1, signupCell: cell = 1 } = one;
    const before = countOf(one.visitsBefore, { variance: visitNoiseBefore, cell: visitCell }, average);
    const all = countOf(one.visits, { variance: visitNoiseBefore + visitNoise, cell: visitCell }, average);
    const end = Math.max(before, all);
    visits += end - before - (one.visits - one.visitsBefore);
    // What was counted before there was noise does not carry the noisy total away.
    const base = signupNoiseBefore > 0 ? 0 : before;
    const noise = { variance: signupNoiseBefore + signupNoise, cell };
    return { before: before - base, end: end - base, noiseBefore: { variance: signupNoiseBefore, cell }, noise };
  });
  const hiddenOf = (count: number, noise: Drawn): number => {
    const over = overshoot(count, noise);
    return Math.min(average, count + over) - over;
  };
  const signupsAt = (rate: number): number => {
    let sum = 0;
    for (const { before, end, noiseBefore, noise } of walks) sum += hiddenOf(rate * end, noise) - hiddenOf(rate * before, noiseBefore);
    return sum;
  };
  return { visits, signupsAt: interpolated(signupsAt, shownRate(campaigns, average)) };
}

function shownRate(campaigns: readonly Ends[], average: number): number {
  let [signups, visits] = [average, average];
  for (const one of campaigns) {
    signups += one.signups - one.signupsBefore;
    visits += one.visits - one.visitsBefore;
  }
  return Math.min(1, signups / visits);
}

/** A function of a rate that is worked out at some rates around `middle` alone: an interval asks for it at fifty. */
function interpolated(of: (rate: number) => number, middle: number): (rate: number) => number {
  const rates = [0, ...AROUND.map((times) => times * middle).filter((rate) => rate < 1), 1];
  const values = rates.map(of);
  return (rate) => {
    let next = 1;
    while (next < rates.length - 1 && (rates[next] ?? 1) < rate) next += 1;
    const [low = 0, high = 1, atLow = 0, atHigh = 0] = [rates[next - 1], rates[next], values[next - 1], values[next]];
    return atLow + ((rate - low) / (high - low)) * (atHigh - atLow);
  };
}

const AROUND = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** What was counted where a total is shown: the overshoot taken off that this count leads to. */
function countOf(shown: number, noise: Drawn, average: number): number {
  const highest = shown > 0 ? shown + average : 0;
  let count = highest;
  for (let times = 0; times < CORRECTIONS && noise.variance > 0; times += 1) count = Math.max(0, highest - overshoot(count, noise));
  return count;
}
