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

/** A row of a CSV file by its header, and the header itself. */
function readCsv(text: string, separator = ","): { readonly head: readonly string[]; readonly row: Readonly<Record<string, string>> } {
  const [head = [], first = []] = text
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .map((line) => line.split(separator));
  return { head, row: Object.fromEntries(head.map((name, index) => [name, first[index] ?? ""])) };
}

/** Wherever a counted figure leaves, it leaves with how far it may be off: of one day of visits and signups of `one` and `two`. */
async function everyFigureIsMarked({ to: today }: { readonly to: string }): Promise<void> {
  const counted = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const days = `from=${counted}&to=${today}`;
  const json = async (path: string) => JSON.parse(await pageFor("reader", path)) as Record<string, unknown>;
  // 1.96 standard deviations of the cells and of what groups of five hide: of two campaigns, of one, and of what is no campaign's.
  const own = { visits: 5, signups: 7 };
  const report = await json(`/api/v1/report?by=campaign&${days}`);
  expect(report).toMatchObject({
    rows: [{ margin: own }, { margin: own }],
    totals: { margin: { visits: 7, signups: 10 } },
    unattributed: { margin: 7 },
    otherMargin: 5,
  });
  expect(await json(`/api/v1/report?from=${today}&to=${today}`)).toMatchObject({
    totals: { visits: 0, margin: { visits: null, signups: null } },
    unattributed: { margin: null },
    otherMargin: null,
  });
  const MARGINS = ["margin.visits", "margin.signups", "margin.mostlyNoise"];
  expect(readCsv(await pageFor("reader", `/api/v1/report.csv?by=campaign&${days}`)).head.slice(-3)).toEqual(MARGINS);

  const file = `slug,day,currency,spend,impressions,clicks\none,${counted},EUR,30,1000,70\n`;
  const imported = await tracker.api<{ changes: number }>("POST", "/ad-figures/import?platform=fivebar", file, {
    authorization: `Bearer ${ADMIN_KEY}`,
    "content-type": "text/csv",
  });
  expect(imported.status).toBe(200);
  const [paid] = (await json(`/api/v1/costs?${days}&by=campaign`)).rows as readonly Record<string, number>[];
  expect(paid).toMatchObject({ margin: own });
  expect(paid?.costPerVisitLow).toBeCloseTo(30 / ((paid?.visits ?? 0) + 5), 3);
  expect(paid?.costPerVisitHigh).toBeCloseTo(30 / ((paid?.visits ?? 0) - 5), 3);
  const costs = readCsv(await pageFor("reader", `/api/v1/costs.csv?${days}&by=campaign`));
  expect(costs.head.slice(-4)).toEqual(["margin.visits", "margin.signups", "costPerVisitLow", "costPerVisitHigh"]);
  expect(costs.row).toMatchObject({ "margin.visits": "5", "margin.signups": "7" });
  const costsPage = await pageFor("reader", `/staff/costs?${days}`);
  for (const text of ["± 5", "± 7", "There is noise in the visits and signups"]) expect(costsPage).toContain(text);
  expect(costsPage).toMatch(/between €0\.\d\d and €0\.\d\d, \d+ ± 5 visits/);
  expect(await pageFor("reader", `/staff/costs?${days}`, "nl")).toContain("In de bezoeken en aanmeldingen zit ruis");
  expect(await pageFor("reader", `/staff/campaigns/one?${days}`)).toMatch(/€0\.\d\d, between €0\.\d\d and €0\.\d\d/);
  expect(await pageFor("reader", `/staff/ads?${days}&one=one&other=two`)).toContain("± 5");

  const sheet = readCsv(await pageFor("reader", `/staff/report.csv?${days}&by=campaign`, "nl"), ";");
  expect(sheet.head.slice(-3)).toEqual(["Bezoeken: meer of minder", "Aanmeldingen: meer of minder", "Vooral ruis"]);
  expect(sheet.row).toMatchObject({ "Bezoeken: meer of minder": "5", "Vooral ruis": "nee" });
  const costSheet = readCsv(await pageFor("reader", `/staff/costs.csv?${days}&by=campaign`));
  expect(costSheet.head.slice(-4)).toEqual(["Visits: give or take", "Signups: give or take", "Per visit: at least", "Per visit: at most"]);
  const chart = await pageFor("reader", `/staff/chart.svg?${days}`);
  for (const text of ["Each day give or take 7 visits.", "Today’s visits and signups appear tomorrow."]) expect(chart).toContain(text);
  const onlyToday = await pageFor("reader", `/staff?from=${today}&to=${today}`);
  expect(onlyToday).toContain("today’s visits appear tomorrow");
  expect(await pageFor("reader", `/staff/campaigns/one?from=${today}&to=${today}`, "nl")).toContain("Bezoeken en aanmeldingen van vandaag");

  const target = { name: "Hundreds", signups: 500, by: "2199-03-01", from: counted };
  const { body } = await tracker.api<{ released: number; margin: number }>("POST", "/targets", target);
  // Of both campaigns, and of signups without one.
  expect(body.margin).toBe(12);
  expect(await pageFor("reader", "/staff/targets")).toContain(`${body.released} ± 12 of 500`);

  const links = [true, false].map((signups) =>
    tracker.api<{ url: string }>("POST", "/report-links", { name: "Board", period: { from: counted, to: counted }, signups }),
  );
  const [all = "", visitsOnly = ""] = (await Promise.all(links)).map(({ body }) => new URL(body.url).pathname);
  expect(await pageFor("reader", `${all}?lang=en`)).toMatch(/give or take 7[\s\S]+± 7[\s\S]+There is random noise in every figure/);
  expect(await pageFor("reader", `${visitsOnly}?lang=nl`)).toMatch(/7 meer of minder[\s\S]+± 7[\s\S]+zit toevallige ruis/);
  expect(readCsv(await pageFor("reader", `${all}.csv`)).head.slice(-3)).toEqual(MARGINS);
  expect(readCsv(await pageFor("reader", `${visitsOnly}.csv`)).head.slice(-2)).toEqual(["visits", "margin.visits"]);
}

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

  await everyFigureIsMarked(report);

  await restart({ TIME_ZONE: ZONE_A_DAY_AHEAD });
  expect(JSON.parse(await pageFor("reader", "/api/v1/report", "en", 500))).toMatchObject({
    detail: expect.stringContaining("set RELEASE back to formal") as string,
  });
  expect(await pageFor("reader", "/staff", "nl", 500)).toContain("Zet RELEASE terug op formal");
  await restart({ ...FORMAL, TIME_ZONE: ZONE_A_DAY_AHEAD });
  expect((await tracker.report()).totals).toEqual(report.totals);
}, 120_000);
