/** The dashboard's figures over time, in a real browser: periods, comparisons, order and days of release, with days that are over. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, sessionOf } from "../setup/dashboard.ts";
import { come, dayAgo, onDay, startWithPast } from "../setup/past.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 20, async () => {
    for (const [slug, channel] of Object.entries({ g: "google", t: "tiktok", s: "spotify" }))
      await tracker.createCampaign(`ad-${slug}`, { name: `Ad ${channel}`, channel });
  });
  await onDay(tracker, 12, () => come(tracker, { visits: { "ad-g": 20 }, signups: { "ad-g": 5 } }));
  await onDay(tracker, 9, () => come(tracker, { visits: { "ad-g": 20, "ad-t": 10 }, signups: { "ad-g": 10 } }));
  await onDay(tracker, 3, () => come(tracker, { visits: { "ad-g": 60, "ad-t": 40, "ad-s": 20 }, signups: { "ad-g": 5, "ad-t": 15 } }));
  await onDay(tracker, 2, () => come(tracker, { visits: { "ad-g": 25 }, signups: { "ad-g": 5, "ad-s": 5 } }));
  await onDay(tracker, 0, () => come(tracker, { visits: { "ad-g": 15 }, signups: { "ad-g": 5, "": 5 } }));
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const admin = <T>(path: string, look: (page: Page) => Promise<T>, javaScriptEnabled = true): Promise<T> =>
  inBrowser(browser, tracker, ADMIN_KEY, { javaScriptEnabled, viewport: { width: 1280, height: 900 } }, async (page) => {
    await page.goto(`${tracker.origin}${path}`);
    return look(page);
  });

/** The number and the small text of each headline. */
const headlines = (page: Page): Promise<string[][]> =>
  page
    .locator(".kpis dd")
    .evaluateAll((all) =>
      all.map((dd) => [dd.firstChild?.textContent ?? "", dd.querySelector("small")?.textContent?.replace(/\s+/g, " ").trim() ?? ""]),
    );
const names = (page: Page): Promise<string[]> => page.locator("table.stack tbody th").allTextContents();

