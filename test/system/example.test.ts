/** The example site with a real tracker in a real browser: from the ad to the figures, and what is left behind. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Site, startSite } from "../../examples/campaign-site/server.ts";
import { Signups } from "../../examples/campaign-site/signups.ts";
import { CLICK_IDS } from "../../src/core/identifier.ts";
import type { Key } from "./answers.ts";
import { launchBrowser } from "./browser.ts";
import { BROWSER, discard, startTracker, type Tracker } from "./tracker.ts";

const CANARY = "canary7f3click";
const CLICKS = [...CLICK_IDS].map((name) => `${name}=${CANARY}`).join("&");

let tracker: Tracker;
let site: Site;
let siteDir: string;
let siteKey: string;
let browser: Browser;
/** Every address that a browser has asked for, with what it sent. */
let asked: string[] = [];

/** Also while the tracker is down: its address is the same when it is back. */
async function openSite(fivebar = tracker.origin): Promise<void> {
  const { port } = new URL(site?.origin ?? "http://127.0.0.1:0");
  site = await startSite({ fivebar, siteKey, host: "127.0.0.1", port: Number(port), dataDir: siteDir });
}

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  siteDir = await mkdtemp(join(tmpdir(), "fivebar-site-"));
  siteKey = (await tracker.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body.key;
  await openSite();
  browser = await launchBrowser();
});
afterEach(() => {
  asked = [];
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await discard(tracker);
  await rm(siteDir, { recursive: true, force: true });
});

/** A private window: a context that shares nothing with any other. */
async function inPrivate<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ userAgent: BROWSER, ...options });
  try {
    const page = await context.newPage();
    page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
    return await look(page);
  } finally {
    await context.close();
  }
}

async function campaign(slug: string): Promise<void> {
  await tracker.createCampaign(slug, { destination: `${site.origin}/` });
}

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel("Naam").fill("Sam de Vries");
  await page.getByLabel("E-mailadres").fill(email);
  await page.getByLabel("35 tot en met 49").check();
}

/** Signs on the page with the form. */
async function sign(page: Page, email: string): Promise<void> {
  await fill(page, email);
  await page.getByRole("button", { name: "Teken" }).click();
  await page.waitForURL(`${site.origin}/bedankt`);
}

/** Clicks the ad and opens the form directly. */
async function comeAndSign(slug: string, email: string): Promise<void> {
  await inPrivate({}, async (page) => {
    await page.goto(`${tracker.origin}/${slug}`);
    await page.getByRole("link", { name: "Teken", exact: true }).click();
    await sign(page, email);
  });
}

async function figures(slug: string): Promise<[visits: number | undefined, signups: number | undefined]> {
  const { rows } = await tracker.reportWhen(() => true, "?by=campaign");
  const row = rows.find((found) => found.campaign === slug);
  return [row?.visits, row?.signups];
}

/** All bytes below a folder, as text in which any ASCII can be found. */
async function bytesIn(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")))).join("\n");
}

test.each([true, false])("five people come by an ad, read, and sign (JavaScript: %s)", async (javaScriptEnabled) => {
  const slug = javaScriptEnabled ? "ad-with-script" : "ad-no-script";
  await campaign(slug);
  for (let n = 0; n < 5; n += 1) {
    await inPrivate({ javaScriptEnabled }, async (page) => {
      await page.goto(`${tracker.origin}/${slug}?${CLICKS}#${CANARY}`);
      await page.waitForURL((url) => url.origin === site.origin);
      expect(new URL(page.url()).search).toBe(`?c=${slug}`);
      for (const [link, path] of [
        ["De zaak", "/de-zaak"],
        ["Uw gegevens", "/privacy"],
        ["Teken", "/teken"],
      ] as const) {
        await page.getByRole("link", { name: link, exact: true }).click();
        await page.waitForURL(`${site.origin}${path}?c=${slug}`);
      }
      await sign(page, `${slug}-${n}@example.org`);
      expect(await page.context().cookies()).toEqual([]);
      expect((await page.context().storageState()).origins).toEqual([]);
    });
  }
  await expect.poll(() => site.queue.waiting).toBe(0);
  await expect.poll(() => figures(slug), { timeout: 15_000 }).toEqual([5, 5]);
  const beyondTheAd = asked.filter((request) => !request.startsWith(tracker.origin));
  expect(beyondTheAd.length).toBeGreaterThan(5);
  // The browser itself keeps an address's fragment through a redirect, and sends it to nobody.
  expect(beyondTheAd.join("\n").replaceAll(`#${CANARY}`, "")).not.toContain(CANARY);
});

