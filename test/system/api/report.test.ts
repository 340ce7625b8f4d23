/** Reports: what a query selects, what a row holds, and that rows and totals come from one release. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_FIGURES } from "../../../src/domain/release/figures.ts";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { NOON_ZONE } from "../setup/noon.ts";
import { discard, type Figures, type Report, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let today: string;

/** Sends `times` requests for a link, with the headers that make them what they are. */
async function visits(slug: string, times: number, headers: Record<string, string> = {}, method = "GET"): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => tracker.visit(`/${slug}`, { method, headers })));
}

async function signups(campaign: string | null, count: number): Promise<void> {
  expect((await tracker.api("POST", "/signups", { campaign, count })).status).toBe(200);
}

const NO_SKIPPED = { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 };
const CLIP_1_SKIPPED = { head: 5, prefetch: 10, preview: 15, bot: 20, embedded: 30, inactive: 25 };
const NO_RATE = { rate: null, rateLow: null, rateHigh: null };
/** All that a row says of what it brought. */
const NOTHING = NO_FIGURES;
const FIELDS = ["channel", "campaign", ...Object.keys(NO_FIGURES)].sort();

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live", TIME_ZONE: NOON_ZONE });
  today = (await tracker.report()).releasedThrough.visits;
  await tracker.api("POST", "/channels", { id: "radio", name: '=HYPERLINK("https://example.org")' });
  for (const [slug, channel] of Object.entries({
    "clip-1": "tiktok",
    "clip-2": "tiktok",
    search: "google",
    old: "spotify",
    spot: "radio",
  })) {
    await tracker.createCampaign(slug, { channel, name: `=1+1 ${slug}` });
  }
  await Promise.all([visits("clip-1", 22), visits("clip-2", 8), visits("search", 4), visits("old", 5)]);
  for (const [campaign, count] of [
    ["clip-1", 5],
    ["clip-2", 9],
    ["search", 4],
    ["spot", 5],
    [null, 14],
  ] as const)
    await signups(campaign, count);
  await visits("clip-1", 5, {}, "HEAD");
  await visits("clip-1", 10, { "sec-purpose": "prefetch" });
  await visits("clip-1", 15, { "user-agent": "WhatsApp/2.23.20.0" });
  await visits("clip-1", 20, { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" });
  await visits("clip-1", 30, { "sec-fetch-dest": "image" });
  await tracker.api("PATCH", "/campaigns/clip-1", { status: "paused" });
  // The first visit after a change waits for the new routing table; those beside it might still see the old one.
  await visits("clip-1", 1);
  await visits("clip-1", 24);
  await tracker.api("DELETE", "/campaigns/old");
  // All of it: a flush may take some of the requests of one moment and leave the others to the next.
  await tracker.reportWhen(({ totals: { visits, skipped } }) => visits === 30 && isDeepStrictEqual(skipped, CLIP_1_SKIPPED));
});
afterAll(() => discard(tracker));

