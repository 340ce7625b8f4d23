/** The pages for visitors in a real browser: what they say, who can read them, and that they bring nothing but themselves. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PLAN = {
  published: true,
  description: "Een video van vijftien seconden over wat er met je gegevens gebeurt.",
  ageFrom: 18,
  ageTo: 34,
  regions: ["Utrecht", "Gelderland"],
  languages: ["Nederlands"],
  interests: ["privacy", "politiek"],
  budgetEuros: 1500.5,
  paidBy: "Stichting Voorbeeld",
};
const LONG = "Zomercampagne".repeat(7);

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  const told = { OPERATOR: LONG, PRIVACY_URL: `https://example.org/${"z".repeat(300)}`, SOURCE_URL: "https://code.example.org/fivebar" };
  tracker = await startTracker(told);
  const days = { startsOn: "2026-06-01", endsOn: "2199-08-31" };
  await tracker.createCampaign("zomer", { name: "Zomer op TikTok", ...days, notes: "secret", spec: PLAN });
  await tracker.createCampaign("long", {
    name: LONG,
    destination: `https://example.org/${"z".repeat(300)}`,
    spec: { published: true, paidBy: LONG },
  });
  await tracker.createCampaign("later", {
    name: "Later",
    channel: "spotify",
    startsOn: "2199-01-01",
    countRepeats: false,
    spec: { published: true },
  });
  await tracker.createCampaign("hidden", { name: "Not told", spec: { ...PLAN, published: false } });
  await tracker.createCampaign("bare", { name: "Without a plan" });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

/** Opens `path` in a browser of its own; `requested` grows with every request that the page makes. */
async function open<T>(path: string, options: BrowserContextOptions, look: (page: Page, requested: string[]) => Promise<T>): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url().replace(tracker.origin, "")));
    await page.goto(`${tracker.origin}${path}`, { waitUntil: "load" });
    return await look(page, requested);
  } finally {
    await context.close();
  }
}

async function textOf(path: string): Promise<string> {
  return open(path, {}, async (page) => (await page.textContent("body")) ?? "");
}

const PAGES = ["/about", "/about/zomer", "/about/long", "/about/later", "/about/unknown", "/no-such-link"];
const EVERY = PAGES.flatMap((path) => ["nl", "en"].map((lang) => `${path}?lang=${lang}`));

describe.each(EVERY)("%s", (path) => {
  test("has nothing that axe objects to, in the light and in the dark", async () => {
    expect(await open(path, {}, complaints)).toEqual([]);
  });

  test("never scrolls sideways at 320, 390 and 1280 pixels", async () => {
    await open(path, {}, async (page) => {
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        const { scroll, client } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth,
        }));
        expect([client, scroll]).toEqual([width, width]);
      }
    });
  });

  test("brings the page and its stylesheet and nothing else, and leaves nothing behind", async () => {
    await open(path, {}, async (page, requested) => {
      await page.waitForLoadState("networkidle");
      expect(requested).toEqual([path, "/style.css"]);
      expect(await page.locator("script, img, iframe, form, object, [style], [onclick]").count()).toBe(0);
      expect(await page.context().cookies()).toEqual([]);
    });
  });

  test("reads the same without script", async () => {
    const read = (javaScriptEnabled: boolean) => open(path, { javaScriptEnabled }, (page) => page.locator("body").innerText());
    expect(await read(false)).toBe(await read(true));
  });

  test("prints in ink on paper, without what only a screen can use", async () => {
    const printed = await open(path, { colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      return page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return { backgroundColor, color, switches: [...document.querySelectorAll("nav")].map((nav) => getComputedStyle(nav).display) };
      });
    });
    expect(printed).toMatchObject({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)" });
    expect(printed.switches.every((display) => display === "none")).toBe(true);
  });
});

test.each(["/no-such-link", "/%C3%A9t%C3%A9", "/a/b", "/about/unknown"])(
  "%s: what is not found can be read in the other language, at the same address and without the click's query",
  async (path) => {
    await open(`${path}?fbclid=me`, { locale: "nl-NL" }, async (page) => {
      expect(await page.locator("nav [aria-current]").innerText()).toBe("Nederlands");
      await page.click("nav >> text=English");
      expect([new URL(page.url()).pathname, new URL(page.url()).search]).toEqual([path, "?lang=en"]);
      expect([await page.locator("html").getAttribute("lang"), await page.locator("nav [aria-current]").innerText()]).toEqual([
        "en",
        "English",
      ]);
      await page.click("nav >> text=Nederlands");
      expect(await page.locator("html").getAttribute("lang")).toBe("nl");
    });
  },
);