test("the code is nowhere on the site, nor the person or the click at the tracker", async () => {
  await campaign("look-for-me");
  for (let n = 0; n < 5; n += 1) {
    await inPrivate({}, async (page) => {
      await page.goto(`${tracker.origin}/look-for-me?${CLICKS}`);
      await page.getByRole("link", { name: "Teken", exact: true }).click();
      await sign(page, `findme${n}@example.org`);
    });
  }
  await expect.poll(() => site.queue.waiting).toBe(0);
  await expect.poll(() => figures("look-for-me"), { timeout: 15_000 }).toEqual([5, 5]);
  const [kept, counted] = [await bytesIn(siteDir), await bytesIn(tracker.dataDir)];
  expect(kept).toContain("findme3@example.org");
  expect(counted).toContain("look-for-me");
  expect(kept).not.toMatch(/look-for-me|127\.0\.0\.1/i);
  expect(kept + counted + tracker.output).not.toContain(CANARY);
  expect(counted + tracker.output).not.toMatch(/findme|de Vries/);
});

test("with Fivebar down people sign all the same, and are counted once when it is back, though the site restarts meanwhile", async () => {
  await campaign("while-down");
  const address = tracker.origin;
  await inPrivate({}, async (page) => {
    await page.goto(`${tracker.origin}/while-down`);
    await page.getByRole("link", { name: "Teken", exact: true }).click();
    await tracker.stop("SIGKILL");
    for (let n = 0; n < 5; n += 1) {
      await page.goto(`${site.origin}/teken?c=while-down`);
      await sign(page, `down${n}@example.org`);
    }
  });
  expect(site.queue.waiting).toBe(5);
  expect(await readFile(join(siteDir, "signups.sqlite"), "latin1")).not.toContain("while-down");
  await site.stop();
  await openSite(address);
  expect(site.queue.waiting).toBe(5);
  await tracker.start(Number(new URL(address).port));
  await expect.poll(() => site.queue.waiting, { timeout: 30_000 }).toBe(0);
  expect((await figures("while-down"))[1]).toBe(5);
  await site.queue.flush();
  expect((await figures("while-down"))[1]).toBe(5);
  expect(site.queue.setAside).toEqual([]);
});

describe("the form", () => {
  test("says what to do about each field, keeps what was entered and the code", async () => {
    await campaign("mended");
    for (let n = 0; n < 5; n += 1) {
      await inPrivate({}, async (page) => {
        await page.goto(`${site.origin}/teken?c=mended`);
        await page.getByLabel("E-mailadres").fill("sam.example.org");
        await page.getByRole("button", { name: "Teken" }).click();
        await page.getByRole("alert").waitFor();
        expect(await page.getByRole("alert").getByRole("link").allTextContents()).toEqual([
          "Vul uw naam in.",
          "Er ontbreekt een @ in uw e-mailadres. Het ziet eruit als: naam@voorbeeld.nl.",
          "Kies een leeftijdsgroep, of “Dat zeg ik liever niet”.",
        ]);
        expect(await page.getByLabel("E-mailadres").inputValue()).toBe("sam.example.org");
        await page.getByRole("link", { name: "Vul uw naam in." }).click();
        expect(await page.evaluate(() => document.activeElement?.id)).toBe("name");
        await sign(page, `mended${n}@example.org`);
      });
    }
    await expect.poll(() => figures("mended")).toEqual([0, 5]);
  });

  test("sent twice, loaded again, and sent by the same person another time is one signature and one report", async () => {
    await campaign("only-once");
    const signups = new Signups(join(siteDir, "signups.sqlite"));
    const before = signups.count;
    await inPrivate({}, async (page) => {
      for (const email of ["once@example.org", "once@example.org", "ONCE@example.org", "Once@Example.org"]) {
        await page.goto(`${site.origin}/teken?c=only-once`);
        await sign(page, email);
        await page.reload();
      }
      await page.goto(`${site.origin}/teken?c=only-once`);
      await fill(page, "once@example.org");
      await page.getByRole("button", { name: "Teken" }).dblclick();
      await page.waitForURL(`${site.origin}/bedankt`);
    });
    expect(signups.count).toBe(before + 1);
    signups.close();
    await site.queue.flush();
    for (let n = 0; n < 4; n += 1) {
      expect((await figures("only-once"))[1]).toBe(0);
      await comeAndSign("only-once", `other${n}@example.org`);
      await site.queue.flush();
    }
    expect((await figures("only-once"))[1]).toBe(5);
  });
});
