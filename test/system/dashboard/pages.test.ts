/** Every page of the dashboard in a real browser: for everybody, in both languages and schemes, on every screen, small and strict. */
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONFIG_VARIABLES } from "../../../src/domain/config.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, post, SESSION_SECRET, sessionOf, signInByForm, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

const LONG = "Zomercampagne".repeat(7);
/** A page's HTML, styles and script together, compressed. */
const MOST_BYTES = 60_000;

let tracker: Tracker;
let empty: Tracker;
let browser: Browser;
let pages: readonly string[];

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  empty = await startDashboard();
  const spec = { published: true, description: LONG, ageFrom: 18, ageTo: 30, regions: ["Utrecht", LONG.slice(0, 60)], budgetEuros: 1500.5 };
  await tracker.createCampaign("zomer", { name: "Zomer op TikTok", notes: "Alleen\nvoor ons", thanksUrl: "https://example.org/", spec });
  await tracker.createCampaign("long", { name: LONG, channel: "google", destination: `https://example.org/${"z".repeat(300)}?c=old` });
  await tracker.createCampaign("later", { name: "Later", channel: "spotify", startsOn: "2199-01-01" });
  await tracker.createCampaign("past", { name: "Voorbij", channel: "youtube", endsOn: "2026-01-01" });
  await tracker.createCampaign("gone", { name: `Weg ${LONG}`.slice(0, 100), endedUrl: `https://example.org/${"y".repeat(200)}` });
  await tracker.api("DELETE", "/campaigns/gone");
  await tracker.createCampaign("still", { name: "Stil", channel: "instagram" });
  await tracker.api("PATCH", "/campaigns/still", { status: "paused" });
  for (const channel of ["google", "instagram", "spotify"]) await tracker.createCampaign(`all-${channel}`, { name: "Overal", channel });
  const { id } = await keyFor(tracker, "site", LONG.slice(0, 60));
  for (let visit = 0; visit < 60; visit += 1) await tracker.visit(visit < 40 ? "/zomer" : "/long");
  for (let visit = 0; visit < 10; visit += 1) await tracker.visit("/zomer", { headers: { "user-agent": "Googlebot/2.1" } });
  await tracker.api("POST", "/signups", { campaign: "zomer", count: 10 });
  await tracker.api("POST", "/signups", { campaign: null, count: 5 });
  await tracker.reportWhen(({ totals }) => totals.visits === 60 && totals.skipped.bot === 10);
  await tracker.api("PATCH", "/campaigns/zomer", { group: "Zomer 2027", endedUrl: "https://example.org/over", codeParam: "source" });
  await tracker.api("POST", "/targets", { name: LONG.slice(0, 100), signups: 10_000, by: "2199-03-01" });
  await tracker.api("POST", "/annotations", { day: "2026-11-02", text: LONG.slice(0, 200), group: "Zomer 2027" });
  pages = [
    "/staff/targets",
    "/staff/groups/Zomer%202027",
    ...[
      "",
      "?days=7",
      "?days=90",
      "?period=month",
      "?from=2025-01-01&to=2026-12-31",
      "?from=2026-02-30&to=x",
      "?sort=rate",
      "?notice=created-many&count=3",
    ].map((query) => `/staff${query}`),
    ...["", "?search=zomer", "?status=paused&channel=instagram", "?search=nothing", "?status=archived"].map(
      (query) => `/staff/campaigns${query}`,
    ),
    ...["?do=archive&campaign=zomer&campaign=long", "?do=group&campaign=zomer", "?do=end"].map(
      (query) => `/staff/several-campaigns${query}`,
    ),
    "/staff/qr-codes",
    ...[
      "zomer",
      "long?days=7",
      "later",
      "past",
      "gone",
      "still",
      "all-google",
      "zomer/edit",
      "zomer/archive",
      "zomer/test-visit",
      "later/test-visit",
      "nobody",
    ].map((path) => `/staff/campaigns/${path}`),
    ...[
      "new-campaign",
      "new-campaign?like=zomer",
      "archived",
      "channels",
      "import",
      "connect",
      "how",
      "ads?one=zomer&other=later",
      "settings",
      `settings/keys/${id}/remove`,
      "nothing",
      "sign-in",
    ].map((path) => `/staff/${path}`),
  ];
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await discard(tracker);
  await discard(empty);
});

