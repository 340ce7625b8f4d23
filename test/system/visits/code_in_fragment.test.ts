/** CODE_IN=fragment: the code follows a `#`, carry-fragment.js takes it to the form, and no request line but the form's body ever has it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { MAKERS } from "../../../src/staff/connect/recipe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, sessionOf } from "../setup/dashboard.ts";
import { checksOf } from "../setup/misbehaving.ts";
import { StaticSite } from "../setup/static_site.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let site: StaticSite;
let browser: Browser;
let script: string;

beforeAll(async () => {
  tracker = await startTracker({ CODE_IN: "fragment", PASS_PARAMS: "taal" });
  site = new StaticSite();
  await site.listen();
  browser = await launchBrowser();
  script = await readFile(join(PROJECT, "packages", "carry", "carry-fragment.js"), "utf8");
});
beforeEach(() => {
  site.files.clear();
  site.received.length = 0;
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await discard(tracker);
});

describe("the redirect", () => {
  test.each([
    ["plain", "https://example.org/petition", "https://example.org/petition#c=plain"],
    ["query", "https://example.org/?a=1&c=old&b=2", "https://example.org/?a=1&b=2#c=query"],
    ["place", "https://example.org/petition#form", "https://example.org/petition#form&c=place"],
    ["older", "https://example.org/#form&c=old", "https://example.org/#form&c=older"],
  ])("of %s puts the code behind the destination's own place on the page", async (slug, destination, location) => {
    await tracker.createCampaign(slug, { destination });
    expect((await tracker.visit(`/${slug}?fbclid=canary`)).headers.get("location")).toBe(location);
  });

  test("passes what may pass, has the campaign's own parameter, and none of a campaign that does not run", async () => {
    await tracker.createCampaign("passing", { destination: "https://example.org/x#a", codeParam: "source" });
    expect((await tracker.visit("/passing?taal=nl")).headers.get("location")).toBe("https://example.org/x?taal=nl#a&source=passing");
    await tracker.api("PATCH", "/campaigns/passing", { status: "paused" });
    await expect.poll(async () => (await tracker.visit("/passing")).headers.get("location")).toBe("https://example.org/x#a");
  });

  test("is what /about.json and the dashboard say, and its page gives the script for it", async () => {
    await tracker.createCampaign("told", { destination: "https://example.org/told" });
    expect(await (await tracker.visit("/about.json")).json()).toMatchObject({ codeIn: "fragment" });
    const cookie = await sessionOf(tracker);
    const page = await (await get(tracker, "/staff/connect?made=static", cookie)).text();
    expect(page).toContain("https://example.org/told#c=told");
    expect(await (await get(tracker, "/staff/connect/carry.js", cookie)).text()).toBe(script);
    expect(page).toContain(createHash("sha256").update(script).digest("base64"));
  });
});

test.each(["en", "nl"])("each recipe is one for codes behind a #, with the campaign's own parameter (%s)", async (language) => {
  await tracker.createCampaign(`recipes-${language}`, { destination: "https://example.org/petition", codeParam: "source" });
  const cookie = await sessionOf(tracker);
  for (const maker of MAKERS) {
    const html = await (await get(tracker, `/staff/connect?made=${maker}`, cookie, { "accept-language": language })).text();
    const page = html
      .replace(/<[^>]+>/g, "")
      .replaceAll("&#39;", "'")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    expect([maker, page]).toEqual([maker, expect.not.stringMatching(/\{(?:param|landing|address)\}/)]);
    // No server is told to read the code from an address, and no link of a page is told to have it there. (The form's handler reads the field
    // by lines that make a link's end, too.)
    const told = page.replace(/^.*carried = .*$/gm, "");
    if (["wordpress", "php", "node", "python", "static", "drupal", "other"].includes(maker))
      expect([maker, told]).toEqual([maker, expect.not.stringMatching(/[?&]source=|\$\{carried\}/)]);
    if (["wordpress", "php", "node", "python", "static", "other"].includes(maker)) expect(page).toContain(`#source=recipes-${language}`);
    if (["php", "node", "python", "static"].includes(maker)) expect(html).toContain("/staff/connect/carry.js?param=source");
    if (["action-network", "controlshift", "tally", "jotform", "mailchimp", "wix"].includes(maker))
      expect(page).toContain("CODE_IN=fragment");
  }
});

test("the doctor finds the code where it is, in one link and in all", async () => {
  await tracker.createCampaign("examined", { destination: `${site.origin}/petition#form`, spec: { published: true } });
  const { failed } = await checksOf(`${tracker.origin}/examined`);
  expect(failed.filter((id) => /code|about|location|fragment|redirect/.test(id))).toEqual([]);
});

test("the code goes over two pages into the form, and no request but the form's body has it", async () => {
  await tracker.createCampaign("carried", { destination: `${site.origin}/petition#form` });
  const tag = '<script src="/carry.js"></script>';
  site.files.set("/carry.js", { type: "text/javascript", body: script });
  site.files.set("/petition", {
    body: `${tag}<a id="about" href="/about#team">About</a><a id="top" href="#form">Form</a><div style="height:4000px"></div><h2 id="form">Form</h2>`,
  });
  site.files.set("/about", {
    body: `${tag}<a id="sign" href="/sign?step=2">Sign</a><form id="search" action="/search"><input name="q"></form>`,
  });
  site.files.set("/sign", {
    body: `${tag}<form method="post" action="/done"><button>Sign</button></form><form id="out" method="post" action="http://elsewhere.example/"></form><form id="script" method="post"></form><form id="find"></form>`,
  });
  const page: Page = await browser.newPage({ userAgent: BROWSER });
  const path = (): string => page.url().slice(site.origin.length);
  await page.goto(`${tracker.origin}/carried#canary`);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1_000);
  expect(path()).toBe("/petition#form&c=carried");
  await page.click("#top");
  await page.click("#about");
  await page.waitForURL(/about/);
  expect(path()).toBe("/about#team&c=carried");
  const fields = await page.evaluate(() => [...new FormData(document.querySelector("#search") as HTMLFormElement).keys()]);
  expect(fields).toEqual(["q"]);
  await page.click("#sign");
  await page.waitForURL(/sign/);
  expect(path()).toBe("/sign?step=2#c=carried");
  expect(await page.evaluate(() => [...new FormData(document.querySelector("#out") as HTMLFormElement).keys()])).toEqual([]);
  // A script that reads a form's fields itself, as jQuery's `serialize` does, finds the code in a form to this site alone.
  const read = (selector: string) =>
    page.evaluate((form) => {
      const element = document.querySelector(form) as HTMLFormElement;
      let fields = "";
      element.addEventListener("submit", (event) => {
        event.preventDefault();
        fields = [...new Set([...element.querySelectorAll("input")].map(({ name, value }) => `${name}=${value}`))].join("&");
      });
      element.requestSubmit();
      return fields;
    }, selector);
  expect([await read("#script"), await read("#script"), await read("#out"), await read("#find")]).toEqual([
    "c=carried",
    "c=carried",
    "",
    "",
  ]);
  await page.click("button");
  await page.waitForURL(/done/);
  await page.close();
  expect(site.received.map(({ url }) => url).join()).not.toContain("carried");
  expect(site.received.filter(({ body }) => body !== "")).toEqual([{ method: "POST", url: "/done", body: "c=carried" }]);
});
