/** The dashboard's pages that are no address of their own: answers to forms, refusals, ends of sessions, and what each role sees. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DUB } from "../../staff/import/exports.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { get, inBrowser, makeRoles, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
/** One of each role. */
let keys: Readonly<Record<string, string>>;

beforeAll(async () => {
  tracker = await startDashboard({}, FAULTY_CONFIG);
  keys = await makeRoles(tracker);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const as = <T>(role: string, options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> =>
  inBrowser(browser, tracker, keys[role] ?? "", { viewport: { width: 1280, height: 900 }, ...options }, look);

/** Sends a form of the page by its button's place in it, whatever the language. */
const submit = (page: Page, form: string): Promise<void> => page.locator(`main form${form} button[type=submit]`).last().click();

/** Each brings a page about, from a page of the role that sees it. */
const STATES: readonly (readonly [name: string, role: string, reach: (page: Page, turn: string) => Promise<unknown>])[] = [
  [
    "a campaign with errors",
    "marketer",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.locator("#f-name").fill("Wrong");
      await page.locator("#f-destination").fill("https://example.org/?fbclid=1");
      await submit(page, "[action$=new-campaign]");
      await page.getByRole("alert").waitFor();
    },
  ],
  [
    "a channel added on the way",
    "marketer",
    async (page, turn) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.locator("summary").first().click();
      await page.locator("#f-newChannel").fill(`Radio ${turn}`);
      await page.locator("details.again button").click();
      await page.locator(".notice").waitFor();
    },
  ],
  [
    "a preview of a file, with a problem",
    "marketer",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page.locator("#f-csv").fill("name,channel,destination\nFine,tiktok,https://example.org/\nBad,radio-x,http://example.org/");
      await submit(page, "[action$=import]");
      await page.locator("td .wrong").first().waitFor();
    },
  ],
  [
    "a preview of another service's links, of which some stay behind",
    "marketer",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page.locator("#f-csv").fill(DUB);
      await submit(page, "[action$=import]");
      await page.locator("#f-channel").waitFor();
    },
  ],
  [
    "an edit that somebody else overtook",
    "marketer",
    async (page, turn) => {
      await page.goto(`${tracker.origin}/staff/campaigns/known/edit`);
      await tracker.api("PATCH", "/campaigns/known", { notes: turn });
      await submit(page, "[action$=edit]");
      await page.getByRole("alert").waitFor();
    },
  ],
  [
    "a question that somebody else overtook",
    "marketer",
    async (page, turn) => {
      await page.goto(`${tracker.origin}/staff/campaigns/known/archive`);
      await tracker.api("PATCH", "/campaigns/known", { notes: `archive ${turn}` });
      await submit(page, "[action$=archive]");
      await page.getByRole("alert").waitFor();
    },
  ],
  [
    "a test signup",
    "marketer",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/known`);
      await submit(page, "[action$=test-signup]");
      await page.waitForURL(/test-signup/);
    },
  ],
  [
    "a new key",
    "admin",
    async (page, turn) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.locator("#f-name").fill(`Key ${turn}`);
      await page.locator("[value=site]").check();
      await submit(page, "[action$=keys]");
      await page.waitForURL(/settings\/keys/);
    },
  ],
  [
    "a key whose name is taken",
    "admin",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.locator("#f-name").fill("reader");
      await page.locator("[value=reader]").check();
      await submit(page, "[action$=keys]");
      await page.getByRole("alert").waitFor();
    },
  ],
  ["what a role may not do", "reader", (page) => page.goto(`${tracker.origin}/staff/settings`)],
  ["a reader's overview", "reader", (page) => page.goto(`${tracker.origin}/staff`)],
  ["a reader's list", "reader", (page) => page.goto(`${tracker.origin}/staff/campaigns`)],
  ["a reader's campaign", "reader", (page) => page.goto(`${tracker.origin}/staff/campaigns/known`)],
  ["days that are none", "reader", (page) => page.goto(`${tracker.origin}/staff?from=2026-02-01&to=2026-01-01`)],
  [
    "signed out",
    "reader",
    async (page) => {
      await page.locator("form[action$=sign-out] button").click();
      await page.waitForURL(/signed-out/);
    },
  ],
  [
    "a wrong key",
    "reader",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/sign-in`);
      await page.locator("#f-key").fill(`fivebar_reader_${"x".repeat(43)}`);
      await submit(page, "[action$=sign-in]");
      await page.getByRole("alert").waitFor();
    },
  ],
  [
    "a form whose session ended, and the way back",
    "marketer",
    async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.locator("#f-name").fill("Kept");
      await page.locator("#f-destination").fill("https://example.org/");
      await page.context().clearCookies();
      await submit(page, "[action$=new-campaign]");
      await page.getByRole("status").waitFor();
      expect(await complaints(page)).toEqual([]);
      await page.locator("#f-key").fill(keys.marketer ?? "");
      await submit(page, "[action$=sign-in]");
      await page.locator("main form[action$=new-campaign]").waitFor();
    },
  ],
  [
    "counters that do not answer",
    "admin",
    async (page) => {
      await fetch(`${tracker.origin}/__fault?name=registry-down`);
      await page.goto(`${tracker.origin}/staff/campaigns`);
      await fetch(`${tracker.origin}/__fault`);
    },
  ],
];

describe.each(["nl", "en"])("in %s", (locale) => {
  test.each(STATES)("axe finds nothing: %s", { timeout: 60_000 }, async (name, role, reach) => {
    await as(role, { locale, bypassCSP: true }, async (page) => {
      await reach(page, `${name.length} ${locale}`);
      expect(await complaints(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide).toBe(0);
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    });
  });
});

test("counters that do not answer are a page that says so, with the right status", async () => {
  const cookie = await sessionOf(tracker);
  await fetch(`${tracker.origin}/__fault?name=registry-down`);
  try {
    for (const [language, text] of [
      ["en", "Not available right now"],
      ["nl", "Even niet bereikbaar"],
    ] as const) {
      const answer = await get(tracker, "/staff/campaigns", cookie, { "accept-language": language });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "text/html; charset=UTF-8"]);
      expect(await answer.text()).toContain(text);
    }
  } finally {
    await fetch(`${tracker.origin}/__fault`);
  }
});
