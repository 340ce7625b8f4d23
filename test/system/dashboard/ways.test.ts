/** Ways through the dashboard that staff take in their first days: the first steps, long lists, taking rights away. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { come, onDay, startWithPast } from "../setup/past.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

async function html(path: string, of: Tracker = tracker): Promise<string> {
  return (await get(of, path, await sessionOf(of))).text();
}

describe("a new tracker", () => {
  test("ticks its first steps off one by one, and keeps them until the first signup", async () => {
    const fresh = await startWithPast({ SIGNUP_RELEASE: "live" });
    try {
      const { key: reader } = await keyFor(fresh, "reader");
      const steps = async (staff = ADMIN_KEY): Promise<[steps: number, done: number, table: boolean]> => {
        const page = await (await get(fresh, "/staff", await sessionOf(fresh, staff))).text();
        return [page.match(/<ol class="steps">/g)?.length ?? 0, page.match(/<li class="done">/g)?.length ?? 0, page.includes("<table")];
      };
      await onDay(fresh, 1, async () => {
        expect(await steps()).toEqual([1, 0, false]);
        await fresh.createCampaign("first");
        expect(await steps()).toEqual([1, 1, false]);
        await come(fresh, { visits: { first: 5 } });
        expect(await steps()).toEqual([1, 2, true]);
        const { key } = await keyFor(fresh, "site");
        await fresh.api("POST", "/signups", { campaign: null, test: true }, { authorization: `Bearer ${key}` });
        expect(await steps(), "on the day on which a website's key was used").toEqual([1, 2, true]);
      });
      await onDay(fresh, 0, async () => {
        // That a key was used is for those to see who see the keys.
        expect([await steps(), await steps(reader)]).toEqual([
          [1, 3, true],
          [1, 2, true],
        ]);
        await fresh.api("POST", "/signups", { campaign: "first", count: 5 });
        expect([await steps(), await steps(reader)]).toEqual([
          [0, 0, true],
          [0, 0, true],
        ]);
      });
    } finally {
      await discard(fresh);
    }
  });

  test("numbers its steps, also those that are done, and says when signups show where they wait for their day", async () => {
    const fresh = await startDashboard();
    try {
      await fresh.createCampaign("first");
      await inBrowser(browser, fresh, ADMIN_KEY, {}, async (page) => {
        const steps = page.locator("ol.steps li");
        const numbers = await steps.evaluateAll((all) => all.map((step) => getComputedStyle(step, "::before").content));
        expect(numbers).toEqual(Array(3).fill("counter(step)"));
        expect(await steps.locator(".tag").allTextContents()).toEqual(["done"]);
        expect(await steps.last().textContent()).toContain("Signups show here only once their day has closed");
      });
      // Where signups are shown at once, nobody is told to wait.
      const live = await startDashboard({ SIGNUP_RELEASE: "live" });
      try {
        expect(await html("/staff", live)).not.toContain("their day has closed");
      } finally {
        await discard(live);
      }
    } finally {
      await discard(fresh);
    }
  });

  test("shows the first figures by itself on an open page of first steps", async () => {
    const fresh = await startDashboard();
    try {
      await fresh.createCampaign("first");
      await inBrowser(browser, fresh, ADMIN_KEY, {}, async (page) => {
        await page.clock.install();
        await page.goto(`${fresh.origin}/staff`);
        expect(await page.locator("h1").textContent()).toContain("Three steps");
        for (let visit = 0; visit < 5; visit += 1) await fresh.visit("/first");
        await fresh.reportWhen(({ totals }) => totals.visits === 5);
        await page.clock.runFor(61_000);
        await page.locator("h1", { hasText: "Overview" }).waitFor();
        expect(await page.locator(".kpis dd").first().textContent()).toContain("5");
      });
    } finally {
      await discard(fresh);
    }
  });

  test("says of a code on the connect page that it stands for one, and offers no dead link to copy", async () => {
    const fresh = await startDashboard();
    try {
      const before = await html("/staff/connect", fresh);
      expect(before).toContain("‹code› stands for a campaign’s code");
      expect(before).not.toMatch(/data-copies="[^"]*\/thanks"/);
      await fresh.createCampaign("with-thanks", { thanksUrl: "https://example.org/thanks" });
      const [, link = ""] = /data-copies="([^"]*\/thanks)"/.exec(await html("/staff/connect", fresh)) ?? [];
      expect([link, (await fresh.visit(new URL(link).pathname)).status]).toEqual([`${fresh.origin}/with-thanks/thanks`, 303]);
    } finally {
      await discard(fresh);
    }
  });
});

describe("a long list", () => {
  beforeAll(async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      name: `Many ${"abcdefghij"[Math.floor(index / 6)]}${"uvwxyz"[index % 6]}`,
      channel: index % 2 === 0 ? "youtube" : "spotify",
      destination: "https://example.org/many",
    }));
    const made = await tracker.api("POST", "/campaigns/bulk", many);
    expect(made.status).toBe(201);
    await tracker.createCampaign("another");
    for (let visit = 0; visit < 10; visit += 1) await tracker.visit("/many-au");
    await tracker.reportWhen(({ rows }) => rows.some(({ channel, visits }) => channel === "youtube" && visits === 10));
  });

  const names = (page: Page): Promise<string[]> => page.locator("table.links tbody th").allTextContents();

  test("comes in pages, which keep the filter", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=many`);
      const first = await names(page);
      expect([first.length, first[0], await page.getByText("60 of").count()]).toEqual([50, "Many jz", 1]);
      await page.getByRole("link", { name: "Next" }).click();
      await page.waitForURL(/page=2/);
      expect(new Set([...first, ...(await names(page))]).size).toBe(60);
      await page.getByRole("link", { name: "Previous" }).click();
      await page.waitForURL((url) => !url.search.includes("page"));
      expect(await names(page)).toEqual(first);
    });
  });

  test("is sorted by what campaigns brought, over all of its pages, from the first of them", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=many&page=2`);
      await page.getByRole("navigation", { name: "Sort by" }).getByRole("link", { name: "Visits" }).click();
      await page.waitForURL(/sort=visits/);
      expect((await names(page))[0]).toBe("Many au");
      expect(await page.locator("th[aria-sort]").textContent()).toContain("Visits");
      await page.getByLabel("Channel").selectOption("youtube");
      await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(/channel=youtube/);
      expect([(await names(page))[0], (await names(page)).length]).toEqual(["Many au", 30]);
    });
  });

  test.each(["0", "99", "x", "-1", "1e3"])("shows one of its pages for page=%s", async (number) => {
    expect(await html(`/staff/campaigns?search=many&page=${number}`)).toContain("<tbody><tr>");
  });
});

describe("the list", () => {
  test("is searched and filtered, and says so when nothing fits", async () => {
    await tracker.createCampaign("needle-one", { name: "Needle in google", channel: "google" });
    await tracker.createCampaign("needle-two", { name: "Needle in spotify", channel: "spotify" });
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns`);
      await page.getByLabel("Search").fill("needle");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in spotify", "Needle in google"]);
      await page.getByLabel("Channel").selectOption("google");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in google"]);
      await tracker.api("PATCH", "/campaigns/needle-two", { status: "paused" });
      await page.getByLabel("Channel").selectOption("");
      await page.getByLabel("Status").selectOption("paused");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in spotify"]);
      await page.getByLabel("Status").selectOption("ended");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.getByText("No campaign fits").count()).toBe(1);
      await page.getByRole("link", { name: "Clear the filter" }).click();
      expect(await page.locator("tbody th").count()).toBeGreaterThan(2);
    });
  });
});

test("each message about a form leads to a field of it", async () => {
  const answer = await post(tracker, "/staff/settings/keys", { name: "", role: "boss" }, await sessionOf(tracker));
  const page = await answer.text();
  const targets = [...page.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets).toEqual(["f-name", "f-role"]);
  for (const id of targets) expect(page.match(new RegExp(` id="${id}"`, "g"))).toHaveLength(1);
});

test("days to come are left out of a period, and so are months before anything was counted", async () => {
  const page = await html("/staff?from=2001-01-01&to=2199-12-31");
  const today = (await tracker.report()).to;
  expect(page).toContain(`name="to" value="${today}"`);
  expect(page).toContain(`name="from" value="${today.slice(0, 8)}01"`);
  expect((await get(tracker, "/staff?from=2150-01-01&to=2199-12-31", await sessionOf(tracker))).status).toBe(400);
});

test("an import shows the links that it will make, and counts in words that fit", async () => {
  const cookie = await sessionOf(tracker);
  const csv = "name,channel,destination\nLinks to see,tiktok,https://example.org/see";
  const page = await (await post(tracker, "/staff/import", { csv }, cookie)).text();
  expect(page).toContain("<code>/links-to-see</code>");
  expect(page).toMatch(/Make 1 campaign</);
});
