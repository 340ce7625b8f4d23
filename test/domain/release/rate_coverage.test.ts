/** The interval of a rate holds the true rate in at least 90 of 100 reports from 100 visits on; docs/ATTRIBUTION.md has the table. */
import { describe, expect, test } from "vitest";
import { randomFrom } from "../../../scripts/simulate/random.ts";
import { table } from "../../docs/attribution_table.ts";
import { coverage, equalShares, type Row } from "./coverage.ts";

const SEED = 20_270_301;
const RUNS = 2_000;
const RATES = [0.01, 0.02, 0.05, 0.1, 0.2] as const;
const CAMPAIGNS = [1, 5, 20] as const;
/** Expected visits before the period, for one in it. */
const PERIODS = [
  ["from the start", 0],
  ["in the middle", 3],
] as const;
const LEAST = 0.9;

/** Of the rates: where the interval holds the true one least often. */
function lowest(row: Omit<Row, "rate" | "groupSize">, groupSize = 5): number {
  const all = RATES.map((rate) => coverage({ ...row, rate, groupSize }, RUNS, randomFrom(SEED)).held);
  return Math.min(...all);
}

describe("the interval holds the true rate", () => {
  test("in at least 90 of 100 reports from 100 visits on, as the table in docs/ATTRIBUTION.md says", () => {
    const columns = CAMPAIGNS.flatMap((campaigns) => PERIODS.map(([name, before]) => ({ campaigns, name, before })));
    const head = ["visits", ...columns.map(({ campaigns, name }) => `${campaigns === 1 ? "1 campaign" : campaigns}, ${name}`)];
    const found = [100, 300, 1_000, 3_000].map((visits) => ({
      visits,
      held: columns.map(({ campaigns, before }) => lowest({ visits, shares: equalShares(campaigns), before })),
    }));
    expect(found.flatMap(({ held }) => held).filter((held) => held < LEAST)).toEqual([]);
    const rows = found.map(({ visits, held }) => [String(visits), ...held.map((one) => `${(one * 100).toFixed(0)}%`)]);
    expect(table(`| ${head.join(" | ")} |`)).toEqual(rows);
  });

  test("in periods that begin soon after the campaigns, and where one campaign has half of all visits", () => {
    const shares = [0.5, ...equalShares(9).map((share) => share / 2)];
    for (const visits of [100, 300, 1_000]) {
      expect(lowest({ visits, shares: equalShares(3), before: 0.1 })).toBeGreaterThanOrEqual(LEAST);
      for (const before of [0, 0.1, 3]) expect(lowest({ visits, shares, before })).toBeGreaterThanOrEqual(LEAST);
    }
  });

  test('and reports say "too few" in one of 100 at most, from 100 visits of five campaigns on', () => {
    const few = RATES.map(
      (rate) => coverage({ rate, visits: 100, shares: equalShares(5), before: 0, groupSize: 5 }, RUNS, randomFrom(SEED)).tooFew,
    );
    expect(Math.max(...few)).toBeLessThan(0.01);
  });
});
