/** What docs/ATTRIBUTION.md says of single signups and of repeated clicks, on a real tracker and in a real browser. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { NOON_ZONE } from "../setup/noon.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
/** The campaign's website. */
let site: Server;
let siteOrigin: string;

beforeAll(async () => {
  tracker = await startTracker({ TIME_ZONE: NOON_ZONE });
  browser = await launchBrowser();
  site = createServer((_, response) => response.end("The petition"));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await discard(tracker);
});

describe("a signup is attributed", () => {
  async function isAttributed(campaign: string | null): Promise<boolean> {
    return (await tracker.api<{ attributed: boolean }>("POST", "/signups", { campaign, test: true })).body.attributed;
  }

  test("to a campaign that was paused or ended after the click", async () => {
    await tracker.createCampaign("now-paused");
    await tracker.api("PATCH", "/campaigns/now-paused", { status: "paused" });
    await tracker.createCampaign("now-ended", { endsOn: "2020-01-01" });
    expect([await isAttributed("now-paused"), await isAttributed("now-ended")]).toEqual([true, true]);
  });

  test("to none without a code, with a made-up one, and with that of an archived campaign", async () => {
    await tracker.createCampaign("archived");
    await tracker.api("DELETE", "/campaigns/archived");
    expect([await isAttributed(null), await isAttributed("made-up"), await isAttributed("archived")]).toEqual([false, false, false]);
  });

  test("to the second of two ads: its code takes the place of the first one's", async () => {
    await tracker.createCampaign("second", { destination: "https://example.org/?c=first&x=1" });
    expect((await tracker.visit("/second?c=first")).headers.get("location")).toBe("https://example.org/?x=1&c=second#");
  });

  test("to none after a click on the link of a campaign that is paused: its redirect has no code", async () => {
    await tracker.createCampaign("idle", { destination: "https://example.org/?c=first" });
    await tracker.api("PATCH", "/campaigns/idle", { status: "paused" });
    expect((await tracker.visit("/idle")).headers.get("location")).toBe("https://example.org/#");
  });
});

test("with countRepeats: false a browser's repeats of one address count once, and each click id counts again", async () => {
  await tracker.createCampaign("poster", { countRepeats: false, destination: `${siteOrigin}/petition` });
  const context = await browser.newContext({ userAgent: BROWSER });
  try {
    const page = await context.newPage();
    for (let n = 0; n < 10; n += 1) await page.goto(`${tracker.origin}/poster`);
    expect(page.url()).toBe(`${siteOrigin}/petition?c=poster#`);
    for (let n = 0; n < 4; n += 1) await page.goto(`${tracker.origin}/poster?fbclid=${n}`);
  } finally {
    await context.close();
  }
  // A stop sends off all that was counted: one for the address, four for the click ids. Were the repeats counted, it would be 10.
  await tracker.stop();
  await tracker.start();
  expect((await tracker.report()).totals.visits).toBe(5);
});
