import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day } from "../../../src/domain/day.ts";
import { NO_CAMPAIGN, SKIP_REASONS } from "../../../src/domain/kind.ts";
import { type Report, withDefaultDays } from "../../../src/domain/release/report.ts";
import { day, given } from "../given.ts";
import {
  BEFORE_ALL,
  CAMPAIGNS,
  CHANNELS,
  DAILY,
  days,
  EVER,
  event,
  exact,
  figures,
  type History,
  histories,
  LIVE,
  queries,
  reportOf,
  rules,
  sums,
} from "./history.ts";

const NOT_SIGNUPS = ["visit", ...SKIP_REASONS] as const;

describe("every figure", () => {
  test("is a whole number of bundles, whatever is asked and whenever", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, rules, async (history, today, query, rule) => {
        for (const [name, figure] of figures(await reportOf(history, today, query, rule))) {
          expect(figure % rule.groupSize, name).toBe(0);
          expect(figure, name).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test("of two adjacent ranges adds up to that of both together", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, days, rules, async (history, today, query, middle, rule) => {
        fc.pre(query.from <= middle && middle < query.to);
        const first = await reportOf(history, today, { ...query, to: middle, interval: "total" }, rule);
        const second = await reportOf(history, today, { ...query, from: addDays(middle, 1), interval: "total" }, rule);
        expect(sums(first, second)).toEqual(sums(await reportOf(history, today, { ...query, interval: "total" }, rule)));
      }),
    );
  });

  test("of a range is the sum of its days', weeks' or months'", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, rules, async (history, today, query, rule) => {
        const total = await reportOf(history, today, { ...query, interval: "total" }, rule);
        expect(sums(await reportOf(history, today, query, rule))).toEqual(sums(total));
      }),
    );
  });

  test("of a channel is the sum of its campaigns', and the totals are the sum of all rows", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, rules, async (history, today, query, rule) => {
        const byCampaign = sums(await reportOf(history, today, { ...query, by: "campaign" }, rule));
        const byChannel = sums(await reportOf(history, today, { ...query, by: "channel" }, rule));
        for (const kind of [...NOT_SIGNUPS, "signup"]) {
          const ofCampaigns = (names: typeof CAMPAIGNS) => names.reduce((sum, { slug }) => sum + (byCampaign[`${slug} ${kind}`] ?? 0), 0);
          for (const { id } of CHANNELS) {
            expect(byChannel[`${id} ${kind}`] ?? 0).toBe(ofCampaigns(CAMPAIGNS.filter(({ channel }) => channel === id)));
          }
          expect(byChannel[`totals ${kind}`] ?? 0).toBe(ofCampaigns(CAMPAIGNS));
        }
      }),
    );
  });

  test("is never above the exact count, and holds back less than one bundle of each campaign and kind", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, rules, async (history, today, rule) => {
        const report = await reportOf(history, today, EVER, rule);
        const closed = report.releasedThrough.signups ?? BEFORE_ALL;
        const heldBack = ({ id, slug }: (typeof CAMPAIGNS)[number], kind: (typeof NOT_SIGNUPS)[number] | "signup") =>
          exact(history, kind === "signup" ? closed : report.releasedThrough.visits, kind, id) - (sums(report)[`${slug} ${kind}`] ?? 0);
        const all = CAMPAIGNS.flatMap((one) => [...NOT_SIGNUPS, "signup" as const].map((kind) => heldBack(one, kind)));
        all.push(exact(history, closed, "signup", NO_CAMPAIGN) - report.unattributed.signups);
        all.push(exact(history, report.releasedThrough.visits, "lost") - report.lost);
        all.push(exact(history, report.releasedThrough.visits, "unknown") - report.unknownLinks);
        for (const count of all) expect(count >= 0 && count < rule.groupSize, `${count} held back`).toBe(true);
      }),
    );
  });

  test("only grows as events come in and time goes on", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(60), queries, rules, async (history, cut, wait, query, rule) => {
        fc.pre(history.length > 0);
        const known = history.slice(0, (cut % history.length) + 1);
        const then = given(known.at(-1), "an event").day;
        const earlier = await reportOf(known, then, query, rule);
        const later = sums(await reportOf(history, addDays(then, wait), query, rule));
        for (const [name, figure] of Object.entries(sums(earlier))) expect(later[name] ?? 0, name).toBeGreaterThanOrEqual(figure);
      }),
    );
  });

  test("does not depend on which shards counted", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, rules, async (history, today, query, rule) => {
        const onOneShard = await reportOf(
          history.map((one) => ({ ...one, shard: 0 })),
          today,
          query,
          rule,
        );
        expect(await reportOf(history, today, query, rule)).toEqual(onOneShard);
      }),
    );
  });

  test("of a past day stays what it is for good, and its rate once its signups are out", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, fc.nat(60), queries, rules, async (history, today, wait, query, rule) => {
        const past = { ...query, to: query.to < today ? query.to : addDays(today, -1) };
        fc.pre(past.from <= past.to);
        const { releasedThrough, ...before } = await reportOf(history, today, past, rule);
        const after = await reportOf(history, addDays(today, wait), past, rule);
        expect(sums(after)).toEqual(sums({ releasedThrough, ...before }));
        if (releasedThrough.signups !== null && past.to <= releasedThrough.signups) expect(after).toMatchObject(before);
      }),
    );
  });
});

