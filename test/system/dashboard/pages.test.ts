/** Every page of the dashboard in a real browser: for everybody, in both languages and schemes, on every screen, small and strict. */
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONFIG_VARIABLES } from "../../../src/domain/config.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, post, SESSION_SECRET, sessionOf, signInByForm, startDashboard } from "../setup/dashboard.ts";
import { makeEveryPage } from "../setup/every_page.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

/** A page's HTML, styles and script together, compressed. */
const MOST_BYTES = 60_000;

let tracker: Tracker;
let empty: Tracker;
let browser: Browser;
let pages: readonly string[];

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  empty = await startDashboard();
  pages = await makeEveryPage(tracker);
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

/** What a printed page of this paper has between its margins, in pixels of CSS. */
const A4 = 703;
/** 640 is what a screen of 1280 pixels has at a zoom of 200%. */
const WIDTHS = [A4, 320, 390, 640, 768, 1024, 1280, 1920];
/** What a narrow column may break: a longer word, such as a name without blanks. */
const LONGEST_WHOLE = 10;

/** The words of tables, headlines, buttons and titles of which a part stands on the next line. */
function brokenWords(longest: number): string[] {
  const broken: string[] = [];
  for (const element of document.querySelectorAll("main :is(td, th, button, .btn, .tag, h1, h2, dt, .kpis dd)")) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
      for (const { index, 0: word } of (node.textContent ?? "").matchAll(/(?<!\S)[\p{L}\d.,]+(?!\S)/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (word.length <= longest && lines.size > 1) broken.push(word);
      }
  }
  return broken;
}

test(`no page breaks its policy or a short word, or is wider than paper or a screen of ${WIDTHS.slice(1).join(", ")} pixels`, {
  timeout: 120_000,
}, async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { locale: "nl" }, async (page) => {
    const wrong = wrongOn(page);
    for (const path of pages) {
      await page.goto(`${tracker.origin}${path}`, { waitUntil: "load" });
      for (const width of WIDTHS) {
        await page.emulateMedia({ media: width === A4 ? "print" : "screen" });
        await page.setViewportSize({ width, height: 800 });
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect([path, width, tooWide]).toEqual([path, width, 0]);
        expect([path, width, await page.evaluate(brokenWords, LONGEST_WHOLE)]).toEqual([path, width, []]);
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
