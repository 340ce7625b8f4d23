/** How the dashboard looks where a machine can tell: what is beside what, what overlaps, what a keyboard or forced colours would lose. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { inBrowser, keyFor, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  browser = await launchBrowser();
  await tracker.createCampaign("zomer", { name: "Zomer op TikTok", thanksUrl: "https://example.org/bedankt" });
  await tracker.createCampaign("zoeken", { name: "Zoeken", channel: "google" });
  await keyFor(tracker, "site", "Website");
  for (let visit = 0; visit < 70; visit += 1) await tracker.visit(visit < 40 ? "/zomer" : "/zoeken");
  await tracker.api("POST", "/signups", { campaign: "zomer", count: 5 });
  await tracker.api("POST", "/signups", { campaign: "zoeken", count: 15 });
  await tracker.reportWhen(({ totals }) => totals.visits === 70);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

function at<T>(width: number, locale: string, look: (page: Page) => Promise<T>): Promise<T> {
  return inBrowser(browser, tracker, ADMIN_KEY, { viewport: { width, height: 800 }, locale, reducedMotion: "reduce" }, look);
}

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Where the elements that are shown lie, in pixels of the window. */
function boxes(page: Page, selector: string): Promise<Box[]> {
  return page.locator(selector).evaluateAll((all) =>
    all
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width + height > 0)
      .map(({ top, bottom, left, right }) => ({ top, bottom, left, right })),
  );
}

test.each(["nl", "en-GB"])("at 1280 pixels the period and the way to a new campaign are beside the title, in %s", async (locale) => {
  await at(1_280, locale, async (page) => {
    const [title, period, button] = (await Promise.all(["h1", ".period", "main a.btn"].map((one) => boxes(page, one)))).map(([one]) => one);
    for (const beside of [period, button]) {
      expect(beside?.top).toBeLessThan(title?.bottom ?? 0);
      expect(beside?.left).toBeGreaterThan(title?.right ?? Number.POSITIVE_INFINITY);
    }
  });
});

describe.each([320, 390, 800])("at %i pixels", (width) => {
  test("whatever the keyboard comes to can be seen, and is marked", async () => {
    await at(width, "nl", async (page) => {
      for (const path of ["/staff", "/staff/campaigns", "/staff/campaigns/zomer", "/staff/settings"]) {
        await page.goto(`${tracker.origin}${path}`);
        const unseen: string[] = [];
        for (let stops = 0; stops < 80; stops += 1) {
          await page.keyboard.press("Tab");
          const stop = await page.evaluate(() => {
            const element = document.activeElement;
            if (element === null || element === document.body) return null;
            const { left, top, width: wide, height } = element.getClientRects()[0] ?? new DOMRect();
            const seen = document.elementFromPoint(left + wide / 2, top + height / 2);
            return {
              html: element.outerHTML.slice(0, 100),
              isMarked: Number.parseFloat(getComputedStyle(element).outlineWidth) >= 2 && getComputedStyle(element).outlineStyle !== "none",
              isSeen: wide > 2 && seen !== null && (element.contains(seen) || seen.contains(element)),
            };
          });
          if (stop === null) break;
          if (!stop.isSeen || !stop.isMarked) unseen.push(stop.html);
        }
        expect([path, unseen]).toEqual([path, []]);
      }
    });
  });

  test("the totals have their name above them, as each channel has", async () => {
    await at(width, "en-GB", async (page) => {
      for (const row of ["tbody tr:first-child", "tfoot tr"]) {
        const [[name], [visits]] = await Promise.all([boxes(page, `.channels ${row} th`), boxes(page, `.channels ${row} td`)]);
        expect([row, (visits?.top ?? 0) >= (name?.bottom ?? Number.POSITIVE_INFINITY)]).toEqual([row, true]);
      }
    });
  });

  test("a rate has its whisker, and the table can be sorted", async () => {
    await at(width, "en-GB", async (page) => {
      expect((await boxes(page, "svg.whisker")).length).toBe(2);
      await page.getByRole("navigation", { name: "Sort by" }).getByRole("link", { name: "Visits", exact: true }).click();
      await page.waitForURL(/sort=visits/);
      expect((await page.locator("table.channels tbody th").allTextContents()).slice(0, 2)).toEqual(["TikTok", "Google"]);
    });
  });
});

