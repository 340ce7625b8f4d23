/** The interval of a rate holds the true one in the formal mode too, and a figure is as near to the truth as its ± says; docs/FORMAL.md has the table. */
import { describe, expect, test } from "vitest";
import { type Mode, months } from "../../../scripts/simulate/campaign.ts";
import { coverageOf, EPSILONS } from "../../../scripts/simulate/grid.ts";
import { randomFrom } from "../../../scripts/simulate/random.ts";
import { noiseTable } from "../../../src/domain/formal/noise.ts";
import { Z } from "../../../src/domain/release/rate.ts";
import { equalShares } from "../release/coverage.ts";

const SEED = 20_270_401;
const RUNS = 500;
const FORMAL: Mode = { visit: "1", signup: "1/2" };

/** The share of months whose interval holds the true rate, of those that have one. */
function held(visits: number, rate: number, mode: Mode): number {
  const month = months(visits, rate, mode, randomFrom(SEED));
  const rates = Array.from({ length: RUNS }, () => month().rate).filter((one) => one.rate !== null);
  return rates.filter(({ rateLow, rateHigh }) => rateLow <= rate && rate <= rateHigh).length / rates.length;
}

/** Every ε of visits with every one of signups comes up; each ε of signups at every rate. */
const pairsAt = (index: number) =>
  EPSILONS.map((signup, place) => ({ signup, visit: EPSILONS[(place + index) % EPSILONS.length] ?? ("1" as const) }));
const RATES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2] as const;

/** Where it is held less often than in `least` cases, of reports that mostly have a rate. */
function tooSeldom(visits: readonly number[], shares: readonly number[], runs: number, least: number): string[] {
  const asked = visits.flatMap((of) => RATES.flatMap((rate, index) => [0, 21].map((before) => ({ visits: of, rate, before, index }))));
  return asked.flatMap(({ index, ...row }) => {
    const cells = coverageOf({ ...row, shares }, pairsAt(index), runs, randomFrom(SEED));
    return cells.filter(({ held, tooFew }) => tooFew < 0.5 && held < least).map((cell) => JSON.stringify({ ...row, ...cell }));
  });
}

describe("the interval of a rate holds the true one", () => {
  test("in 93 of 100 reports at 300, 1,000 and 3,000 visits: with every ε, both periods of signups, from the start and later", () => {
    expect(tooSeldom([300, 1_000, 3_000], [1], 300, 0.93)).toEqual([]);
  });

  test("in 93 of 100 months of a campaign that has run for a quarter", () => {
    for (const visits of [300, 1_000, 3_000])
      for (const rate of [0.02, 0.05, 0.1]) expect(held(visits, rate, FORMAL), `${visits} ${rate}`).toBeGreaterThanOrEqual(0.93);
  });

  test("in 90 of 100 reports from 100 visits on, in both modes", () => {
    expect(tooSeldom([100], [1], 300, 0.9)).toEqual([]);
    for (const mode of ["bundles", FORMAL, { visit: "1/4", signup: "1/4" }, { visit: "2", signup: "2" }] as const)
      expect(held(100, 0.05, mode), JSON.stringify(mode)).toBeGreaterThanOrEqual(0.9);
  });

  test("of channels with 20 small campaigns too, whose highest totals so far add up to more than was counted", () => {
    expect(tooSeldom([1_000], equalShares(20), 50, 0.85)).toEqual([]);
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
