/** examples/edge-carry on raw workerd, in front of a real site, seen by a real browser without script. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installation } from "../../../scripts/installation.ts";
import { launchBrowser } from "../setup/browser.ts";
import { exampleModules } from "../setup/example_worker.ts";
import { StaticSite } from "../setup/static_site.ts";

let site: StaticSite;
let edge: { readonly process: ChildProcess; readonly origin: string };
let folder: string;
let browser: Browser;
let page: Page;

/** The Worker as it is in the example, without its types; all that it fetches goes to the site. */
async function startEdge(): Promise<typeof edge> {
  const modules = await exampleModules(folder, ["examples/edge-carry/worker.ts", "packages/client/src/code.ts"]);
  await writeFile(
    join(folder, "edge.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (
       services = [
         (name = "edge", worker = (
           modules = [${modules}], compatibilityDate = "2026-10-01", globalOutbound = "site")),
         (name = "site", external = (address = "127.0.0.1:${site.port}", http = ())),
       ],
       sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
     );`,
  );
  const args = ["serve", join(folder, "edge.capnp"), "--control-fd=3"];
  const child = spawn(installation.workerd, args, { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdio[3] as Readable }).once("line", (line) => resolve(JSON.parse(line).port));
    child.once("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
  });
  return { process: child, origin: `http://127.0.0.1:${port}` };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-edge-"));
  site = new StaticSite();
  await site.listen();
  [edge, browser] = await Promise.all([startEdge(), launchBrowser()]);
});
beforeEach(async () => {
  page = await browser.newPage({ javaScriptEnabled: false });
});
afterEach(async () => {
  await page.close();
  site.files.clear();
  site.received.length = 0;
});
afterAll(async () => {
  await browser?.close();
  edge?.process.kill();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts `body` at `/start`, and answers what the edge makes of it. */
async function rewritten(body: string, query = "?c=fix-tiktok"): Promise<string> {
  site.files.set("/start", { body, headers: { etag: '"1"' } });
  return (await (await fetch(`${edge.origin}/start${query}`)).text()).replaceAll(edge.origin, "");
}

test("a visitor without script keeps the code through pages, to the form and what it sends", async () => {
  site.files.set("/start", { body: '<title>1</title><a href="two?x=1&amp;y=2">two</a>' });
  site.files.set("/two", {
    body: '<title>2</title><form method="post" action="/sign"><input name="name" value="A"><button>go</button></form>',
  });
  await page.goto(`${edge.origin}/start?c=Fix-TikTok&utm_source=x`);
  await page.click("a");
  await page.waitForURL("**/two?*");
  await page.click("button");
  await page.waitForURL("**/sign");
  expect(site.received).toMatchObject([
    { method: "GET", url: "/start?c=Fix-TikTok&utm_source=x" },
    { method: "GET", url: "/two?x=1&y=2&c=fix-tiktok" },
    { method: "POST", url: "/sign", body: "name=A&c=fix-tiktok" },
  ]);
});

describe("links", () => {
  test.each([
    ['<a href="/a">', '<a href="/a?c=fix-tiktok">'],
    ['<area href="/a?b=%20#x">', '<area href="/a?b=%20&amp;c=fix-tiktok#x">'],
    ['<a href="/a?b=1&copy=2">', '<a href="/a?b=1&amp;copy=2&amp;c=fix-tiktok">'],
    ['<base href="/nl/"><a href="a">', '<base href="/nl/"><a href="/nl/a?c=fix-tiktok">'],
  ])("%s becomes %s", async (before, after) => {
    expect(await rewritten(before)).toBe(after);
  });

  test.each([
    '<a href="/a?c=own">',
    '<a href="#form">',
    '<a href="/list.csv" download>',
    '<a href="mailto:a@example.org">',
    '<a href="javascript:void(0)">',
    '<a href="https://elsewhere.example/a">',
    '<a href="//elsewhere.example/a">',
    '<base href="https://elsewhere.example/"><a href="a">',
    '<a href="&#109;ailto:a@example.org">',
    '<a href="http://[">',
    "<a>",
    '<link rel="icon" href="/a.png">',
  ])("%s stays as it is", async (html) => {
    expect(await rewritten(html)).toBe(html);
  });
});

describe("forms", () => {
  const HIDDEN = '<input type="hidden" name="c" value="fix-tiktok">';

  test.each([
    "<form>",
    '<form action="">',
    '<form action="/sign"><button formaction="/draft">keep</button>',
    '<form method="post" action="/sign">',
    '<form action="/sign?a=1&amp;b=2">',
  ])("%s gets the code as a field", async (form) => {
    expect(await rewritten(`${form}<input name="a"></form><form></form>`)).toBe(
      `${form}<input name="a">${HIDDEN}</form><form>${HIDDEN}</form>`,
    );
  });

  test.each([
    '<form action="https://elsewhere.example/">',
    '<form action="/sign?c=own">',
    '<form><input name="c" value="own">',
    '<form action="/sign"><button>here</button><button formaction="https://elsewhere.example/">there</button>',
    '<form action="/sign"><input type="image" formaction="//elsewhere.example/">',
    '<form action="https://elsewhere.example/"><button formaction="/sign">here</button>',
    '<form action="https://elsewhere.example/" id="f">',
    '<form id="f"><input name="c" value="own">',
    '<form id="f"></form><form action="https://elsewhere.example/"><input name="c" form="f">',
    '<form id="&#102;"></form><button form="f" formaction="https://elsewhere.example/">there</button><form action="/sign?c=own">',
    '<form id="f"></form><button form="&#102;" formaction="https://elsewhere.example/">there</button><form action="/sign?c=own">',
  ])("%s stays as it is", async (form) => {
    expect(await rewritten(`${form}<p></p></form>`)).toBe(`${form}<p></p></form>`);
  });
});

describe("forms with an id, whose buttons may be anywhere,", () => {
  const FORM = '<form id="f" method="post" action="/sign"><input name="name" value="A"></form>';

  test.each([
    ["a form's own", FORM, '<button form="f">go</button>', "/sign", "name=A&c=fix-tiktok"],
    ["to another page of the site", FORM, '<button form="f" formaction="/draft">go</button>', "/draft", "name=A&c=fix-tiktok"],
    ["to another site, behind it", FORM, '<input type="submit" form="f" formaction="ELSEWHERE/x">', "/x", "name=A"],
    ["to another site, before it", '<button form="f" formaction="ELSEWHERE/x">go</button>', FORM, "/x", "name=A"],
    ["in another form, to another site", FORM, '<form><button form="f" formaction="ELSEWHERE/x">go</button></form>', "/x", "name=A"],
    [
      "with a field outside, to the site",
      FORM,
      '<input type="hidden" name="c" value="own" form="f"><button form="f">go</button>',
      "/sign",
      "name=A&c=own",
    ],
  ])("%s", async (_, first, second, path, body) => {
    const html = `<!doctype html><html lang="en"><title>t</title><body>${first}${second}</body></html>`;
    site.files.set("/start", { body: html.replaceAll("ELSEWHERE", site.elsewhere) });
    await page.goto(`${edge.origin}/start?c=fix-tiktok`);
    await page.click('[form="f"]:not([type="hidden"])');
    await page.waitForURL(`**${path}`);
    expect(site.received.at(-1)).toMatchObject({ method: "POST", url: path, body });
  });

  test("get the field at the end of the page, whatever the id is", async () => {
    const form = `<form id='a"b'><input name="a"></form>`;
    expect(await rewritten(`${form}<p>after</p>`)).toBe(
      `${form}<p>after</p><input type="hidden" name="c" value="fix-tiktok" form="a&quot;b">`,
    );
  });
});

describe("answers", () => {
  test.each(["", "?c=", "?c=a", "?c=%3Cscript%20x%3E", "?c=%22%3E", "?d=fix-tiktok"])(
    "without a code pass untouched: %s",
    async (query) => {
      expect(await rewritten('<a href="/a"><form></form>', query)).toBe('<a href="/a"><form></form>');
    },
  );

  test("that are no pages pass untouched", async () => {
    site.files.set("/data", { type: "application/json", body: '{"html":"<a href=/a>"}', headers: { etag: '"1"' } });
    const answer = await fetch(`${edge.origin}/data?c=fix-tiktok`);
    expect([answer.headers.get("etag"), await answer.text()]).toEqual(['"1"', '{"html":"<a href=/a>"}']);
  });

  test.each([
    ["/start/", "/start/?c=fix-tiktok"],
    ["/start?c=own", "/start?c=own"],
    ["https://elsewhere.example/", "https://elsewhere.example/"],
  ])("that redirect to %s lead to %s", async (location, target) => {
    site.files.set("/start", { status: 301, headers: { location }, body: "" });
    const answer = await fetch(`${edge.origin}/start?c=fix-tiktok`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")?.replace(edge.origin, "")]).toEqual([301, target]);
  });

  test("that were changed do not go by the old name", async () => {
    site.files.set("/start", { body: '<a href="/a">', headers: { etag: '"1"' } });
    const tag = async (query: string) => (await fetch(`${edge.origin}/start${query}`)).headers.get("etag");
    expect([await tag("?c=fix-tiktok"), await tag("")]).toEqual([null, '"1"']);
  });
});
