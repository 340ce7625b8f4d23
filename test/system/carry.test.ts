/** carry.js in a real browser: where it takes the code, where not, and that it leaves nothing behind. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { launchBrowser } from "./browser.ts";
import { StaticSite } from "./static_site.ts";

const MAX_GZIPPED_BYTES = 600;
const STRICT = "default-src 'none'; connect-src 'self'; base-uri 'self'";

let script: string;
let integrity: string;
let site: StaticSite;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  script = await readFile(join(PROJECT, "packages", "carry", "carry.js"), "utf8");
  integrity = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  site = new StaticSite();
  await site.listen();
  browser = await launchBrowser();
});
beforeEach(async () => {
  site.files.set("/carry.js", { type: "text/javascript", body: script });
  context = await browser.newContext();
  page = await context.newPage();
  errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
});
afterEach(async () => {
  await context.close();
  site.files.clear();
  site.received.length = 0;
  expect(errors.filter((text) => !text.includes("404"))).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens `path` with this body below a head that loads the script, under a policy that allows that script alone. */
async function open(path: string, body: string, how: "file" | "inline" = "file"): Promise<void> {
  const name = path.split("?")[0] ?? path;
  const tag = how === "file" ? `<script src="/carry.js" integrity="${integrity}" defer></script>` : `<script>${script}</script>`;
  const allowed = how === "file" ? "'self'" : `'${integrity}'`;
  const headers = { "content-security-policy": `${STRICT}; script-src ${allowed}` };
  site.files.set(name, { headers, body: `<!doctype html><html lang="en"><head><title>t</title>${tag}</head><body>${body}</body></html>` });
  await page.goto(`${site.origin}${path}`);
  site.received.length = 0;
}

/** Where a click on the element leads, as path and query. */
async function clicked(selector: string): Promise<string> {
  await Promise.all([page.waitForEvent("framenavigated"), page.click(selector)]);
  return page.url().replace(site.origin, "");
}

