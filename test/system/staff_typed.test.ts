/** What was typed and not sent is not lost by another language or the end of a session. */
import { beforeAll, describe, expect, test } from "vitest";
import { inBrowser } from "./setup/dashboard.ts";
import { browser, fillCampaign, key, marketer, tracker } from "./setup/marketer_stand.ts";
import { ADMIN_KEY } from "./setup/tracker.ts";

beforeAll(async () => {
  await tracker.createCampaign("budget", { spec: { budgetEuros: 12.5, regions: ["Utrecht", "Gelderland"] }, notes: "two\nlines" });
});

type Campaigns = { campaigns: { slug: string }[] };
const campaigns = async () => (await tracker.api<Campaigns>("GET", "/campaigns")).body.campaigns;
const slugs = async (): Promise<string[]> => (await campaigns()).map(({ slug }) => slug);

describe.each([
  ["with script", true],
  ["without script", false],
])("the other language, %s", (_, hasScript) => {
  test("shows a new campaign as it is typed so far, and makes nothing until it is told to", async () => {
    await marketer(async (page) => {
      const name = `Half done ${hasScript}`;
      await fillCampaign(page, name, ["Google", "Spotify"]);
      const before = await campaigns();
      await page.getByRole("button", { name: "Nederlands" }).click();
      await page.locator('html[lang="nl"]').waitFor();
      expect(await page.getByLabel("Naam", { exact: true }).inputValue()).toBe(name);
      expect(await page.locator("input:checked[name=channels]").evaluateAll((all) => all.map((box) => box.getAttribute("value")))).toEqual([
        "google",
        "spotify",
      ]);
      await page.getByLabel("Naam", { exact: true }).fill(`${name}, once more`);
      await page.getByRole("button", { name: "English" }).click();
      await page.locator('html[lang="en"]').waitFor();
      expect(await campaigns()).toEqual(before);
      // Enter sends the form; it does not press the button for the language, which stands before it.
      await page.getByLabel("Name", { exact: true }).press("Enter");
      await page.waitForURL(/created-many/);
      expect(await slugs()).toContain(`half-done-${hasScript}-once-more-google`);
    }, hasScript);
  });

  test("shows a campaign's changes as they are typed so far, and changes nothing", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/budget/edit`);
      await page.getByLabel("Name", { exact: true }).fill("Half changed");
      const before = await campaigns();
      await page.getByRole("button", { name: "Nederlands" }).click();
      await page.locator('html[lang="nl"]').waitFor();
      expect(await page.getByLabel("Naam", { exact: true }).inputValue()).toBe("Half changed");
      expect(await campaigns()).toEqual(before);
    }, hasScript);
  });
});

describe("the other language of an answer", () => {
  test("shows a form that was answered with what was typed, and makes nothing", async () => {
    for (const [path, button] of [
      ["/staff/new-campaign", "Create"],
      ["/staff/campaigns/budget/edit", "Save"],
    ] as const) {
      await marketer(async (page) => {
        const before = await campaigns();
        await page.goto(`${tracker.origin}${path}`);
        await page.getByLabel("Name", { exact: true }).fill("Typed before");
        await page.getByLabel("Destination").fill("https://example.org/?fbclid=x");
        await page.getByRole("button", { name: button }).click();
        await page.getByRole("alert").waitFor();
        await page.getByRole("button", { name: "Nederlands" }).click();
        await page.locator('html[lang="nl"]').waitFor();
        expect(await page.getByLabel("Naam", { exact: true }).inputValue()).toBe("Typed before");
        expect(await page.getByLabel("Bestemming").inputValue()).toBe("https://example.org/?fbclid=x");
        expect(await campaigns()).toEqual(before);
      });
    }
  });

  test("shows a preview of the same file", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page.getByLabel("Or paste").fill("name,channel,destination\nIn two languages,tiktok,https://example.org/a");
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("button", { name: "Nederlands" }).click();
      await page.locator('html[lang="nl"]').waitFor();
      expect(await page.locator("tbody").innerText()).toContain("In two languages");
      expect(await slugs()).not.toContain("in-two-languages");
    });
  });

  test("is found from each answer to a form, and not offered where a key is shown once", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/budget`);
      await page.getByRole("button", { name: "Test signup" }).click();
      await page.getByRole("link", { name: "Nederlands" }).click();
      await page.waitForURL(/campaigns\/budget\?lang=nl/);
      await page.goto(`${tracker.origin}/staff/settings?lang=en`);
      await page.getByLabel("Name").fill("Noor");
      await page.getByLabel(/^Website/).check();
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByRole("alert").waitFor();
      await page.getByRole("link", { name: "Nederlands" }).click();
      await page.waitForURL(/settings\?lang=nl/);
      await page.goto(`${tracker.origin}/staff/settings?lang=en`);
      await page.getByLabel("Name").fill("Shown once here");
      await page.getByLabel(/^Website/).check();
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByText("Copy it now").waitFor();
      expect(await page.getByText("Nederlands").count()).toBe(0);
    });
  });
});

describe.each([
  ["with script", true],
  ["without script", false],
])("a form that is sent after its session ended, %s", (_, hasScript) => {
  test("says so, keeps what was typed, and sends it when it is told to", async () => {
    await marketer(async (page) => {
      const name = `Kept ${hasScript}`;
      await fillCampaign(page, name, ["TikTok", "Google"]);
      await page.context().clearCookies();
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByLabel("Access key").waitFor();
      expect(await page.getByRole("status").textContent()).toContain("Your session is over");
      await page.getByLabel("Access key").fill("a wrong key");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("status").textContent()).toContain("What you typed is kept");
      await page.getByRole("button", { name: "Nederlands" }).click();
      await page.getByRole("button", { name: "English" }).click();
      await page.locator('html[lang="en"]').waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
      await page.getByLabel("Access key").fill(key);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Send it now" }).waitFor();
      expect(await slugs()).not.toContain(`kept-${hasScript}-tiktok`);
      await page.getByRole("button", { name: "Send it now" }).click();
      await page.waitForURL(/created-many/);
      expect(await slugs()).toEqual(expect.arrayContaining([`kept-${hasScript}-tiktok`, `kept-${hasScript}-google`]));
    }, hasScript);
  });
});
