/** Pages on paper: what each printed page says at its head, and that nothing on it is for a screen alone. And the periods that pages are about. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, sessionOf } from "../setup/dashboard.ts";
import { come, dayAgo, onDay, startWithPast } from "../setup/past.ts";
import { readPrinted } from "../setup/printed.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
let reportPath: string;

beforeAll(async () => {
  tracker = await startWithPast({ OPERATOR: "Stichting Voorbeeld" });
  await onDay(tracker, 40, async () => {
    for (const channel of ["instagram", "google", "tiktok"])
      await tracker.createCampaign(`on-${channel}`, { channel, name: `Ad on ${channel}`, group: "Spring" });
    // Enough for tables of several pages.
    for (let index = 0; index < 45; index += 1)
      await tracker.createCampaign(`more-${index}`, { channel: "youtube", name: `More ${index}` });
  });
  for (const [daysAgo, count] of [
    [20, 40],
    [10, 25],
    [2, 60],
  ] as const)
    await onDay(tracker, daysAgo, () => come(tracker, { visits: { "on-google": count, "on-tiktok": 5 }, signups: { "on-google": 10 } }));
  await onDay(tracker, 0, () => come(tracker, { visits: { "on-instagram": 5 } }));
  const spent = [20, 10, 2].map((daysAgo) => `on-google,${dayAgo(daysAgo)},EUR,12.50,1000,30`);
  const imported = await tracker.api(
    "POST",
    "/ad-figures/import",
    ["slug,day,currency,spend,impressions,clicks", ...spent, ""].join("\n"),
    {
      "content-type": "text/csv",
    },
  );
  expect(imported.status).toBe(200);
  const link = await tracker.api<{ url: string }>("POST", "/report-links", { name: "For the board", period: "all", signups: true });
  reportPath = new URL(link.body.url).pathname;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

/** The size of an A4 page in portrait, in points. */
const A4 = [595, 842];

test.each(["/staff", "/staff/campaigns/on-google"])("%s prints on A4 in light colours, with its days and without buttons", async (path) => {
  await inBrowser(browser, tracker, ADMIN_KEY, { colorScheme: "dark" }, async (page) => {
    await page.goto(`${tracker.origin}${path}?period=all`);
    expect(await page.locator(".paper").isVisible()).toBe(false);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.setViewportSize({ width: 700, height: 1000 });
    const head = await page.locator(".paper").innerText();
    for (const text of ["Stichting Voorbeeld", " to ", "printed on", "multiple of 5"]) expect(head).toContain(text);
    for (const hidden of ["header", "button", ".period", "form", "pre", ".actions"])
      expect([hidden, await page.locator(hidden).locator("visible=true").count()]).toEqual([hidden, 0]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
    if (path === "/staff") expect(await page.locator("table.channels thead").isVisible()).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1")) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual(A4);
  });
});

test.each(["light", "dark"] as const)(
  "every page of a PDF says whose figures it has, of which days, printed when and in which groups (%s)",
  async (colorScheme) => {
    await inBrowser(browser, tracker, ADMIN_KEY, { colorScheme }, async (page) => {
      const year = new Intl.DateTimeFormat("en", { timeZone: "UTC", year: "numeric" }).format(Date.now());
      for (const [path, title, least, texts] of [
        ["/staff?period=all", "Overview", 1, ["Signupsper100visits", "Google", "TikTok", "Visitsperday"]],
        ["/staff/ads?period=all", "Compare campaigns", 2, ["Adongoogle", "More44", "€37.50"]],
        ["/staff/costs?period=all", "Costs", 1, ["€37.50", "Google"]],
        ["/staff/campaigns/on-google?period=all", "Ad on google", 1, ["Visits", "Spent", "History"]],
        ["/staff/campaigns", "Campaigns", 2, ["Adongoogle", "More44"]],
        ["/staff/groups/Spring?period=all", "Spring", 1, ["Adongoogle", "Adontiktok", "Visitsperday"]],
        [reportPath, "For the board", 1, ["Google", "Signupsper100visits"]],
      ] as const) {
        await page.goto(`${tracker.origin}${path}`);
        await page.emulateMedia({ media: "print", colorScheme });
        const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect([path, background]).toEqual([path, "rgb(255, 255, 255)"]);
        await page.emulateMedia({ media: null, colorScheme });
        const { pageTexts, text } = readPrinted(await page.pdf({ preferCSSPageSize: true, outline: false }));
        expect([path, pageTexts.length >= least]).toEqual([path, true]);
        for (const [index, one] of pageTexts.entries()) {
          for (const part of ["StichtingVoorbeeld", title, "printedon", year, "everyfigureisamultipleof5"])
            expect([path, index, part, one.includes(part.replaceAll(" ", ""))]).toEqual([path, index, part, true]);
          expect([path, index, /\d{4}to\d+/.test(one)]).toEqual([path, index, true]);
        }
        for (const part of texts) expect([path, part, text.includes(part)]).toEqual([path, part, true]);
        // What only a screen can use.
        for (const part of ["curl", "Signout", "Nederlands", "Copytable", "Pause", "CSV"])
          expect([path, part, text.includes(part)]).toEqual([path, part, false]);
      }
    });
  },
);

test("a campaign that has ended opens on all of its days, and no page denies earlier figures that there are", async () => {
  const textOf = async (path: string): Promise<string> => (await get(tracker, path, await sessionOf(tracker))).text();
  const edited = await tracker.api("PATCH", "/campaigns/on-tiktok", { endsOn: dayAgo(1) });
  expect(edited.status).toBe(200);
  const opened = await textOf("/staff/campaigns/on-tiktok");
  expect(opened).toMatch(/<a [^>]*aria-current="true"[^>]*>Since the start</);
  expect(opened).toMatch(/<dt>Visits<\/dt><dd>15</);
  // Figures of 20 and 10 days ago lie before the last seven, but not for as many days as the last thirty have before them.
  const month = await textOf("/staff?days=30");
  expect(month).toContain("too few earlier days to compare with");
  for (const period of [
    "days=7",
    "days=30",
    "days=90",
    "period=last-week",
    "period=month",
    "period=last-month",
    "period=year",
    "period=all",
  ]) {
    const page = await textOf(`/staff?${period}`);
    expect(page).toMatch(/aria-current="true"/);
    const hasEarlier = ["days=7", "days=30", "period=last-week"].includes(period);
    if (hasEarlier) expect([period, page.includes("no earlier figures<")]).toEqual([period, false]);
  }
});

test("the longest name of a shared report stays on the paper", async () => {
  const asked = { name: "Zomercampagne".repeat(7), period: "all", signups: true };
  const link = await tracker.api<{ url: string }>("POST", "/report-links", asked);
  const page = await browser.newPage({ viewport: { width: 640, height: 900 } });
  await page.goto(`${tracker.origin}${new URL(link.body.url).pathname}`);
  await page.emulateMedia({ media: "print" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.close();
});