describe("links", () => {
  test.each([
    ["/sign", "/sign?c=fix-tiktok"],
    ["sign", "/pages/sign?c=fix-tiktok"],
    ["?step=2", "/pages/start?step=2&c=fix-tiktok"],
    ["/sign?a=%20b+c&flag#form", "/sign?a=%20b+c&flag&c=fix-tiktok#form"],
    ["/sign?c=own", "/sign?c=own"],
    ["/sign?a=1&c=", "/sign?a=1&c="],
    ["/sign?abc=1", "/sign?abc=1&c=fix-tiktok"],
  ])("to %s leads to %s", async (href, target) => {
    await open("/pages/start?x=1&c=fix-tiktok", `<a href="${href}"><b>go</b></a>`);
    expect(await clicked("b")).toBe(target);
  });

  test("carry it page after page", async () => {
    for (const path of ["/one", "/two"]) await open(path, '<a href="/two">two</a><a id="three" href="/three">three</a>');
    await page.goto(`${site.origin}/one?c=fix-tiktok&utm_source=x`);
    expect(await clicked("a")).toBe("/two?c=fix-tiktok");
    expect(await clicked("#three")).toBe("/three?c=fix-tiktok");
  });

  test("elsewhere are left as they are, and so are downloads, mail, scripts and places on the page", async () => {
    const hrefs = [`${site.elsewhere}/x`, "mailto:a@example.org", "tel:+3120", "#form", "data:text/plain,x", `blob:${site.origin}/x`];
    const links = hrefs.map((href) => `<a href="${href}">x</a>`).join("");
    await open("/start?c=fix-tiktok", `${links}<a href="/list.csv" download>x</a><a>no address</a><a href="/plain" id="plain">x</a>`);
    const after = await page.evaluate(() => {
      document.addEventListener("click", (event) => event.preventDefault());
      const links = [...document.querySelectorAll("a")];
      for (const link of links) link.click();
      return links.map((link) => link.getAttribute("href"));
    });
    expect(after).toEqual([...hrefs, "/list.csv", null, `${site.origin}/plain?c=fix-tiktok`]);
    expect(site.received).toEqual([]);
  });

  test("to a place on the page scroll and load nothing", async () => {
    await open("/start?c=fix-tiktok", '<a href="#form">down</a><p id="form">form</p>');
    await page.click("a");
    expect([page.url(), site.received]).toEqual([`${site.origin}/start?c=fix-tiktok#form`, []]);
  });

  test.each([["click", 'target="_blank"', "left"] as const, ["middle click", "", "middle"] as const])(
    "open in a new tab with the code: %s",
    async (_, target, button) => {
      await open("/start?c=fix-tiktok", `<a href="/sign" ${target}>go</a>`);
      const [tab] = await Promise.all([context.waitForEvent("page"), page.click("a", { button })]);
      await tab.waitForURL(`${site.origin}/sign?c=fix-tiktok`);
    },
  );

  test.each(["contextmenu", "dragstart"])("have the code in what is copied or dragged: %s", async (event) => {
    await open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    await (event === "contextmenu" ? page.click("a", { button: "right" }) : page.dispatchEvent("a", event));
    expect(await page.getAttribute("a", "href")).toBe(`${site.origin}/sign?c=fix-tiktok`);
  });

  test("by keyboard, added later, and inside a web component", async () => {
    await open("/start?c=fix-tiktok", '<a href="/keys">go</a><div id="host"></div>');
    await page.focus("a");
    await Promise.all([page.waitForURL("**/keys*"), page.keyboard.press("Enter")]);
    expect(page.url()).toBe(`${site.origin}/keys?c=fix-tiktok`);
    await page.goto(`${site.origin}/start?c=fix-tiktok`);
    await page.evaluate(() => {
      const root = document.querySelector("#host")?.attachShadow({ mode: "open" });
      const link = document.createElement("a");
      link.href = "/later";
      link.textContent = "later";
      root?.append(link);
    });
    expect(await clicked("text=later")).toBe("/later?c=fix-tiktok");
  });

  test("follow <base>", async () => {
    await open("/start?c=fix-tiktok", '<base href="/nl/"><a href="sign">go</a>');
    expect(await clicked("a")).toBe("/nl/sign?c=fix-tiktok");
  });

  test.each(["", "?c=", "?c=a", "?c=%3Cb%3E", "?c=-ab", "?c=ab-", `?c=${"a".repeat(41)}`, "?c=a&b=c", "?cc=abc", "?c=ab%20c"])(
    "are left alone without a code: %s",
    async (query) => {
      await open(`/start${query}`, '<a href="/sign">go</a>');
      expect(await clicked("a")).toBe("/sign");
    },
  );
});

describe("forms", () => {
  const INPUT = '<input name="name" value="A"><button>send</button>';

  test.each([
    ['method="post" action="/sign"', { method: "POST", url: "/sign", body: "name=A&c=fix-tiktok" }],
    ['method="post" action="/sign?step=2"', { method: "POST", url: "/sign?step=2", body: "name=A&c=fix-tiktok" }],
    ['action="/sign?dropped=by-the-browser"', { method: "GET", url: "/sign?name=A&c=fix-tiktok", body: "" }],
    ["", { method: "GET", url: "/start?name=A&c=fix-tiktok", body: "" }],
    ['action=""', { method: "GET", url: "/start?name=A&c=fix-tiktok", body: "" }],
    ['method="post"', { method: "POST", url: "/start?c=fix-tiktok", body: "name=A&c=fix-tiktok" }],
    ['method="post" action="/sign?c=own"', { method: "POST", url: "/sign?c=own", body: "name=A" }],
  ])("<form %s> sends it along", async (attributes, received) => {
    await open("/start?c=fix-tiktok", `<form ${attributes}>${INPUT}</form>`);
    await clicked("button");
    expect(site.received[0]).toEqual(received);
  });

  test("with a field of that name are left alone", async () => {
    await open("/start?c=fix-tiktok", `<form method="post" action="/sign"><input type="hidden" name="c" value="own">${INPUT}</form>`);
    await clicked("button");
    expect(site.received[0]?.body).toBe("c=own&name=A");
  });

  test("that send elsewhere are left alone, by their own address or their button's", async () => {
    await open("/start?c=fix-tiktok", `<form method="post" action="${site.elsewhere}/x">${INPUT}</form>`);
    await clicked("button");
    await open("/start?c=fix-tiktok", `<form method="post" action="/sign"><button formaction="${site.elsewhere}/y">send</button></form>`);
    await Promise.all([page.waitForURL("**/y"), page.click("button")]);
    expect(site.received[0]).toEqual({ method: "POST", url: "/y", body: "" });
    await open("/start?c=fix-tiktok", `<form method="post" action="${site.elsewhere}/x"><button formaction="/back">send</button></form>`);
    await clicked("button");
    expect(site.received[0]).toMatchObject({ url: "/back", body: "c=fix-tiktok" });
  });

  test("added later, sent by script, or read by script carry it too", async () => {
    await open("/start?c=fix-tiktok", "");
    const read = await page.evaluate(() => {
      document.body.innerHTML = '<form method="post" action="/sign"><input name="name" value="A"></form>';
      return [...new FormData(document.forms[0])].map(String);
    });
    expect(read).toEqual(["name,A", "c,fix-tiktok"]);
    await Promise.all([page.waitForURL("**/sign"), page.evaluate(() => document.forms[0]?.submit())]);
    expect(site.received.at(-1)?.body).toBe("name=A&c=fix-tiktok");
  });
});

