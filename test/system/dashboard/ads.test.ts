/** The table of all campaigns' figures, in any order, and two of them side by side. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, sessionOf } from "../setup/dashboard.ts";
import { come, onDay, startWithPast } from "../setup/past.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
let cookie: string;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 20, async () => {
    for (const [slug, channel] of [
      ["many", "tiktok"],
      ["few", "google"],
      ["good", "youtube"],
      ["empty", "spotify"],
    ] as const)
      await tracker.createCampaign(slug, { channel, name: `Ad ${slug}`, group: slug === "good" ? "Best" : null });
    await come(tracker, { visits: { many: 200, few: 20, good: 100 }, signups: { many: 5, good: 60, "": 10 } });
  });
  await onDay(tracker, 0, () => come(tracker, { visits: { few: 5 } }));
  cookie = await sessionOf(tracker);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const textOf = async (path: string): Promise<string> => (await get(tracker, path, cookie)).text();
/** The slugs of the table's rows, from the top. */
const orderOf = async (query: string): Promise<string[]> =>
  [...(await textOf(`/staff/ads?${query}`)).matchAll(/<th scope="row"><a href="\/staff\/campaigns\/(\w+)"/g)].map(([, slug = ""]) => slug);

test.each([
  ["", ["good", "many", "few", "empty"]],
  ["sort=visits", ["many", "good", "few", "empty"]],
  ["sort=rate", ["good", "many", "few", "empty"]],
  ["sort=low", ["good", "many", "few", "empty"]],
  ["sort=name", ["few", "good", "many", "empty"]],
  ["sort=channel", ["few", "empty", "many", "good"]],
  ["sort=nothing", ["good", "many", "few", "empty"]],
  ["sort=visits&days=7", ["few", "good", "many", "empty"]],
])("the table with %j has its rows in order", async (query, order) => {
  const found = await orderOf(query);
  // Those that brought the same may come in any order.
  if (query.endsWith("days=7")) expect([found[0], found.length]).toEqual([order[0], order.length]);
  else expect(found.filter((slug) => slug !== "empty")).toEqual(order.filter((slug) => slug !== "empty"));
});

test.each([
  ["good", "many", "Ad good brings more signups per 100 visits than Ad many; this is unlikely to be chance."],
  ["many", "good", "Ad good brings more signups per 100 visits than Ad many; this is unlikely to be chance."],
  ["few", "empty", "too few visits or signups"],
  ["few", "few", "the same campaign twice"],
  ["many", "few", "No clear difference"],
  ["group:Best", "many", "Best brings more signups per 100 visits than Ad many"],
])("%s beside %s says what the difference says", async (one, other, sentence) => {
  expect(await textOf(`/staff/ads?period=all&one=${one}&other=${other}`)).toContain(sentence);
});

test("a choice that is no campaign compares nothing, and the overview says how many signups there are in all", async () => {
  const page = await textOf("/staff/ads?one=good&other=%3Cscript%3E");
  expect(page).not.toContain("<script>");
  expect(page).not.toMatch(/unlikely to be chance|No clear difference/);
  expect(await textOf("/staff")).toContain("75 signups in all");
});

test("two campaigns are chosen with the form, and the period stays", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
    await page.goto(`${tracker.origin}/staff/ads?period=all`);
    await page.locator("select[name=one]").selectOption("good");
    await page.locator("select[name=other]").selectOption("many");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.waitForURL(/period=all/);
    expect(await page.locator("#compare strong").innerText()).toContain("Ad good brings more");
  });
});

test("the chart comes as an SVG file, and as PNG where script runs", async () => {
  const answer = await get(tracker, "/staff/chart.svg?period=all&campaign=good", cookie);
  const svg = await answer.text();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/svg+xml; charset=utf-8"]);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="fivebar-good-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.svg"$/);
  for (const text of ["Visits per day", "Ad good", "multiple of 5", "YouTube", "Signups per "]) expect(svg).toContain(text);
  // The signups are drawn, and the one number that is beside them is theirs.
  expect([...svg.matchAll(/<line [^>]*stroke-width="2"/g)].length).toBeGreaterThan(0);
  expect(svg).toMatch(/>60</);
  const group = await (await get(tracker, "/staff/chart.svg?period=all&group=Best", cookie)).text();
  for (const text of ["Best", "YouTube", "Signups per "]) expect(group).toContain(text);
  expect((await get(tracker, "/staff/chart.svg?group=nothing", cookie)).status).toBe(404);
  expect(svg).not.toMatch(/<script|href=|NaN/);
  expect((await get(tracker, "/staff/chart.svg?from=x", cookie)).status).toBe(400);
  expect((await get(tracker, "/staff/chart.svg?campaign=nobody", cookie)).status).toBe(404);
  await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
    await page.goto(`${tracker.origin}/staff?days=30`);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "PNG" }).click();
    const bytes = await readFile(await (await download).path());
    expect([bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(["PNG", 1920, 1184]);
  });
});
