/**
 * The adversary of test/storage/adversary.test.ts at the dashboard: he opens every page and file that a role may open, again and again, and
 * compares them byte by byte while visits and signups come one at a time.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { get, keyFor, post, SESSION_SECRET, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { ADMIN_KEY, discard, Tracker } from "../setup/tracker.ts";

const READERS_PAGES = [
  ...[
    "/staff",
    "/staff?interval=day&by=campaign",
    "/staff/how",
    "/staff/connect",
    "/staff/ads?period=all",
    "/staff/campaigns",
    "/staff/campaigns.csv",
  ],
  ...["/staff/campaigns/one", "/staff/campaigns/two", "/staff/campaigns/one/test-visit", "/staff/campaigns/one/qr.svg"],
  ...["/api/v1/report?by=campaign&interval=day", "/api/v1/report.csv?by=campaign", "/api/v1/campaigns", "/api/v1/campaigns/one"],
  ...["/about", "/about.json"],
];
/** The same figures in other forms, for one role only: each is asked for ten times. */
const FILES_AND_STATES = [
  ...[
    "/staff/targets",
    "/staff/groups/both",
    "/staff/costs?by=campaign",
    "/staff/costs.xlsx",
    "/staff/report.xlsx?by=campaign&interval=day",
  ],
  ...["/staff/chart.svg?campaign=two", "/staff/campaigns/one/archive", "/staff/settings/status", "/staff/settings/history.csv"],
  ...["/api/v1/targets", "/api/v1/costs?by=group", "/api/v1/status", "/api/v1/history.jsonl", "/about/one"],
];
const PAGES: Record<string, readonly string[]> = {
  reader: READERS_PAGES,
  marketer: [...READERS_PAGES, "/staff/new-campaign", "/staff/import", "/staff/campaigns/one/edit"],
  admin: [...READERS_PAGES, ...FILES_AND_STATES, "/staff/settings", "/api/v1/keys"],
};

let tracker: Tracker;
let siteKey: string;
let keys: Readonly<Record<string, string>>;
let sessions: Readonly<Record<string, string>>;

async function signInAll(): Promise<void> {
  const signedIn = Object.entries(keys).map(async ([role, key]) => [role, await sessionOf(tracker, key)] as const);
  sessions = Object.fromEntries(await Promise.all(signedIn));
}

beforeAll(async () => {
  tracker = await startDashboard({ TIME_ZONE: ZONE });
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug, { group: "both", spec: { published: true } });
  await tracker.api("POST", "/targets", { name: "Ten", signups: 10, by: "2199-12-31", group: "both" });
  const { to: today } = await tracker.report();
  const figures = `slug,day,currency,spend,impressions,reach,clicks\ntwo,${today},EUR,12.34,3653,,41\n`;
  expect((await tracker.api("POST", "/ad-figures/import", figures, { "content-type": "text/csv" })).status).toBe(200);
  const shared = { name: "For all", period: "90d", signups: true, campaigns: ["one", "two"] };
  const { pathname } = new URL((await tracker.api<{ url: string }>("POST", "/report-links", shared)).body.url);
  PAGES.anybody = ["", ".csv", "/weeks.atom"].map((ending) => `${pathname}${ending}`);
  const made = async (role: string) => (await keyFor(tracker, role)).key;
  siteKey = (await keyFor(tracker, "site", "Website")).key;
  keys = { reader: await made("reader"), marketer: await made("marketer"), admin: ADMIN_KEY };
  await signInAll();
});
afterAll(() => discard(tracker));

/** The same tracker anew on the same port, so that no address on a page changes; what was counted is on disk before. */
async function restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
  const port = Number(new URL(tracker.origin).port);
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, { SESSION_SECRET, TIME_ZONE: ZONE, ...env });
  await tracker.start(port);
}

async function pageFor(role: string, path: string): Promise<string> {
  const headers: Record<string, string> = path.startsWith("/api") ? { authorization: `Bearer ${keys[role]}` } : {};
  const answer = await get(tracker, path, sessions[role] ?? "", headers);
  expect(answer.status, `${role} ${path}`).toBe(200);
  return `${[...answer.headers].filter(([name]) => name !== "date").join("\n")}\n${await answer.text()}`;
}

