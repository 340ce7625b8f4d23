/**
 * A rate of signups per visit and how far it can be trusted.
 *
 * The interval is Wilson's score interval at 95%: E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927), 209–212.
 */

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;

export interface Rate {
  /** Signups per visit, from 0 to 1. */
  readonly rate: number;
  readonly rateLow: number;
  readonly rateHigh: number;
}

export interface NoRate {
  readonly rate: null;
  readonly rateLow: null;
  readonly rateHigh: null;
}

export const TOO_FEW: NoRate = { rate: null, rateLow: null, rateHigh: null };

/** The rate of `signups` in `visits`, rounded to six decimals; `TOO_FEW` where a share of visits says nothing. */
export function rateOf(signups: number, visits: number): Rate | NoRate {
  if (visits <= 0 || signups > visits) return TOO_FEW;
  const share = signups / visits;
  const z2 = Z * Z;
  const center = (share + z2 / (2 * visits)) / (1 + z2 / visits);
  const half = (Z / (1 + z2 / visits)) * Math.sqrt((share * (1 - share)) / visits + z2 / (4 * visits * visits));
  return { rate: rounded(share), rateLow: rounded(Math.max(0, center - half)), rateHigh: rounded(Math.min(1, center + half)) };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
