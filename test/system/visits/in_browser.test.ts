/** A link in a real browser: what is loaded ahead of a click keeps no click from being counted, and nothing but the code reaches the destination. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../setup/browser.ts";
import { StaticSite } from "../setup/static_site.ts";
import { discard, type Report, startTracker, type Tracker } from "../setup/tracker.ts";
import { Witness } from "../setup/witness.ts";

/** The browser's own name says that it is headless, which makes it a bot. */
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
const PEOPLE = 5;

let tracker: Tracker;
let browser: Browser;
/** The site with the ad, and under its other name the campaign's website. */
const site = new StaticSite();
const witness = new Witness(() => tracker.origin);
const landing = (path: string): string => `${site.elsewhere}${path}`;

beforeAll(async () => {
  await Promise.all([site.listen(), witness.listen()]);
  tracker = await startTracker({ SIGNUP_RELEASE: "live", FALLBACK_URL: landing("/fallback") });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([witness.close(), site.close()]);
  await discard(tracker);
});

/** Runs `visit` in a browser profile of its own, as a person who meets the ad. */
async function asPerson<T>(visit: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ userAgent: CHROME });
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/ad`);
    return await visit(page);
  } finally {
    await context.close();
  }
}

function showAd(link: string, head = "", attributes = ""): void {
  site.files.set("/ad", { body: `<!doctype html><head>${head}</head><p>Read this <a href="${link}" ${attributes}>link</a></p>` });
}

describe("a link that was loaded ahead: every click that follows is counted, once", () => {
  const rules = (action: "prefetch" | "prerender", eagerness: string) => (link: string) =>
    `<script type="speculationrules">${JSON.stringify({ [action]: [{ urls: [link], eagerness }] })}</script>`;
  const hint = (as: string) => (link: string) => `<link rel="prefetch" ${as} href="${link}">`;
  const hover = (page: Page) => page.hover("a");
  const nothing = () => Promise.resolve();
  const WAYS: readonly (readonly [name: string, head: (link: string) => string, before: (page: Page) => Promise<void>])[] = [
    ["rules-prefetch", rules("prefetch", "immediate"), nothing],
    ["rules-prefetch-hover", rules("prefetch", "moderate"), hover],
    ["rules-prerender", rules("prerender", "immediate"), nothing],
    ["rules-prerender-hover", rules("prerender", "moderate"), hover],
    ["link-prefetch", hint(""), nothing],
    ["link-prefetch-document", hint('as="document"'), nothing],
  ];

  /** What each of some people find: how the link was answered ahead, and where the click led. */
  async function click(path: string, head: (link: string) => string, before: (page: Page) => Promise<void>): Promise<string[]> {
    const link = `${witness.origin}${path}`;
    showAd(link, head(link));
    const ahead = () => witness.seen.filter((one) => one.path === path && one.purpose !== "");
    const landed: string[] = [];
    for (let person = 1; person <= PEOPLE; person += 1) {
      await asPerson(async (page) => {
        await before(page);
        await expect.poll(() => ahead().length, { message: "requests ahead" }).toBe(person);
        await page.click("a");
        await page.waitForURL(`${site.elsewhere}/**`);
        landed.push(`${ahead().at(-1)?.status} ${page.url()}`);
      });
    }
    return landed;
  }
  const rowOf = (report: Report, slug: string) => report.rows.find(({ campaign }) => campaign === slug);

  test.each(WAYS)("%s", async (slug, head, before) => {
    await tracker.createCampaign(slug, { destination: landing("/landing") });
    const landed = await click(`/${slug}`, head, before);
    expect(landed).toEqual(Array(PEOPLE).fill(`503 ${landing(`/landing?c=${slug}#`)}`));
    const report = await tracker.reportWhen((latest) => (rowOf(latest, slug)?.visits ?? 0) >= PEOPLE, "?by=campaign");
    expect(rowOf(report, slug)).toMatchObject({ visits: PEOPLE, skipped: { prefetch: PEOPLE, bot: 0 } });
  });

  test.each([
    ["a thanks link", "thanked", "/thanked/thanks", { signups: PEOPLE, visits: 0 }],
    ["a link whose redirect the browser may keep", "kept", "/kept", { signups: 0, visits: PEOPLE }],
  ])("%s", async (_, slug, path, figures) => {
    await tracker.createCampaign(slug, { destination: landing("/landing"), thanksUrl: landing("/thanks"), countRepeats: false });
    for (const line of await click(path, rules("prefetch", "immediate"), nothing)) expect(line).toMatch(/^503 /);
    const count = (report: Report) => (rowOf(report, slug)?.visits ?? 0) + (rowOf(report, slug)?.signups ?? 0);
    const report = await tracker.reportWhen((latest) => count(latest) >= PEOPLE, "?by=campaign");
    expect(rowOf(report, slug)).toMatchObject(figures);
  });
});

test("what a page of another site makes the browser fetch without anybody going there is no visit and no signup, but embedded", async () => {
  await tracker.createCampaign("parts", { destination: landing("/landing"), thanksUrl: landing("/thanks") });
  const [link, thanks] = [`${witness.origin}/parts`, `${witness.origin}/parts/thanks`];
  const parts = [link, thanks].map(
    (
      address,
    ) => `<img src="${address}"><script src="${address}"></script><link rel="stylesheet" href="${address}"><object data="${address}"></object>
      <iframe hidden src="${address}"></iframe><video src="${address}"></video>
      <script>fetch("${address}", { mode: "no-cors" }); fetch("${address}").catch(() => 0); new Image().src = "${address}?2";</script>`,
  );
  const PARTS = 9;
  site.files.set("/ad", { body: `<!doctype html>${parts.join("")}` });
  const asked = () => witness.seen.filter(({ path }) => path.startsWith("/parts")).length;
  for (let person = 1; person <= PEOPLE; person += 1)
    await asPerson(() => expect.poll(asked, { message: "parts of the page" }).toBe(person * PARTS * 2));
  const rowOf = (report: Report) => report.rows.find(({ campaign }) => campaign === "parts");
  const report = await tracker.reportWhen((latest) => (rowOf(latest)?.skipped.embedded ?? 0) >= PARTS * PEOPLE, "?by=campaign");
  expect(rowOf(report)).toMatchObject({ visits: 0, signups: 0, skipped: { embedded: PARTS * PEOPLE, bot: 0 } });
});

describe("of what somebody put into a link or its window, nothing reaches the destination", () => {
  const MARK = "person-7";
  const BY_SCRIPT = `document.querySelector("a").onclick = (event) => { event.preventDefault(); open(event.target.href, "${MARK}"); }`;
  const WAYS: readonly (readonly [name: string, attributes: string, script: string])[] = [
    ["the same window", "", `name = "${MARK}"`],
    ["a window with a name", `target="${MARK}"`, ""],
    ["a window with a name and an opener", `target="${MARK}" rel="opener"`, ""],
    ["a window that a script opens", "", BY_SCRIPT],
  ];

  /** What the page at the end of `path` can read. */
  async function arrive(path: string, attributes: string, script: string) {
    showAd(`${tracker.origin}${path}#u=${MARK}`, "", attributes);
    return asPerson(async (page) => {
      await page.evaluate(script);
      const opened = script.startsWith("name") ? page : page.context().waitForEvent("page");
      await page.click("a");
      const last = await opened;
      await last.waitForURL(`${site.elsewhere}/**`);
      return last.evaluate(() => {
        const { hash, search } = location;
        return { hash, name: window.name, opener: window.opener, referrer: document.referrer, search };
      });
    });
  }

  test.each(WAYS)("through %s", async (name, attributes, script) => {
    const slug = name.replaceAll(" ", "-");
    await tracker.createCampaign(slug, { destination: landing("/landing"), thanksUrl: landing("/thanks") });
    const nothing = { hash: "", name: "", opener: null, referrer: "", search: "" };
    expect(await arrive(`/${slug}`, attributes, script)).toEqual({ ...nothing, search: `?c=${slug}` });
    expect(await arrive(`/${slug}/thanks`, attributes, script)).toEqual(nothing);
    expect(await arrive("/nobody-made-this", attributes, script)).toEqual(nothing);
    await tracker.api("PATCH", `/campaigns/${slug}`, { status: "paused", destination: `${landing("/landing")}#own` });
    expect(await arrive(`/${slug}`, attributes, script)).toEqual({ ...nothing, hash: "#own" });
  });

  test("but a frame keeps the name that the page around it gives it, as docs/PRIVACY.md says", async () => {
    await tracker.createCampaign("framed", { destination: landing("/landing") });
    site.files.set("/ad", { body: `<iframe name="${MARK}" src="${tracker.origin}/framed#u=${MARK}"></iframe>` });
    const seen = await asPerson(async (page) => {
      await expect.poll(() => page.frames().at(-1)?.url()).toContain("/landing");
      return page
        .frames()
        .at(-1)
        ?.evaluate(() => [location.hash, window.name]);
    });
    expect(seen).toEqual(["", MARK]);
  });
});