describe("signups", () => {
  const aboutSignups = ({ rows, totals, unattributed, releasedThrough }: Report) => [
    releasedThrough.signups,
    unattributed.signups,
    ...[...rows, totals].map(({ signups, rate, rateLow, rateHigh }) => [signups, rate, rateLow, rateHigh]),
  ];

  test("say nothing of today, however many come", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, histories, async (history, today, query, more) => {
        const alsoToday: History = [...history.filter((one) => one.day <= today), ...more.map((one) => ({ ...one, day: today }))];
        const before = history.filter((one) => one.day < today);
        const rows = { ...query, by: "channel" as const };
        const [then, now] = [await reportOf(before, today, rows, DAILY), await reportOf(alsoToday, today, rows, DAILY)];
        expect(aboutSignups(now)).toEqual(aboutSignups(then));
      }),
    );
  });

  test("are out through the last day that closed, and not at all before the first", async () => {
    const history = [event("09-01", "ig-story", "signup", 4), event("09-02", "fix-tiktok", "signup", 1), event("09-03", null, "signup", 4)];
    const through = async (today: string) => (await reportOf(history, day(`2026-${today}`), EVER, DAILY)).releasedThrough;
    expect(await through("09-02")).toEqual({ visits: "2026-09-02", signups: null });
    expect(await through("09-03")).toEqual({ visits: "2026-09-03", signups: "2026-09-02" });
    expect(await through("09-30")).toEqual({ visits: "2026-09-30", signups: "2026-09-02" });
  });

  test("of a day too quiet to close are in the figure of the day on which they are released", async () => {
    const history = [event("09-01", "ig-story", "signup", 3), event("09-03", "ig-story", "signup", 2)];
    const report = await reportOf(history, day("2026-09-04"), { ...EVER, interval: "day" }, DAILY);
    const shown = report.rows.filter(({ signups }) => signups > 0).map(({ campaign, period, signups }) => [campaign, period, signups]);
    expect(shown).toEqual([["ig-story", "2026-09-03", 5]]);
  });

  test("of nobody's campaign stand apart and in no total", async () => {
    const history = [event("09-01", null, "signup", 11), event("09-01", "ig-reel", "signup", 5)];
    const report = await reportOf(history, day("2026-09-02"), EVER, DAILY);
    expect([report.unattributed.signups, report.totals.signups]).toEqual([10, 5]);
  });

  test("are out as bundles fill, today's too, where the release is live", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, async (history, today) => {
        const report = await reportOf(history, today, EVER, LIVE);
        expect(report.releasedThrough).toEqual({ visits: today, signups: today });
        for (const { id, slug } of CAMPAIGNS) {
          const count = exact(history, today, "signup", id);
          expect(sums(report)[`${slug} signup`] ?? 0).toBe(count - (count % 5));
        }
      }),
    );
  });
});

describe("where visits are released daily", () => {
  const VISITS_DAILY = { ...DAILY, visitRelease: "daily" } as const;

  test("no answer says anything of today, of whatever kind, and all of it tomorrow", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, histories, async (history, today, query, more) => {
        const before = history.filter((one) => one.day < today);
        const alsoToday: History = [...history.filter((one) => one.day <= today), ...more.map((one) => ({ ...one, day: today }))];
        const then = await reportOf(before, today, query, VISITS_DAILY);
        expect(await reportOf(alsoToday, today, query, VISITS_DAILY)).toEqual(then);
        expect(then.releasedThrough.visits).toBe(addDays(today, -1));
        const [daily, live] = [VISITS_DAILY, DAILY].map((rule) => reportOf(alsoToday, addDays(today, 1), query, rule));
        const { releasedThrough: _, ...tomorrow } = given(await daily, "a report");
        expect(await live).toMatchObject(tomorrow);
      }),
    );
  });

  test("a rate is of the days whose visits and signups are both released, also when signups are released live", async () => {
    const history = [
      event("09-01", "ig-story", "visit", 20),
      event("09-01", "ig-story", "signup", 5),
      event("09-02", "ig-story", "visit", 30),
      event("09-02", "ig-story", "signup", 10),
    ];
    const both = await reportOf(history, day("2026-09-02"), EVER, { ...LIVE, visitRelease: "daily" });
    expect(both.totals).toMatchObject({ visits: 20, signups: 15, rate: 0.25 });
  });
});

test("a report without days asked for is of the 30 days up to today, or of those that the one day given leaves", () => {
  const asked = (from?: Day, to?: Day) => withDefaultDays({ by: "channel", interval: "total", from, to }, day("2026-08-31"));
  expect(asked()).toMatchObject({ from: "2026-08-02", to: "2026-08-31" });
  expect(asked(undefined, day("2026-03-01"))).toMatchObject({ from: "2026-01-31", to: "2026-03-01" });
  expect(asked(day("2026-08-30"))).toMatchObject({ from: "2026-08-30", to: "2026-08-31" });
  expect(asked(day("2026-09-09"))).toMatchObject({ from: "2026-09-09", to: "2026-09-09" });
  expect(asked(undefined, day("2000-01-09"))).toMatchObject({ from: "2000-01-01", to: "2000-01-09" });
});
