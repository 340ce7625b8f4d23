/** The Connect page's recipes: for every maker, in both languages, with what the tracker really has; its downloads; and test reports that come in. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { connectFiles } from "../../../scripts/connect_docs.ts";
import { pluginZip } from "../../../scripts/package_wordpress.ts";
import { MAKERS } from "../../../src/staff/connect/recipe.ts";
import type { Key } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let cookie: string;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard({ CODE_PARAM: "source" });
  await tracker.createCampaign("spring-tiktok", { name: "Spring", destination: "https://www.example.org/petition" });
  [cookie, browser] = await Promise.all([sessionOf(tracker), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

function decoded(html: string): string {
  const text = html.replace(/<[^>]+>/g, "");
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

async function siteKey(name: string): Promise<string> {
  return (await tracker.api<Required<Key>>("POST", "/keys", { name, role: "site" })).body.key;
}

test("what is made from the recipes, the examples and the websites' files is as they are (npm run docs:connect)", async () => {
  for (const [path, text] of await connectFiles())
    expect([path, (await readFile(join(PROJECT, path), "utf8")) === text]).toEqual([path, true]);
});

test.each(["nl", "en"])("each maker's recipe is there whole, with the real address, code and parameter (%s)", async (language) => {
  const list = await (await get(tracker, "/staff/connect", cookie, { "accept-language": language })).text();
  for (const maker of MAKERS) {
    expect(list).toMatch(new RegExp(`href="/staff/connect\\?made=${maker}["&]`));
    const page = decoded(await (await get(tracker, `/staff/connect?made=${maker}`, cookie, { "accept-language": language })).text());
    expect([maker, page]).toEqual([maker, expect.stringContaining(tracker.origin)]);
    expect(page).not.toMatch(/go\.example\.org|fix-tiktok|\{(?:address|param|landing|integrity)\}|undefined/);
    if (["php", "node", "python", "static", "other"].includes(maker)) {
      expect(page).toContain("https://www.example.org/petition?source=spring-tiktok");
      expect(page).toContain('"test": true');
      expect(page).not.toMatch(/(['"])c\1|[?&]c=/);
    }
    if (maker === "php") expect(page).toContain("$_GET['source']");
    expect(page).not.toContain(ADMIN_KEY);
  }
});

test("carry.js comes for the parameter and with its hash, the plugin as the zip file that is packaged; both for who signed in", async () => {
  const page = await (await get(tracker, "/staff/connect?made=static", cookie)).text();
  const path = decoded(/href="(\/staff\/connect\/carry\.js[^"]*)"/.exec(page)?.[1] ?? "");
  const carry = Buffer.from(await (await get(tracker, path, cookie)).arrayBuffer());
  const source = await readFile(join(PROJECT, "packages", "carry", "carry.js"), "utf8");
  expect(carry.toString()).toBe(source.replace('("c")', '("source")'));
  expect(decoded(page)).toContain(`integrity="sha256-${createHash("sha256").update(carry).digest("base64")}"`);
  const zip = Buffer.from(await (await get(tracker, "/staff/connect/fivebar.zip", cookie)).arrayBuffer());
  expect(zip.equals(await pluginZip())).toBe(true);
  expect((await get(tracker, '/staff/connect/carry.js?param="</script>', cookie)).status).toBe(404);
  for (const file of ["carry.js", "fivebar.zip"]) expect((await tracker.visit(`/staff/connect/${file}`)).status).not.toBe(200);
});

test("a test report shows while the recipe is open, with its key's name, and counts nothing; a signup shows nowhere on it", async () => {
  const key = await siteKey("Website of spring");
  const recipe = async () => (await get(tracker, "/staff/connect?made=php", cookie)).text();
  const before = await recipe();
  await tracker.api("POST", "/signups", { campaign: "spring-tiktok", count: 7 }, { authorization: `Bearer ${key}` });
  expect(await recipe()).toBe(before);
  await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
    await page.goto(`${tracker.origin}/staff/connect?made=php`);
    expect(await page.innerText("main")).toContain("No test report came in");
    const command = await page.innerText("ol.recipe pre:has-text('\"test\": true')");
    const body = /-d '([^']*)'/.exec(command)?.[1] ?? "";
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    expect(await tracker.api("POST", "/signups", body, headers)).toMatchObject({ body: { counted: 0, attributed: true } });
    await page.waitForSelector("text=A test report came in just now with the key “Website of spring”. Its code is that of a campaign");
    await tracker.api("POST", "/signups", { campaign: null, test: true }, headers);
    await page.waitForSelector("text=such a signup counts as unattributed");
  });
  expect((await tracker.report()).totals.signups).toBe(0);
});

test("a website's new key is shown with a way to try it and a text for the developer, which has no key in it", async () => {
  const made = async (role: string, language: string) => {
    const answer = await post(tracker, "/staff/settings/keys", { name: `${role} ${language}`, role }, cookie, {
      "accept-language": language,
    });
    expect(answer.status).toBe(200);
    return (await answer.text()).replaceAll("&quot;", '"');
  };
  for (const [language, words] of [
    ["en", "You get the key separately"],
    ["nl", "De sleutel krijg je apart"],
  ] as const) {
    const page = await made("site", language);
    const key = /fivebar_site_[\w-]{40,}/.exec(page)?.[0] ?? `no key: ${page}`;
    expect(key).toMatch(/^fivebar_site_/);
    const blocks = [...page.matchAll(/<pre[^>]*>\s*<code>([\s\S]*?)<\/code>/g)].map(([, code = ""]) => decoded(code));
    expect(blocks[0]).toContain('{"campaign": "spring-tiktok", "test": true}');
    expect(blocks[1]).toContain(words);
    for (const block of blocks) expect(block).toContain(tracker.origin);
    for (const block of blocks) expect(block).not.toContain("fivebar_site_");
  }
  expect(await made("reader", "en")).not.toContain("for your developer");
});
