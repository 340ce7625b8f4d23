import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CampaignId } from "../../../src/domain/campaign/campaign.ts";
import { costPerSignup, costPerVisit } from "../../../src/domain/costs/cost.ts";
import { type CostQuery, type Costs, readCosts } from "../../../src/domain/costs/costs.ts";
import type { PeriodFigures, UnitFigures } from "../../../src/domain/costs/known_spend.ts";
import { addDays, type Day, dayNumber } from "../../../src/domain/day.ts";
import { day, given } from "../given.ts";
import { AFTER_ALL, BEFORE_ALL, DAILY, days, event, type History, histories, LIVE, reportOf, rules, sourceOf } from "../release/history.ts";

const STORY = 1 as CampaignId;
const REEL = 2 as CampaignId;
const SEARCH = 4 as CampaignId;
const EURO = 1_000_000;

/** The figures of a campaign on days of September 2026, in euros unless said. */
function unit(campaign: CampaignId, spend: Readonly<Record<string, number>>, currency = "EUR", clicks: number | null = 3): UnitFigures {
  const all = Object.entries(spend).map(([date, euros]) => ({
    day: dayNumber(day(`2026-${date}`)),
    micros: Math.round(euros * EURO),
    impressions: 103,
    clicks,
  }));
  const months = [...new Set(Object.keys(spend).map((date) => date.slice(0, 2)))];
  const ofMonth = (month: string) => all.filter((_, index) => Object.keys(spend)[index]?.startsWith(month) === true);
  return { campaign, currency, months: months.map(ofMonth), periods: [] };
}

function period(campaign: CampaignId, first: string, last: string, euros: number, more: Partial<PeriodFigures> = {}): UnitFigures {
  const [from, to] = [dayNumber(day(`2026-${first}`)), dayNumber(day(`2026-${last}`))];
  const one = {
    first: from,
    last: to,
    days: to - from + 1,
    micros: euros * EURO,
    impressions: 1_003,
    clicks: null,
    reach: 801,
    order: 1,
    ...more,
  };
  return { campaign, currency: "EUR", months: [], periods: [one] };
}

async function costsOf(
  history: History,
  units: readonly UnitFigures[],
  query: Partial<CostQuery> = {},
  { rule = LIVE, today = AFTER_ALL, since = BEFORE_ALL }: { rule?: typeof LIVE; today?: Day; since?: Day } = {},
): Promise<Costs> {
  const source = sourceOf(history, today, rule);
  const campaigns = source.campaigns.map((one) => ({ ...one, since, group: one.slug.startsWith("ig-") ? "Autumn" : null }));
  const asked = { from: day("2026-09-01"), to: day("2026-09-30"), by: "campaign", interval: "total", ...query } as const;
  const read = await readCosts(asked, units, { ...source, campaigns });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe("the cost of a signup", () => {
  test("lies between what a Poisson count says, and what bundles hold back", () => {
    const factors = (before: number, after: number) => {
      const { low, high } = given(costPerSignup(25, 25, before, after), "a cost");
      return [low, high].map((bound) => bound.toFixed(2));
    };
    expect(factors(0, 0)).toEqual(["0.68", "1.48"]);
    expect(factors(0, 4)).toEqual(["0.60", "1.48"]);
    expect(factors(4, 4)).toEqual(["0.60", "1.82"]);
  });

  test("is not told where its upper bound is more than five times the lower, where nobody signed up, or where less than nothing was paid", () => {
    expect(costPerSignup(100, 5, 0, 4)).toBeNull();
    expect(costPerSignup(100, 10, 0, 4)).toMatchObject({ cost: 10 });
    expect(costPerSignup(100, 10, 4, 4)).toBeNull();
    expect(costPerSignup(100, 0, 0, 4)).toBeNull();
    expect(costPerSignup(-1, 100, 0, 4)).toBeNull();
    expect(costPerSignup(0, 100, 0, 4)).toEqual({ cost: 0, low: 0, high: 0 });
  });

  test("lies between its bounds, which hold whatever of the true count is held back, and narrow with the count", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 3, max: 5_000 }),
        fc.nat(8),
        fc.nat(8),
        (spent, bundles, before, after) => {
          const signups = 5 * bundles;
          const told = costPerSignup(spent, signups, before, after);
          fc.pre(told !== null);
          const { cost, low, high } = given(told, "a cost");
          expect(low).toBeLessThanOrEqual(spent / (signups + after));
          expect(high).toBeGreaterThanOrEqual(spent / Math.max(1, signups - before));
          expect(high / low).toBeLessThanOrEqual(5);
          expect([low, cost, high]).toEqual([low, cost, high].toSorted((a, b) => a - b));
          const more = given(costPerSignup(spent * 10, signups * 10, before, after), "a cost of more");
          expect(more.high / more.low).toBeLessThan(high / low);
        },
      ),
    );
  });
});

