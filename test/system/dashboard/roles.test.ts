/** What each role sees of the dashboard, and what it can do there. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, makeRoles, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
/** One of each role. */
let keys: Readonly<Record<string, string>>;

beforeAll(async () => {
  tracker = await startDashboard();
  keys = await makeRoles(tracker);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const as = <T>(role: string, look: (page: Page) => Promise<T>): Promise<T> => inBrowser(browser, tracker, keys[role] ?? "", {}, look);

describe("what each role sees and can do", () => {
  const controls = async (page: Page): Promise<string[]> => {
    const found: string[] = [];
    for (const path of ["/staff", "/staff/campaigns", "/staff/campaigns/known"]) {
      await page.goto(`${tracker.origin}${path}`);
      found.push(
        ...(await page.locator("header nav a, main .actions a, main .actions button").allTextContents()).map((text) => text.trim()),
      );
    }
    return found;
  };
  const MAKING = ["New campaign", "Import", "Edit", "Pause", "Archive"];

  test.each([
    ["reader", ["Overview", "Campaigns", "Export", "Test visit"], [...MAKING, "Settings"]],
    ["marketer", ["Overview", "Campaigns", "Export", ...MAKING], ["Settings"]],
    ["admin", ["Overview", "Campaigns", "Export", ...MAKING, "Settings"], []],
  ])("a %s", async (role, there, missing) => {
    await as(role, async (page) => {
      const found = await controls(page);
      expect(found).toEqual(expect.arrayContaining(there));
      expect(found.filter((text) => missing.includes(text))).toEqual([]);
      await page.goto(`${tracker.origin}/staff/settings`);
      expect(await page.locator("h1").textContent()).toBe(role === "admin" ? "Settings" : "Your role does not allow this");
    });
  });

  test("a reader reads the campaign plan, the code that connects, and takes the list along", async () => {
    await as("reader", async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/known`);
      const facts = (await page.locator("dl.facts").allInnerTexts()).join("\n");
      for (const text of ["Short films.", "18", "Utrecht, Gelderland", "€1,500", "Us"]) expect(facts).toContain(text);
      await page.getByRole("link", { name: "How the website reports signups" }).click();
      const code = (await page.locator("pre code").first().textContent()) ?? "";
      expect(code).toContain(`${tracker.origin}/api/v1/signups`);
      expect(code).toContain('"campaign": "known"');
      await page.goto(`${tracker.origin}/staff/campaigns`);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export" }).click();
      expect((await download).suggestedFilename()).toBe("fivebar-campaigns.csv");
    });
  });
});

describe("on an empty dashboard", () => {
  test("a reader is told whom to ask", async () => {
    const empty = await startDashboard();
    try {
      const { key } = await keyFor(empty, "reader");
      const html = await (await get(empty, "/staff", await sessionOf(empty, key))).text();
      expect(html).toContain("Ask a marketer");
      expect(html).not.toContain("new-campaign");
    } finally {
      await discard(empty);
    }
  });

  test("an empty list leads marketers and admins to the first campaign, and tells a reader whom to ask", async () => {
    const empty = await startDashboard();
    try {
      const list = async (role: string): Promise<string> =>
        (await get(empty, "/staff/campaigns", await sessionOf(empty, (await keyFor(empty, role)).key))).text();
      expect(await list("reader")).toContain("Ask a marketer");
      for (const role of ["marketer", "admin"]) {
        const html = await list(role);
        expect(html).not.toContain("Ask a marketer");
        expect(html).toContain("Make the first campaign");
      }
    } finally {
      await discard(empty);
    }
  });
});
