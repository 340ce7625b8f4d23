/** What staff do with a campaign on its page, with script and without: change, pause, archive, and see whether it works. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { get, sessionOf } from "../setup/dashboard.ts";
import { campaign, key, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";

marketerStand();

const heading = (page: Page): Promise<string | null> => page.locator("h1").textContent();

describe.each([
  ["with script", true],
  ["without script", false],
])("a campaign %s", (_, hasScript) => {
  const prefix = hasScript ? "js" : "plain";

  test("is changed, and the history names who, when and what", async () => {
    const slug = `${prefix}-to-edit`;
    await tracker.createCampaign(slug, { name: "Before", spec: { published: true, paidBy: "Us" } });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("link", { name: "Edit" }).click();
      await page.getByLabel("Name", { exact: true }).fill("After");
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
      expect(await heading(page)).toBe("After");
      const row = page.getByRole("row").filter({ hasText: "changed" });
      expect(await row.locator("td").nth(1).textContent()).toBe("Noor");
      expect(await row.locator("small").allTextContents()).toEqual(["Name: from Before to After"]);
      const when = (await row.locator("td").first().textContent()) ?? "";
      const shown = (ms: number): string =>
        new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", dateStyle: "medium", timeStyle: "short" }).format(ms);
      expect([shown(Date.now()), shown(Date.now() - 60_000)]).toContain(when);
    }, hasScript);
  });

  test("is paused and resumed", async () => {
    const slug = `${prefix}-pausing`;
    await tracker.createCampaign(slug);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.waitForURL(/notice=paused/);
      expect((await campaign(slug)).status).toBe("paused");
      await page.getByRole("button", { name: "Resume" }).click();
      await page.waitForURL(/notice=resumed/);
      expect((await campaign(slug)).status).toBe("live");
    }, hasScript);
  });

  test("is archived after a question, and not before", async () => {
    const slug = `${prefix}-archiving`;
    await tracker.createCampaign(slug);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("link", { name: "Archive" }).click();
      // Campaigns of several channels have one name.
      expect(await page.locator("main p").first().innerText()).toMatch(new RegExp(`TikTok\\s+/${slug}$`));
      expect((await campaign(slug)).status).toBe("live");
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByRole("link", { name: "Archive" }).click();
      await page.getByRole("button", { name: "Yes, archive" }).click();
      await page.waitForURL(/notice=archived/);
    }, hasScript);
    expect((await tracker.api("GET", `/campaigns/${slug}`)).status).toBe(404);
    const page = await (await get(tracker, `/staff/campaigns/${slug}`, await sessionOf(tracker))).text();
    expect([page.includes("Archived on"), page.includes(`/staff/archived/${slug}/restore`)]).toEqual([true, true]);
  });
});

describe("a campaign", () => {
  test("of whose plan one part is changed has that part in its history, and no other", async () => {
    const spec = { published: true, description: "Short films", ageFrom: 18, regions: ["Utrecht"], paidBy: "Us" };
    await tracker.createCampaign("planned", { spec });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/planned/edit`);
      await page.locator("#f-spec-ageFrom").fill("21");
      await page.locator("#f-spec-paidBy").fill("");
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
      const row = page.getByRole("row").filter({ hasText: "changed" });
      expect(await row.locator("small").allTextContents()).toEqual(["Age from: from 18 to 21", "Paid for by: from Us to none"]);
    });
  });

  test("keeps in its history what was there before, with days in the reader's form and channels by name", async () => {
    await tracker.createCampaign("told", { endsOn: "2199-05-01" });
    const change = { endsOn: "2199-06-02", destination: "https://example.org/new", channel: "google", group: "Spring", name: "told" };
    await tracker.api("PATCH", "/campaigns/told", change);
    await tracker.api("PATCH", "/campaigns/told", { endsOn: null, notes: "Moved" });
    const lines = async (language: string): Promise<string[]> => {
      const page = await (await get(tracker, `/staff/campaigns/told?lang=${language}`, await sessionOf(tracker))).text();
      const [table = ""] = /<table class="history".*?<\/table>/s.exec(page) ?? [];
      return [...table.matchAll(/<small>(.*?)<\/small>/g)].map(([, text = ""]) => text);
    };
    expect(await lines("en")).toEqual([
      "Last day: from 2 June 2199 to none",
      "Notes: Moved",
      "Channel: from TikTok to Google",
      "Destination: from https://example.org/ to https://example.org/new",
      "Last day: from 1 May 2199 to 2 June 2199",
      "Group: Spring",
      // From when it was made.
      "Each link is for an ad: yes",
    ]);
    expect((await lines("nl"))[4]).toBe("Laatste dag: van 1 mei 2199 naar 2 juni 2199");
  });

  test("is not paused by a button that was pressed after the session, which is said after signing in again", async () => {
    await tracker.createCampaign("not-paused");
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/not-paused`);
      await page.context().clearCookies();
      await page.getByRole("button", { name: "Pause" }).click();
      await page.waitForURL(/\/staff\/sign-in\?/);
      // What was pressed is not carried along, only where: nobody else's sign-in can do it.
      expect(await page.locator("main input[type=hidden]").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name))).toEqual([
        "next",
      ]);
      await page.locator("#f-key").fill(key);
      await page.locator("main button[type=submit]").last().click();
      await page.waitForURL(/campaigns\/not-paused/);
      const told = "Your session was over when you sent this, so nothing has been done. Do it once more.";
      expect(await page.getByRole("status").textContent()).toBe(told);
      expect((await campaign("not-paused")).status).toBe("live");
      await page.getByRole("button", { name: "Pause" }).click();
      await expect.poll(async () => (await campaign("not-paused")).status).toBe("paused");
    });
  });

  test("for several channels names the others, on its page and in the list, and no campaign that leads elsewhere", async () => {
    const family = { name: "Family", destination: "https://example.org/family" };
    await tracker.createCampaign("family-google", { ...family, channel: "google" });
    await tracker.createCampaign("family-spotify", { ...family, channel: "spotify" });
    await tracker.createCampaign("family-youtube", { ...family, channel: "youtube" });
    await tracker.createCampaign("family-elsewhere", { ...family, channel: "tiktok", destination: "https://example.org/elsewhere" });
    await tracker.api("DELETE", "/campaigns/family-youtube");
    await marketer(async (page) => {
      const also = page.locator(".also");
      await page.goto(`${tracker.origin}/staff/campaigns/family-google`);
      expect(await also.allInnerTexts()).toEqual([expect.stringMatching(/^Also on\s+Spotify$/)]);
      await also.getByRole("link", { name: "Spotify" }).click();
      await page.waitForURL(/family-spotify/);
      expect(await also.innerText()).toMatch(/^Also on\s+Google$/);
      await page.goto(`${tracker.origin}/staff/campaigns/family-elsewhere`);
      expect(await also.count()).toBe(0);
      // One that the filter leaves out is named all the same.
      await page.goto(`${tracker.origin}/staff/campaigns?search=family&channel=google`);
      expect(await page.locator("tbody tr").count()).toBe(1);
      expect(await also.getByRole("link").getAttribute("href")).toBe("/staff/campaigns/family-spotify");
    });
  });

  test("that is saved without a change stays at its version", async () => {
    await tracker.createCampaign("same", {
      thanksUrl: "https://example.org/thanks",
      spec: { regions: ["Utrecht", "Gelderland"], budgetEuros: 12.5 },
    });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/same/edit`);
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
    });
    expect((await campaign("same")).version).toBe(1);
  });

  test("shows that it works without counting anything", async () => {
    await tracker.createCampaign("working", { destination: "https://example.org/join?lang=en" });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/working`);
      await page.getByRole("button", { name: "Test signup" }).click();
      expect(await heading(page)).toBe("Fivebar knows this code");
      await page.getByRole("link", { name: "Back" }).click();
      await page.getByRole("link", { name: "Test visit" }).click();
      expect(await page.locator("dd code").allTextContents()).toEqual([
        `${tracker.origin}/working?fbclid=IwAR0a1b2c3`,
        // Without the empty fragment at the end, which says nothing to a marketer.
        (await tracker.visit("/working?fbclid=IwAR0a1b2c3")).headers.get("location")?.replace(/#$/, ""),
      ]);
    });
    for (let visit = 0; visit < 4; visit += 1) await tracker.visit("/working");
    // Five visits: four of now, and the one that the test itself made to compare with. The test visit is none of them.
    const { rows } = await tracker.reportWhen(
      ({ rows: all }) => all.some(({ campaign: slug, visits }) => slug === "working" && visits === 5),
      "?by=campaign",
    );
    expect(rows.find(({ campaign: slug }) => slug === "working")).toMatchObject({ visits: 5, signups: 0 });
    for (let visit = 0; visit < 4; visit += 1) await tracker.visit("/working");
    await tracker.createCampaign("after");
    for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/after");
    const later = await tracker.reportWhen(
      ({ rows: all }) => all.some(({ campaign: slug, visits }) => slug === "after" && visits === 5),
      "?by=campaign",
    );
    expect(later.rows.find(({ campaign: slug }) => slug === "working")?.visits).toBe(5);
  });
});
