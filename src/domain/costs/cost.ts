/**
 * What a visit and a signup cost. Pure.
 *
 * The interval of a cost per signup is the score interval of a Poisson count at 95%, the limit of Wilson's for a small share: E. B. Wilson,
 * "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical Association 22 (1927), 209–212.
 */

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;
/** Below so many visits what one cost says nothing. */
const MIN_VISITS = 20;
/** An interval that is wider than this, upper bound over lower, says nothing. */
const MAX_RATIO = 5;

interface SignupCost {
  /** Money per signup, in the unit of the money that was spent. */
  readonly cost: number;
  readonly low: number;
  readonly high: number;
}

/** @param spent money, in any unit; a sum below zero is a correction of something else, and no price */
export function costPerVisit(spent: number, visits: number): number | null {
  return visits < MIN_VISITS || spent < 0 ? null : spent / visits;
}

/**
 * What a signup cost, and between what that lies; null where there are too few.
 *
 * @param signups that are released
 * @param heldBefore the most of them that can have been held back from before the first day, so that they were not paid for with `spent`
 * @param heldAfter the most signups of these days that can be held back still
 */
export function costPerSignup(spent: number, signups: number, heldBefore: number, heldAfter: number): SignupCost | null {
  if (signups <= 0 || spent < 0) return null;
  const most = bounds(signups + heldAfter).high;
  const fewest = bounds(Math.max(0, signups - heldBefore)).low;
  return most > MAX_RATIO * fewest ? null : { cost: spent / signups, low: spent / most, high: spent / fewest };
}

/** Between what the expected count lies when `count` came. */
function bounds(count: number): { readonly low: number; readonly high: number } {
  const center = count + (Z * Z) / 2;
  const half = Z * Math.sqrt(count + (Z * Z) / 4);
  return { low: Math.max(0, center - half), high: center + half };
}