describe("the overview", () => {
  test("compares visits of the days that are over, signups of those that are released, and rates in their own unit, with as many days before", async () => {
    await admin("/staff?days=7", async (page) => {
      const [visits, signups, rate] = await headlines(page);
      // Without today's 15: 145 in six days, after 50.
      expect(visits).toEqual(["160", "190% more than in the 6 days before (without today)"]);
      // Released through the day before yesterday: 30 in five days, after 10, of three campaigns which hide up to four each; the 5 of a day
      // earlier are not of those.
      const through = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(Date.parse(dayAgo(2)));
      expect(signups?.[0]).toBe("30");
      expect(signups?.[1]).toContain(`no clear difference from the 5 days before (through ${through})`);
      // 30 of 145 after 10 of 30.
      expect(rate?.[1]).toContain(`no clear difference from the 5 days before (through ${through})`);
      expect(await page.locator(".kpis .up").count()).toBe(1);
      expect(await page.locator(".kpis .down").count()).toBe(0);
    });
  });

  test("compares with nothing where nothing could be counted", async () => {
    // The eleven days before the second had visits, and began two days before there was a campaign.
    for (const [query, said] of [
      ["?days=30", "no earlier figures"],
      [`?from=${dayAgo(11)}&to=${dayAgo(0)}`, "too few earlier days to compare with"],
    ] as const) {
      await admin(`/staff${query}`, async (page) => {
        expect((await headlines(page))[0]?.[1]).toBe(said);
      });
    }
  });

  test("has other figures for other periods", async () => {
    await admin("/staff", async (page) => {
      const visits = async (): Promise<string | undefined> => (await headlines(page))[0]?.[0];
      expect(await visits()).toBe("210");
      await page.getByRole("link", { name: "7 days" }).click();
      await page.waitForURL(/days=7/);
      expect(await visits()).toBe("160");
      expect(await page.getByRole("link", { name: "7 days" }).getAttribute("aria-current")).toBe("true");
    });
  });

  test.each([
    ["with script", true],
    ["without script", false],
  ])("shows days of one's own: chosen, filled in, shown; and the form stays after a range that is none, %s", async (_, hasScript) => {
    await admin(
      "/staff",
      async (page) => {
        await page.getByRole("link", { name: "Choose…" }).click();
        await page.getByLabel("From").fill(dayAgo(9));
        await page.getByLabel("To", { exact: true }).fill(dayAgo(3));
        await page.getByRole("button", { name: "Show" }).click();
        await page.waitForURL(/from=.*to=/);
        expect((await headlines(page))[0]?.[0]).toBe("150");
        expect(await page.getByLabel("From").inputValue()).toBe(dayAgo(9));
        await page.getByLabel("To", { exact: true }).fill(dayAgo(12));
        await page.getByRole("button", { name: "Show" }).click();
        await page.getByRole("alert").waitFor();
        expect(await page.getByRole("alert").textContent()).toContain("Choose a first and a last day");
        expect(await page.getByLabel("From").inputValue()).toBe(dayAgo(9));
        expect(await page.getByLabel("To", { exact: true }).inputValue()).toBe(dayAgo(12));
      },
      hasScript,
    );
  });

  test("is sorted by what was asked for", async () => {
    await admin("/staff?days=7", async (page) => {
      expect((await names(page)).slice(0, 3)).toEqual(["TikTok", "Google", "Spotify"]);
      for (const [column, order] of [
        ["Visits", ["Google", "TikTok", "Spotify"]],
        ["Signups per 100 visits", ["TikTok", "Spotify", "Google"]],
        ["Signups", ["TikTok", "Google", "Spotify"]],
      ] as const) {
        await page.getByRole("link", { name: `Sort by ${column}`, exact: true }).click();
        await page.waitForURL(/sort=/);
        expect([column, (await names(page)).slice(0, 3)]).toEqual([column, order]);
        expect(await page.locator("th[aria-sort]").textContent()).toContain(column);
      }
    });
  });

  test("shows each channel's rate with its interval, and bars as long as its visits", async () => {
    const { rows } = await tracker.report(`?from=${dayAgo(6)}&to=${dayAgo(0)}`);
    await admin("/staff?days=7", async (page) => {
      const perHundred = (share: number | null | undefined): string => ((share ?? Number.NaN) * 100).toFixed(1);
      for (const [name, share] of [
        ["Google", "100%"],
        ["TikTok", "40%"],
        ["Spotify", "20%"],
      ] as const) {
        const row = page.locator("table.stack tbody tr").filter({ hasText: name });
        const { rate, rateLow, rateHigh } = rows.find(({ channel }) => channel === name.toLowerCase()) ?? {};
        const [low, high] = [perHundred(rateLow), perHundred(rateHigh)];
        expect(await row.locator("td").nth(2).textContent()).toBe(`${perHundred(rate)}${low}–${high}`);
        expect(await row.getByRole("img", { name: `between ${low} and ${high}` }).count()).toBe(1);
        expect(await row.locator("svg.bar rect").last().getAttribute("width")).toBe(share);
      }
    });
  });

  test("adds the channels up, and gives them as a file", async () => {
    await admin("/staff?days=7", async (page) => {
      expect((await page.locator("tfoot").allInnerTexts())[0]?.split(/\s+/).slice(0, 3)).toEqual(["Total", "160", "30"]);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "by channel: CSV", exact: true }).click();
      expect((await download).suggestedFilename()).toBe(`fivebar-by-channel-${dayAgo(6)}-${dayAgo(0)}.csv`);
    });
    for (const none of ["from=2026-02-30&to=x", "from=2199-01-01&to=2199-12-31"]) {
      const answer = await get(tracker, `/staff/report.csv?${none}`, await sessionOf(tracker), { "accept-language": "nl" });
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("kies een eerste en een laatste dag")]);
    }
  });

  test("says through which day signups are released", async () => {
    const { releasedThrough } = await tracker.report();
    expect(releasedThrough.signups).toBe(dayAgo(2));
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(Date.parse(dayAgo(2)));
    await admin("/staff", async (page) => expect((await headlines(page))[1]?.[1]).toContain(`released through ${day}`));
  });
});

