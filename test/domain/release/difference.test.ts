import { describe, expect, test } from "vitest";
import { counts, randomFrom } from "../../../scripts/simulate/random.ts";
import { addDays } from "../../../src/domain/day.ts";
import { readComparedReports } from "../../../src/domain/release/compared_reports.ts";
import { type Bounds, countsDiffer, ratesChanged, ratesDiffer } from "../../../src/domain/release/difference.ts";
import { readDifferences } from "../../../src/domain/release/differences.ts";
import type { Ends } from "../../../src/domain/release/ends.ts";
import { hiddenInBundles } from "../../../src/domain/release/hidden.ts";
import { rateOf } from "../../../src/domain/release/rate.ts";
import { readReports } from "../../../src/domain/release/report.ts";
import { released } from "../../../src/domain/release/rule.ts";
import { day, given } from "../given.ts";
import { DAILY, event, sourceOf } from "./history.ts";

const SEED = 4_711;
const RUNS = 2_000;
const GROUP_SIZE = 5;
/** The nominal share is 5 of 100. */
const MOST_FALSE = 0.065;

interface Two {
  /** Expected visits in each of the two periods, of all campaigns together. */
  readonly visits: readonly [before: number, now: number];
  readonly rates: readonly [before: number, now: number];
  readonly campaigns: number;
  /** Expected visits earlier, for one in the first period. */
  readonly earlier: number;
}

/** How often visits and rates of such a pair are said to differ. */
function said({ visits, rates, campaigns, earlier }: Two): { readonly visits: number; readonly rates: number } {
  const random = randomFrom(SEED);
  const draw = (mean: number, rate: number) =>
    [counts((mean * rate) / campaigns, random), counts((mean * (1 - rate)) / campaigns, random)] as const;
  const draws = [draw(visits[0] * earlier, rates[0]), draw(visits[0], rates[0]), draw(visits[1], rates[1])];
  const found = { visits: 0, rates: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const row = Array.from({ length: campaigns }, () => {
      let [signups, all] = [0, 0];
      return draws.map(([withSignup, without]) => {
        const more = withSignup();
        signups += more;
        all += more + without();
        return { signups: released(signups, GROUP_SIZE), visits: released(all, GROUP_SIZE) };
      });
    });
    const at = (one: (typeof row)[number], index: number) => one[index] ?? { signups: 0, visits: 0 };
    if (
      countsDiffer(
        row.map((one): Bounds => [at(one, 0).visits, at(one, 1).visits, at(one, 2).visits]),
        GROUP_SIZE,
      )
    )
      found.visits += 1;
    const [before, now] = [0, 1].map((from) => {
      const ends = row.map((one): Ends => {
        const [first, last] = [at(one, from), at(one, from + 1)];
        return { visitsBefore: first.visits, visits: last.visits, signupsBefore: first.signups, signups: last.signups };
      });
      const sum = (of: (one: Ends) => number): number => ends.reduce((total, one) => total + of(one), 0);
      return rateOf(
        sum((one) => one.signups - one.signupsBefore),
        sum((one) => one.visits - one.visitsBefore),
        hiddenInBundles(ends, GROUP_SIZE),
      );
    });
    const three = row.map((one) => ({
      visits: [at(one, 0).visits, at(one, 1).visits, at(one, 2).visits] as const,
      signups: [at(one, 0).signups, at(one, 1).signups, at(one, 2).signups] as const,
    }));
    if (before?.rate != null && now?.rate != null && ratesChanged(three, GROUP_SIZE)) found.rates += 1;
  }
  return { visits: found.visits / RUNS, rates: found.rates / RUNS };
}

describe("a difference is said to be clear", () => {
  const cases = [0, 3].flatMap((earlier) =>
    [1, 5, 20].flatMap((campaigns) => [100, 300, 1_000].map((visits) => [earlier, campaigns, visits] as const)),
  );

  test.each(cases)("seldom where there is none: after %i times as many, of %i campaigns, of %i visits", (earlier, campaigns, visits) => {
    for (const rate of [0.02, 0.1]) {
      const { visits: ofVisits, rates } = said({ visits: [visits, visits], rates: [rate, rate], campaigns, earlier });
      expect(ofVisits).toBeLessThan(MOST_FALSE);
      expect(rates).toBeLessThan(MOST_FALSE);
    }
  });

  test("nearly always where there is a large one", () => {
    const { visits, rates } = said({ visits: [300, 600], rates: [0.1, 0.25], campaigns: 3, earlier: 3 });
    expect(visits).toBeGreaterThan(0.99);
    expect(rates).toBeGreaterThan(0.99);
  });

  test("whichever way it goes", () => {
    const rate = (signups: number) => {
      const { rate: shown, ...ends } = rateOf(
        signups,
        1_000,
        hiddenInBundles([{ visitsBefore: 500, visits: 1_500, signupsBefore: 50, signups: 50 + signups }], 5),
      );
      if (shown === null || ends.rateLow === null) throw new Error("the test expected a rate");
      return { rate: shown, ...ends };
    };
    expect([ratesDiffer(rate(50), rate(100)), ratesDiffer(rate(100), rate(50)), ratesDiffer(rate(50), rate(55))]).toEqual([
      true,
      true,
      false,
    ]);
    expect([countsDiffer([[500, 600, 800]], 5), countsDiffer([[500, 700, 800]], 5), countsDiffer([[500, 600, 705]], 5)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("of campaigns that may have hidden something between only where it is clear either way", () => {
    const begun = Array.from({ length: 10 }, (): Bounds => [100, 110, 125]);
    const fresh = Array.from({ length: 10 }, (): Bounds => [0, 10, 25]);
    expect(countsDiffer(begun, 5)).toBe(true);
    expect(countsDiffer(fresh, 5)).toBe(false);
  });
});

test("the differences of days are those of what reports show of them", async () => {
  const history = ["09-01", "09-02", "09-03", "09-04"].flatMap((date, index) => [
    event(date, "ig-story", "visit", 103 * (index + 1)),
    event(date, "fix-tiktok", "visit", 40),
    event(date, "ig-story", "signup", index < 2 ? 10 : 60),
  ]);
  const from = day("2026-09-01");
  const asked = { from, to: addDays(from, 1), through: addDays(from, 3) };
  const source = sourceOf(history, day("2026-09-05"), DAILY);
  const [found] = await readDifferences([asked], source);
  const { visits, signups, rate } = given(found, "differences");
  expect(visits).toEqual({ before: 305 + 80, now: 1_030 - 305 + 80, isClear: true });
  expect(signups).toEqual({ before: 20, now: 120, isClear: true });
  expect(rate).toEqual({ before: expect.closeTo(20 / 385, 5), now: expect.closeTo(120 / 805, 5), isClear: true });

  // With the counts read once, and of other days too, nothing else is said.
  const queries = [
    { from, to: asked.through, by: "campaign", interval: "total" },
    { from: asked.through, to: addDays(from, 9), by: "channel", interval: "day" },
  ] as const;
  const reports = await readReports(queries, source);
  const together = await readComparedReports(queries, [asked], source);
  expect(together).toEqual({ ok: true, value: { reports: reports.ok ? reports.value : null, differences: [found] } });
});
