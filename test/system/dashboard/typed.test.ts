/** Another language is another page, and a form that is sent after its session ended leads back to its page, signed in. */
import { beforeAll, describe, expect, test } from "vitest";
import { inBrowser, post } from "../setup/dashboard.ts";
import { browser, fillCampaign, key, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

marketerStand();

beforeAll(async () => {
  await tracker.createCampaign("budget", { spec: { budgetEuros: 12.5, regions: ["Utrecht", "Gelderland"] }, notes: "two\nlines" });
});

const slugs = async (): Promise<string[]> =>
  (await tracker.api<{ campaigns: { slug: string }[] }>("GET", "/campaigns")).body.campaigns.map(({ slug }) => slug);

describe("the other language", () => {
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
  test("does nothing, says so, and leads back to its page", async () => {
    await marketer(async (page) => {
      await fillCampaign(page, `Too late ${hasScript}`, ["TikTok"]);
      await page.context().clearCookies();
      await page.getByRole("button", { name: "Create" }).click();
      expect(await page.getByRole("status").textContent()).toContain("Your session is over");
      await page.getByLabel("Access key").fill(key);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/\/staff\/new-campaign\?notice=undone/);
      expect(await page.getByRole("status").textContent()).toContain("nothing has been done");
      expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("");
      expect(await slugs()).not.toContain(`too-late-${hasScript}-tiktok`);
    }, hasScript);
  });
});

test.each([
  ["/staff/new-campaign", "/staff/new-campaign"],
  ["/staff/import", "/staff/import"],
  ["/staff/campaigns/budget/edit", "/staff/campaigns/budget/edit"],
  ["/staff/campaigns/budget/archive", "/staff/campaigns/budget/archive"],
  ["/staff/campaigns/budget/status", "/staff/campaigns/budget"],
  ["/staff/settings/keys", "/staff/settings"],
  ["/staff/settings/members/x@example.org/remove", "/staff/settings"],
])("without a session a form to %s is not read: it leads to signing in, and from there to %s", async (path, back) => {
  const answer = await post(tracker, path, { name: "<typed>" }, "");
  expect(answer.status).toBe(303);
  const to = new URL(answer.headers.get("location") ?? "", tracker.origin);
  expect([to.pathname, to.searchParams.get("next")]).toEqual(["/staff/sign-in", `${back}?notice=undone`]);
  expect(await answer.text()).toBe("");
});
