/** What docs/CONNECT.md says of sites without a server and of form services, done as it says, against a real tracker. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { ConnectStand } from "../setup/connect_stand.ts";
import { StaticSite } from "../setup/static_site.ts";
import { BROWSER } from "../setup/tracker.ts";

let stand: ConnectStand;

beforeAll(async () => {
  stand = await ConnectStand.start();
});
beforeEach(() => stand.next());
afterEach(() => stand.tidy());
afterAll(() => stand?.stop());

function headers(): Record<string, string> {
  return { authorization: `Bearer ${stand.siteKey}` };
}

describe("a webhook", () => {
  test("with anything about the person is refused, says why, and leaves nothing", async () => {
    const entry = { campaign: stand.slug, count: 5, name: "Canary Webhook", email: "canary-webhook@example.org", age: 34 };
    const problem = readProblem(await stand.tracker.api("POST", "/signups", entry, headers()), 400);
    expect(pathsOf(problem)).toEqual(["name", "email", "age"]);
    expect(JSON.stringify(problem)).not.toContain("anary");
    readProblem(await stand.tracker.api("POST", "/signups", { c: stand.slug, fields: {} }, headers()), 400);
    expect(await stand.released()).toBe(0);
    expect(stand.tracker.output).not.toContain("anary");
  });

  test("with the code alone counts, with a code that no campaign has as unattributed, and an empty one is refused", async () => {
    const text = await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8");
    const template = /^\| body \| `(\{.*?\})`/m.exec(text)?.[1] ?? "";
    const json = { ...headers(), "content-type": "application/json" };
    for (let n = 0; n < 5; n += 1)
      expect((await stand.tracker.api("POST", "/signups", template.replace("{{c}}", stand.slug), json)).status).toBe(200);
    expect(await stand.released()).toBe(5);
    const statusOf = async (c: string) => (await stand.tracker.api("POST", "/signups", template.replace("{{c}}", c), json)).status;
    expect(await stand.tracker.api("POST", "/signups", template.replace("{{c}}", "no-code"), json)).toMatchObject({
      status: 200,
      body: { counted: 1, attributed: false },
    });
    // What somebody writes into the address can spoil their own report, and not make more of it.
    for (const c of ["", " ", 'x","count":1000,"y":"', 'x", "email": "a@example.org', 'a"'])
      expect([c, await statusOf(c)]).toEqual([c, 400]);
    expect(await stand.released()).toBe(5);
  });
});

describe("without a server", () => {
  let browser: Browser;
  let site: StaticSite;

  beforeAll(async () => {
    site = new StaticSite();
    await site.listen();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test("a page per campaign with the code in its form counts for it, on a page of its own and without script", async () => {
    const input = /^<input .*value="fix-tiktok".*$/m.exec(await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8"))?.[0] ?? "";
    expect(input).toContain('name="c"');
    await stand.tracker.createCampaign("fix-tiktok", { destination: `${site.origin}/tiktok-page` });
    site.files.set("/tiktok-page", {
      body: `<form method="post" action="/sign">${input}<input name="name" value="A"><button>Sign</button></form>`,
    });
    const page = await browser.newPage({ javaScriptEnabled: false, userAgent: BROWSER });
    await page.goto(`${stand.tracker.origin}/fix-tiktok`);
    // Somebody opens the page again without the code in its address.
    await page.goto(`${site.origin}/tiktok-page`);
    await page.click("button");
    await page.waitForURL(`${site.origin}/sign`);
    await page.close();
    const code = new URLSearchParams(site.received.at(-1)?.body).get("c");
    const report = { campaign: code, count: 5 };
    expect(await stand.tracker.api("POST", "/signups", report, headers())).toMatchObject({ body: { counted: 5, attributed: true } });
    expect((await stand.tracker.report("?by=campaign")).rows.find(({ campaign }) => campaign === "fix-tiktok")?.signups).toBe(5);
  });

  test("a page per campaign and the thanks link count each signup once, reloads included", async () => {
    await stand.tracker.api("PATCH", `/campaigns/${stand.slug}`, {
      destination: `${site.origin}/tiktok`,
      thanksUrl: `${site.origin}/thank-you`,
    });
    // Stands in for somebody else's form service, which takes the form and leads to the address that its owner has entered.
    const location = `${stand.tracker.origin}/${stand.slug}/thanks`;
    site.files.set("/service", { status: 303, headers: { location }, body: "" });
    site.files.set("/tiktok", {
      body: '<form method="post" action="/service"><input name="email" value="a@example.org"><button>Sign</button></form>',
    });
    for (let n = 0; n < 5; n += 1) {
      const context = await browser.newContext({ javaScriptEnabled: n % 2 === 0, userAgent: BROWSER });
      const page = await context.newPage();
      await page.goto(`${stand.tracker.origin}/${stand.slug}?ttclid=canary`);
      await page.click("button");
      await page.waitForURL(`${site.origin}/thank-you#`);
      await page.reload();
      await context.close();
    }
    const report = await stand.tracker.reportWhen(
      ({ rows }) => rows.some(({ campaign, signups }) => campaign === stand.slug && signups > 0),
      "?by=campaign",
    );
    expect(report.rows.find(({ campaign }) => campaign === stand.slug)).toMatchObject({ visits: 5, signups: 5 });
    expect(JSON.stringify(site.received)).not.toContain("canary");
  });
});
