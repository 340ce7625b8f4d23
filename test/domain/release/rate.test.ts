import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateOf, TOO_FEW } from "../../../src/domain/release/rate.ts";
import { given } from "../given.ts";

/** Signups and the visits they are part of. */
const shares = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000))
  .map(([visits, signups]) => ({ signups: signups % (visits + 1), visits }));

function known(signups: number, visits: number) {
  const { rate, rateLow, rateHigh } = rateOf(signups, visits);
  return { rate: given(rate, "a rate"), low: given(rateLow, "a lower bound"), high: given(rateHigh, "an upper bound") };
}

describe("the rate and its interval", () => {
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
  ])("of %i signups in %i visits are the known ones", (signups, visits, rate, rateLow, rateHigh) => {
    expect(rateOf(signups, visits)).toEqual({ rate, rateLow, rateHigh });
  });

  test("lie between 0 and 1, the rate within its bounds", () => {
    fc.assert(
      fc.property(shares, ({ signups, visits }) => {
        const { rate, low, high } = known(signups, visits);
        expect([0, low, rate, high, 1].toSorted((a, b) => a - b)).toEqual([0, low, rate, high, 1]);
      }),
    );
  });

  test("mirror those of the visits without a signup", () => {
    fc.assert(
      fc.property(shares, ({ signups, visits }) => {
        const [yes, no] = [known(signups, visits), known(visits - signups, visits)];
        expect(yes.low).toBeCloseTo(1 - no.high, 5);
        expect(yes.rate).toBeCloseTo(1 - no.rate, 5);
      }),
    );
  });

  test("narrow as more visits show the same rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (visits, signups) => {
        fc.pre(signups <= visits);
        const [few, many] = [known(signups, visits), known(10 * signups, 10 * visits)];
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe("no rate", () => {
  test("is told without visits", () => {
    expect(rateOf(0, 0)).toEqual(TOO_FEW);
    expect(rateOf(5, 0)).toEqual(TOO_FEW);
  });

  test("is told where more signed up than visited, as when a bundle of visits is still held back", () => {
    expect(rateOf(10, 5)).toEqual(TOO_FEW);
  });
});
