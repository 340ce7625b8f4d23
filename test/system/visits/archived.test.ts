/** A campaign in the archive: its printed code leads on and counts nowhere, and its figures stay to be seen. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { get, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const FALLBACK = "https://example.org/links#all";
let tracker: Tracker;
let cookie: string;

beforeAll(async () => {
  tracker = await startDashboard({ FALLBACK_URL: FALLBACK });
  cookie = await sessionOf(tracker);
  await archived("own", { endedUrl: "https://example.org/over?a=1&c=own&b=2", group: "Spring" });
  await archived("of-group", { group: "Spring" });
  await archived("alone");
  await archived("torn", { group: "Autumn" });
  await tracker.createCampaign("spring", { group: "Spring", endedUrl: "https://example.org/spring-is-over" });
  await tracker.createCampaign("spring-too", { group: "Spring" });
  for (const page of ["a", "b"])
    await tracker.createCampaign(`autumn-${page}`, { group: "Autumn", endedUrl: `https://example.org/${page}` });
});
afterAll(() => discard(tracker));

async function archived(slug: string, more: Record<string, unknown> = {}): Promise<void> {
  await tracker.createCampaign(slug, more);
  for (let visits = 0; visits < 5; visits += 1) await tracker.visit(`/${slug}`);
  await tracker.reportWhen(({ rows }) => rows.some(({ campaign, visits }) => campaign === slug && visits === 5), "?by=campaign");
  await tracker.api("DELETE", `/campaigns/${slug}`);
}

async function visit(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<[number, string | null]> {
  const response = await tracker.visit(path, { method, headers });
  return [response.status, response.headers.get("location")];
}

const html = async (path: string, session = cookie): Promise<string> =>
  (await get(tracker, `${path}${path.includes("?") ? "&" : "?"}lang=en`, session)).text();

describe("its code", () => {
  test.each([
    ["/own", "https://example.org/over?a=1&b=2#"],
    ["/OWN.", "https://example.org/over?a=1&b=2#"],
    ["/own?fbclid=x", "https://example.org/over?a=1&b=2#"],
    ["/of-group", "https://example.org/spring-is-over#"],
    ["/torn", FALLBACK],
    ["/alone", FALLBACK],
  ])("%s leads without a code to %s: the campaign's page, else its group's, else the tracker's", async (path, location) => {
    expect(await visit(path)).toEqual([302, location]);
  });

  test("is never loaded ahead, and HEAD gets the same address", async () => {
    expect(await visit("/own", { "sec-purpose": "prefetch" })).toEqual([503, null]);
    expect(await visit("/own", {}, "HEAD")).toEqual([302, "https://example.org/over?a=1&b=2#"]);
  });

  test("counts nowhere, not as a misprint either", async () => {
    for (let times = 0; times < 7; times += 1) for (const path of ["/own", "/of-group", "/alone"]) await visit(path);
    for (let times = 0; times < 7; times += 1) await visit("/misprint");
    for (let times = 0; times < 5; times += 1) await visit("/spring");
    // Counts of one isolate go out in the order in which they came: with the last ones all are there.
    const isThere = (report: { rows: readonly { campaign?: string; visits: number }[] }) =>
      report.rows.some(({ campaign, visits }) => campaign === "spring" && visits === 5);
    const { rows, unknownLinks } = await tracker.reportWhen(isThere, "?by=campaign");
    expect(unknownLinks).toBe(5);
    const own = rows.filter(({ campaign = "" }) => ["own", "of-group", "alone"].includes(campaign));
    expect(own.map(({ visits, skipped }) => [visits, Object.values(skipped).reduce((sum, count) => sum + count, 0)])).toEqual([
      [5, 0],
      [5, 0],
      [5, 0],
    ]);
  });

  test("is the campaign's again once it is taken back", async () => {
    await archived("back");
    expect(await visit("/back")).toEqual([302, FALLBACK]);
    expect((await tracker.api("POST", "/campaigns/back/restore")).status).toBe(200);
    expect(await visit("/back")).toEqual([302, "https://example.org/?c=back#"]);
  });
});

describe("on the dashboard", () => {
  test("the list has a filter for the archive, apart from the campaigns whose links count", async () => {
    const linked = (text: string, slug: string) => text.includes(`href="/staff/campaigns/${slug}"`);
    const [live, archive] = [await html("/staff/campaigns"), await html("/staff/campaigns?status=archived")];
    expect([linked(live, "spring"), linked(live, "own")]).toEqual([true, false]);
    expect([linked(archive, "spring"), linked(archive, "own")]).toEqual([false, true]);
    expect(archive).toMatch(/<option value="archived" selected/);
    expect(linked(await html("/staff/campaigns?status=archived&search=group"), "of-group")).toBe(true);
  });

  test("its page has its figures of all days, says where its code leads, and changes nothing but to take it back", async () => {
    const page = await html("/staff/campaigns/own");
    expect(page).toMatch(/<dt>Visits<\/dt><dd>5/);
    expect(page).toContain('href="https://example.org/over?a=1&amp;c=own&amp;b=2"');
    expect(page).toContain('action="/staff/archived/own/restore"');
    expect(page).not.toMatch(/\/staff\/campaigns\/own\/(?:edit|archive|status|group|qr)/);
    expect((await get(tracker, "/staff/campaigns/own/edit", cookie)).status).toBe(404);
    expect((await get(tracker, "/staff/chart.svg?campaign=own", cookie)).status).toBe(200);
    const reader = await sessionOf(tracker, (await keyFor(tracker, "reader")).key);
    const read = await html("/staff/campaigns/own", reader);
    expect([read.includes("<dt>Visits</dt>"), read.includes("/staff/archived")]).toEqual([true, false]);
  });

  test("a group stays to be seen when all of its campaigns are archived", async () => {
    for (const slug of ["autumn-a", "autumn-b"]) await tracker.api("DELETE", `/campaigns/${slug}`);
    const page = await html("/staff/groups/Autumn");
    expect([page.includes("/torn"), page.includes('action="/staff/groups/Autumn"')]).toEqual([true, false]);
    expect((await post(tracker, "/staff/groups/Autumn", { versions: "" }, cookie)).status).toBe(404);
    expect((await get(tracker, "/staff/groups/Nobody", cookie)).status).toBe(404);
  });
});
