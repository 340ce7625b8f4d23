/**
 * A made-up campaign whose true counts are known, beside what Fivebar would release of it: in bundles, or formally. The release is that of
 * src/domain, step by step; only the random numbers are made here, so that a seed repeats them.
 */
import type { Epsilon } from "../../src/domain/formal/epsilon.ts";
import { noiseTable, TOTAL_MASS } from "../../src/domain/formal/noise.ts";
import { hiddenInBundles } from "../../src/domain/release/hidden.ts";
import { type NoRate, type Rate, rateOf } from "../../src/domain/release/rate.ts";
import { released } from "../../src/domain/release/rule.ts";
import { counts } from "./random.ts";

export const GROUP_SIZE = 5;
export const DAYS_A_WEEK = 7;
/** Of the period that is looked at. */
const MONTH_DAYS = 30;
/** Weeks before it, in which the campaign ran too. */
const WEEKS_BEFORE = 13;
const FIRST = WEEKS_BEFORE * DAYS_A_WEEK;

/** How figures are released. */
export type Mode = "bundles" | { readonly visit: Epsilon; readonly signup: Epsilon };

/** What is shown of the month, and what was counted. */
export interface Month {
  readonly visits: Figure;
  /** Of a day in its middle. */
  readonly day: Figure;
  readonly signups: Figure;
  readonly rate: Rate | NoRate;
}

interface Figure {
  readonly shown: number;
  readonly counted: number;
}

/** Draws months of a campaign with so many visits a month and this true rate of signups. */
export function months(visits: number, rate: number, mode: Mode, random: () => number): () => Month {
  const daily = visits / MONTH_DAYS;
  const [signupsOf, othersOf] = [counts(daily * rate, random), counts(daily * (1 - rate), random)];
  const noise = noises(mode, random);
  return () => {
    const visit = new Series(noise.visit, 1);
    const signup = new Series(noise.signup, mode === "bundles" ? 1 : DAYS_A_WEEK);
    for (let day = 0; day < FIRST + MONTH_DAYS; day += 1) {
      const signups = signupsOf();
      visit.add(signups + othersOf());
      signup.add(signups);
    }
    const [before, end] = [FIRST - 1, FIRST + MONTH_DAYS - 1];
    // Rates are of the days of which visits and signups are both out; in bundles nearly every day closes.
    const [closedBefore, closedEnd] = mode === "bundles" ? [before, end] : [lastSunday(before), lastSunday(end)];
    const ends = {
      visitsBefore: visit.shownAt(closedBefore),
      visits: visit.shownAt(closedEnd),
      signupsBefore: signup.shownAt(closedBefore),
      signups: signup.shownAt(closedEnd),
      visitNoise: noise.visit.variance * (closedEnd - closedBefore),
      signupNoise: (noise.signup.variance * (closedEnd - closedBefore)) / DAYS_A_WEEK,
      visitNoiseBefore: noise.visit.variance * (closedBefore + 1),
      signupNoiseBefore: (noise.signup.variance * (closedBefore + 1)) / DAYS_A_WEEK,
      visitCell: noise.visit.variance,
      signupCell: noise.signup.variance,
    };
    return {
      visits: visit.between(before, end),
      day: visit.between(FIRST + 14, FIRST + 15),
      signups: signup.between(closedBefore, closedEnd),
      rate: rateOf(ends.signups - ends.signupsBefore, ends.visits - ends.visitsBefore, hiddenInBundles([ends], GROUP_SIZE)),
    };
  };
}

/** The last day up to `day` with which a week ends; day 0 is a Monday. */
function lastSunday(day: number): number {
  return day - ((day + 1) % DAYS_A_WEEK);
}

export interface Noise {
  readonly variance: number;
  draw(): number;
}

const NO_NOISE: Noise = { variance: 0, draw: () => 0 };

function noises(mode: Mode, random: () => number): { readonly visit: Noise; readonly signup: Noise } {
  return mode === "bundles"
    ? { visit: NO_NOISE, signup: NO_NOISE }
    : { visit: drawn(mode.visit, random), signup: drawn(mode.signup, random) };
}

/** Draws from the table of `noiseOf`. Nobody times a simulation, so it need not walk the whole table; and 32 random bits are enough for a thousand months. */
export function drawn(epsilon: Epsilon, random: () => number): Noise {
  const { variance, farthest, edges } = noiseTable(epsilon);
  const sums = edges.map((edge) => Number(edge) / Number(TOTAL_MASS));
  const draw = (): number => {
    const at = random();
    let [low, high] = [0, sums.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at >= (sums[middle] ?? 1)) low = middle + 1;
      else high = middle;
    }
    return low - farthest;
  };
  return { variance, draw };
}

/** 128 bits of four random numbers. */
export function randomBits(random: () => number): bigint {
  let bits = 0n;
  for (let part = 0; part < 4; part += 1) bits = (bits << 32n) | BigInt(Math.floor(random() * 2 ** 32));
  return bits;
}

/** Running totals of one kind by day: counted, and shown. */
export class Series {
  private readonly noise: Noise;
  private readonly period: number;
  private readonly counted: number[] = [];
  private readonly best: number[] = [];
  private noisy = 0;
  private open = 0;

  constructor(noise: Noise, period: number) {
    this.noise = noise;
    this.period = period;
  }

  add(count: number): void {
    this.counted.push((this.counted.at(-1) ?? 0) + count);
    this.open += count;
    const last = this.best.at(-1) ?? 0;
    if (this.counted.length % this.period !== 0) {
      this.best.push(last);
      return;
    }
    this.noisy += this.open + this.noise.draw();
    this.open = 0;
    this.best.push(Math.max(last, this.noisy));
  }

  /** Before the first day, nothing is. */
  shownAt(day: number): number {
    return released(this.best[day] ?? 0, GROUP_SIZE);
  }

  between(before: number, end: number): Figure {
    return {
      shown: this.shownAt(end) - this.shownAt(before),
      counted: (this.counted[end] ?? 0) - (this.counted[before] ?? 0),
    };
  }
}
