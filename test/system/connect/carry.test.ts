/** carry.js in a real browser: into which links and forms it takes the code, and into which not. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { CarryPage } from "../setup/carry_page.ts";

let carry: CarryPage;

beforeAll(async () => {
  carry = await CarryPage.start();
});
beforeEach(() => carry.make());
afterEach(async () => {
  expect(await carry.end()).toEqual([]);
});
afterAll(() => carry?.stop());

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
    await carry.open("/pages/start?x=1&c=fix-tiktok", `<a href="${href}"><b>go</b></a>`);
    expect(await carry.clicked("b")).toBe(target);
  });

  test("carry it page after page", async () => {
    for (const path of ["/one", "/two"]) await carry.open(path, '<a href="/two">two</a><a id="three" href="/three">three</a>');
    await carry.page.goto(`${carry.site.origin}/one?c=fix-tiktok&utm_source=x`);
    expect(await carry.clicked("a")).toBe("/two?c=fix-tiktok");
    expect(await carry.clicked("#three")).toBe("/three?c=fix-tiktok");
  });

  test("elsewhere are left as they are, and so are downloads, mail, scripts and places on the page", async () => {
    const hrefs = [
      `${carry.site.elsewhere}/x`,
      "mailto:a@example.org",
      "tel:+3120",
      "#form",
      "data:text/plain,x",
      `blob:${carry.site.origin}/x`,
    ];
    const links = hrefs.map((href) => `<a href="${href}">x</a>`).join("");
    await carry.open("/start?c=fix-tiktok", `${links}<a href="/list.csv" download>x</a><a>no address</a><a href="/plain" id="plain">x</a>`);
    const after = await carry.page.evaluate(() => {
      document.addEventListener("click", (event) => event.preventDefault());
      const links = [...document.querySelectorAll("a")];
      for (const link of links) link.click();
      return links.map((link) => link.getAttribute("href"));
    });
    expect(after).toEqual([...hrefs, "/list.csv", null, `${carry.site.origin}/plain?c=fix-tiktok`]);
    expect(carry.site.received).toEqual([]);
  });

  test("to a place on the page scroll and load nothing", async () => {
    await carry.open("/start?c=fix-tiktok", '<a href="#form">down</a><p id="form">form</p>');
    await carry.page.click("a");
    expect([carry.page.url(), carry.site.received]).toEqual([`${carry.site.origin}/start?c=fix-tiktok#form`, []]);
  });

  test.each([["click", 'target="_blank"', "left"] as const, ["middle click", "", "middle"] as const])(
    "open in a new tab with the code: %s",
    async (_, target, button) => {
      await carry.open("/start?c=fix-tiktok", `<a href="/sign" ${target}>go</a>`);
      const tabs: Page[] = [];
      carry.context.on("page", (tab) => tabs.push(tab));
      await carry.page.click("a", { button });
      // Chromium now and then takes no notice of a middle click on a busy machine.
      await vi.waitUntil(() => tabs.length > 0, { timeout: 5_000 }).catch(() => carry.page.click("a", { button }));
      await expect.poll(() => tabs[0]?.url()).toBe(`${carry.site.origin}/sign?c=fix-tiktok`);
    },
  );

  test.each(["contextmenu", "dragstart"])("have the code in what is copied or dragged: %s", async (event) => {
    await carry.open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    await (event === "contextmenu" ? carry.page.click("a", { button: "right" }) : carry.page.dispatchEvent("a", event));
    expect(await carry.page.getAttribute("a", "href")).toBe(`${carry.site.origin}/sign?c=fix-tiktok`);
  });

  test("by keyboard, added later, and inside a web component", async () => {
    await carry.open("/start?c=fix-tiktok", '<a href="/keys">go</a><div id="host"></div>');
    await carry.page.focus("a");
    await Promise.all([carry.page.waitForURL("**/keys*"), carry.page.keyboard.press("Enter")]);
    expect(carry.page.url()).toBe(`${carry.site.origin}/keys?c=fix-tiktok`);
    await carry.page.goto(`${carry.site.origin}/start?c=fix-tiktok`);
    await carry.page.evaluate(() => {
      const root = document.querySelector("#host")?.attachShadow({ mode: "open" });
      const link = document.createElement("a");
      link.href = "/later";
      link.textContent = "later";
      root?.append(link);
    });
    expect(await carry.clicked("text=later")).toBe("/later?c=fix-tiktok");
  });

  test("in an image map carry it", async () => {
    const area = '<map name="m"><area href="/sign" shape="rect" coords="0,0,50,50" alt="sign"></map>';
    await carry.open("/start?c=fix-tiktok", `<img usemap="#m" width="50" height="50" alt="">${area}`);
    await Promise.all([carry.page.waitForURL("**/sign*"), carry.page.evaluate(() => document.querySelector("area")?.click())]);
    expect(carry.page.url()).toBe(`${carry.site.origin}/sign?c=fix-tiktok`);
  });

  test("follow <base>", async () => {
    await carry.open("/start?c=fix-tiktok", '<base href="/nl/"><a href="sign">go</a>');
    expect(await carry.clicked("a")).toBe("/nl/sign?c=fix-tiktok");
  });

  test.each(["", "?c=", "?c=a", "?c=%3Cb%3E", "?c=-ab", "?c=ab-", `?c=${"a".repeat(41)}`, "?c=a&b=c", "?cc=abc", "?b=null", "?c=ab%20c"])(
    "are left alone without a code: %s",
    async (query) => {
      await carry.open(`/start${query}`, '<a href="/sign">go</a>');
      expect(await carry.clicked("a")).toBe("/sign");
    },
  );

  test.each(["fix-tiktok.", "(Fix-TikTok),", " fix-tiktok\n", "fix-tiktok&utm_source=x", "fix-tiktok?c=other", "fix-tiktok#form"])(
    "have the code alone where something stuck to it: %j",
    async (text) => {
      await carry.open(`/start?c=${encodeURIComponent(text)}`, '<a href="/sign">go</a>');
      expect((await carry.clicked("a")).toLowerCase()).toBe("/sign?c=fix-tiktok");
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
    await carry.open("/start?c=fix-tiktok", `<form ${attributes}>${INPUT}</form>`);
    await carry.clicked("button");
    expect(carry.site.received[0]).toEqual(received);
  });

  test("with a field of that name are left alone", async () => {
    await carry.open("/start?c=fix-tiktok", `<form method="post" action="/sign"><input type="hidden" name="c" value="own">${INPUT}</form>`);
    await carry.clicked("button");
    expect(carry.site.received[0]?.body).toBe("c=own&name=A");
  });

  test("that send elsewhere are left alone, by their own address or a button's", async () => {
    await carry.open("/start?c=fix-tiktok", `<form method="post" action="${carry.site.elsewhere}/x">${INPUT}</form>`);
    await carry.clicked("button");
    await carry.open(
      "/start?c=fix-tiktok",
      `<form method="post" action="/sign"><button formaction="${carry.site.elsewhere}/y">send</button></form>`,
    );
    await Promise.all([carry.page.waitForURL("**/y"), carry.page.click("button")]);
    expect(carry.site.received[0]).toEqual({ method: "POST", url: "/y", body: "" });
    await carry.open(
      "/start?c=fix-tiktok",
      `<form method="post" action="${carry.site.elsewhere}/x"><button formaction="/back">send</button></form>`,
    );
    await carry.clicked("button");
    expect(carry.site.received[0]).toMatchObject({ url: "/back", body: "" });
  });

  test("that a button outside of them sends elsewhere, or script does after a button was pressed, are left alone", async () => {
    const there = `formaction="${carry.site.elsewhere}/y"`;
    for (const [script, form] of [
      ["", `<form method="post" action="/sign" id="f"></form><button form="f" ${there}>send</button>`],
      // It reads the form on the way: the browser reads it a second time.
      [
        'addEventListener("submit", (e) => new FormData(e.target))',
        `<form method="post" action="/sign"><button ${there}>send</button></form>`,
      ],
      [
        'addEventListener("submit", (e) => { e.preventDefault(); e.target.submit(); })',
        `<form method="post" action="${carry.site.elsewhere}/y"><button formaction="/sign">send</button></form>`,
      ],
    ] as const) {
      await carry.open("/start?c=fix-tiktok", form);
      await carry.page.evaluate(script);
      await Promise.all([carry.page.waitForURL("**/y"), carry.page.click("button")]);
      expect(carry.site.received[0]).toEqual({ method: "POST", url: "/y", body: "" });
    }
  });

  test("that script reads before they are sent to the own site carry it", async () => {
    await carry.open("/start?c=fix-tiktok", `<form method="post" action="/sign"><button formaction="/draft">send</button></form>`);
    await carry.page.evaluate('addEventListener("submit", (e) => new FormData(e.target))');
    await carry.clicked("button");
    expect(carry.site.received[0]).toEqual({ method: "POST", url: "/draft", body: "c=fix-tiktok" });
  });

  test("added later, sent by carry.script, or read by script carry it too", async () => {
    await carry.open("/start?c=fix-tiktok", "");
    const read = await carry.page.evaluate(() => {
      document.body.innerHTML = '<form method="post" action="/sign"><input name="name" value="A"></form>';
      return [...new FormData(document.forms[0])].map(String);
    });
    expect(read).toEqual(["name,A", "c,fix-tiktok"]);
    await Promise.all([carry.page.waitForURL("**/sign"), carry.page.evaluate(() => document.forms[0]?.submit())]);
    expect(carry.site.received.at(-1)?.body).toBe("name=A&c=fix-tiktok");
  });
});