describe.each(["nl", "en"])("in the language %s", (language) => {
  test("axe finds nothing on any page, and none asks anything of anybody else or throws", { timeout: 240_000 }, async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, { locale: language, bypassCSP: true }, async (page) => {
      const wrong = wrongOn(page);
      for (const path of pages) {
        await page.goto(`${tracker.origin}${path}`);
        expect([path, await complaints(page)]).toEqual([path, []]);
        expect([path, await page.locator("html").getAttribute("lang")]).toEqual([path, language]);
      }
      expect(wrong).toEqual([]);
    });
  });

  test("axe finds nothing where nobody is signed in and where nothing is", async () => {
    const context = await browser.newContext({ locale: language, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${empty.origin}/staff`);
    expect(await complaints(page)).toEqual([]);
    await context.close();
    await inBrowser(browser, empty, ADMIN_KEY, { locale: language, bypassCSP: true }, async (inside) => {
      for (const path of ["/staff", "/staff/campaigns", "/staff/settings", "/staff/settings/status"]) {
        await inside.goto(`${empty.origin}${path}`);
        expect([path, await complaints(inside)]).toEqual([path, []]);
      }
    });
  });
});

/** 640 is what a screen of 1280 pixels has at a zoom of 200%. */
const WIDTHS = [320, 390, 640, 768, 1280, 1920];

test(`no page breaks its policy, or is wider than a screen of ${WIDTHS.join(", ")} pixels`, { timeout: 120_000 }, async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { locale: "nl" }, async (page) => {
    const wrong = wrongOn(page);
    for (const path of pages) {
      await page.goto(`${tracker.origin}${path}`, { waitUntil: "load" });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect([path, width, tooWide]).toEqual([path, width, 0]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What a page does from here on that it must not: asks anything of anybody else, throws, or breaks its policy. */
function wrongOn(page: Page): readonly string[] {
  const wrong: string[] = [];
  page.on("request", (request) => request.url().startsWith(tracker.origin) || wrong.push(request.url()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => /Content Security Policy/.test(message.text()) && wrong.push(message.text()));
  return wrong;
}

test("every page says what it may load, and nothing inline", async () => {
  const cookie = await sessionOf(tracker);
  for (const path of pages) {
    const answer = await get(tracker, path, cookie);
    const html = await answer.text();
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect([path, answer.headers.get("cache-control")]).toEqual([path, "no-store"]);
    expect([path, html.match(/ style="| on\w+="|<style|<script(?! src)/g)]).toEqual([path, null]);
    expect([path, /^\s*[{[]/.test(html)]).toEqual([path, false]);
  }
});

test(`a page's HTML, styles and script are at most ${MOST_BYTES} bytes, compressed`, async () => {
  const cookie = await sessionOf(tracker);
  const sizeOf = async (path: string): Promise<number> => gzipSync(await (await get(tracker, path, cookie)).arrayBuffer()).length;
  const html = await (await get(tracker, "/staff", cookie)).text();
  const assets = [...html.matchAll(/(?:href|src)="(\/staff\/(?:style|script)-[^"]+)"/g)].map(([, path = ""]) => path);
  expect(assets.length).toBe(2);
  const shared = (await Promise.all(assets.map(sizeOf))).reduce((sum, size) => sum + size, 0);
  const sizes = await Promise.all(pages.map(sizeOf));
  console.log(`styles and script ${shared} bytes, the largest page ${Math.max(...sizes)} bytes, compressed`);
  expect(shared + Math.max(...sizes)).toBeLessThanOrEqual(MOST_BYTES);
});

test("styles and script may be kept by browsers, and have another address when they change", async () => {
  const html = await (await get(tracker, "/staff/sign-in", "")).text();
  const [, path = ""] = /href="(\/staff\/style-[^"]+)"/.exec(html) ?? [];
  const answer = await get(tracker, path, "");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("the language that was chosen stays, and its cookie names nobody", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { locale: "nl" }, async (page) => {
    await page.getByRole("link", { name: "English" }).click();
    expect(await page.locator("h1").textContent()).toBe("Overview");
    await page.goto(`${tracker.origin}/staff/campaigns`);
    expect(await page.locator("h1").textContent()).toBe("Campaigns");
    const cookie = (await page.context().cookies()).find(({ name }) => name === "__Host-fivebar-language");
    expect([cookie?.value, cookie?.httpOnly, cookie?.secure, cookie?.sameSite]).toEqual(["en", true, true, "Strict"]);
  });
});

test.each([
  ["nl", "beheerderssleutel"],
  ["en", "admin key"],
])("the configured admin key is called in the language of the page, also in the history (%s)", async (language, name) => {
  const answer = await get(tracker, "/staff/campaigns/zomer", await sessionOf(tracker), { "accept-language": language });
  const html = await answer.text();
  expect(html).toContain(`<span>${name} · `);
  expect(html).toContain(`<td>${name}</td>`);
});

test("settings show the configuration whole, but for its secrets", async () => {
  const html = await (await get(tracker, "/staff/settings", await sessionOf(tracker))).text();
  const secrets = ["ADMIN_KEY", "SESSION_SECRET", "OIDC_CLIENT_SECRET", "MOVE_KEY"];
  for (const name of CONFIG_VARIABLES) {
    const isSecret = secrets.includes(name);
    expect([name, html.includes(`<code>${name}</code>`)]).toEqual([name, !isSecret]);
    // Each with what it means, beside its value.
    const meaning = new RegExp(`<code>${name}</code></dt><dd>[^<]+<small>([^<]+)</small></dd>`).exec(html)?.[1] ?? "";
    expect([name, isSecret || meaning.length > 20]).toEqual([name, true]);
  }
  for (const secret of [ADMIN_KEY, SESSION_SECRET]) expect(html).not.toContain(secret);
});

test.each([true, false])("with script (%s) the browser keeps the session in a cookie that no script reads", async (javaScriptEnabled) => {
  const page = await browser.newPage({ javaScriptEnabled });
  await signInByForm(page, tracker, ADMIN_KEY);
  if (javaScriptEnabled) expect(await page.evaluate(() => document.cookie)).toBe("");
  const session = (await page.context().cookies()).find(({ name }) => name === "__Host-fivebar");
  expect([session?.httpOnly, session?.secure, session?.sameSite]).toEqual([true, true, "Strict"]);
  await page.close();
});

test("an address that nobody made a page for is a page that says so", async () => {
  const cookie = await sessionOf(tracker);
  for (const path of [
    "/staff/nothing",
    "/staff/campaigns/nobody",
    "/staff/campaigns/%00",
    "/staff/sign-out",
    "/staff/settings/x/y/remove",
  ]) {
    const answer = await get(tracker, path, cookie);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain("This page does not exist");
  }
});

test("a form that is too large is a page that says so", async () => {
  const answer = await post(tracker, "/staff/import", { csv: "x".repeat(300_000) }, await sessionOf(tracker));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([413, "text/html; charset=UTF-8"]);
});