describe("client-side navigation", () => {
  test("keeps the code in the address, so that it outlives a reload", async () => {
    await open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    const addresses = await page.evaluate(() => {
      const addressAfter = (go: () => void): string => {
        go();
        return location.pathname + location.search + location.hash;
      };
      return [
        addressAfter(() => history.pushState({ n: 1 }, "", "/two?tab=a#x")),
        addressAfter(() => history.replaceState({ n: 2 }, "", new URL("/three", location.href))),
        addressAfter(() => history.pushState(null, "", "#top")),
        addressAfter(() => history.pushState({ n: 3 }, "")),
        addressAfter(() => history.pushState({ n: 4 }, "", "/four?c=own")),
        String(history.state.n),
      ];
    });
    expect(addresses).toEqual([
      "/two?tab=a&c=fix-tiktok#x",
      "/three?c=fix-tiktok",
      "/three?c=fix-tiktok#top",
      "/three?c=fix-tiktok#top",
      "/four?c=own",
      "4",
    ]);
    expect(site.received).toEqual([]);
    expect(await clicked("a")).toBe("/sign?c=fix-tiktok");
  });

  test("a router that handles clicks itself sees the code in the link", async () => {
    await open("/start?c=fix-tiktok", '<a href="/two">go</a>');
    await page.evaluate(() => {
      document.addEventListener("click", (event) => {
        event.preventDefault();
        history.pushState(null, "", (event.target as HTMLAnchorElement).getAttribute("href"));
      });
    });
    await page.click("a");
    expect([page.url(), site.received]).toEqual([`${site.origin}/two?c=fix-tiktok`, []]);
  });
});

describe("the script", () => {
  test(`is at most ${MAX_GZIPPED_BYTES} bytes gzipped`, () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(MAX_GZIPPED_BYTES);
  });

  test("works inline, under a policy that names its hash and nothing else", async () => {
    await open("/start?c=fix-tiktok", '<a href="/sign">go</a>', "inline");
    expect(await clicked("a")).toBe("/sign?c=fix-tiktok");
  });

  test("does not run when somebody has changed it", async () => {
    site.files.set("/carry.js", { type: "text/javascript", body: `${script}\n` });
    await open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    expect(await clicked("a")).toBe("/sign");
    expect(errors.splice(0).join()).toContain("integrity");
  });

  test("asks nobody and stores nothing", async () => {
    const requested: string[] = [];
    page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await open("/start?c=fix-tiktok", '<form action="/sign"><a href="#x">x</a></form>');
    await page.click("a");
    const stored = await page.evaluate(async () => [
      document.cookie,
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      window.name,
    ]);
    expect(stored).toEqual(["", 0, 0, 0, 0, ""]);
    expect(await context.cookies()).toEqual([]);
    expect(requested).toEqual(["/start", "/carry.js"]);
    expect(script).not.toMatch(/cookie|storage|fetch|beacon|XMLHttp|indexedDB|import/i);
  });

  test("docs/CONNECT.md gives its hash", async () => {
    expect(await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8")).toContain(`integrity="${integrity}"`);
  });
});
