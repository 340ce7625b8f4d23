/** The dashboard's figures: the same that the report of the API gives, and nothing that it would not give. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Report, type Tracker } from "../setup/tracker.ts";

const GROUP = 7;
const VISITS: Readonly<Record<string, number>> = { one: 23, two: 16, three: 40, four: 3 };
const CHANNELS: Readonly<Record<string, string>> = { one: "tiktok", two: "tiktok", three: "google", four: "spotify" };

let live: Tracker;
let daily: Tracker;
let browser: Browser;

beforeAll(async () => {
  live = await startDashboard({ SIGNUP_RELEASE: "live", GROUP_SIZE: String(GROUP) });
  daily = await startDashboard({ GROUP_SIZE: String(GROUP) });
  for (const tracker of [live, daily]) {
    for (const [slug, channel] of Object.entries(CHANNELS)) await tracker.createCampaign(slug, { channel });
    for (const [slug, count] of Object.entries(VISITS)) for (let visit = 0; visit < count; visit += 1) await tracker.visit(`/${slug}`);
    for (let visit = 0; visit < 17; visit += 1) await tracker.visit("/three", { headers: { "user-agent": "Googlebot/2.1" } });
    await tracker.api("POST", "/signups", { campaign: "three", count: 15 });
    await tracker.api("POST", "/signups", { campaign: "one", count: 6 });
    await tracker.api("POST", "/signups", { campaign: null, count: 16 });
    await tracker.reportWhen(({ totals }) => totals.visits === 21 + 14 + 35 && totals.skipped.bot === 14);
  }
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(live);
  await discard(daily);
});

/** The numbers of the headlines, in their order: visits, signups, per hundred, unattributed. */
async function headlines(page: Page): Promise<string[]> {
  return page.locator(".kpis dd").evaluateAll((all) => all.map((dd) => dd.firstChild?.textContent ?? ""));
}

/** Visits and signups by channel, as the table shows them. */
async function table(page: Page): Promise<Record<string, readonly number[]>> {
  const rows = await page
    .locator("table.stack tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [
        row.querySelector("th")?.textContent?.trim() ?? "",
        ...[...row.querySelectorAll("td")].map((cell) => cell.firstChild?.textContent ?? ""),
      ]),
    );
  return Object.fromEntries(rows.map(([name = "", visits, signups]) => [name.toLowerCase(), [Number(visits), Number(signups)]]));
}

function tableOf(report: Report): Record<string, readonly number[]> {
  return Object.fromEntries(report.rows.map(({ channel, visits, signups }) => [channel, [visits, signups]]));
}

/** Every count that a page shows: of the headlines and of each table, and of what was skipped. */
async function counts(page: Page): Promise<number[]> {
  const figures = await headlines(page);
  const cells = await page.locator("td.num").evaluateAll((all) => all.map((cell) => cell.firstChild?.textContent ?? ""));
  const skipped = await page.locator("section:has(h2:text('Not counted')) p").allTextContents();
  const texts = [...figures, ...cells, ...skipped.flatMap((text) => text.match(/\d+/g) ?? [])];
  return texts.filter((text) => /^\d+$/.test(text)).map(Number);
}

describe("the overview", () => {
  test("shows what the report says, channel by channel and in all", async () => {
    await inBrowser(browser, live, ADMIN_KEY, {}, async (page) => {
      const report = await live.report();
      expect(await table(page)).toEqual(tableOf(report));
      expect(await headlines(page)).toEqual(["70", "14", "20.0", "14"]);
      expect(await page.getByText("Bots 14").count()).toBe(1);
    });
  });

  test("measures its chart in whole groups", async () => {
    await inBrowser(browser, live, ADMIN_KEY, {}, async (page) => {
      const marks = (await page.locator(".plot .axis text").allTextContents()).map(Number);
      expect(marks.length).toBeGreaterThan(2);
      for (const mark of marks) expect(mark % GROUP).toBe(0);
    });
  });

  test("is sorted by what was asked for", async () => {
    await inBrowser(browser, live, ADMIN_KEY, {}, async (page) => {
      const names = (): Promise<string[]> => page.locator("table.stack tbody th").allTextContents();
      expect((await names()).slice(0, 2)).toEqual(["Google", "TikTok"]);
      await page.getByRole("link", { name: "Sort by Visits" }).click();
      await page.waitForURL(/sort=visits/);
      expect((await names()).slice(0, 2).sort()).toEqual(["Google", "TikTok"]);
      expect(await page.locator("th[aria-sort]").textContent()).toContain("Visits");
    });
  });

  test("gives a screen reader the chart as a table with the same figures", async () => {
    await inBrowser(browser, live, ADMIN_KEY, {}, async (page) => {
      const report = await live.report("?interval=day");
      await page.getByText("As a table").click();
      const last = await page.locator("details tbody tr").last().locator("td").allTextContents();
      const today = report.rows.filter(({ period }) => period === report.to);
      const visits = ["google", "tiktok"].map((channel) => String(today.find((row) => row.channel === channel)?.visits));
      expect(last.slice(0, 2)).toEqual([visits[0], visits[1]]);
      expect(last.at(-1)).toBe(String(today.reduce((sum, { signups }) => sum + signups, 0)));
    });
  });
});