test.each([320, 390, 800])("at %i pixels all campaigns of the list are laid out alike", async (width) => {
  await at(width, "nl", async (page) => {
    await page.goto(`${tracker.origin}/staff/campaigns`);
    const parts = ["th", ".status", ".link", ".channel-cell", ".visits", ".signups"];
    const [first, second] = await Promise.all(
      [1, 2].map((row) => Promise.all(parts.map((part) => boxes(page, `.links tbody tr:nth-child(${row}) ${part}`)))),
    );
    const places = (row: readonly Box[][] = []) =>
      row.map(([part]) => [part?.left, Math.round((part?.top ?? 0) - (row[0]?.[0]?.top ?? 0))]);
    const isRight = (place: unknown, index: number): boolean => width > 320 && index === 1 && place !== undefined;
    // The status ends at the right, and begins where its word lets it.
    expect(places(first).map((place, index) => (isRight(place, index) ? null : place))).toEqual(
      places(second).map((place, index) => (isRight(place, index) ? null : place)),
    );
    expect(first?.[4]?.[0]?.top).toBe(first?.[5]?.[0]?.top);
  });
});

test.each([320, 390])("at %i pixels no setting's name is broken", async (width) => {
  await at(width, "nl", async (page) => {
    await page.goto(`${tracker.origin}/staff/settings`);
    const heights = (await boxes(page, "dl.facts dt code")).map(({ top, bottom }) => Math.round(bottom - top));
    expect(heights.length).toBeGreaterThan(8);
    expect(new Set(heights).size).toBe(1);
  });
});

test("axe finds nothing where tables have become cards", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { viewport: { width: 390, height: 800 }, bypassCSP: true }, async (page) => {
    for (const path of ["/staff", "/staff/campaigns", "/staff/campaigns/zomer", "/staff/settings"]) {
      await page.goto(`${tracker.origin}${path}`);
      expect([path, await complaints(page)]).toEqual([path, []]);
    }
  });
});

test.each([320, 390, 768, 1_280])("at %i pixels no two labels of a chart overlap", async (width) => {
  await at(width, "nl", async (page) => {
    for (const path of ["/staff", "/staff?days=7", "/staff?days=90", "/staff?from=2025-01-01&to=2199-12-31", "/staff/campaigns/zomer"]) {
      await page.goto(`${tracker.origin}${path}`);
      const labels = await boxes(page, ".area text");
      expect([path, labels.length > 1]).toEqual([path, true]);
      const overlaps = labels.filter((one, index) =>
        labels.some(
          (other, place) =>
            place > index && one.left < other.right && other.left < one.right && one.top < other.bottom - 1 && other.top < one.bottom - 1,
        ),
      );
      expect([path, overlaps]).toEqual([path, []]);
      const [[card], [name]] = await Promise.all([boxes(page, "section:has(.plot)"), boxes(page, ".area text.name")]);
      expect([path, (name?.right ?? 0) < (card?.right ?? 0)]).toEqual([path, true]);
    }
  });
});

