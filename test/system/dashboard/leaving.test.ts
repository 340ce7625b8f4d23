/** Whoever leaves a page with something typed and not sent is asked first, and nobody else is. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { inBrowser } from "../setup/dashboard.ts";
import { browser, fillCampaign, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

marketerStand();

beforeAll(async () => {
  await tracker.createCampaign("known", { spec: { budgetEuros: 12.5, regions: ["Utrecht", "Gelderland"] }, notes: "two\nlines" });
});

describe("leaving a page", () => {
  /** Follows a link of the page; tells whether the browser asked first. Whoever is asked stays. */
  async function asks(page: Page, link = "Overview"): Promise<boolean> {
    const kinds: string[] = [];
    const stay = page.waitForEvent("dialog").then(async (dialog) => {
      kinds.push(dialog.type());
      await dialog.dismiss();
    });
    const left = page.waitForEvent("framenavigated");
    for (const end of [stay, left]) end.catch(() => undefined);
    await page.getByRole("link", { name: link, exact: true }).click({ noWaitAfter: true });
    await Promise.race([stay, left]);
    return kinds.includes("beforeunload");
  }

  /** Each fills in something that is stored once it is sent. */
  const TYPED: readonly (readonly [name: string, fill: (page: Page) => Promise<unknown>])[] = [
    ["a name", (page) => page.locator("#f-name").pressSequentially("A")],
    ["a channel", (page) => page.getByLabel("Google", { exact: true }).check()],
    [
      "a note",
      async (page) => {
        await page.getByText("Dates, group and counting").click();
        await page.locator("#f-notes").pressSequentially("n");
      },
    ],
  ];

  test.each(TYPED)("asks first where %s is typed and not sent", async (_, fill) => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await fill(page);
      expect(await asks(page)).toBe(true);
      await page.getByRole("button", { name: "Create" }).waitFor();
    });
  });

  test("asks first where a form was refused, and before the other language", async () => {
    await marketer(async (page) => {
      await fillCampaign(page, "Refused", []);
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByRole("alert").waitFor();
      expect(await asks(page)).toBe(true);
      expect(await asks(page, "Nederlands")).toBe(true);
    });
  });

  test("asks first where another form of the page is sent", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.getByLabel("Name").pressSequentially("Half a key");
      const asked = page.waitForEvent("dialog");
      const click = page.getByRole("button", { name: "Sign out" }).click({ noWaitAfter: true });
      await (await asked).dismiss();
      await click;
      expect(await page.getByLabel("Name").inputValue()).toBe("Half a key");
    });
  });

  test("does not ask where nothing is typed, it was taken back, is looked for only, or is sent", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByRole("link", { name: "Nederlands" }).click();
      await page.getByRole("link", { name: "English" }).click();
      await page.locator('html[lang="en"]').waitFor();
      expect(await asks(page)).toBe(false);
      await page.goto(`${tracker.origin}/staff/campaigns/known/edit`);
      await page.getByRole("link", { name: "Nederlands" }).click();
      await page.getByRole("link", { name: "English" }).click();
      await page.locator('html[lang="en"]').waitFor();
      expect(await asks(page)).toBe(false);
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.locator("#f-name").pressSequentially("A");
      await page.keyboard.press("Backspace");
      expect(await asks(page)).toBe(false);
      await page.goto(`${tracker.origin}/staff/campaigns`);
      await page.getByLabel("Search").pressSequentially("known");
      expect(await asks(page)).toBe(false);
      await page.goto(`${tracker.origin}/staff/sign-in`);
      await page.getByLabel("Access key").pressSequentially("half a key");
      expect(await asks(page, "Fivebar")).toBe(false);
      await fillCampaign(page, "Sent at last", ["TikTok"]);
      page.on("dialog", (dialog) => expect.unreachable(dialog.type()));
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/notice=created/);
    });
  });
});
