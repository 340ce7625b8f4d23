/** How far figures may be off, from public facts alone, and when a campaign is too small to be judged by itself. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CampaignId } from "../../../src/domain/campaign/campaign.ts";
import { NoiseVariance } from "../../../src/domain/formal/variance.ts";
import { NO_CAMPAIGN } from "../../../src/domain/kind.ts";
import { type Hidden, NOTHING_HIDDEN } from "../../../src/domain/release/hidden.ts";
import { isMostlyNoise, MarginReader, marginOfSum, marginsOf } from "../../../src/domain/release/margin.ts";
import { scoreInterval } from "../../../src/domain/release/rate.ts";
import { channelId, day, slug } from "../given.ts";

const [one, two] = [1, 2] as CampaignId[] as [CampaignId, CampaignId];
const [DAY, SIGNUP] = [1.8413471884150567, 7.835396178065112];
/** A Sunday. */
const THROUGH = day("2026-11-29");
const campaigns = [
  { id: one, slug: slug("one"), channel: channelId("tiktok"), archivedOn: null, endsOn: null, madeOn: day("2026-11-02") },
  { id: two, slug: slug("two"), channel: channelId("google"), archivedOn: null, endsOn: day("2026-11-10"), madeOn: day("2026-11-09") },
];
const rules = [{ from: day("2026-11-02"), visit: "1", signup: "1/2", period: "week" }] as const;
const noise = new NoiseVariance(rules, THROUGH, campaigns);
const number = (at: string): number => Math.round(Date.parse(`${at}T00:00:00Z`) / 86_400_000);
const drawn = (campaign: CampaignId, kind: "visit" | "signup", from: string, to: string): number =>
  noise.between(campaign, kind, number(from) - 1, number(to));

describe("the variance of the noise", () => {
  test("is that of a cell for each day of visits, and for each week of signups that has ended", () => {
    expect(drawn(one, "visit", "2026-11-02", "2026-11-29")).toBeCloseTo(28 * DAY, 9);
    expect(drawn(one, "visit", "2026-11-10", "2026-11-10")).toBeCloseTo(DAY, 9);
    expect(drawn(one, "signup", "2026-11-02", "2026-11-29")).toBeCloseTo(4 * SIGNUP, 9);
    expect(drawn(one, "signup", "2026-11-02", "2026-11-07")).toBe(0);
    expect(drawn(one, "signup", "2026-11-07", "2026-11-08")).toBeCloseTo(SIGNUP, 9);
  });

  test("has no cells before the campaign was made, after its last day (of signups: after that week), before the formal mode and after today", () => {
    expect(drawn(two, "visit", "2026-11-01", "2026-11-30")).toBeCloseTo(2 * DAY, 9);
    expect(drawn(two, "signup", "2026-11-01", "2026-11-30")).toBeCloseTo(SIGNUP, 9);
    expect(drawn(NO_CAMPAIGN, "visit", "2026-10-01", "2027-10-01")).toBeCloseTo(28 * DAY, 9);
  });

  test("is by the rule of its days, where that was changed", () => {
    const changed = new NoiseVariance(
      [...rules, { from: day("2026-11-16"), visit: "2", signup: "1/2", period: "day" }],
      THROUGH,
      campaigns,
    );
    const all = [number("2026-11-01"), number("2026-11-29")] as const;
    expect(changed.between(one, "visit", ...all)).toBeCloseTo(14 * DAY + 14 * 0.3620308304825812, 9);
    expect(changed.between(one, "signup", ...all)).toBeCloseTo((2 + 14) * SIGNUP, 9);
  });
});