test.each(["nl", "en-GB"])("rates are in one unit with one decimal, and an interval stays on one line, in %s", async (locale) => {
  await at(1_280, locale, async (page) => {
    const decimal = locale === "nl" ? "," : "\\.";
    const rates = await page
      .locator("table.channels td:nth-of-type(3), .kpis div:nth-child(3) dd")
      .evaluateAll((all) => all.map((cell) => cell.firstChild?.textContent ?? ""));
    // Of two channels, of all of them, and the headline's.
    expect(rates.filter((text) => text !== "–")).toHaveLength(4);
    for (const text of rates) expect(text).toMatch(new RegExp(`^(?:\\d+${decimal}\\d|–)$`));
    const intervals = page.locator("table.channels td small");
    expect(await intervals.count()).toBe(3);
    for (const text of await intervals.allTextContents()) expect(text).toMatch(new RegExp(`^\\d+${decimal}\\d–\\d+${decimal}\\d$`));
    for (const lines of await intervals.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height)))
      expect(lines).toBeLessThan(26);
  });
});

test("a whisker's ends stand out beyond its dot", async () => {
  await at(1_280, "nl", async (page) => {
    const [dot] = await boxes(page, ".whisker circle");
    const ends = await boxes(page, ".whisker line.whisk");
    expect(Math.min(...ends.map(({ top }) => top))).toBeLessThan((dot?.top ?? 0) - 1);
  });
});

test("a day that is not over is marked and explained, and days that are over are not", async () => {
  await at(1_280, "en-GB", async (page) => {
    const marks = page.locator('.area rect[fill="url(#hatch)"]');
    expect([await marks.count(), await page.getByText("Hatched: this day is not over yet").count()]).toEqual([1, 1]);
    expect(await page.locator("details tbody th").last().textContent()).toMatch(/ \(not complete\)$/);
    await page.goto(`${tracker.origin}/staff?from=2026-01-01&to=2026-01-31`);
    expect([await marks.count(), await page.getByText("Hatched").count()]).toEqual([0, 0]);
  });
});

test("one campaign has no legend of one channel, and its signups are not called those of campaigns", async () => {
  await at(1_280, "en-GB", async (page) => {
    expect(await page.locator(".legend .channel").count()).toBe(2);
    await page.goto(`${tracker.origin}/staff/campaigns/zomer`);
    expect(await page.locator(".legend .channel").count()).toBe(0);
    expect(await page.locator(".kpis dt").allTextContents()).toEqual(["Visits", "Signups", "Signups per 100 visits"]);
  });
});

test("what is wrong keeps its distance from the title", async () => {
  await at(1_280, "en-GB", async (page) => {
    const distance = async (): Promise<number> => {
      const [[title], [wrong]] = await Promise.all([boxes(page, "h1"), boxes(page, "#errors")]);
      return (wrong?.top ?? 0) - (title?.bottom ?? 0);
    };
    await page.goto(`${tracker.origin}/staff?from=2026-02-30&to=x`);
    expect(await distance()).toBeGreaterThan(10);
    expect(await page.getByLabel("From").count()).toBe(1);
    await page.goto(`${tracker.origin}/staff/settings`);
    await page.getByLabel("Name").fill("Website");
    await page.getByLabel(/^Website/).check();
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("alert").waitFor();
    expect(await distance()).toBeGreaterThan(10);
    await page.goto(`${tracker.origin}/staff/import`);
    await page.getByLabel("Or paste").fill("name,channel,destination\nBad,radio,http://example.org/");
    await page.getByRole("button", { name: "Preview" }).click();
    expect(await page.locator("h1").textContent()).toBe("Nothing has been made yet");
    expect(await distance()).toBeGreaterThan(10);
  });
});

test("where colours are forced, channels keep theirs and the chosen period is still marked", async () => {
  await inBrowser(browser, tracker, ADMIN_KEY, { forcedColors: "active" }, async (page) => {
    const background = (selector: string): Promise<string[]> =>
      page.locator(selector).evaluateAll((all) => all.map((element) => getComputedStyle(element).backgroundColor));
    const dots = await background(".legend .dot");
    expect(new Set([...dots, ...(await background("body"))]).size).toBe(dots.length + 1);
    const [[chosen], others] = await Promise.all([background(".period a[aria-current]"), background(".period a:not([aria-current])")]);
    expect(others).not.toContain(chosen);
  });
});
