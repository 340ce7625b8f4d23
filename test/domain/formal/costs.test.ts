/** What visits and signups cost where signups come out by the week, on its Sunday: spend of a day may only stand beside signups that it paid for. */
import { expect, test } from "vitest";
import type { CampaignId } from "../../../src/domain/campaign/campaign.ts";
import { type CostQuery, type Costs, readCosts } from "../../../src/domain/costs/costs.ts";
import type { UnitFigures } from "../../../src/domain/costs/known_spend.ts";
import { addDays, type Day, dayNumber } from "../../../src/domain/day.ts";
import { NoiseVariance } from "../../../src/domain/formal/variance.ts";
import { channelId, day, slug } from "../given.ts";

const one = 1 as CampaignId;
/** A Monday, and the Sunday eight weeks later. */
const MADE = day("2026-10-05");
const THROUGH = day("2026-11-29");
const VISITS_A_DAY = 100;
const SIGNUPS_A_WEEK = 70;
const EUROS_A_DAY = 20;

const campaign = {
  id: one,
  slug: slug("one"),
  channel: channelId("tiktok"),
  archivedOn: null,
  endsOn: null,
  madeOn: MADE,
  group: null,
  since: MADE,
};
const noise = new NoiseVariance([{ from: MADE, visit: "1", signup: "1/2", period: "week" }], THROUGH, [campaign]);
const weeks = Array.from({ length: 8 }, (_, index) => addDays(MADE, 7 * index + 6));

const source = {
  today: addDays(THROUGH, 1),
  timeZone: "Europe/Amsterdam",
  groupSize: 5,
  signupRelease: "daily",
  visitRelease: "daily",
  channels: [{ id: channelId("tiktok"), name: "TikTok" }],
  campaigns: [campaign],
  closedDays: weeks.map((sunday) => ({ day: sunday, total: 0 })),
  formal: { through: THROUGH, noise },
  read: async (_ids: readonly CampaignId[], _kinds: unknown, days: readonly Day[]) => {
    const since = (at: Day) => Math.max(0, dayNumber(at) - dayNumber(MADE) + 1);
    return [
      { campaign: one, kind: "visit", totals: Float64Array.from(days, (at) => since(at) * VISITS_A_DAY) },
      { campaign: one, kind: "signup", totals: Float64Array.from(days, (at) => Math.floor(since(at) / 7) * SIGNUPS_A_WEEK) },
    ] as const;
  },
} as const;

async function costsOf(from: string, to: string): Promise<Costs> {
  const days = Array.from({ length: 56 }, (_, index) => dayNumber(addDays(MADE, index)));
  const figures = days.map((at) => ({ day: at, micros: EUROS_A_DAY * 1_000_000, impressions: 1_000, clicks: 90 }));
  const units: UnitFigures[] = [{ campaign: one, currency: "EUR", months: [figures], periods: [] }];
  const query: CostQuery = { from: day(from), to: day(to), by: "campaign", interval: "total" };
  const read = await readCosts(query, units, source);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

test.each([
  // From a Monday to a Sunday; from a Saturday; up to a Wednesday; both.
  ["2026-11-02", "2026-11-29", 4],
  ["2026-10-31", "2026-11-29", 4],
  ["2026-11-02", "2026-11-25", 3],
  ["2026-11-07", "2026-11-25", 2],
  // From before it was made: nothing earlier can be among its first signups.
  ["2026-10-01", "2026-10-25", 3],
])("from %s to %s a signup costs what %i whole weeks cost, and a visit's cost says how far it may be off", async (from, to, whole) => {
  const { rows, totals } = await costsOf(from, to);
  const cost = (7 * EUROS_A_DAY) / SIGNUPS_A_WEEK;
  expect(rows[0]).toMatchObject({ signups: whole * SIGNUPS_A_WEEK, costPerSignup: cost, costPerVisit: EUROS_A_DAY / VISITS_A_DAY });
  expect(totals[0]).toMatchObject({ costPerSignup: cost, costPerSignupOfAll: cost, unattributedSignups: 0 });
  const { visits = 0, margin = { visits: 0, signups: 0 }, costPerVisitLow = 0, costPerVisitHigh = 0 } = rows[0] ?? {};
  const spent = (visits / VISITS_A_DAY) * EUROS_A_DAY;
  expect(margin.signups).toBe(Math.ceil(1.959963984540054 * Math.sqrt(whole * 7.835396178065112 + 4)));
  expect(costPerVisitLow).toBeCloseTo(spent / (visits + margin.visits), 3);
  expect(costPerVisitHigh).toBeCloseTo(spent / (visits - margin.visits), 3);
});

test("days without a whole week give no cost of a signup", async () => {
  const { rows } = await costsOf("2026-11-26", "2026-11-29");
  expect(rows[0]).toMatchObject({ signups: 0, costPerSignup: null, visits: 4 * VISITS_A_DAY });
});
