/** What the tests of a marketer's pages stand on: a tracker, a browser, and the key of a marketer. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { inBrowser, keyFor, startDashboard } from "./dashboard.ts";
import { discard, type Tracker } from "./tracker.ts";

export let tracker: Tracker;
export let browser: Browser;
/** Noor's. */
export let key: string;

/** Starts all of it for the tests of the file that calls this, and ends it after them. */
export function marketerStand(): void {
  beforeAll(async () => {
    tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
    ({ key } = await keyFor(tracker, "marketer", "Noor"));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await discard(tracker);
  });
}

export interface Campaign {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  readonly status: string;
  readonly version: number;
}

export async function campaign(slug: string): Promise<Campaign> {
  return (await tracker.api<Campaign>("GET", `/campaigns/${slug}`)).body;
}

/** Does something in a browser in which Noor is signed in. */
export const marketer = <T>(look: (page: Page) => Promise<T>, javaScriptEnabled = true): Promise<T> =>
  inBrowser(browser, tracker, key, { javaScriptEnabled }, look);

/** Fills in what a new campaign needs, and does not send it. */
export async function fillCampaign(page: Page, name: string, channels: readonly string[]): Promise<void> {
  await page.goto(`${tracker.origin}/staff/new-campaign`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  for (const channel of channels) await page.getByLabel(channel, { exact: true }).check();
  await page.getByLabel("Destination").fill("https://example.org/join");
}
