/** The interval of a rate holds the true one in the formal mode too, and a figure is as near to the truth as its ± says; docs/FORMAL.md has the table. */
import { describe, expect, test } from "vitest";
import { type Mode, months } from "../../../scripts/simulate/campaign.ts";
import { randomFrom } from "../../../scripts/simulate/random.ts";
import { noiseTable } from "../../../src/domain/formal/noise.ts";
import { Z } from "../../../src/domain/release/rate.ts";

const SEED = 20_270_401;
const RUNS = 500;
const FORMAL: Mode = { visit: "1", signup: "1/2" };

/** The share of months whose interval holds the true rate, of those that have one. */
function held(visits: number, rate: number, mode: Mode): number {
  const month = months(visits, rate, mode, randomFrom(SEED));
  const rates = Array.from({ length: RUNS }, () => month().rate).filter((one) => one.rate !== null);
  return rates.filter(({ rateLow, rateHigh }) => rateLow <= rate && rate <= rateHigh).length / rates.length;
}

describe("the interval of a rate holds the true one", () => {
  test("in 93 of 100 months at 300, 1,000 and 3,000 visits, with noise", () => {
    for (const visits of [300, 1_000, 3_000])
      for (const rate of [0.02, 0.05, 0.1]) expect(held(visits, rate, FORMAL), `${visits} ${rate}`).toBeGreaterThanOrEqual(0.93);
  });

  test("in 90 of 100 months from 100 visits on, in both modes and with any noise", () => {
    for (const mode of ["bundles", FORMAL, { visit: "1/4", signup: "1/4" }, { visit: "2", signup: "2" }] as const)
      expect(held(100, 0.05, mode), JSON.stringify(mode)).toBeGreaterThanOrEqual(0.9);
  });
});

test("in 93 of 100 months a figure is as near to what was counted as its ± says", () => {
  const [visitNoise, signupNoise] = [noiseTable("1").variance * 30, noiseTable("1/2").variance * (30 / 7)];
  const bundles = (5 * 5 - 1) / 6;
  for (const visits of [100, 300, 1_000, 3_000]) {
    const month = months(visits, 0.05, FORMAL, randomFrom(SEED));
    const all = Array.from({ length: RUNS }, month);
    const within = (figure: "visits" | "signups", variance: number): number =>
      all.filter((one) => Math.abs(one[figure].shown - one[figure].counted) <= Math.ceil(Z * Math.sqrt(variance + bundles))).length / RUNS;
    expect(within("visits", visitNoise), `visits of ${visits}`).toBeGreaterThanOrEqual(0.93);
    expect(within("signups", signupNoise), `signups of ${visits}`).toBeGreaterThanOrEqual(0.93);
  }
});
