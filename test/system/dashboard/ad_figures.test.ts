/** A platform's file through the dashboard: the steps, the words at each, and the figures where they show afterwards. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTable } from "../../../src/domain/tables/table.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
let key: string;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  browser = await launchBrowser();
  ({ key } = await keyFor(tracker, "marketer"));
  for (const slug of ["ig-story", "ig-reel"]) await tracker.createCampaign(slug, { channel: "instagram", spec: { budgetEuros: 500 } });
  for (let visit = 0; visit < 40; visit += 1) await tracker.visit("/ig-story");
  await tracker.api("POST", "/signups", { campaign: "ig-story", count: 25 });
  await tracker.reportWhen(({ totals }) => totals.visits === 40);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const today = (): string => new Date().toLocaleDateString("sv", { timeZone: "Europe/Amsterdam" });
const meta = (name: string, spend: string) =>
  `"Campaign name",Day,Impressions,"Amount spent (EUR)","Link clicks","Reporting starts","Reporting ends"\n"${name}",${today()},3520,${spend},100,${today()},${today()}\n`;

async function give(page: Page, text: string): Promise<void> {
  await page.goto(`${tracker.origin}/staff/costs/import`);
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "export.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Next" }).click();
}

test.each([
  ["with script", true, "ig-story | Autumn", "50.00"],
  ["without script", false, "ig-story | Winter", "60.00"],
])("a file goes from step to step, %s", async (_, javaScriptEnabled, name, spend) => {
  await inBrowser(browser, tracker, key, { javaScriptEnabled }, async (page) => {
    await page.goto(`${tracker.origin}/staff/costs/import`);
    expect(await page.locator("main").innerText()).toContain("Do not open it in a spreadsheet first");
    await page.getByText("How to export from each platform").click();
    expect(await page.locator("main").innerText()).toContain("Columns: add Link clicks");
    await give(page, meta(name, spend));
    expect(await page.locator("main .lead").innerText()).toBe("Step 2 of 4: Match campaigns");
    expect(await page.getByLabel(name).inputValue()).toMatch(/:ig-story$/);
    await page.getByRole("button", { name: "Next" }).click();
    expect(await page.locator("main .lead").innerText()).toBe("Step 3 of 4: Changes");
    expect(await page.locator("main").innerText()).toContain(`€${spend}`);
    expect((await tracker.api<{ rows: { spend: number }[] }>("GET", "/costs")).body.rows[0]?.spend ?? 0).not.toBe(Number(spend) + 50);
    await page.getByRole("button", { name: "Store these figures" }).click();
    expect(await page.getByRole("status").first().innerText()).toBe("Stored: 1 figure changed.");
  });
});

test("the same file again has nothing to store, and what it changed can be undone by keyboard", async () => {
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await give(page, meta("ig-story | Winter", "60.00"));
    expect(await page.locator("main").innerText()).toContain("0 changes");
    expect(await page.getByRole("button", { name: "Store these figures" }).count()).toBe(0);
    await page.goto(`${tracker.origin}/staff/costs`);
    await page.getByRole("link", { name: /^Undo/ }).first().press("Enter");
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    expect(await page.getByRole("status").first().innerText()).toBe("The import was undone.");
    const { body } = await tracker.api<{ rows: { spend: number }[] }>("GET", "/costs");
    expect(body.rows).toMatchObject([{ spend: 50 }]);
  });
});

test("what a file leaves open is asked, with the file kept", async () => {
  const ambiguous = `slug,day,currency,spend,impressions,clicks\nig-reel,2026-10-01,EUR,"1,234","3,520",38\nig-reel,2026-10-02,EUR,"1,207","3,604",41\n`;
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await give(page, ambiguous);
    expect(await page.getByRole("alert").innerText()).toContain("Choose below which sign stands before the cents");
    await page.getByLabel("Which sign stands before the cents?").selectOption(".");
    await page.getByRole("button", { name: "Next" }).click();
    expect(await page.locator("main").innerText()).toContain("€2,441.00");
  });
});

test("a file about persons is refused in words, and none of it is on the page", async () => {
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await give(page, "id,created_time,email,full_name,phone_number\n1,2026-10-01,anna@example.org,Anna Example,0612345678\n");
    const text = await page.locator("main").innerText();
    expect(text).toContain("This is not right yet");
    expect(text).toContain("about persons");
    expect(await page.content()).not.toMatch(/anna@|Anna Example|0612345678/);
  });
});

test("a file that is too large is refused with its own limit", async () => {
  const headers = {
    cookie: await sessionOf(tracker, key),
    origin: tracker.origin,
    "sec-fetch-site": "same-origin",
    "accept-language": "en",
  };
  const body = new FormData();
  body.set("file", new File(["x".repeat(1_100_000)], "export.csv"));
  const answer = await fetch(`${tracker.origin}/staff/costs/import`, { method: "POST", headers, body });
  expect([answer.status, (await answer.text()).includes("at most 1024 kB")]).toEqual([413, true]);
});

describe("what it cost", () => {
  test("shows on the overview, in the list, on the campaign's page and on a page of its own", async () => {
    await inBrowser(browser, tracker, key, {}, async (page) => {
      for (const path of ["/staff", "/staff/campaigns", "/staff/campaigns/ig-story", "/staff/costs"]) {
        await page.goto(`${tracker.origin}${path}`);
        const text = await page.locator("main").innerText();
        for (const shown of ["€50.00", "€1.25", "€2.00"]) expect(text, path).toContain(shown);
      }
      await page.goto(`${tracker.origin}/staff/campaigns/ig-story`);
      const text = await page.locator("main").innerText();
      for (const shown of [
        "€50.00 of a budget of €500",
        "100 clicks, says the platform; 40 visits here",
        "Fewer than half of the clicks",
        "known through",
      ])
        expect(text).toContain(shown);
    });
  });

  test("comes as a file for spreadsheets, with names, days and the signs of the reader's language, and as a workbook with the same cells", async () => {
    const cookie = await sessionOf(tracker, key);
    const fetched = (path: string, language: string) => get(tracker, path, cookie, { "accept-language": language });
    const dutch = await fetched("/staff/costs.csv?days=7&by=campaign", "nl");
    expect(dutch.headers.get("content-disposition")).toMatch(/filename="fivebar-kosten-per-campagne-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv"/);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await dutch.arrayBuffer());
    expect(text).toMatch(/^\ufeffVan;Tot en met;Kanaal;Campagne;Code;Valuta;Besteed;/);
    expect(text).toMatch(/;Instagram;ig-story;ig-story;EUR;50;1;3520;100;40;25;1,25;2;/);
    expect(await (await fetched("/staff/costs.csv?days=7&by=campaign", "en")).text()).toMatch(/,ig-story,EUR,50,1,3520,100,40,25,1\.25,2,/);
    const workbook = await fetched("/staff/costs.xlsx?days=7&by=campaign", "nl");
    const options = { isKnown: (name: string) => name === "Van", maxRows: 100, maxColumns: 20 };
    const table = readTable(new Uint8Array(await workbook.arrayBuffer()), options);
    const cells = table.ok ? table.value.rows.map((row) => row.cells.slice(2, 13).join(";")) : [];
    expect(cells).toContain("Instagram;ig-story;ig-story;EUR;50;1;3520;100;40;25;1.25");
  });

  test.each([1_280, 390])("is without complaint and no wider than the window at %i pixels, in both languages", async (width) => {
    for (const locale of ["nl", "en-GB"]) {
      await inBrowser(browser, tracker, key, { viewport: { width, height: 800 }, locale }, async (page) => {
        for (const path of [
          "/staff",
          "/staff/campaigns",
          "/staff/campaigns/ig-story",
          "/staff/costs?by=campaign",
          "/staff/costs/import",
          "/staff/costs/units",
        ]) {
          await page.goto(`${tracker.origin}${path}`);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
            `${path} ${locale}`,
          ).toBeLessThanOrEqual(0);
          expect(await complaints(page), `${path} ${locale}`).toEqual([]);
        }
      });
    }
  });
});