test("a visit's cost is what was paid, from twenty visits on", () => {
  expect(costPerVisit(10, 15)).toBeNull();
  expect(costPerVisit(10, 20)).toBe(0.5);
  expect(costPerVisit(0, 20)).toBe(0);
  expect(costPerVisit(-0.01, 20)).toBeNull();
});

describe("costs", () => {
  const busy = ["09-01", "09-02", "09-03", "09-04"].flatMap((date) => [
    event(date, "ig-story", "visit", 50),
    event(date, "ig-story", "signup", 10),
    event(date, "ig-reel", "visit", 20),
    event(date, null, "signup", 5),
  ]);

  test("are of the days for which spend is known and counts are released", async () => {
    const { rows } = await costsOf(busy, [unit(STORY, { "09-01": 10, "09-02": 20, "09-04": 30 })]);
    expect(rows).toMatchObject([
      { campaign: "ig-story", spend: 60, spendDays: 3, visits: 150, signups: 30, costPerVisit: 0.4, costPerSignup: 2 },
    ]);
    const daily = await costsOf(
      busy,
      [unit(STORY, { "09-03": 10, "09-04": 20 })],
      {},
      { rule: DAILY, today: day("2026-09-04"), since: day("2026-09-03") },
    );
    expect(daily).toMatchObject({ signupsThrough: "2026-09-03", rows: [{ spend: 30, visits: 100, signups: 10, costPerSignup: 1 }] });
  });

  test("say what was spent while no signup is released", async () => {
    const { rows } = await costsOf([], [unit(STORY, { "09-01": 120 })]);
    expect(rows).toMatchObject([{ spend: 120, visits: 0, signups: 0, costPerVisit: null, costPerSignup: null, costPerSignupLow: null }]);
  });

  test("of a channel are sums by sums, and name the campaigns whose spend is not known", async () => {
    const { rows, totals } = await costsOf(busy, [unit(STORY, { "09-01": 10, "09-02": 10, "09-03": 10, "09-04": 10 })], { by: "channel" });
    expect(rows).toMatchObject([{ channel: "instagram", spend: 40, visits: 200, signups: 40, costPerSignup: 1, leftOut: ["ig-reel"] }]);
    expect(totals).toMatchObject([{ currency: "EUR", spend: 40, signups: 40, unattributedSignups: 20, costPerSignupOfAll: 0.6667 }]);
    const both = await costsOf(busy, [unit(STORY, { "09-01": 10 }), unit(REEL, { "09-01": 4 })], { by: "channel" });
    expect(both.rows).toMatchObject([{ spend: 14, spendDays: 1, visits: 70, signups: 10, costPerVisit: 0.2, leftOut: [] }]);
  });

  test("of a group are those of its campaigns, and of those in none together", async () => {
    const units = [unit(STORY, { "09-01": 10 }), unit(REEL, { "09-01": 4 }), unit(SEARCH, { "09-01": 3 })];
    const { rows } = await costsOf(busy, units, { by: "group" });
    expect(rows.map(({ group, spend, visits }) => [group, spend, visits])).toEqual([
      ["Autumn", 14, 70],
      [null, 3, 0],
    ]);
  });

  test("are never over two currencies", async () => {
    const units = [unit(STORY, { "09-01": 10 }), unit(STORY, { "09-02": 7 }, "USD"), unit(SEARCH, { "09-01": 3 }, "USD")];
    const { rows, totals } = await costsOf(busy, units);
    expect(rows).toMatchObject([
      { campaign: "ig-story", currency: "EUR", spend: 10, visits: 0, costPerVisit: null, leftOut: ["ig-story"] },
      { campaign: "ig-story", currency: "USD", spend: 7, visits: 0, costPerVisit: null, leftOut: ["ig-story"] },
      { campaign: "old-search", currency: "USD", spend: 3 },
    ]);
    expect(totals.map(({ currency, spend }) => [currency, spend])).toEqual([
      ["EUR", 10],
      ["USD", 10],
    ]);
  });

  test("keep corrections, and tell no cost of a sum below zero", async () => {
    const { rows } = await costsOf(busy, [unit(STORY, { "09-01": 10, "09-02": -12.34 })]);
    expect(rows).toMatchObject([{ spend: -2.34, visits: 100, costPerVisit: null, costPerSignup: null }]);
    expect((await costsOf(busy, [unit(STORY, { "09-01": 20, "09-02": -10 })])).rows).toMatchObject([{ spend: 10, costPerVisit: 0.1 }]);
  });

  test("are of their own week, in whatever order a campaign's units and their days come", async () => {
    // Weeks begin on the 7th and the 14th.
    const units = [unit(STORY, { "09-06": 1, "09-14": 20 }), unit(STORY, { "09-05": 300, "09-07": 4_000, "09-13": 50_000 })];
    const { rows } = await costsOf(busy, units, { interval: "week" });
    expect(rows.map((row) => [row.period, row.spend, row.spendDays])).toEqual([
      ["2026-08-31", 301, 2],
      ["2026-09-07", 54_000, 2],
      ["2026-09-14", 20, 1],
    ]);
  });

  test("take a period's figures only where all of it counts, and days before a period", async () => {
    const month = period(STORY, "09-01", "09-04", 40);
    expect((await costsOf(busy, [month])).rows).toMatchObject([
      { spend: 40, spendDays: 4, clicks: null, impressions: 1_000, costPerSignup: 1 },
    ]);
    expect((await costsOf(busy, [month], { from: day("2026-09-02") })).rows).toEqual([]);
    expect((await costsOf(busy, [month], { interval: "week" })).rows).toMatchObject([{ period: "2026-08-31", spend: 40 }]);
    const closed = { rule: DAILY, today: day("2026-09-03") };
    expect((await costsOf(busy, [month], {}, closed)).rows).toMatchObject([{ spend: 40, signups: 0, costPerSignup: null }]);
    const both = { ...month, months: unit(STORY, { "09-02": 7 }).months };
    expect((await costsOf(busy, [both])).rows).toMatchObject([{ spend: 7, spendDays: 1, visits: 50 }]);
    const later = { ...month, periods: [...month.periods, ...period(STORY, "09-03", "09-10", 90, { order: 2 }).periods] };
    expect((await costsOf(busy, [later])).rows).toMatchObject([{ spend: 90, spendDays: 8 }]);
    const folded = period(STORY, "09-01", "09-30", 40, { days: 12 });
    expect((await costsOf(busy, [folded])).rows).toMatchObject([{ spend: 40, costPerVisit: null, signups: 0 }]);
  });

  test("widen the interval where the days do not begin with the campaign, once for each gap", async () => {
    const spend = { "09-01": 10, "09-02": 10, "09-03": 10 };
    const [begun] = (await costsOf(busy, [unit(STORY, spend)])).rows;
    const [fresh] = (await costsOf(busy, [unit(STORY, spend)], {}, { since: day("2026-09-01") })).rows;
    const bounds = (told: ReturnType<typeof costPerSignup>) => [told?.low.toFixed(2), told?.high.toFixed(2)];
    expect([fresh?.costPerSignupLow?.toFixed(2), fresh?.costPerSignupHigh?.toFixed(2)]).toEqual(bounds(costPerSignup(30, 30, 0, 4)));
    expect([begun?.costPerSignupLow?.toFixed(2), begun?.costPerSignupHigh?.toFixed(2)]).toEqual(bounds(costPerSignup(30, 30, 4, 4)));
    const [gap] = (await costsOf([...busy, ...busy], [unit(STORY, { "09-01": 10, "09-03": 10 })])).rows;
    expect(gap?.costPerSignupHigh?.toFixed(2)).toBe(bounds(costPerSignup(20, 40, 8, 8))[1]);
  });

  test("are the report's figures of the days with spend, whatever the days and rules are", async () => {
    const some = fc.subarray([...Array(48).keys()].map((at) => addDays(day("2026-08-20"), at)));
    await fc.assert(
      fc.asyncProperty(histories, days, rules, some, async (history, today, rule, paidDays) => {
        const spend = Object.fromEntries(paidDays.map((one) => [one.slice(5), 1]));
        const query = { from: BEFORE_ALL, to: AFTER_ALL };
        const { rows } = await costsOf(history, [unit(STORY, spend)], query, { rule, today });
        const visits = paidDays.map((one) => reportOf(history, today, { from: one, to: one, by: "campaign", interval: "total" }, rule));
        const byDay = (await Promise.all(visits)).map((report) => report.rows.find(({ campaign }) => campaign === "ig-story"));
        const [row] = rows;
        expect(row?.spendDays ?? 0).toBe(paidDays.length);
        expect(row?.visits ?? 0).toBe(byDay.reduce((sum, one) => sum + (one?.visits ?? 0), 0));
        expect((row?.signups ?? 0) % rule.groupSize).toBe(0);
        expect((row?.impressions ?? 0) % rule.groupSize).toBe(0);
        expect((row?.clicks ?? 0) % rule.groupSize).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test("tell of impressions and clicks whole bundles that add up, however the days are cut", async () => {
    const spend = Object.fromEntries([...Array(30).keys()].map((at) => [`09-${String(at + 1).padStart(2, "0")}`, 1]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 28 }), async (cut) => {
        const at = day(`2026-09-${String(cut).padStart(2, "0")}`);
        const sums = async (query: Partial<CostQuery>) => (await costsOf([], [unit(STORY, spend)], query)).rows[0];
        const [all, one, other] = [await sums({}), await sums({ to: at }), await sums({ from: addDays(at, 1) })];
        for (const row of [all, one, other]) expect([(row?.impressions ?? 0) % 5, (row?.clicks ?? 0) % 5]).toEqual([0, 0]);
        expect((one?.clicks ?? 0) + (other?.clicks ?? 0)).toBe(all?.clicks);
        expect(all).toMatchObject({ impressions: 3_090, clicks: 90 });
      }),
    );
  });
});