/** Every page of every role, under its role and path. */
async function everyPage(): Promise<Record<string, string>> {
  const pages = Object.entries(PAGES).flatMap(([role, paths]) =>
    paths.map(async (path) => [`${role} ${path}`, await pageFor(role, path)] as const),
  );
  return Object.fromEntries(await Promise.all(pages));
}

const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => after[name] !== before[name]);

/** What a website's key sends on the day that it signs people up: reports, tests, repeats, and what is refused. */
async function report(body: unknown, expected = 200): Promise<void> {
  const headers = { authorization: `Bearer ${siteKey}`, "idempotency-key": crypto.randomUUID() };
  expect((await tracker.api("POST", "/signups", body, headers)).status).toBe(expected);
}

describe("within a day no page, table or list of any role changes by a byte", () => {
  test("when somebody signs up, when five do, when twelve do, when a website tries or errs", async () => {
    const before = await everyPage();
    await report({ campaign: "one" });
    expect(changed(before, await everyPage()), "after one signup").toEqual([]);
    await report({ campaign: "one", test: true });
    await report({ campaign: "x" }, 400);
    for (let more = 0; more < 11; more += 1) await report({ campaign: more % 3 === 0 ? null : "one" });
    expect(changed(before, await everyPage()), "after twelve").toEqual([]);
    expect((await post(tracker, "/staff/campaigns/one/test-signup", {}, sessions.reader ?? "")).status).toBe(200);
    expect(changed(before, await everyPage()), "after a test on the page").toEqual([]);
  }, 60_000);

  test("while visits of a bundle come; with the fifth the figures do", async () => {
    const before = await everyPage();
    for (let visit = 0; visit < 4; visit += 1) await tracker.visit("/two");
    for (let skipped = 0; skipped < 4; skipped += 1) await tracker.visit("/two", { method: "HEAD" });
    await restart();
    expect(changed(before, await everyPage()), "after four visits").toEqual([]);
    await tracker.visit("/two");
    await restart();
    const told = changed(before, await everyPage());
    expect(told).toEqual(expect.arrayContaining(["reader /staff", "reader /staff/campaigns/two", "reader /api/v1/report.csv?by=campaign"]));
    expect(told).toEqual(expect.arrayContaining(["admin /staff/costs?by=campaign", "admin /staff/chart.svg?campaign=two"]));
    expect(told.filter((name) => /\/(about|settings|keys|how|connect|edit|one\/qr|status|history|report\/)/.test(name))).toEqual([]);
  }, 60_000);
});

test("where visits are released daily, nothing at all changes within a day, whatever comes", async () => {
  await restart({ VISIT_RELEASE: "daily" });
  const before = await everyPage();
  for (let visit = 0; visit < 12; visit += 1) await tracker.visit("/one");
  for (let skipped = 0; skipped < 6; skipped += 1) await tracker.visit("/one", { method: "HEAD" });
  await report({ campaign: "one", count: 7 });
  await restart({ VISIT_RELEASE: "daily" });
  expect(changed(before, await everyPage())).toEqual([]);
  expect(before["reader /about.json"]).toContain('"visitRelease":"daily"');
  expect(before["reader /about"]).toContain("Visits can be seen only after the end of the day,");
  await restart({ VISIT_RELEASE: "daily", TIME_ZONE: ZONE_A_DAY_AHEAD });
  expect((await tracker.report()).totals).toMatchObject({ visits: 15, skipped: { head: 5 } });
  await restart();
}, 60_000);

test("when the day is over, an admin sees that a website's key was used, and nobody else sees the keys", async () => {
  const listed = async () => (await tracker.api<{ keys: { name: string; lastUsedOn: string | null }[] }>("GET", "/keys")).body.keys;
  expect((await listed()).map(({ lastUsedOn }) => lastUsedOn)).toEqual([null, null, null]);
  await restart({ TIME_ZONE: ZONE_A_DAY_AHEAD });
  const website = (await listed()).find(({ name }) => name === "Website");
  expect(website?.lastUsedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  await report({ campaign: "one" });
  expect(
    (await listed()).find(({ name }) => name === "Website"),
    "used again today",
  ).toEqual(website);
  const page = "/staff/campaigns/one";
  expect(await pageFor("admin", page)).toContain("“Website” was last used on");
  for (const role of ["reader", "marketer"]) expect(await pageFor(role, page)).not.toContain("Website”");
}, 60_000);
