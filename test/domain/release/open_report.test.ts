/** What a stranger with a report link reads, over random histories: whole bundles, and nothing of the day that is under way. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day } from "../../../src/domain/day.ts";
import { type NamedCampaign, type OpenReport, readOpenReport } from "../../../src/domain/release/open_report.ts";
import {
  closedWeeks,
  daysOf,
  finestInterval,
  isExpired,
  type LinkPeriod,
  latestWeeks,
  type ReportLink,
} from "../../../src/domain/report_link.ts";
import { day } from "../given.ts";
import { BEFORE_ALL, CAMPAIGNS, CHANNELS, days, EVER, type History, histories, reportOf, rules, sourceOf } from "./history.ts";

const CAMPAIGNS_BY_NAME: readonly NamedCampaign[] = CAMPAIGNS.map((campaign) => ({
  ...campaign,
  name: `Ad ${campaign.slug}`,
  group: null,
  madeOn: BEFORE_ALL,
}));
const FRAME = { id: "7c1f0a52-9d3e-4b67-8a14-5e2b90c3d7f6", name: "Shared", expiresOn: null, createdOn: BEFORE_ALL, group: null } as const;

const links: fc.Arbitrary<ReportLink> = fc
  .record({
    period: fc.constantFrom<LinkPeriod>("all", "30d", "90d", { from: addDays(BEFORE_ALL, 5), to: addDays(BEFORE_ALL, 60) }),
    channels: fc.constantFrom(
      null,
      CHANNELS.slice(0, 2).map(({ id }) => id),
    ),
    campaigns: fc.constantFrom(
      null,
      CAMPAIGNS.slice(1).map(({ id }) => id),
    ),
    signups: fc.boolean(),
  })
  .map((link) => ({ ...FRAME, ...link }));
const parts = fc.constantFrom("page", "table", "weeks" as const);
type Rule = Parameters<typeof sourceOf>[2];

async function opened(link: ReportLink, part: "page" | "table" | "weeks", history: History, today: Day, rule: Rule): Promise<OpenReport> {
  const read = await readOpenReport(link, part, CAMPAIGNS_BY_NAME, sourceOf(history, today, rule));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe("an open report", () => {
  test("has whole bundles alone, and what a reader sees of these days with both kinds released by the day", async () => {
    await fc.assert(
      fc.asyncProperty(links, parts, histories, days, rules, async (link, part, history, today, rule) => {
        const report = await opened(link, part, history, today, rule);
        const counts = [report.totals, ...report.rows].flatMap(({ visits, signups }) => [visits, signups ?? 0]);
        expect(counts.filter((count) => count % rule.groupSize !== 0)).toEqual([]);
        if (report.days === null || link.channels !== null || link.campaigns !== null) return;
        const { totals } = await reportOf(
          history,
          today,
          { ...EVER, ...report.days },
          { ...rule, visitRelease: "daily", signupRelease: "daily" },
        );
        expect(report.totals.visits).toBe(totals.visits);
        expect(report.totals.signups).toBe(link.signups ? totals.signups : null);
      }),
    );
  });

  test("is the same whatever comes today, also where staff see that at once", async () => {
    await fc.assert(
      fc.asyncProperty(links, parts, histories, days, rules, async (link, part, history, today, rule) => {
        const live: Rule = { ...rule, visitRelease: "live", signupRelease: "live" };
        const without = history.filter((event) => event.day !== today);
        expect(await opened(link, part, history, today, live)).toEqual(await opened(link, part, without, today, live));
      }),
    );
  });

  test("without signups has none in it, and no rate", async () => {
    await fc.assert(
      fc.asyncProperty(links, parts, histories, days, rules, async (link, part, history, today, rule) => {
        const report = await opened({ ...link, signups: false }, part, history, today, rule);
        for (const row of [report.totals, ...report.rows])
          expect(row).toMatchObject({ signups: null, rate: null, rateLow: null, rateHigh: null });
      }),
    );
  });

  test("names no campaign and channel but its own", async () => {
    const some: ReportLink = {
      ...FRAME,
      period: "all",
      channels: [CHANNELS[1]?.id ?? CHANNELS[0]?.id].filter((id) => id !== undefined),
      campaigns: null,
      signups: true,
    };
    const report = await opened(some, "page", [], day("2026-09-10"), { groupSize: 5, visitRelease: "live", signupRelease: "daily" });
    expect(report.names).toEqual({ channels: { tiktok: "tiktok" }, campaigns: {} });
    expect(report.rows.map(({ channel }) => channel)).toEqual(["tiktok"]);
  });
});

describe("the days of a link", () => {
  const yesterday = day("2026-11-26");

  test.each<[LinkPeriod, string | null, [string, string] | null]>([
    ["all", "2026-03-01", ["2026-03-01", "2026-11-26"]],
    ["all", "2026-11-27", null],
    ["all", null, null],
    ["30d", null, ["2026-10-28", "2026-11-26"]],
    ["90d", null, ["2026-08-29", "2026-11-26"]],
    [{ from: day("2026-11-01"), to: day("2026-12-31") }, null, ["2026-11-01", "2026-11-26"]],
    [{ from: day("2026-11-01"), to: day("2026-11-10") }, null, ["2026-11-01", "2026-11-10"]],
    [{ from: day("2026-11-27"), to: day("2026-12-31") }, null, null],
  ])("%j since %s are those up to yesterday", (period, since, expected) => {
    const found = daysOf(period, yesterday, since === null ? null : day(since));
    expect(found).toEqual(expected === null ? null : { from: expected[0], to: expected[1] });
  });

  test("end with the last day of the link", () => {
    expect(isExpired({ expiresOn: yesterday }, yesterday)).toBe(false);
    expect(isExpired({ expiresOn: yesterday }, addDays(yesterday, 1))).toBe(true);
    expect(isExpired({ expiresOn: null }, day("2199-12-31"))).toBe(false);
  });

  test("have weeks that are over and released: whole ones where the days move on, and cut ones where they do not", () => {
    const within = { from: day("2026-11-04"), to: day("2026-11-25") };
    const labels = (period: LinkPeriod, through: string | null) =>
      closedWeeks(period, within, through === null ? null : day(through)).map(({ label }) => label);
    expect(labels("30d", "2026-11-25")).toEqual(["2026-11-09", "2026-11-16"]);
    expect(labels("all", "2026-11-25")).toEqual(["2026-11-02", "2026-11-09", "2026-11-16"]);
    expect(labels(within, "2026-11-25")).toEqual(["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]);
    expect(labels(within, "2026-11-21")).toEqual(["2026-11-02", "2026-11-09"]);
    expect(labels("all", null)).toEqual([]);
  });

  test("are of 53 weeks in a feed, and of 5,000 lines in a table", () => {
    expect(latestWeeks({ from: day("2020-01-01"), to: day("2026-11-26") })).toEqual({ from: "2025-11-24", to: "2026-11-26" });
    const year = { from: day("2026-01-01"), to: day("2026-12-31") };
    expect([1, 13, 14, 94, 95, 500].map((rows) => finestInterval(year, rows))).toEqual(["day", "day", "week", "week", "month", "total"]);
  });
});
