/** Signing in at the organisation's identity provider in a real browser, to which the provider is another site. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { type IdentityProvider, startIdentityProvider } from "../setup/identity_provider.ts";
import { settingsFor } from "../setup/openid_settings.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let office: IdentityProvider;
let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  // `localhost` and `127.0.0.1` are two sites, so cookies are kept apart as they are between two organisations.
  office = await startIdentityProvider("localhost");
  tracker = await startDashboard(settingsFor(office.issuer));
  office.open([tracker.origin]);
  office.person = { email: "noor@example.org", email_verified: true };
  office.asks = true;
  await post(tracker, "/staff/settings/members", { email: "noor@example.org", role: "admin" }, await sessionOf(tracker));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
  await office.close();
});

test.each([
  ["nl", true, "Inloggen met je werkaccount", "Uitloggen", "Ook bij"],
  ["en", false, "Sign in with your work account", "Sign out", "Sign out at"],
])("in %s, with script: %s: there, back to the page asked for, and out again", async (locale, javaScriptEnabled, button, out, outThere) => {
  const context = await browser.newContext({ locale, javaScriptEnabled, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${tracker.origin}/staff/campaigns?search=x`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("link", { name: button }).click();
  await page.getByRole("button", { name: "Continue as Noor" }).click();
  await page.locator("input[type=search]").waitFor();
  expect(page.url()).toBe(`${tracker.origin}/staff/campaigns?search=x`);
  expect(await page.locator("header .who").textContent()).toContain("noor@example.org");
  const kept = (await context.cookies()).filter(({ name }) => name.startsWith("__Host-fivebar"));
  expect(kept.map(({ name, sameSite }) => [name, sameSite])).toEqual([["__Host-fivebar", "Strict"]]);
  await page.getByRole("button", { name: out }).click();
  const link = page.getByRole("link", { name: outThere });
  await link.waitFor();
  await link.click();
  await page.waitForURL((url) => url.origin === office.issuer);
  expect(new URL(page.url()).pathname).toBe("/session/end");
  await context.close();
});

test("axe finds nothing on the sign-in page with the button, and on the page for somebody who is no member", async () => {
  for (const locale of ["nl", "en"]) {
    const context = await browser.newContext({ locale, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${tracker.origin}/staff/sign-in?notice=signed-out-here`);
    expect(await complaints(page)).toEqual([]);
    office.person = { email: "stranger@example.org", email_verified: true };
    await page.locator("main a.btn").click();
    await page.getByRole("button", { name: "Continue as Noor" }).click();
    await page.getByText("stranger@example.org").waitFor();
    expect(await complaints(page)).toEqual([]);
    office.person = { email: "noor@example.org", email_verified: true };
    await context.close();
  }
});
