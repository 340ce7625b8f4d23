/** What somebody sees first: figures above the fold, titles as in the menu, a campaign's page in its order; and a table that is taken along. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { inBrowser, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let empty: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  empty = await startDashboard();
  const spec = { published: true, description: "Short films.", budgetEuros: 1500 };
  await tracker.createCampaign("video", {
    name: "=Video & more",
    channel: "tiktok",
    group: "Spring",
    spec,
    thanksUrl: "https://example.org/thanks",
  });
  await tracker.createCampaign("search", { name: "Search", channel: "google", group: "Spring" });
  await tracker.createCampaign("fresh", { name: "Fresh", channel: "spotify" });
  for (let visit = 0; visit < 60; visit += 1) await tracker.visit(visit < 40 ? "/video" : "/search");
  await tracker.api("POST", "/signups", { campaign: "video", count: 10 });
  await tracker.reportWhen(({ totals }) => totals.visits === 60 && totals.signups === 10);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
  await discard(empty);
});

/** The page's first figure, from the top of the window, in pixels. */
const bottomOf = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate((one) => one.getBoundingClientRect().bottom);

describe.each([
  [1280, 800],
  [390, 844],
] as const)("on a screen of %i by %i pixels", (width, height) => {
  test("the figures of every page are above the fold, in Dutch, whose words are longer", async () => {
    const options = { viewport: { width, height }, locale: "nl" };
    await inBrowser(browser, tracker, ADMIN_KEY, options, async (page) => {
      for (const [path, figure] of [
        ["/staff", ".kpis dd"],
        ["/staff?from=2025-01-01&to=2025-01-31", ".kpis dd"],
        ["/staff/campaigns/video", ".kpis dd"],
        ["/staff/campaigns/fresh", ".kpis dd"],
        ["/staff/groups/Spring", ".kpis dd"],
        ["/staff/ads", "table.stack tbody td.num"],
        ["/staff/campaigns", "table.stack tbody td.num"],
      ] as const) {
        await page.goto(`${tracker.origin}${path}`);
        expect([path, (await bottomOf(page, figure)) <= height]).toEqual([path, true]);
      }
    });
    await inBrowser(browser, empty, ADMIN_KEY, options, async (page) => {
      expect(await page.locator(".kpis dd").evaluateAll((all) => all.map((dd) => dd.firstChild?.textContent))).toEqual(["0", "0", "–"]);
      expect(await bottomOf(page, ".kpis dd")).toBeLessThanOrEqual(height);
      expect(await bottomOf(page, "ol.steps li")).toBeLessThanOrEqual(height);
    });
  });
});

test.each(["nl", "en-GB"])("each page of the menu has the menu's word as its title, in %s", async (locale) => {
  await inBrowser(browser, tracker, ADMIN_KEY, { locale }, async (page) => {
    const words = await page.locator("header nav a").allInnerTexts();
    expect(words).toHaveLength(5);
    for (const word of words) {
      await page.locator("header nav").getByRole("link", { name: word, exact: true }).click();
      await page.locator("header nav a[aria-current]", { hasText: word }).waitFor();
      expect([word, await page.locator("h1").innerText(), await page.title()]).toEqual([word, word, `${word} · Fivebar`]);
    }
  });
});

test("a campaign's page has its figures first, then the link with its QR code, then the plan, then the history, and no command", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { viewport: { width: 1280, height: 800 } }, async (page) => {
    for (const slug of ["video", "fresh"]) {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      const tops = await page
        .locator(
          "main :is(.kpis, section:has(.qr), section:has(> h2:text-is('Campaign plan on /about')), section:has(> h2:text-is('History')))",
        )
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      expect(tops).toHaveLength(4);
      expect(tops).toEqual([...tops].sort((one, other) => one - other));
      expect(await page.locator("main").innerText()).not.toMatch(/curl|Refreshes/);
    }
  });
});

test("a table is copied for slides: clean cells with numbers that do not wrap, and the same for spreadsheets", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const copied = async (path: string) => {
      await page.goto(`${tracker.origin}${path}`);
      await page.getByRole("button", { name: "Copy table" }).last().click();
      await page.locator(".said", { hasText: "Copied" }).waitFor();
      return page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const read = async (type: string) => (await item?.getType(type))?.text() ?? "";
        return { html: await read("text/html"), text: await read("text/plain") };
      });
    };
    const channels = await copied("/staff");
    const lines = channels.text.split("\n").map((line) => line.split("\t"));
    expect(lines[0]).toEqual(["Channel", "Visits", "Signups", "Signups per 100 visits"]);
    expect(lines[1]?.slice(0, 3)).toEqual(["TikTok", "40", "10"]);
    expect(lines[1]?.[3]).toMatch(/^25\.0 \(\d+\.\d–\d+\.\d\)$/);
    expect(lines.at(-1)?.slice(0, 3)).toEqual(["Total", "60", "10"]);
    expect(new Set(lines.map((cells) => cells.length))).toEqual(new Set([4]));
    // Pasted, it is one table, with a row for each and no picture in it.
    const pasted = await page.evaluate((html) => {
      const { body } = new DOMParser().parseFromString(html, "text/html");
      const cells = [...body.querySelectorAll("td")].filter(({ textContent }) => /^\d/.test(textContent));
      return {
        tables: body.querySelectorAll("table").length,
        rows: body.querySelectorAll("tr").length,
        others: body.querySelectorAll("svg, a, button, script, input").length,
        isWhole: cells.length > 0 && cells.every((cell) => /text-align:right;white-space:nowrap/.test(cell.getAttribute("style") ?? "")),
      };
    }, channels.html);
    expect(pasted).toEqual({ tables: 1, rows: lines.length, others: 0, isWhole: true });
    const ads = await copied("/staff/ads");
    // No spreadsheet runs a name.
    expect(ads.text).toContain("\n'=Video & more\tTikTok\t40\t10\t");
    expect(ads.html).toContain(">'=Video &amp; more<");
  });
});
