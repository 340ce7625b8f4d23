/** Which addresses are links, what else they may do by their campaign's settings and by the configuration, and what no address may do. */
import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOON_ZONE } from "../setup/noon.ts";
import { BROWSER, discard, type Figures, startTracker, type Tracker } from "../setup/tracker.ts";

/** A day counted from today, in the tests' zone. Swedes write days and times as ISO 8601 does. */
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toLocaleDateString("sv-SE", { timeZone: NOON_ZONE });
const NOTHING = { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 };

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ TIME_ZONE: NOON_ZONE });
  await tracker.createCampaign("older");
});

afterAll(() => discard(tracker));

/** Follows a link five times, one after the other, as the figures come in fives; gives where it leads. */
async function follow(path: string, from = tracker): Promise<string> {
  const answers: string[] = [];
  for (let visit = 0; visit < 5; visit += 1) {
    const { status, headers } = await from.visit(path);
    answers.push(`${status} ${headers.get("location")}`);
  }
  return [...new Set(answers)].join(" or ");
}

/** The campaign's figures, as soon as they show `count` events. */
async function figures(slug: string, count: number): Promise<Figures | undefined> {
  const sum = (row: Figures | undefined): number =>
    row === undefined ? 0 : Object.values(row.skipped).reduce((a, b) => a + b, row.visits);
  const { rows } = await tracker.reportWhen((report) => sum(report.rows.find((row) => row.campaign === slug)) >= count, "?by=campaign");
  return rows.find(({ campaign }) => campaign === slug);
}

/** As `fetch`, which cannot send TRACE. */
function send(to: Tracker, method: string, path: string): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${to.origin}${path}`, { method, headers: { "User-Agent": BROWSER } }, (response) => {
      response.resume().on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    sent.on("error", reject).end();
  });
}

describe("a link is found and counted", () => {
  test.each([
    ["as it is", (slug: string) => `/${slug}`],
    ["in capitals", (slug: string) => `/${slug.toUpperCase()}`],
    ["with the hyphen escaped", (slug: string) => `/${slug.replace("-", "%2D")}`],
    ["with a letter escaped", (slug: string) => `/${slug.replace("l", "%4C")}`],
    ["with a slash behind it", (slug: string) => `/${slug}/`],
    ["with slashes and a query behind it", (slug: string) => `/${slug}//?fbclid=1`],
    ["with an empty query", (slug: string) => `/${slug}?`],
  ])("%s", async (name, path) => {
    const slug = `link-${name.replace(/[^a-z]+/g, "-")}`;
    await tracker.createCampaign(slug);
    expect(await follow(path(slug))).toBe(`302 https://example.org/?c=${slug}#`);
    expect(await figures(slug, 5)).toMatchObject({ visits: 5, skipped: NOTHING });
  });

  test.each(["api-launch", "apis", "staffing", "about-us", "healthz-2", "thanks-2026", "2x", "z".repeat(40)])(
    "%s is a slug like any other",
    async (slug) => {
      await tracker.createCampaign(slug);
      expect(await follow(`/${slug}`)).toBe(`302 https://example.org/?c=${slug}#`);
    },
  );
});

describe("an address that is no link", () => {
  let own: Tracker;
  beforeAll(async () => {
    own = await startTracker();
    await own.createCampaign("fix-tiktok", { thanksUrl: "https://example.org/thanks" });
  });
  afterAll(() => discard(own));

  // biome-ignore format: one block reads better than forty lines
  const JUNK = [
    "/unknown", "/x", "/un_known", "/unknown.", "/unknown%20", "/fix-tiktok/x", "/fix%2Dtiktok/x/", "/fix.tiktok", "/fix%20tiktok", "/%", "/%ff", "/%E0%A4%A",
    "/constructor", "/__proto__", "/hasOwnProperty", "/.env", "/.git/config", "/wp-login.php", "/favicon.ico", "/ABOUT.JSON", "/thanks",
    "/unknown/thanks", "/about/thanks", "/%3Cscript%3Ealert(1)%3C/script%3E", "//evil.example/%2F..", `/${"a".repeat(41)}`, `/${"a/".repeat(2_000)}`,
  ];

  test.each([
    ["en", "en-GB", "We do not know this link"],
    ["nl", "nl-NL,nl;q=0.9,en;q=0.8", "Deze link kennen we niet"],
  ])("gets a small page in %s", async (lang, wanted, title) => {
    const response = await own.visit("/unknown", { headers: { "Accept-Language": wanted } });
    const page = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page.length).toBeLessThan(2_000);
  });

  test.each(JUNK)("%s: the same page, so that nothing of the address is in it", async (path) => {
    const plain = await own.visit("/unknown");
    const response = await own.visit(`${path}?mark=<b>`, { headers: { Referer: "https://a.example/<b>" } });
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(plain.headers));
    expect(await response.text()).toBe(await plain.text());
  });

  const METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PURGE", "PROPFIND", "MKCOL", "QUERY"];
  const PATHS = ["/fix-tiktok", "/FIX-TIKTOK/", "/fix-tiktok/thanks", "/unknown", "/", "/about", "/about.json", "/healthz", "/robots.txt"];

  test.each(METHODS)("%s gets 405 with Allow, everywhere", async (method) => {
    for (const path of PATHS) {
      const answer = await send(own, method, path);
      expect([path, answer.status, answer.headers.allow, answer.headers.location]).toEqual([path, 405, "GET, HEAD", undefined]);
    }
  });

  test("is not counted, and a method that is not possible is not counted either", async () => {
    for (const path of JUNK) await follow(path, own);
    for (const method of METHODS) for (let i = 0; i < 5; i += 1) await send(own, method, "/fix-tiktok");
    await follow("/fix-tiktok", own);
    const { totals } = await own.reportWhen((report) => report.totals.visits > 0);
    expect(totals).toMatchObject({ visits: 5, skipped: NOTHING });
  });
});

