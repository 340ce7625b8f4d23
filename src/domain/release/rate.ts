/**
 * A rate of signups per visit and how far it can be trusted: the score interval at 95%, with the variance of what the two counts hide.
 *
 * For `s` signups of `v` visits the interval holds every rate `p` with |s − p·v|² ≤ z²·(p·(1 − p)·v + Vs + p²·Vv), where `Vs` and `Vv` are the
 * variances of the hidden parts (hidden.ts). Where nothing is hidden that is the interval of E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", Journal of the American Statistical Association 22 (1927), 209–212.
 *
 * It holds the true rate in 95 of 100 cases on average over rates. With few signups it holds some rates more often than others: figures move in steps
 * of a whole group. In the formal mode it reaches further where that is needed to hold each rate in 94 of 100: figures of `s` are of all counts within
 * half a step of it, and in return the variance is that of counts and not of steps (W. F. Sheppard's correction).
 */
import { type Hidden, NOTHING_HIDDEN } from "./hidden.ts";

/** The 97.5th percentile of the normal distribution. */
export const Z = 1.959963984540054;
/** The 97th percentile. */
const Z_LEAST = 1.880793608151251;
/** An interval that holds more than this share of all rates says nothing. */
const WIDEST = 0.5;
/** Halvings of the range from 0 to 1: finer than the six decimals that are shown. */
const HALVINGS = 24;

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

/**
 * The rate of `signups` in `visits` with its interval, rounded to six decimals; `TOO_FEW` where they say nothing.
 *
 * The interval holds the rate that is shown, also where many small campaigns hide so much that the true one is expected to lie above it.
 */
export function rateOf(signups: number, visits: number, hidden: Hidden = NOTHING_HIDDEN): Rate | NoRate {
  if (visits <= 0 || signups > visits) return TOO_FEW;
  const rate = signups / visits;
  const ends = scoreInterval(signups, visits, hidden);
  const [low, high] = [Math.min(rate, ends.low), Math.max(rate, ends.high)];
  if (high - low > WIDEST) return TOO_FEW;
  return { rate: rounded(rate), rateLow: rounded(low), rateHigh: rounded(high) };
}

/** The rates that would fit `signups` of `visits`, of which `hidden` is not shown: from `low` to `high`. */
export function scoreInterval(signups: number, visits: number, hidden: Hidden): { readonly low: number; readonly high: number } {
  const v = visits + hidden.visits;
  /** 0 where the rate `p` fits, 1 where it is too low, −1 where it is too high. */
  const misses = (p: number): number => {
    const difference = signups + hidden.signupsAt(p) - p * v;
    const variance = p * (1 - p) * v + hidden.signupVariance + p * p * hidden.visitVariance;
    const reach = hidden.step === 1 ? Z * Math.sqrt(variance) : Math.max(Z * Math.sqrt(variance), reachOfSteps(variance, hidden.step));
    return Math.abs(difference) <= reach ? 0 : Math.sign(difference);
  };
  return {
    low: misses(0) === 1 ? lastWhere((p) => misses(p) === 1) : 0,
    high: misses(1) === -1 ? lastWhere((p) => misses(p) !== -1) : 1,
  };
}

/** How far signups may be from those expected in 94 of 100 cases, whatever the rate is. */
function reachOfSteps(variance: number, step: number): number {
  return step / 2 + Z_LEAST * Math.sqrt(Math.max(0, variance - (step * step - 1) / 12));
}

/** Up to where `holds` is true, of a condition that is true at 0 and false from some rate on. */
function lastWhere(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
