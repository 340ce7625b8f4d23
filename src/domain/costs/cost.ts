/**
 * What a visit and a signup cost. Pure.
 *
 * The interval of a cost per signup is the score interval of a Poisson count at 95%, the limit of Wilson's for a small share: E. B. Wilson,
 * "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical Association 22 (1927), 209–212.
 */

import { Z } from "../release/rate.ts";

/** With fewer visits than this, there is no cost per visit. */
const MIN_VISITS = 20;
/** In the formal mode: the largest part of the visits by which they may be off, where there is a cost per visit. */
const MAX_MARGIN_SHARE = 0.25;
/** An interval that is wider than this, upper bound over lower, says nothing. */
const MAX_RATIO = 5;

interface SignupCost {
  /** Money per signup, in the unit of the money that was spent. */
  readonly cost: number;
  readonly low: number;
  readonly high: number;
}

/**
 * @param spent money, in any unit; a sum below zero corrects other spend, so it gives no cost
 * @param margin how far `visits` may be off, in the formal mode
 */
export function costPerVisit(spent: number, visits: number, margin = 0): number | null {
  return visits < MIN_VISITS || margin > MAX_MARGIN_SHARE * visits || spent < 0 ? null : spent / visits;
}

/**
 * The cost per signup with its interval; null where there are too few signups.
 *
 * @param signups the released ones
 * @param heldBefore the most of them that can have come before the first day and been held back until then: `spent` did not pay for them
 * @param heldAfter the most signups of these days that can still be held back
 * @param noise the variance of the noise in `signups`, in the formal mode
 */
export function costPerSignup(spent: number, signups: number, heldBefore: number, heldAfter: number, noise = 0): SignupCost | null {
  if (signups <= 0 || spent < 0) return null;
  const most = bounds(signups + heldAfter, noise).high;
  const fewest = bounds(Math.max(0, signups - heldBefore), noise).low;
  return most > MAX_RATIO * fewest ? null : { cost: spent / signups, low: spent / most, high: spent / fewest };
}

/** The interval of the expected count when `count` was observed, with noise of the variance `noise` in it. */
function bounds(count: number, noise: number): { readonly low: number; readonly high: number } {
  const center = count + (Z * Z) / 2;
  const half = Z * Math.sqrt(count + noise + (Z * Z) / 4);
  return { low: Math.max(0, center - half), high: center + half };
}