describe("a campaign that is not active leads to its destination without the code, and counts as inactive", () => {
  test.each([
    ["scheduled", { startsOn: day(1) }],
    ["ended", { startsOn: day(-9), endsOn: day(-1) }],
    ["paused", { status: "paused" }],
  ])("%s", async (status, settings) => {
    await tracker.createCampaign(status, { destination: "https://example.org/?x=1&c=older#top" });
    expect((await tracker.api("PATCH", `/campaigns/${status}`, settings)).body).toMatchObject({ status });
    expect(await follow(`/${status}`)).toBe("302 https://example.org/?x=1#top");
    expect(await figures(status, 5)).toMatchObject({ visits: 0, skipped: { ...NOTHING, inactive: 5 } });
  });

  test.each([
    ["first", { startsOn: day(0) }],
    ["last", { endsOn: day(0) }],
    ["only", { startsOn: day(0), endsOn: day(0) }],
  ])("but it is active on its %s day", async (name, days) => {
    await tracker.createCampaign(`${name}-day`, days);
    expect(await follow(`/${name}-day`)).toBe(`302 https://example.org/?c=${name}-day#`);
    expect(await figures(`${name}-day`, 5)).toMatchObject({ visits: 5, skipped: NOTHING });
  });
});

test("a change takes effect with the next visit", async () => {
  const change = (fields: Record<string, unknown>): Promise<unknown> => tracker.api("PATCH", "/campaigns/changing", fields);
  expect(await follow("/changing")).toBe("404 null");
  await tracker.createCampaign("changing");
  expect(await follow("/changing")).toBe("302 https://example.org/?c=changing#");
  await change({ destination: "https://example.com/new" });
  expect(await follow("/changing")).toBe("302 https://example.com/new?c=changing#");
  await change({ status: "paused" });
  expect(await follow("/changing")).toBe("302 https://example.com/new#");
  await change({ status: "live" });
  expect(await follow("/changing")).toBe("302 https://example.com/new?c=changing#");
  await tracker.api("DELETE", "/campaigns/changing");
  expect(await follow("/changing")).toBe("404 null");
  await tracker.createCampaign("after-it");
  await follow("/after-it");
  expect(await figures("after-it", 5)).toMatchObject({ visits: 5 });
  expect(await figures("changing", 20), "what was counted stays").toMatchObject({ visits: 15, skipped: { ...NOTHING, inactive: 5 } });
});

test("a link made a moment ago works for all who open it at once", async () => {
  const open = (slug: string): Promise<number[]> =>
    Promise.all(Array.from({ length: 10 }, async () => (await tracker.visit(`/${slug}`)).status));
  await open("older");
  for (const slug of ["new-1", "new-2", "new-3", "new-4", "new-5"]) {
    await tracker.createCampaign(slug);
    expect(await open(slug)).toEqual(Array(10).fill(302));
  }
});

describe("configured otherwise", () => {
  let own: Tracker;
  beforeAll(async () => {
    own = await startTracker({
      FALLBACK_URL: "https://example.org/start?from=links#top",
      PASS_PARAMS: "utm_source, utm_medium",
      CODE_PARAM: "ref",
    });
    await own.createCampaign("fix-tiktok", { destination: "https://example.org/?ref=old&c=kept&utm_medium=own#top" });
    await own.createCampaign("archived");
    await own.api("DELETE", "/campaigns/archived");
  });
  afterAll(() => discard(own));

  test.each([
    "/unknown",
    "/UNKNOWN/",
    "/unknown.",
    "/x",
    "/un_known",
    "/un%20known",
    "/archived",
    "/unknown?utm_source=a&url=https://evil.example",
  ])("FALLBACK_URL takes the unknown link %s, with nothing of the request", async (path) => {
    expect(await follow(path, own)).toBe("302 https://example.org/start?from=links#top");
    expect((await own.visit(path)).headers.get("cache-control")).toBe("no-store");
  });

  test.each(["/favicon.ico", "/wp-login.php", "/a/b", "//evil.example", "/unknown/thanks"])(
    "FALLBACK_URL does not take %s, which was never a link",
    async (path) => {
      expect(await follow(path, own)).toBe("404 null");
    },
  );

  test.each([
    ["CODE_PARAM names the code", "", ""],
    ["a parameter in PASS_PARAMS passes", "utm_source=ad-1", "&utm_source=ad-1"],
    ["no other does", "utm_campaign=a&fbclid=b&utm_source=c&gclid=d", "&utm_source=c"],
    ["its case counts", "UTM_SOURCE=a", ""],
    ["the first of two stands", "utm_source=a&utm_source=b", "&utm_source=a"],
    ["what the destination says stands", "utm_medium=theirs", ""],
    ["the code cannot be passed", "ref=other&c=other", ""],
    ["64 characters pass", `utm_source=${"a".repeat(64)}`, `&utm_source=${"a".repeat(64)}`],
    ["65 could be anybody's identifier", `utm_source=${"a".repeat(65)}`, ""],
    ["a value stays a value", "utm_source=a%26ref%3Db%23c%0d%0aX-Y:%20z", "&utm_source=a%26ref%3Db%23c%0D%0AX-Y%3A%20z"],
    ["an escaped name is the same name", "%75tm_source=a", "&utm_source=a"],
  ])("%s", async (_, query, passed) => {
    expect(await follow(`/fix-tiktok?${query}`, own)).toBe(`302 https://example.org/?c=kept&utm_medium=own&ref=fix-tiktok${passed}#top`);
  });
});
