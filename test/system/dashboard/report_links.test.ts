/** Report links in the dashboard, in a real browser: made with an address that is shown once, listed, opened by a stranger, and ended. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { inBrowser } from "../setup/dashboard.ts";
import { come, onDay, startWithPast } from "../setup/past.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 16, () => tracker.createCampaign("ad-t", { name: "Ad on TikTok", channel: "tiktok" }));
  await onDay(tracker, 15, () => come(tracker, { visits: { "ad-t": 60 }, signups: { "ad-t": 15 } }));
  await onDay(tracker, 0, async () => undefined);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

test("an admin makes a link by the form, copies it, a stranger reads it, and it ends", async () => {
  await inBrowser(
    browser,
    tracker,
    ADMIN_KEY,
    { locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"], bypassCSP: true },
    async (page) => {
      await page.goto(`${tracker.origin}/staff`);
      await page.getByRole("link", { name: "Share reports" }).click();
      await page.getByLabel("Name").fill("For the board");
      await page.getByLabel("From… to…").check();
      await page.getByRole("button", { name: "Create" }).click();
      expect(await page.getByRole("alert").textContent()).toContain("Period: must be");
      await page.getByLabel("Since the start").check();
      await page.getByLabel("TikTok").check();
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByRole("heading", { name: "The new report link" }).waitFor();
      const url = (await page.locator(".copyable code").textContent()) ?? "";
      await page.getByRole("button", { name: "Copy: For the board" }).click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
      expect(await complaints(page)).toEqual([]);

      const stranger = await browser.newContext({ locale: "nl-NL", javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
      try {
        const open = await stranger.newPage();
        await open.goto(url);
        expect(await open.locator("h1").textContent()).toBe("For the board");
        expect(await open.locator("table").first().innerText()).toMatch(/TikTok\s+60\s+15/);
        expect(await open.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await open.getByRole("link", { name: "English" }).click();
        expect(await open.getByRole("heading", { name: "By week" }).count()).toBe(1);
        const feed = await open.getByRole("link", { name: /^Feed/ }).evaluate((link: HTMLAnchorElement) => link.href);
        expect(feed).toBe(`${url}/weeks.atom`);
        expect(await stranger.cookies()).toEqual([]);

        await page.getByRole("link", { name: "Back" }).click();
        const row = page.getByRole("row").filter({ hasText: "For the board" });
        expect(await row.textContent()).toContain("Since the start");
        expect(await page.content()).not.toContain(url.slice(-43));
        expect(await complaints(page)).toEqual([]);
        await row.getByRole("link", { name: ": For the board" }).click();
        await page.getByRole("button", { name: "Yes, delete this report link" }).click();
        expect(await page.getByRole("status").first().textContent()).toContain("The report link is deleted.");
        expect((await open.goto(url))?.status()).toBe(404);
      } finally {
        await stranger.close();
      }
    },
  );
});

test("the open report has no findings of axe, in light and dark, also on a narrow screen", async () => {
  const { url } = (await tracker.api<{ url: string }>("POST", "/report-links", { name: "Shared", period: "90d", signups: true })).body;
  for (const width of [1280, 390]) {
    const context = await browser.newContext({ locale: "nl-NL", bypassCSP: true, viewport: { width, height: 900 } });
    try {
      const page = await context.newPage();
      await page.goto(url);
      expect(await complaints(page)).toEqual([]);
    } finally {
      await context.close();
    }
  }
});
