/** Report links: figures of days that are over for everybody who has the address, as a page, a table and a feed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { come, dayAgo, onDay, startWithPast } from "../setup/past.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 30, async () => {
    await tracker.createCampaign("ad-t", { name: "=Ad <b>one</b> & more", channel: "tiktok" });
    await tracker.createCampaign("ad-g", { name: "Ad two", channel: "google" });
  });
  await onDay(tracker, 20, async () => {
    await come(tracker, { visits: { "ad-t": 40, "ad-g": 10 }, signups: { "ad-t": 11 } });
    for (const slug of ["ad-t", "ad-t", "ad-t", "ad-g", "ad-g"]) await tracker.visit(`/${slug}`);
  });
  await onDay(tracker, 9, () => come(tracker, { visits: { "ad-t": 20, "ad-g": 30 }, signups: { "ad-g": 13 } }));
  await onDay(tracker, 1, () => come(tracker, { visits: { "ad-t": 20 }, signups: { "ad-t": 3 } }));
  await onDay(tracker, 0, () => come(tracker, { visits: { "ad-t": 35, "ad-g": 25 }, signups: { "ad-t": 25 } }));
}, 120_000);
afterAll(() => discard(tracker));

interface Made {
  readonly id: string;
  readonly url: string;
}
const ALL = { name: "For the board", period: "all", signups: true };

async function make(link: Readonly<Record<string, unknown>> = ALL): Promise<Made> {
  const answer = await tracker.api<Made>("POST", "/report-links", link);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const open = (url: string, init: RequestInit = {}): Promise<Response> => fetch(url, { redirect: "manual", ...init });
const text = async (url: string, headers: Record<string, string> = { "accept-language": "en" }): Promise<string> =>
  (await open(url, { headers })).text();
const lines = async (url: string): Promise<string[]> => (await text(`${url}.csv`)).trim().split("\r\n");

/** The tags of a document that are not closed in their order, after what no document may have. */
function unclosed(xml: string): string[] {
  const stray = xml.replace(/<[^<>]*>/g, "").match(/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/g) ?? [];
  const open: string[] = [];
  for (const [, closes, name = "", isEmpty] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (closes === "") open.push(...(isEmpty === "" ? [name] : []));
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return [...stray, ...open];
}

describe("a link", () => {
  test("is told once, listed without its address, and stored as a hash", async () => {
    const made = await make({ ...ALL, name: "Told once", channels: ["tiktok"], campaigns: ["AD-T"], expiresOn: dayAgo(-5) });
    expect(Object.keys(made).sort()).toEqual(["id", "url"]);
    expect(made.url).toMatch(new RegExp(`^${tracker.origin}/report/[\\w-]{43}$`));
    const listed = (await tracker.api<{ reportLinks: { name: string }[] }>("GET", "/report-links")).body.reportLinks;
    expect(listed.find(({ name }) => name === "Told once")).toEqual({
      id: made.id,
      name: "Told once",
      period: "all",
      channels: ["tiktok"],
      campaigns: ["ad-t"],
      group: null,
      signups: true,
      expiresOn: dayAgo(-5),
      createdOn: dayAgo(0),
    });
    expect(JSON.stringify(listed)).not.toContain(made.url.slice(-43));
    expect(tracker.output).not.toContain(made.url.slice(-43));
  });

  test.each([
    ["name", { ...ALL, name: " " }],
    ["period", { ...ALL, period: "7d" }],
    ["period", { ...ALL, period: { from: "2026-02-02", to: "2026-02-01" } }],
    ["channels.0", { ...ALL, channels: ["nowhere"] }],
    ["campaigns.0", { ...ALL, campaigns: ["nothing"] }],
    ["channels", { ...ALL, channels: [] }],
    ["signups", { name: "x", period: "all" }],
    ["expiresOn", { ...ALL, expiresOn: "2020-01-01" }],
    ["group", { ...ALL, group: 5 }],
  ])("with a wrong %s is refused", async (path, link) => {
    const problem = readProblem(await tracker.api("POST", "/report-links", link), 400);
    expect(problem.errors?.map((error) => error.path.split(".").slice(0, path.split(".").length).join("."))).toContain(path);
  });

  test("is gone at once when it is deleted, and after its last day", async () => {
    const [deleted, expiring] = [await make(), await make({ ...ALL, expiresOn: dayAgo(0) })];
    const statuses = async (url: string) => Promise.all(["", ".csv", "/weeks.atom"].map(async (form) => (await open(url + form)).status));
    expect(await statuses(deleted.url)).toEqual([200, 200, 200]);
    expect((await tracker.api("DELETE", `/report-links/${deleted.id}`)).status).toBe(204);
    expect(await statuses(deleted.url)).toEqual([404, 404, 404]);
    expect((await tracker.api("DELETE", `/report-links/${deleted.id}`)).status).toBe(404);
    expect(await statuses(expiring.url)).toEqual([200, 200, 200]);
    // What is wrong with an address cannot be told from the answer.
    const answers = await Promise.all(
      [deleted.url, `${tracker.origin}/report/${"A".repeat(43)}`].map(async (url) => {
        const answer = await open(url, { headers: { "accept-language": "en" } });
        return [answer.status, [...answer.headers].filter(([name]) => name !== "content-length"), await answer.text()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    await fetch(`${tracker.origin}/__clock?ms=86400000`);
    try {
      expect(await statuses(expiring.url)).toEqual([404, 404, 404]);
    } finally {
      await fetch(`${tracker.origin}/__clock?ms=0`);
    }
  });

  test("leaves the paths of a campaign and of every other address as they are", async () => {
    expect(
      readProblem(
        await tracker.api("POST", "/campaigns", { slug: "report", name: "x", channel: "tiktok", destination: "https://example.org/" }),
        400,
      ).errors?.[0]?.path,
    ).toBe("slug");
    for (const path of [
      "/report",
      "/report/",
      "/report/short",
      `/report/${"A".repeat(44)}`,
      `/report/${"A".repeat(43)}.json`,
      `/report/${"A".repeat(43)}/`,
    ])
      expect([path, (await open(`${tracker.origin}${path}`)).status]).toEqual([path, 404]);
  });
});

describe("the open report", () => {
  test("is a page without script, cookie or trace, in both languages", async () => {
    const { url } = await make();
    const answer = await open(url, { headers: { "accept-language": "nl", cookie: "a=b" } });
    const html = await answer.text();
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('<meta name="robots" content="noindex');
    expect(html).toContain("Per kanaal");
    expect(await text(`${url}?lang=en`, { "accept-language": "nl" })).toContain("By channel");
    expect((await open(`${url}?lang=en`)).headers.getSetCookie()).toEqual([]);
    expect((await open(url, { method: "HEAD" })).status).toBe(200);
    expect((await open(url, { method: "POST" })).status).toBe(405);
  });

  test("has whole bundles of days that are over, and nothing of today", async () => {
    const { url } = await make();
    const sums = (await lines(url)).slice(1).map((line) => line.split(","));
    const days = [...new Set(sums.map(([day]) => day ?? ""))].sort();
    expect([days[0], days.at(-1)]).toEqual([dayAgo(30), dayAgo(1)]);
    const counts = sums.flatMap((cells) => cells.slice(3).map(Number));
    expect(counts.filter((count) => count % 5 !== 0)).toEqual([]);
    const sum = (column: number) => sums.reduce((all, cells) => all + Number(cells[column]), 0);
    // 83 visits and 42, 11 signups and 13; the three of yesterday wait for a day with five.
    expect([sum(3), sum(4)]).toEqual([80 + 40, 10 + 10]);
    const page = await text(url);
    expect(page).toContain("<strong>120</strong>");
    expect(page).toContain("<strong>20</strong>");
  });

  test("is of the chosen channels, campaigns and days, with names, and without signups where they are not to be seen", async () => {
    const one = await make({ ...ALL, campaigns: ["ad-t"], period: { from: dayAgo(20), to: dayAgo(9) }, signups: false });
    const [header, ...rows] = await lines(one.url);
    expect(header).toBe("day,channel,campaign,name,visits");
    expect(rows).toHaveLength(12);
    expect(rows[0]).toBe(`${dayAgo(20)},tiktok,ad-t,'=Ad <b>one</b> & more,40`);
    const page = await text(one.url);
    expect(page).toContain("=Ad &lt;b&gt;one&lt;/b&gt; &amp; more");
    expect(page).not.toContain("Signups");
    const other = await make({ ...ALL, channels: ["google"], period: "30d" });
    expect(await text(other.url)).not.toContain("TikTok");
    const none = await make({ ...ALL, channels: ["google"], campaigns: ["ad-t"] });
    expect(await text(none.url)).toContain("No day of this period is over yet.");
    await tracker.api("PATCH", "/campaigns/ad-g", { group: "Spring" });
    const group = await make({ ...ALL, group: "Spring" });
    expect(new Set((await lines(group.url)).slice(1).map((row) => row.split(",")[1]))).toEqual(new Set(["google"]));
    const later = await make({ ...ALL, period: { from: dayAgo(0), to: dayAgo(-3) } });
    expect(await lines(later.url)).toEqual(["channel,name,visits,signups"]);
  });

  test("is what a reader sees of these days", async () => {
    const { url } = await make({ ...ALL, period: { from: dayAgo(25), to: dayAgo(3) } });
    const { rows } = await tracker.report(`?from=${dayAgo(25)}&to=${dayAgo(3)}&interval=day`);
    const seen = rows.filter(({ channel }) => channel === "tiktok" || channel === "google");
    const expected = seen.map(
      ({ period, channel, visits, signups }) => `${period},${channel},${channel === "tiktok" ? "TikTok" : "Google"},${visits},${signups}`,
    );
    expect((await lines(url)).slice(1).sort()).toEqual(expected.sort());
  });

  test("tells of changed names at once", async () => {
    const { url } = await make({ ...ALL, campaigns: ["ad-g"] });
    expect(await text(url)).toContain("Ad two");
    await tracker.api("PATCH", "/campaigns/ad-g", { name: "Another name" });
    expect(await text(url)).toContain("Another name");
  });
});

describe("the feed", () => {
  test("is well-formed, with one entry for each week of which nothing changes any more", async () => {
    const { url } = await make();
    const answer = await open(`${url}/weeks.atom`, { headers: { "accept-language": "en" } });
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const xml = await answer.text();
    expect(unclosed(xml)).toEqual([]);
    expect(xml).toContain(`<link rel="self" type="application/atom+xml" href="${url}/weeks.atom"/>`);
    const { releasedThrough } = await tracker.report();
    const ends = [...xml.matchAll(/<entry>.*?<updated>(\d{4}-\d\d-\d\d)T00:00:00Z<\/updated>/g)].map(([, day]) => day ?? "");
    // Weeks are over when their Sunday is, and signups are out up to the day of the last thirteen.
    expect(ends.every((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1 && day <= (releasedThrough.signups ?? ""))).toBe(true);
    expect(ends).toEqual([...ends].sort().reverse());
    expect(ends.length).toBeGreaterThanOrEqual(2);
    const counts = [...xml.matchAll(/<content type="text">(\d+) visits, (\d+) signups<\/content>/g)].flatMap(([, ...two]) =>
      two.map(Number),
    );
    expect(counts).toHaveLength(2 * ends.length);
    expect(counts.filter((count) => count % 5 !== 0)).toEqual([]);
    expect(new Set([...xml.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id)).size).toBe(ends.length + 1);
    expect(await text(`${url}/weeks.atom?lang=nl`)).toContain("bezoeken");
  });

  test("of days that move on has whole weeks only", async () => {
    const { url } = await make({ ...ALL, period: "30d", signups: false });
    const xml = await text(`${url}/weeks.atom`);
    expect([...xml.matchAll(/<entry>/g)].length).toBeLessThanOrEqual(4);
    expect([...xml.matchAll(/<entry>/g)].length).toBeGreaterThanOrEqual(3);
  });
});

test("there can be fifty", async () => {
  const { reportLinks } = (await tracker.api<{ reportLinks: unknown[] }>("GET", "/report-links")).body;
  for (let more = reportLinks.length; more < 50; more += 1) await make();
  expect(readProblem(await tracker.api("POST", "/report-links", ALL), 409).errors?.[0]?.code).toBe("too-many-report-links");
});