test("a campaign's page has the figures of its campaign alone, and compares them", async () => {
  await admin("/staff/campaigns/ad-t?days=7", async (page) => {
    const [visits, signups] = await headlines(page);
    expect(visits).toEqual(["40", "300% more than in the 6 days before (without today)"]);
    expect(signups?.[0]).toBe("15");
    expect(signups?.[1]).toContain("no earlier figures");
  });
});

test("a campaign's page opens for every period where hundreds of campaigns were archived", { timeout: 120_000 }, async () => {
  const slugs = Array.from({ length: 240 }, (_, index) => `archived-${index}`);
  const drafts = slugs.map((slug) => ({ slug, name: slug, channel: "tiktok", destination: "https://example.org/" }));
  expect((await tracker.api("POST", "/campaigns/bulk?manyLinks=true", drafts)).status).toBe(201);
  for (const slug of slugs) await tracker.api("DELETE", `/campaigns/${slug}`);
  const cookie = await sessionOf(tracker);
  for (const query of ["", "?days=90"]) {
    const answer = await get(tracker, `/staff/campaigns/ad-t${query}`, cookie);
    expect([query, answer.status]).toEqual([query, 200]);
    expect(await answer.text()).toContain("<h1>Ad tiktok</h1>");
  }
});

test("a key's use is told when its day is over", async () => {
  const { id, key } = await keyFor(tracker, "site", "Used at times");
  const use = () => tracker.api("POST", "/signups", { campaign: null, test: true }, { authorization: `Bearer ${key}` });
  const lastUsed = (): Promise<string | null> =>
    admin("/staff/settings", (page) =>
      page
        .getByRole("row")
        .filter({ has: page.locator(`a[href$="/keys/${id}/remove"]`) })
        .locator("td")
        .nth(2)
        .textContent(),
    );
  const inWords = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "long" });
  await use();
  expect(await lastUsed()).toBe("not before today");
  await onDay(tracker, -1, use);
  expect(await lastUsed()).toBe(inWords.format(Date.parse(dayAgo(0))));
});

test("numbers and days are written as each language writes them", async () => {
  const many = await startWithPast({ SIGNUP_RELEASE: "live" });
  try {
    await onDay(many, 3, async () => {
      await many.createCampaign("many", { spec: { published: true, budgetEuros: 1500.5 } });
      await come(many, { visits: { many: 20 } });
      for (let part = 0; part < 21; part += 1) await many.api("POST", "/signups", { campaign: null, count: part === 0 ? 250 : 1000 });
    });
    await onDay(many, 0, async () => {});
    const shown = async (locale: string): Promise<string> =>
      inBrowser(browser, many, ADMIN_KEY, { locale }, async (page) => {
        const overview = await page.locator("main").innerText();
        await page.goto(`${many.origin}/staff/campaigns/many`);
        return `${overview} ${await page.locator("main").innerText()}`.replaceAll(/[\u00a0\u202f]/g, " ");
      });
    const day = Date.parse(dayAgo(3));
    const short = (locale: string): string =>
      new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" }).format(day);
    const dutch = await shown("nl");
    for (const text of ["20.250", "€ 1.500,50", short("nl-NL")]) expect(dutch).toContain(text);
    const english = await shown("en-GB");
    for (const text of ["20,250", "€1,500.50", short("en-GB")]) expect(english).toContain(text);
  } finally {
    await discard(many);
  }
});
