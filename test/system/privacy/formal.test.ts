/**
 * The formal mode from outside, on the bundle: within a day no page and no answer of any role changes by a byte; then figures come, with how far they
 * may be off in words; and there is no way back.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, keyFor, SESSION_SECRET, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { ADMIN_KEY, discard, Tracker } from "../setup/tracker.ts";

const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day" };
const VISITS = 60;
const SIGNUPS = 40;

const READERS = [
  ...["/staff", "/staff/ads?period=all", "/staff/campaigns", "/staff/campaigns/one", "/staff/how"],
  ...["/api/v1/report?by=campaign&interval=day", "/api/v1/report.csv?by=campaign", "/api/v1/costs", "/about", "/about.json"],
];
const PAGES: Readonly<Record<string, readonly string[]>> = { reader: READERS, admin: [...READERS, "/staff/settings", "/api/v1/keys"] };

let tracker: Tracker;
let siteKey: string;
let keys: Readonly<Record<string, string>>;
let sessions: Readonly<Record<string, string>>;

beforeAll(async () => {
  tracker = await startDashboard({ TIME_ZONE: ZONE, ...FORMAL });
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug);
  siteKey = (await keyFor(tracker, "site", "Website")).key;
  keys = { reader: (await keyFor(tracker, "reader")).key, admin: ADMIN_KEY };
  const signedIn = Object.entries(keys).map(async ([role, key]) => [role, await sessionOf(tracker, key)] as const);
  sessions = Object.fromEntries(await Promise.all(signedIn));
});
afterAll(() => discard(tracker));

/** The same tracker anew on the same port; what was counted is on disk before. */
async function restart(env: Readonly<Record<string, string>>): Promise<void> {
  const port = Number(new URL(tracker.origin).port);
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, { SESSION_SECRET, TIME_ZONE: ZONE, ...env });
  await tracker.start(port);
}

async function pageFor(role: string, path: string, language = "en", expected = 200): Promise<string> {
  const headers: Record<string, string> = path.startsWith("/api")
    ? { authorization: `Bearer ${keys[role]}` }
    : { "accept-language": language };
  const answer = await get(tracker, path, sessions[role] ?? "", headers);
  expect(answer.status, `${role} ${path}`).toBe(expected);
  return answer.text();
}

async function everyPage(): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const [role, paths] of Object.entries(PAGES)) for (const path of paths) pages[`${role} ${path}`] = await pageFor(role, path);
  return pages;
}

const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => after[name] !== before[name]);

const signUp = (count: number) =>
  tracker.api(
    "POST",
    "/signups",
    { campaign: "one", count },
    { authorization: `Bearer ${siteKey}`, "idempotency-key": crypto.randomUUID() },
  );

test("within a day nothing changes on any page, whoever comes; the next day figures come, with their ± in words; then there is no way back", async () => {
  const before = await everyPage();
  for (let visit = 0; visit < VISITS; visit += 1) await tracker.visit("/one");
  for (let skipped = 0; skipped < 6; skipped += 1) await tracker.visit("/one", { method: "HEAD" });
  await tracker.visit("/nobody-made-this");
  expect((await signUp(SIGNUPS)).status).toBe(200);
  expect(changed(before, await everyPage())).toEqual([]);
  await restart(FORMAL);
  expect(changed(before, await everyPage()), "and not after a restart, when all counts are on disk").toEqual([]);

  await restart({ ...FORMAL, TIME_ZONE: ZONE_A_DAY_AHEAD });
  const report = await tracker.report();
  // The noise of a day is that far away once in 10^13 draws, or less.
  expect(Math.abs(report.totals.visits - VISITS)).toBeLessThan(35);
  expect(Math.abs(report.totals.signups - SIGNUPS)).toBeLessThan(65);
  const after = await everyPage();
  const told = changed(before, after);
  expect(told).toEqual(expect.arrayContaining(["reader /staff", "reader /staff/campaigns/one", "reader /api/v1/report.csv?by=campaign"]));
  // That the website's key was used is told once the month is over, and the CSV says what JSON says.
  expect(after["admin /api/v1/keys"]).toContain('"name":"Website","role":"site"');
  expect(after["admin /api/v1/keys"]).not.toContain(`"lastUsedOn":"${report.to.slice(0, 7)}`);
  const lines = (after["reader /api/v1/report.csv?by=campaign"] ?? "").trim().split(/\r?\n/).slice(1);
  expect(lines.reduce((sum, line) => sum + Number(line.split(",")[3]), 0)).toBe(report.totals.visits);

  // 1.96 standard deviations of a cell and of what groups of five hide, of two campaigns and of one.
  const overview = after["reader /staff"] ?? "";
  for (const text of ["give or take", "± ", "Today’s visits and signups appear tomorrow"]) expect(overview).toContain(text);
  expect(await pageFor("reader", "/staff", "nl")).toMatch(/\d+ meer of minder/);
  // Nobody clicked the other campaign: whatever noise shows of it, nothing is said of its rate.
  expect(await pageFor("reader", "/staff/campaigns/two")).toMatch(
    /too small to be judged by itself; look at the channel|too few to say anything/,
  );
  expect(after["reader /staff/campaigns/one"]).not.toContain("Not counted");
  expect(after["reader /about"]).toContain("by a factor of at most 2.72, and a signup by 1.65");
  expect(await pageFor("reader", "/about?lang=nl")).toContain("hooguit een factor 2,72, en een aanmelding hooguit een factor 1,65");
  expect(after["reader /about.json"]).toContain('"release":"formal","epsilonVisit":"1","epsilonSignup":"1/2","signupPeriod":"day"');
  expect(after["admin /staff/settings"]).toContain("RELEASE is formal");

  await restart({ TIME_ZONE: ZONE_A_DAY_AHEAD });
  expect(JSON.parse(await pageFor("reader", "/api/v1/report", "en", 500))).toMatchObject({
    detail: expect.stringContaining("set RELEASE back to formal") as string,
  });
  expect(await pageFor("reader", "/staff", "nl", 500)).toContain("Zet RELEASE terug op formal");
  await restart({ ...FORMAL, TIME_ZONE: ZONE_A_DAY_AHEAD });
  expect((await tracker.report()).totals).toEqual(report.totals);
}, 120_000);
