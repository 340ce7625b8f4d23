/** Each of the platforms' sample files through the pages in a real browser: what they say is what the reader of files says. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, OCTOBER, sample, samplesIn } from "../../domain/ad_figures/sample.ts";
import { launchBrowser } from "../setup/browser.ts";
import { inBrowser, keyFor, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const SLUGS = ["ig-verhaal", "ig-reel", "gg-zoek", "gg-display", "yt-kijk", "tt-dans", "tt-duet", "sp-audio", "li-brief", "pi-bord"];
const SAMPLES = join(import.meta.dirname, "../../domain/ad_figures/samples");
const FOLDERS = ["meta", "google", "youtube", "tiktok", "spotify", "linkedin", "pinterest", "ga4", "fivebar", "refuse"];

let tracker: Tracker;
let browser: Browser;
let key: string;

beforeAll(async () => {
  tracker = await startDashboard();
  browser = await launchBrowser();
  ({ key } = await keyFor(tracker, "marketer"));
  for (const slug of SLUGS) await tracker.createCampaign(slug);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

async function press(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: button, exact: true }).click();
  await loaded;
}

/** What there is to say to a file that leaves it open. */
const answerTo = (code: string) => (code === "no-currency" ? { currency: "EUR" } : code === "no-period" ? OCTOBER : {});

/** Says it on the page. */
async function answer(page: Page, code: string): Promise<void> {
  if (code === "no-currency") await page.getByLabel("Currency").fill("EUR");
  if (code === "no-period") {
    await page.getByLabel("First day").fill(OCTOBER.from ?? "");
    await page.getByLabel("Last day").fill(OCTOBER.to ?? "");
  }
  await press(page, "Next");
}

/** Gives the file and answers what is asked; whether the page then reads it. */
async function give(page: Page, name: string): Promise<boolean> {
  await page.goto(`${tracker.origin}/staff/costs/import`);
  await page.getByLabel("File", { exact: true }).setInputFiles(join(SAMPLES, name));
  await press(page, "Next");
  const code = codeOf(sample(name));
  if (code === "read") return true;
  expect((await page.getByRole("alert").innerText()).length, name).toBeGreaterThan(20);
  if (codeOf(sample(name), answerTo(code)) !== "read") return false;
  await answer(page, code);
  return true;
}

test.each(FOLDERS)("the files of %s", async (folder) => {
  await inBrowser(browser, tracker, key, {}, async (page) => {
    for (const name of samplesIn(folder)) {
      if (!(await give(page, name))) continue;
      if (await page.getByText("Step 2 of 4").isVisible()) await press(page, "Next");
      expect(await page.locator("main .lead").innerText(), name).toMatch(/^Step 3 of 4/);
      if ((await page.getByRole("button", { name: "Store these figures" }).count()) === 0) continue;
      await press(page, "Store these figures");
      expect(await page.getByRole("status").first().innerText(), name).toMatch(/^Stored: \d+ figures? changed\.$/);
    }
  });
});