/** The day `days` after today. */
function dayFromToday(days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 5 of 20: with up to four more of each. Of five visits alone every second rate would fit. */
const QUARTER = { rate: 0.25, rateLow: expect.closeTo(0.1291, 3), rateHigh: expect.closeTo(0.5711, 3) };

describe("a row", () => {
  test("of a campaign has its own whole bundles and nothing but the documented fields", async () => {
    const { rows } = await tracker.report("?by=campaign");
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(FIELDS);
    expect(rows).toMatchObject([
      { channel: "tiktok", campaign: "clip-1", visits: 20, signups: 5, ...QUARTER, skipped: CLIP_1_SKIPPED },
      { channel: "tiktok", campaign: "clip-2", visits: 5, signups: 5, ...NO_RATE, skipped: NO_SKIPPED },
      { channel: "google", campaign: "search", ...NOTHING },
      { channel: "spotify", campaign: "old", visits: 5, signups: 0, ...NO_RATE, skipped: NO_SKIPPED },
      { channel: "radio", campaign: "spot", visits: 0, signups: 5, ...NO_RATE, skipped: NO_SKIPPED },
    ]);
  });

  test("of a channel is the sum of its campaigns' bundles, not a bundle of their sum", async () => {
    const { rows } = await tracker.report();
    expect(rows).toEqual([
      { channel: "instagram", ...NOTHING },
      { channel: "google", ...NOTHING },
      expect.objectContaining({ channel: "tiktok", visits: 25, signups: 10, rate: 0.4, skipped: CLIP_1_SKIPPED }),
      { channel: "youtube", ...NOTHING },
      expect.objectContaining({ channel: "spotify", visits: 5 }),
      { channel: "radio", ...NOTHING, signups: 5 },
    ]);
  });

  test("of an archived campaign is there where it counted something only", async () => {
    await tracker.createCampaign("unused");
    await tracker.api("DELETE", "/campaigns/unused");
    const slugs = (report: Report): (string | undefined)[] => report.rows.map(({ campaign }) => campaign);
    expect(slugs(await tracker.report("?by=campaign"))).toEqual(["clip-1", "clip-2", "search", "old", "spot"]);
    expect(slugs(await tracker.report(`?by=campaign&from=2020-01-01&to=2020-01-31`))).toEqual(["clip-1", "clip-2", "search", "spot"]);
  });
});

describe("a report", () => {
  test("says what it covers", async () => {
    const { rows: _, totals: __, ...rest } = await tracker.report();
    expect(rest).toEqual({
      from: dayFromToday(-29),
      to: today,
      timeZone: NOON_ZONE,
      groupSize: 5,
      releasedThrough: { visits: today, signups: today },
      unattributed: { signups: 10 },
      lost: 0,
      unknownLinks: 0,
    });
  });

  test("is by channel and in total by default", async () => {
    expect(await tracker.report()).toEqual(await tracker.report(`?by=channel&interval=total&from=${dayFromToday(-29)}&to=${today}`));
  });

  test.each([
    ["from alone", () => `?from=${dayFromToday(-3)}`, -3, 0],
    ["to alone", () => `?to=${dayFromToday(-3)}`, -32, -3],
    ["a later from alone", () => `?from=${dayFromToday(3)}`, 3, 3],
    ["one day", () => `?from=${dayFromToday(0)}&to=${dayFromToday(0)}`, 0, 0],
  ])("with %s covers the days that its answer names", async (_, query, from, to) => {
    expect(await tracker.report(query())).toMatchObject({ from: dayFromToday(from), to: dayFromToday(to) });
  });

  test("can be asked for again by the days that it names, also at the beginning of the calendar", async () => {
    const { from, to } = await tracker.report("?to=2000-01-10");
    expect(await tracker.report(`?from=${from}&to=${to}`)).toMatchObject({ from, to: "2000-01-10" });
  });

  test.each([
    ["before", -10, -1],
    ["after", 1, 10],
  ])("of the days %s has none of today's figures", async (_, from, to) => {
    const { rows, totals, unattributed } = await tracker.report(`?from=${dayFromToday(from)}&to=${dayFromToday(to)}`);
    expect([...rows.map(({ channel: _channel, ...figures }) => figures), totals]).toEqual(Array(7).fill(NOTHING));
    expect(unattributed).toEqual({ signups: 0 });
  });

  test.each([
    "?by=channel",
    "?by=campaign",
    "?by=campaign&interval=day",
    "?interval=week",
    "?interval=month&from=2026-01-01&to=2199-12-31",
  ])("has totals that are the sums of its rows: %s", async (query) => {
    const { rows, totals } = await tracker.report(query);
    const sum = (of: (row: Figures) => number): number => rows.reduce((total, row) => total + of(row), 0);
    expect({ visits: sum((row) => row.visits), signups: sum((row) => row.signups) }).toEqual({ visits: 30, signups: 15 });
    expect(totals).toMatchObject({ visits: 30, signups: 15, rate: 0.5 });
    for (const reason of ["head", "prefetch", "preview", "bot", "embedded", "inactive"] as const) {
      expect(totals.skipped[reason]).toBe(sum((row) => row.skipped[reason]));
    }
  });

  test.each([
    ["day", ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"]],
    ["week", ["2026-01-26", "2026-02-02"]],
    ["month", ["2026-01-01", "2026-02-01"]],
  ])("by %s has a row for each, named by its first day", async (interval, firstDays) => {
    const { rows } = await tracker.report(`?from=2026-01-30&to=2026-02-02&interval=${interval}`);
    expect(rows.filter(({ channel }) => channel === "google").map(({ period }) => period)).toEqual(firstDays);
    expect(rows).toHaveLength(6 * firstDays.length);
  });

  test.each([
    ["from=2026-02-02&to=2026-02-01", "to"],
    ["from=2026-02-30", "from"],
    ["by=slug", "by"],
    ["interval=hour", "interval"],
    ["group=1", "group"],
    ["__proto__=1", "__proto__"],
    ["by=channel&by=campaign", "by"],
    ["from=2000-01-01&to=2199-12-31&interval=day", "interval"],
  ])("is not given for %s, in either format", async (query, path) => {
    for (const format of ["/report", "/report.csv"]) {
      expect(pathsOf(readProblem(await tracker.api("GET", `${format}?${query}`), 400))).toEqual([path]);
    }
  });

  test("of too many rows says how many there may be, and what to do", async () => {
    const answer = await tracker.api("GET", "/report?from=2000-01-01&to=2199-12-31&interval=day");
    expect(readProblem(answer, 400).detail).toMatch(/20000 rows.*longer interval or fewer days/);
  });
});

describe("as CSV", () => {
  async function csv(query: string): Promise<string[][]> {
    const answer = await tracker.api<string>("GET", `/report.csv${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w.-]+\.csv"$/);
    expect(answer.body).toMatch(/\r\n$/);
    return answer.body
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
  }

  test.each(["", "?by=campaign", "?by=campaign&interval=week", "?interval=month&from=2026-01-01"])(
    "has the same rows: %s",
    async (query) => {
      const { rows } = await tracker.report(query);
      const [header, ...lines] = await csv(query);
      expect(header?.slice(0, 3)).toEqual(["channel", "campaign", "period"]);
      expect(header?.slice(3)).toEqual(columnsOf(NOTHING).map(([column]) => column));
      const expected = rows.map(({ channel, campaign = "", period = "", ...row }) => [
        ...[channel, campaign, period],
        ...columnsOf(row).map(([, value]) => value ?? ""),
      ]);
      expect(lines).toEqual(expected.map((cells) => cells.map(String)));
    },
  );

  /** The columns of figures, and what stands in them: those of an object within them have its name before theirs. */
  function columnsOf(figures: object): [column: string, value: unknown][] {
    return Object.entries(figures).flatMap(([name, value]) =>
      typeof value === "object" && value !== null
        ? columnsOf(value).map(([of, one]): [string, unknown] => [`${name}.${of}`, one])
        : [[name, value]],
    );
  }

  test("has no cell that a spreadsheet would run", async () => {
    for (const line of await csv("?by=campaign")) for (const cell of line) expect(cell).not.toMatch(/^\s*["']?[=+@\t\r-]/);
  });
});
