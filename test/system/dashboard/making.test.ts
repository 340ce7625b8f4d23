/** Making campaigns on the dashboard, in a real browser, with script and without, by clicks and by keyboard. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { browser, type Campaign, campaign, marketer, tracker } from "../setup/marketer_stand.ts";
import { discard } from "../setup/tracker.ts";

/** Presses Tab until what has the focus is called `name`: by its label or its text. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return (labels[0] ?? element)?.textContent?.trim() ?? "";
    });
    if (focused === name) return;
  }
  throw new Error(`no "${name}" is reached by Tab`);
}

const heading = (page: Page): Promise<string | null> => page.locator("h1").textContent();
const notice = (page: Page): Promise<string | null> => page.getByRole("status").textContent();

describe("an empty dashboard", () => {
  test("leads through the first campaign to its link, by keyboard alone", async () => {
    const empty = await startDashboard();
    const context = await browser.newContext({ locale: "en-GB" });
    try {
      const { key } = await keyFor(empty, "marketer");
      const page = await context.newPage();
      await page.goto(`${empty.origin}/staff`);
      await tabTo(page, "Access key");
      await page.keyboard.type(key);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${empty.origin}/staff`);
      expect(await heading(page)).toContain("Three steps");
      await tabTo(page, "Make the first campaign");
      await page.keyboard.press("Enter");
      await page.waitForURL(/new-campaign/);
      await tabTo(page, "Name");
      await page.keyboard.type("Our first ad");
      await tabTo(page, "Instagram");
      await page.keyboard.press("Space");
      await tabTo(page, "Destination");
      await page.keyboard.type("https://example.org/join");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/campaigns\/our-first-ad/);
      expect(await notice(page)).toBe("The campaign has been made.");
      expect(await page.locator("code").first().textContent()).toBe(`${empty.origin}/our-first-ad`);
      const [made] = (await empty.api<{ campaigns: Campaign[] }>("GET", "/campaigns")).body.campaigns;
      expect(made?.channel).toBe("instagram");
      await tabTo(page, "Pause");
      await page.keyboard.press("Enter");
      await page.waitForURL(/notice=paused/);
      await tabTo(page, "7 days");
      await page.keyboard.press("Enter");
      await page.waitForURL(/days=7/);
      await tabTo(page, "Sign out");
      await page.keyboard.press("Enter");
      await page.waitForURL(/signed-out/);
    } finally {
      await context.close();
      await discard(empty);
    }
  });
});

describe.each([
  ["with script", true],
  ["without script", false],
])("making a campaign %s", (_, hasScript) => {
  const prefix = hasScript ? "js" : "plain";

  test("for three channels makes three links", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} Spring: video`);
      for (const channel of ["Google", "TikTok", "Spotify"]) await page.getByLabel(channel, { exact: true }).check();
      await page.getByLabel("Destination").fill("https://example.org/spring");
      if (hasScript) {
        const links = ["google", "tiktok", "spotify"].map((channel) => `${tracker.origin}/${prefix}-spring-video-${channel}`);
        await expect.poll(() => page.locator("[data-preview] code").allTextContents(), { timeout: 10_000 }).toEqual(links);
      }
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/staff\/campaigns\?notice=created-many/);
      expect(await notice(page)).toBe("3 campaigns have been made, each with a link of its own.");
      for (const channel of ["google", "tiktok", "spotify"]) {
        expect(await campaign(`${prefix}-spring-video-${channel}`)).toMatchObject({ channel, name: `${prefix} Spring: video` });
      }
    }, hasScript);
  });

  test("says what is wrong beside each field, keeps what was typed, and makes nothing", async () => {
    await marketer(async (page) => {
      const before = JSON.stringify((await tracker.api("GET", "/campaigns")).body);
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} wrong`);
      await page.getByLabel("Destination").fill("https://example.org/?fbclid=abc");
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByRole("alert").waitFor();
      const alert = await page.getByRole("alert").textContent();
      expect(alert).toContain("Channels: choose one channel at least");
      expect(alert).toContain('Destination: contains "fbclid"');
      expect(await page.getByLabel("Destination").inputValue()).toBe("https://example.org/?fbclid=abc");
      expect(await page.getByLabel("Destination").getAttribute("aria-invalid")).toBe("true");
      if (hasScript) expect(await page.evaluate(() => document.activeElement?.id)).toBe("errors");
      expect(JSON.stringify((await tracker.api("GET", "/campaigns")).body)).toBe(before);
    }, hasScript);
  });

  test("adds a channel on the way, and goes on with what was typed", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} By post`);
      await page.getByLabel("Destination").fill("https://example.org/post");
      await page.getByText("Another channel").first().click();
      await page.getByLabel("Another channel").fill(`Poster ${prefix}`);
      await page.getByRole("button", { name: "Add" }).click();
      expect(await page.locator(".notice").textContent()).toContain(`The channel “Poster ${prefix}” has been added and ticked`);
      expect(await page.getByLabel(`Poster ${prefix}`).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/campaigns\//);
      expect(await campaign(`${prefix}-by-post`)).toMatchObject({ channel: `poster-${prefix}` });
    }, hasScript);
  });
});

test("a link that would lead back to Fivebar is refused", async () => {
  const fields = { name: "Loop", channels: "tiktok", destination: `${tracker.origin}/loop` };
  const answer = await post(tracker, "/staff/new-campaign", fields, await sessionOf(tracker));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("leads to this very Fivebar");
});
