/** docs/ATTRIBUTION.md: each number in its tables, computed again by the code that makes the reports. */
import { describe, expect, test } from "vitest";
import { hiddenInBundles } from "../../src/domain/release/hidden.ts";
import { rateOf } from "../../src/domain/release/rate.ts";
import { released } from "../../src/domain/release/rule.ts";
import { given } from "../domain/given.ts";
import { table, text } from "./attribution_table.ts";

const GROUP_SIZE = 5;

/** The rate of one campaign since its start. */
function rateSinceStart(signups: number, visits: number) {
  return rateOf(signups, visits, hiddenInBundles([{ visitsBefore: 0, visits, signupsBefore: 0, signups }], GROUP_SIZE));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

describe("docs/ATTRIBUTION.md", () => {
  test("rates and intervals are those of reports", () => {
    const rows = table("| visits | signups | rate | from | to |");
    expect(rows.length).toBeGreaterThan(5);
    for (const [visits, signups, ...shown] of rows) {
      const { rate, rateLow, rateHigh } = rateSinceStart(Number(signups), Number(visits));
      const expected = rate === null ? ["too few", "", ""] : [percent(rate), percent(rateLow), percent(rateHigh)];
      expect(shown, `${signups} of ${visits}`).toEqual(expected);
    }
  });

  test("what is said of intervals is in the table", () => {
    const [better, worse] = [rateSinceStart(45, 600), rateSinceStart(30, 600)];
    expect(text).toContain(`(${percent(given(better.rateLow, "a rate"))} to ${percent(given(better.rateHigh, "a rate"))}, `);
    expect(text).toContain(`, ${percent(given(worse.rateLow, "a rate"))} to ${percent(given(worse.rateHigh, "a rate"))}) still overlap`);
    expect(given(better.rateLow, "a rate")).toBeLessThan(given(worse.rateHigh, "a rate"));
    expect(given(rateSinceStart(5, 20).rateLow, "a rate")).toBeLessThan(given(rateSinceStart(10, 100).rateHigh, "a rate"));
    expect(text).toContain(
      `0 of 50 does not mean that nobody signs up: up to ${percent(given(rateSinceStart(0, 50).rateHigh, "a rate"))} would fit`,
    );
  });

  test("figures come in fives as they are released", () => {
    const rows = table("| total so far | shown so far | shown for the day |").map((row) => row.map(Number));
    let before = 0;
    for (const [total = 0, soFar, day] of rows) {
      const now = released(total, GROUP_SIZE);
      expect([soFar, day], `${total}`).toEqual([now, now - before]);
      before = now;
    }
    expect(rows.length).toBeGreaterThan(3);
  });

  test("unattributed shares are shares of all signups", () => {
    for (const [attributed, unattributed, share] of table("| attributed | unattributed | share |")) {
      const all = Number(attributed) + Number(unattributed);
      expect(share).toBe(`${(Number(unattributed) / all) * 100}%`);
    }
  });

  test("every count that it shows as a figure is a whole number of bundles", () => {
    const figures = [
      ...table("| visits | signups | rate | from | to |").flatMap((row) => row.slice(0, 2)),
      ...table("| attributed | unattributed | share |").flatMap((row) => row.slice(0, 2)),
      ...table("| total so far | shown so far | shown for the day |").flatMap((row) => row.slice(1)),
    ];
    expect(figures.filter((figure) => Number(figure) % GROUP_SIZE !== 0)).toEqual([]);
  });
});