test("every count on every page is a whole number of groups", async () => {
  for (const tracker of [live, daily]) {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      for (const path of [
        "/staff",
        "/staff?days=7",
        "/staff/campaigns",
        ...Object.keys(VISITS).map((slug) => `/staff/campaigns/${slug}`),
      ]) {
        await page.goto(`${tracker.origin}${path}`);
        for (const details of await page.locator("details").all()) await details.evaluate((element) => element.setAttribute("open", ""));
        const all = await counts(page);
        // Of a campaign with nothing released, the headlines alone are counts.
        expect(all.length).toBeGreaterThan(1);
        expect([path, all.filter((count) => count % GROUP !== 0)]).toEqual([path, []]);
      }
    });
  }
});

test("signups of a day that is not closed are nowhere, and the page says through which day they are out", async () => {
  await inBrowser(browser, daily, ADMIN_KEY, {}, async (page) => {
    expect(await headlines(page)).toEqual(["70", "0", "–", "0"]);
    expect(await page.getByText("no day released yet").count()).toBe(1);
    await page.goto(`${daily.origin}/staff/campaigns/three`);
    expect((await headlines(page)).slice(0, 2)).toEqual(["35", "0"]);
    await page.getByText("As a table").click();
    expect(await page.locator("details tbody tr").last().locator("td").last().textContent()).toBe("–");
  });
});

test("a reader sees the same figures as an admin", async () => {
  const { key } = await keyFor(live, "reader");
  const main = async (cookie: string): Promise<string> => {
    const html = await (await get(live, "/staff", cookie)).text();
    // Sharing them is an admin's; what is shared, everybody of the staff sees.
    return html.slice(html.indexOf("data-live")).replace(/ · <a href="\/staff\/report-links">[^<]*<\/a>/, "");
  };
  expect(await main(await sessionOf(live, key))).toBe(await main(await sessionOf(live)));
});

test("an open page shows fresh figures by itself, and leaves alone what somebody is busy with", async () => {
  await live.createCampaign("fresh", { channel: "youtube" });
  await inBrowser(browser, live, ADMIN_KEY, {}, async (page) => {
    await page.clock.install();
    await page.goto(`${live.origin}/staff`);
    for (let visit = 0; visit < GROUP; visit += 1) await live.visit("/fresh");
    await live.reportWhen(({ rows }) => rows.some(({ channel, visits }) => channel === "youtube" && visits === GROUP));
    const youtube = async (): Promise<number | undefined> => (await table(page)).youtube?.[0];
    await page.getByText("As a table").click();
    await page.clock.runFor(61_000);
    expect(await youtube()).toBe(0);
    await page.getByText("As a table").click();
    await page.locator("h1").click();
    await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
    await page.clock.runFor(61_000);
    await expect.poll(youtube, { timeout: 10_000 }).toBe(GROUP);
  });
});

test("why figures come in groups is told with what waits for its day, where it waits", async () => {
  const told = async (tracker: Tracker): Promise<string> => (await get(tracker, "/staff/how", await sessionOf(tracker))).text();
  expect(await told(daily)).toContain("Signups are released after their day has closed");
  expect(await told(live)).not.toContain("after their day has closed");
  expect(await told(live)).toContain(`a multiple of ${GROUP} too`);
});
