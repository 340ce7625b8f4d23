/** The example site's pages by themselves: who can read them, what they bring along, and what they answer to odd requests. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Site, startSite } from "../../../examples/campaign-site/server.ts";
import { dutchDay } from "../../../examples/campaign-site/signups.ts";
import { launchBrowser } from "../setup/browser.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PAGES = ["/", "/de-zaak", "/privacy", "/teken", "/bedankt", "/nergens"];

let site: Site;
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-pages-"));
  // No tracker is needed here: nobody signs.
  site = await startSite({ fivebar: "http://127.0.0.1:1", siteKey: "k", host: "127.0.0.1", port: 0, dataDir: folder });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function looking<T>(path: string, width: number, colorScheme: "light" | "dark", look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 640 } });
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}${path}`);
    return await look(page);
  } finally {
    await context.close();
  }
}

/** What axe objects to. It is put in past the page's policy, which allows no script. */
async function objections(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe: inPage } = globalThis as unknown as { axe: { run(options: unknown): Promise<import("axe-core").AxeResults> } };
    const { violations, passes } = await inPage.run({ runOnly: { type: "tag", values } });
    if (!passes.some(({ id }) => id === "color-contrast")) throw new Error("axe has looked at nothing");
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  }, TAGS);
}

async function sendEmpty(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Teken" }).click();
  await page.getByRole("alert").waitFor();
}

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  test.each(PAGES)("%s has nothing that axe objects to", async (path) => {
    expect(await looking(`${path}?c=fix-tiktok`, 390, scheme, objections)).toEqual([]);
  });

  test("neither has the form with messages", async () => {
    const found = await looking("/teken", 1280, scheme, async (page) => {
      await sendEmpty(page);
      return objections(page);
    });
    expect(found).toEqual([]);
  });
});

test.each([320, 390, 1280])("no page scrolls sideways at %i pixels", async (width) => {
  const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  for (const path of PAGES) expect([path, await looking(path, width, "light", isWide)]).toEqual([path, false]);
  const withMessages = await looking("/teken", width, "light", async (page) => {
    await sendEmpty(page);
    return isWide(page);
  });
  expect(withMessages).toBe(false);
});

test.each(PAGES)("%s comes under a strict policy, without cookies, scripts, or anything from elsewhere", async (path) => {
  const response = await fetch(`${site.origin}${path}?c=fix-tiktok`);
  const page = await response.text();
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';/,
  );
  expect([response.headers.get("set-cookie"), response.headers.get("referrer-policy")]).toEqual([null, "same-origin"]);
  expect(page).not.toMatch(/<script|style=|https?:|\son\w+=/);
  // Every link of the site has the code, but those to its files.
  const links = [...page.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href]) => href);
  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((href) => !href?.endsWith("?c=fix-tiktok"))).toEqual([]);
});

test.each(['"><script>x</script>', "a", "-ab", "a b", "%00"])("what cannot be a code is not written into a page: %j", async (value) => {
  const [page, plain] = await Promise.all(
    [`?c=${encodeURIComponent(value)}`, ""].map(async (query) => (await fetch(`${site.origin}/teken${query}`)).text()),
  );
  expect(page).toBe(plain);
});

test("what was entered is shown as text", async () => {
  const body = new URLSearchParams({ name: '"><b onx=1>', email: "'><i>@x", c: '"><u>' });
  const response = await fetch(`${site.origin}/teken`, { method: "POST", body });
  const page = await response.text();
  expect([response.status, page.includes("&#34;&#62;&#60;b onx=1&#62;")]).toEqual([422, true]);
  expect(page).not.toMatch(/<b |<i>|<u>/);
});

test("odd requests get a page that says what to do", async () => {
  const status = async (path: string, init: RequestInit = {}) => (await fetch(`${site.origin}${path}`, init)).status;
  expect(await status("/nergens")).toBe(404);
  expect(await status("/", { method: "POST" })).toBe(405);
  expect(await status("/teken", { method: "DELETE" })).toBe(405);
  expect(await status("/teken", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).toBe(415);
  expect(await status("/teken", { method: "POST", body: new URLSearchParams({ name: "x".repeat(20_000) }) })).toBe(413);
  expect(await (await fetch(`${site.origin}/teken`, { method: "HEAD" })).text()).toBe("");
});

test("the day of a signature is that of the Netherlands, also around midnight", async () => {
  for (const [time, day] of [
    ["2026-06-30T21:59:59Z", "2026-06-30"],
    ["2026-06-30T22:00:00Z", "2026-07-01"],
    ["2026-12-31T22:59:59Z", "2026-12-31"],
    ["2026-12-31T23:00:00Z", "2027-01-01"],
  ] as const)
    expect([time, dutchDay(new Date(time))]).toEqual([time, day]);
  const dataDir = join(folder, "midnight");
  const now = () => new Date("2026-06-30T22:30:00Z");
  const night = await startSite({ fivebar: "http://127.0.0.1:1", siteKey: "k", host: "127.0.0.1", port: 0, dataDir, now });
  const body = new URLSearchParams({ name: "Sam", email: "sam@example.org", "age-group": "none" });
  expect((await fetch(`${night.origin}/teken`, { method: "POST", body })).url).toBe(`${night.origin}/bedankt`);
  await night.stop();
  const db = new DatabaseSync(join(dataDir, "signups.sqlite"), { readOnly: true });
  expect(db.prepare("SELECT signed_on FROM signups").all()).toEqual([{ signed_on: "2026-07-01" }]);
  db.close();
});

test("a port that is in use stops the start, and lets go of the data", async () => {
  const port = Number(new URL(site.origin).port);
  const options = { fivebar: "http://127.0.0.1:1", siteKey: "k", host: "127.0.0.1", port, dataDir: join(folder, "busy") };
  await expect(startSite(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
  await (await startSite({ ...options, port: 0 })).stop();
});

test("the rule above the footer begins and ends where the text does", async () => {
  const edges = await looking("/de-zaak", 1280, "light", (page) =>
    page.evaluate(() => {
      const ruled = [...document.querySelectorAll("footer, footer *")].find((one) => getComputedStyle(one).borderTopWidth !== "0px");
      return ["h1", ruled].map((one) => (typeof one === "string" ? document.querySelector(one) : one)?.getBoundingClientRect().left);
    }),
  );
  expect(edges[0]).toBeGreaterThan(0);
  expect(edges[1]).toBe(edges[0]);
});