test("a month of one campaign is right to 15 visits in 95 of 100 months, and margins of rows and totals follow from their campaigns", () => {
  const channels = [channelId("tiktok"), channelId("google")].map((id) => ({ id, name: id }));
  const source = { campaigns, channels, closedDays: [{ day: THROUGH, total: 0 }], groupSize: 5, formal: { through: THROUGH, noise } };
  const { rows, totals, unattributed, others } = marginsOf(day("2026-11-02"), THROUGH, "campaign", source);
  const half = (variance: number): number => Math.ceil(1.959963984540054 * Math.sqrt(variance));
  expect(rows.map(({ campaign, visits }) => [campaign, visits])).toEqual([
    ["one", half(28 * DAY + 4)],
    ["two", half(2 * DAY + 4)],
  ]);
  expect(totals.visits).toBe(half(30 * DAY + 8));
  expect([unattributed, others]).toEqual([half(4 * SIGNUP + 4), half(28 * DAY + 4)]);
});

test("a row says of each count how far it may be off, or that nothing of its days is out yet", () => {
  const source = { campaigns, channels: [], closedDays: [{ day: THROUGH, total: 0 }], groupSize: 5, formal: { through: THROUGH, noise } };
  const margins = new MarginReader(source);
  const of = (from: string, to: string, figures = { visits: 1_000, signups: 50 }) => margins.ofRow([one], day(from), day(to), figures);
  expect(of("2026-11-02", "2026-11-29")).toEqual({ visits: 15, signups: 12, mostlyNoise: false });
  expect(of("2026-11-02", "2026-11-29", { visits: 100, signups: 5 }).mostlyNoise).toBe(true);
  // Days without a Sunday, and the day after the last that has closed: a 0 there would read as if nobody had come.
  expect(of("2026-11-23", "2026-11-28")).toMatchObject({ visits: 8, signups: null });
  expect(of("2026-11-30", "2026-11-30", { visits: 0, signups: 0 })).toEqual({ visits: null, signups: null, mostlyNoise: false });
  expect([10, 20].map((visits) => of("2026-11-23", "2026-11-28", { visits, signups: 0 }).mostlyNoise)).toEqual([true, false]);
  // Before the formal mode, figures are exact but for their groups.
  expect(of("2026-10-01", "2026-10-31", { visits: 10, signups: 0 })).toEqual({ visits: 0, signups: 0, mostlyNoise: false });
  expect(margins.ofOthers(day("2026-11-29"), day("2026-11-29"))).toEqual({ visits: 5, signups: 7 });
  expect(marginOfSum(28 * DAY, 1, 5)).toBe(15);
});

test("how wide an interval is for that comparison is what the score interval of rates says", () => {
  const width = (signups: number, visits: number, hidden: Hidden): number => {
    const { low, high } = scoreInterval(signups, visits, hidden);
    return high - low;
  };
  fc.assert(
    fc.property(fc.nat(40), fc.nat(400), fc.nat(3_000), fc.nat(300), (share, some, visitNoise, signupNoise) => {
      const visits = 5 * (some + 1);
      const signups = Math.floor((visits * share) / 40);
      const rated = { visitNoise, signupNoise, bundles: 4 };
      const hidden = { ...NOTHING_HIDDEN, visitVariance: 4 + visitNoise, signupVariance: 4 + signupNoise };
      const ratio = width(signups, visits, hidden) / width(signups, visits, NOTHING_HIDDEN);
      // The two ways of solving it differ in the seventh decimal.
      if (Math.abs(ratio - 2) < 1e-4 || visits * visits + 3.8416 * (visits - 4 - visitNoise) <= 0) return;
      expect(isMostlyNoise({ visits, signups }, { visits: 0, signups: 0, rated })).toBe(ratio > 2);
    }),
  );
});

test("half of the interval is noise at 100 visits a month, and not at 1,000", () => {
  const rated = { visitNoise: 28 * DAY, signupNoise: 4 * SIGNUP, bundles: 4 };
  const margin = { visits: 15, signups: 12, rated };
  expect([0, 100, 1_000, 3_000].map((visits) => isMostlyNoise({ visits, signups: visits / 20 }, margin))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
