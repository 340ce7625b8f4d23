/** The pages for visitors on paper: the PDF that a browser makes of them, and what can be read and followed in it. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { type Printed, readPrinted } from "../setup/printed.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PLAN = {
  published: true,
  description: "Een video van vijftien seconden",
  ageFrom: 18,
  regions: ["Utrecht"],
  budgetEuros: 1500,
  paidBy: "Stichting Voorbeeld",
};

let tracker: Tracker;
let browser: Browser;

/** All that the operator may tell of itself. */
const TOLD = {
  OPERATOR: "Stichting Voorbeeld",
  PRIVACY_URL: "https://example.org/privacy",
  SOURCE_URL: "https://code.example.org/fivebar",
};

beforeAll(async () => {
  tracker = await startTracker(TOLD);
  for (const nth of [1, 2, 3, 4, 5, 6]) await tracker.createCampaign(`zomer-${nth}`, { name: `Zomer ${nth}`, spec: PLAN });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

async function print(path: string): Promise<Printed> {
  const page = await browser.newPage();
  try {
    await page.goto(`${tracker.origin}${path}`);
    return readPrinted(await page.pdf({ format: "A4", preferCSSPageSize: true }));
  } finally {
    await page.close();
  }
}

const squeezed = (text: string) => text.normalize("NFKC").replace(/\s+/g, "");

test.each(["nl", "en"])(
  "a campaign's page fits on one sheet, and says on it all that the screen does, the link in full (%s)",
  async (language) => {
    const path = `/about/zomer-1?lang=${language}`;
    const { pages, text, links } = await print(path);
    expect(pages).toBe(1);
    const page = await browser.newPage();
    await page.goto(`${tracker.origin}${path}`);
    expect(text).toContain(squeezed(await page.locator("main").innerText()));
    await page.close();
    expect(text).toContain(`${tracker.origin}/zomer-1`);
    expect(links).toEqual([`${tracker.origin}/about?lang=${language}`]);
  },
);

test.each(["nl", "en"])(
  "/about with six campaigns takes a few sheets, each campaign's link in full and each of its pages to be followed (%s)",
  async (language) => {
    const { pages, text, links } = await print(`/about?lang=${language}`);
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(4);
    for (const nth of [1, 2, 3, 4, 5, 6]) {
      expect(text).toContain(`${tracker.origin}/zomer-${nth}`);
      expect(links).toContain(`${tracker.origin}/about/zomer-${nth}?lang=${language}`);
    }
    expect(links).toEqual(expect.arrayContaining([`${tracker.origin}/about.json`, TOLD.PRIVACY_URL, TOLD.SOURCE_URL]));
    for (const address of [TOLD.PRIVACY_URL, TOLD.SOURCE_URL]) expect(text).toContain(`(${address})`);
    // What only a screen can use is not printed.
    expect(text).not.toContain("NederlandsEnglish");
  },
);
