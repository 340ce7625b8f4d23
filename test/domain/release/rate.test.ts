import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ends } from "../../../src/domain/release/ends.ts";
import { hiddenInBundles, NOTHING_HIDDEN } from "../../../src/domain/release/hidden.ts";
import { rateOf, scoreInterval, TOO_FEW } from "../../../src/domain/release/rate.ts";

/** Signups and the visits they are part of. */
const shares = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000))
  .map(([visits, signups]) => ({ signups: signups % (visits + 1), visits }));

const known = (signups: number, visits: number) => scoreInterval(signups, visits, NOTHING_HIDDEN);

/** A campaign with these counts in a period, and `before` of them (in visits and signups) before it. */
function campaign(visits: number, signups: number, before: readonly [visits: number, signups: number] = [0, 0]): Ends {
  return { visitsBefore: before[0], visits: before[0] + visits, signupsBefore: before[1], signups: before[1] + signups };
}

describe("the interval of counts that hide nothing is Wilson's: it", () => {
  // Made outside of this program, by solving Wilson's quadratic with 30 digits. The first two are also in R. G. Newcombe, "Two-sided
  // confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.307985, 0.255289, 0.36621],
    [15, 148, 0.101351, 0.062386, 0.160487],
    [10, 100, 0.1, 0.055229, 0.174366],
    [50, 100, 0.5, 0.403832, 0.596168],
    [5, 10, 0.5, 0.236593, 0.763407],
    [5, 1_000, 0.005, 0.002138, 0.011651],
    [995, 1_000, 0.995, 0.988349, 0.997862],
    [12_345, 1_000_000, 0.012345, 0.01213, 0.012563],
    [0, 5, 0, 0, 0.434482],
    [0, 100, 0, 0, 0.036993],
    [5, 5, 1, 0.565518, 1],
    [1_000, 1_000, 1, 0.996173, 1],
  ])("of %i signups in %i visits is the known one", (signups, visits, rate, rateLow, rateHigh) => {
    const { low, high } = known(signups, visits);
    expect(low).toBeCloseTo(rateLow, 6);
    expect(high).toBeCloseTo(rateHigh, 6);
    const shown = rateHigh - rateLow > 0.5 ? TOO_FEW : { rate, rateLow, rateHigh };
    expect(rateOf(signups, visits)).toEqual(shown);
  });

  test("lies between 0 and 1, the rate within its bounds", () => {
    fc.assert(
      fc.property(shares, ({ signups, visits }) => {
        const { low, high } = known(signups, visits);
        const rate = signups / visits;
        expect(Math.min(0, low)).toBe(0);
        expect(Math.max(1, high)).toBe(1);
        expect(low).toBeLessThanOrEqual(rate + 1e-6);
        expect(high).toBeGreaterThanOrEqual(rate - 1e-6);
      }),
    );
  });

  test("mirrors that of the visits without a signup", () => {
    fc.assert(
      fc.property(shares, ({ signups, visits }) => {
        const [yes, no] = [known(signups, visits), known(visits - signups, visits)];
        expect(yes.low).toBeCloseTo(1 - no.high, 5);
      }),
    );
  });

  test("narrows as more visits show the same rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (visits, signups) => {
        fc.pre(signups <= visits);
        const [few, many] = [known(signups, visits), known(10 * signups, 10 * visits)];
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

/** The ends as the formula gives them: the roots of (v² + z²·v − z²·Vv)·p² − (2·s·v + z²·v)·p + s² − z²·Vs. */
function roots(s: number, v: number, variance: number): [low: number, high: number] {
  const z2 = 1.959963984540054 ** 2;
  const [a, b, c] = [v * v + z2 * v - z2 * variance, -(2 * s * v + z2 * v), s * s - z2 * variance];
  const root = Math.sqrt(b * b - 4 * a * c);
  return [Math.max(0, (-b - root) / (2 * a)), Math.min(1, (-b + root) / (2 * a))];
}

describe("the interval of what bundles show", () => {
  const sizes = fc.constantFrom(5, 6, 10, 25);
  const bundles = fc
    .tuple(fc.integer({ min: 1, max: 2_000 }), fc.nat(2_000))
    .map(([visits, signups]) => [visits, signups % visits] as const);

  test("of one campaign from before its first event has the averages and variances of what is hidden at the end of the period", () => {
    fc.assert(
      fc.property(bundles, sizes, ([visits, signups], g) => {
        const { low, high } = scoreInterval(g * signups, g * visits, hiddenInBundles([campaign(g * visits, g * signups)], g));
        const average = (g - 1) / 2;
        const [expectedLow, expectedHigh] = roots(g * signups + average, g * visits + average, (g * g - 1) / 12);
        expect(low).toBeCloseTo(expectedLow, 6);
        expect(high).toBeCloseTo(expectedHigh, 6);
      }),
    );
  });

  test("of campaigns that had figures before the period has twice the variance for each, and no average", () => {
    fc.assert(
      fc.property(bundles, sizes, fc.integer({ min: 1, max: 8 }), ([visits, signups], g, m) => {
        const row = Array.from({ length: m }, () => campaign(g * visits, g * signups, [100_000 * g, 10_000 * g]));
        const { low, high } = scoreInterval(m * g * signups, m * g * visits, hiddenInBundles(row, g));
        // At a rate so low that 500,000 visits brought no bundle of signups, nothing can be hidden of them either.
        const [expectedLow, expectedHigh] = roots(m * g * signups, m * g * visits, (m * (g * g - 1)) / 6);
        expect(Math.abs(low - expectedLow)).toBeLessThan(0.001);
        expect(Math.abs(high - expectedHigh)).toBeLessThan(0.001);
      }),
    );
  });

  test("grows with the campaigns in a row, and not with those that have no figures in the period", () => {
    const width = (row: readonly Ends[]): number => {
      const { low, high } = scoreInterval(50, 1_000, hiddenInBundles(row, 5));
      return high - low;
    };
    const before = [500, 25] as const;
    const [one, five] = [[campaign(1_000, 50, before)], Array.from({ length: 5 }, () => campaign(200, 10, before))];
    expect(width(five)).toBeGreaterThan(width(one));
    expect(width([...one, campaign(0, 0), campaign(0, 0, [700, 30])])).toBe(width(one));
  });

  test("takes nothing for hidden that cannot be: fifty campaigns without a signup may have none", () => {
    const row = Array.from({ length: 50 }, () => campaign(100, 0));
    expect(rateOf(0, 5_000, hiddenInBundles(row, 5)).rateLow).toBe(0);
    expect(rateOf(5, 5_000, hiddenInBundles([campaign(100, 5), ...row.slice(1)], 5)).rateLow).toBeLessThan(0.001);
  });

  test("of no signups reaches over the four that may be hidden, and holds the rate that is shown", () => {
    expect(rateOf(0, 100).rateHigh).toBeCloseTo(0.037, 3);
    expect(rateOf(0, 100, hiddenInBundles([campaign(100, 0)], 5)).rateHigh).toBeGreaterThan(0.06);
    const row = Array.from({ length: 20 }, () => campaign(50, 5));
    const shown = rateOf(100, 1_000, hiddenInBundles(row, 5));
    expect(shown.rate).toBe(0.1);
    expect(shown.rateLow ?? 1).toBeLessThanOrEqual(0.1);
  });
});

test("with noise, the interval of few signups reaches half a step further and that of many does not: never by a quarter", () => {
  const wider = (signups: number): number => {
    const noisy = { ...campaign(20 * signups, signups, [1_000, 50]), visitNoise: 52, signupNoise: 7.4 };
    const [stepped, plain] = [5, 1].map((step) => scoreInterval(signups, 20 * signups, { ...hiddenInBundles([noisy], 5), step }));
    return ((stepped?.high ?? 0) - (stepped?.low ?? 0)) / ((plain?.high ?? 0) - (plain?.low ?? 0));
  };
  expect(hiddenInBundles([{ ...campaign(200, 10), visitNoise: 52, signupNoise: 7.4 }], 5).step).toBe(5);
  for (const signups of [10, 20, 50, 100]) expect(wider(signups)).toBeGreaterThan(1.005);
  for (const signups of [10, 20, 50, 100, 1_000]) expect(wider(signups)).toBeLessThan(1.25);
  expect(wider(4_000)).toBe(1);
});

describe("no rate", () => {
  test("is told where more than half of all rates would fit", () => {
    expect(rateOf(0, 5, hiddenInBundles([campaign(5, 0)], 5))).toEqual(TOO_FEW);
    expect(rateOf(5, 10, hiddenInBundles([campaign(10, 5)], 5))).toEqual(TOO_FEW);
    expect(rateOf(5, 20, hiddenInBundles([campaign(20, 5)], 5))).not.toEqual(TOO_FEW);
  });

  test("is told without visits", () => {
    expect(rateOf(0, 0)).toEqual(TOO_FEW);
    expect(rateOf(5, 0)).toEqual(TOO_FEW);
  });

  test("is told where more signed up than visited, as when a bundle of visits is still held back", () => {
    expect(rateOf(10, 5)).toEqual(TOO_FEW);
  });
});