describe("a campaign's page", () => {
  // biome-ignore format: one line for each language
  const TEXTS = [
    ["nl", ["TikTok", "1 juni 2026 tot en met 31 augustus 2199", "18 tot en met 34 jaar", "Utrecht en Gelderland", "Nederlands", "privacy en politiek", "1.500,50", "‘c=zomer’"]],
    ["en", ["TikTok", "1 June 2026 to 31 August 2199", "aged 18 to 34", "Utrecht and Gelderland", "Nederlands", "privacy and politiek", "€1,500.50", "“c=zomer”"]],
  ] as const;

  test.each(TEXTS)("tells in %s what its marketer published, and the link", async (lang, texts) => {
    const text = await textOf(`/about/zomer?lang=${lang}`);
    for (const expected of [
      ...texts,
      "Zomer op TikTok",
      PLAN.description,
      PLAN.paidBy,
      `${tracker.origin}/zomer`,
      "https://example.org/?c=zomer",
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).not.toContain("secret");
  });

  test("says so where a browser remembers the link for a day, and so does /about; elsewhere neither does", async () => {
    expect(await textOf("/about/later?lang=en")).toContain("Your browser itself remembers");
    expect(await textOf("/about/zomer?lang=en")).not.toContain("Your browser itself remembers");
    expect(await textOf("/about?lang=en")).toContain("For some links your browser itself remembers");
    await tracker.api("PATCH", "/campaigns/later", { countRepeats: true });
    expect(await textOf("/about?lang=en")).not.toContain("your browser itself remembers");
    await tracker.api("PATCH", "/campaigns/later", { countRepeats: false });
  });

  test("shows the address without the code while the link leads there without it", async () => {
    const text = await textOf("/about/later?lang=en");
    expect(text).toContain("not yet begun");
    expect(text).not.toContain("https://example.org/?c=later");
  });

  test("is found from /about and leads back there, in the language that was chosen", async () => {
    await open("/about?lang=en", { locale: "nl-NL" }, async (page) => {
      await page.click("text=Zomer op TikTok");
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      expect(new URL(page.url()).pathname).toBe("/about/zomer");
      await page.click("nav >> text=Nederlands");
      expect([new URL(page.url()).pathname, await page.locator("html").getAttribute("lang")]).toEqual(["/about/zomer", "nl"]);
      expect(await page.locator("nav [aria-current]").innerText()).toBe("Nederlands");
      await page.click("main a");
      expect([new URL(page.url()).pathname, await page.locator("html").getAttribute("lang")]).toEqual(["/about", "nl"]);
    });
  });

  test.each(["/about/ZOMER", "/about/zomer/", "/about/%7Aomer"])("is found as %s", async (path) => {
    expect(await (await tracker.visit(path)).text()).toBe(await (await tracker.visit("/about/zomer")).text());
  });

  test.each(["hidden", "bare", "unknown", "x", "zomer.json", "%3Cb%3E", "%ff", "zomer%2Fthanks"])(
    "%s: one page says that there is nothing, published or not",
    async (name) => {
      const [missing, plain] = [await tracker.visit(`/about/${name}`), await tracker.visit("/about/never-made")];
      expect(missing.status).toBe(404);
      expect(Object.fromEntries(missing.headers)).toEqual(Object.fromEntries(plain.headers));
      const text = await missing.text();
      expect(text).toBe(await plain.text());
      expect(text).toContain("There is nothing here about this campaign");
    },
  );

  test("comes and goes with what its marketer publishes, and with the campaign", async () => {
    await tracker.createCampaign("fleeting", { spec: { published: false } });
    const status = async (): Promise<number> => (await tracker.visit("/about/fleeting")).status;
    expect(await status()).toBe(404);
    await tracker.api("PATCH", "/campaigns/fleeting", { spec: { published: true } });
    expect(await status()).toBe(200);
    await tracker.api("DELETE", "/campaigns/fleeting");
    expect(await status()).toBe(404);
  });

  test("answers HEAD without a body, and other methods with 405", async () => {
    const [get, head] = [await tracker.visit("/about/zomer"), await tracker.visit("/about/zomer", { method: "HEAD" })];
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, get.headers.get("content-type"), ""]);
    for (const path of ["/about/zomer", "/about/unknown"]) {
      for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        const answer = await tracker.visit(path, { method });
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
      }
    }
    expect((await tracker.visit("/about/unknown", { method: "HEAD" })).status).toBe(404);
  });

  test("counts nothing, and no unknown one leads to FALLBACK_URL", async () => {
    const own = await startTracker({ FALLBACK_URL: "https://fallback.example/" });
    try {
      await own.createCampaign("counted", { spec: { published: true } });
      for (const path of ["/about/counted", "/about/unknown"])
        for (let n = 0; n < 5; n += 1) expect((await own.visit(path)).status).toBeLessThan(405);
      expect((await own.visit("/about/unknown")).status).toBe(404);
      for (let n = 0; n < 5; n += 1) await own.visit("/counted");
      const { totals } = await own.reportWhen((report) => report.totals.visits > 0);
      expect(totals).toMatchObject({ visits: 5, skipped: { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 } });
    } finally {
      await discard(own);
    }
  });
});
