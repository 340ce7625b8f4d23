/** The routes beside the links that anybody may open: health, robots, and what this domain counts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PLAN = {
  description: "A video of 15 seconds",
  ageFrom: 18,
  ageTo: 34,
  regions: ["Utrecht", "Gelderland"],
  languages: ["Nederlands"],
  interests: ["privacy"],
  budgetEuros: 1500,
  paidBy: "Stichting Voorbeeld",
};
const HOSTILE = {
  description: '"><img src=x onerror=alert(2)>',
  regions: ["</dd><h1>", "'&amp;"],
  paidBy: "<style>*{display:none}</style>",
};
const HOSTILE_NAME = "<script>alert(1)</script>";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live", PASS_PARAMS: "utm_source" });
  const days = { startsOn: "2026-06-01", endsOn: "2026-08-31" };
  await tracker.createCampaign("open", { name: "Summer", notes: "secret notes", ...days, spec: { ...PLAN, published: true } });
  await tracker.createCampaign("hostile", { name: HOSTILE_NAME, spec: { ...HOSTILE, published: true } });
  await tracker.createCampaign("planned", { name: "Not yet told", spec: { ...PLAN, published: false } });
  await tracker.createCampaign("planless", { name: "Without a plan" });
  await tracker.createCampaign("gone", { name: "Long over", spec: { ...PLAN, published: true } });
  await tracker.api("DELETE", "/campaigns/gone");
});

afterAll(() => discard(tracker));

async function pageOf(path: string, acceptLanguage = "en"): Promise<string> {
  return (await tracker.visit(path, { headers: { "Accept-Language": acceptLanguage } })).text();
}

describe("for machines", () => {
  test("/healthz says ok", async () => {
    const response = await tracker.visit("/healthz");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    expect(await response.json()).toEqual({ ok: true });
  });

  test("/robots.txt keeps search engines off the links, and lets in who shows a preview of one", async () => {
    const response = await tracker.visit("/robots.txt");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(await response.text()).toBe(
      "User-agent: *\nDisallow: /\nAllow: /about\n\nUser-agent: facebookexternalhit\nUser-agent: LinkedInBot\nUser-agent: Twitterbot\nAllow: /\n",
    );
  });

  test("/.well-known/traffic-advice keeps away the proxies that load pages ahead", async () => {
    const response = await tracker.visit("/.well-known/traffic-advice");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/trafficadvice+json"]);
    expect(await response.json()).toEqual([{ user_agent: "prefetch-proxy", disallow: true }]);
  });

  test("/.well-known/security.txt is not there while no contact is set, and was no try of a link", async () => {
    const response = await tracker.visit("/.well-known/security.txt");
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
  });

  const OPEN = ["/healthz", "/robots.txt", "/.well-known/traffic-advice", "/", "/about", "/about.json", "/style.css"];
  test.each(OPEN)("%s answers HEAD without a body", async (path) => {
    const [get, head] = [await tracker.visit(path), await tracker.visit(path, { method: "HEAD" })];
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, get.headers.get("content-type"), ""]);
  });
});

test("to read them counts nothing", async () => {
  const own = await startTracker();
  try {
    await own.createCampaign("counted");
    const reads = ["/healthz", "/robots.txt", "/.well-known/traffic-advice", "/", "/about", "/about.json", "/style.css", "/counted"];
    for (const path of reads.flatMap((read) => Array<string>(5).fill(read))) expect((await own.visit(path)).status).toBeLessThan(400);
    const { totals } = await own.reportWhen((report) => report.totals.visits > 0);
    expect(totals).toMatchObject({ visits: 5, skipped: { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 } });
  } finally {
    await discard(own);
  }
});

describe("/about", () => {
  // biome-ignore format: one line for each language
  const TEXTS = [
    ["en", ["What this domain counts", "whole groups of 5", "“c=…”", "utm_source", "1 June 2026 to 31 August 2026", "aged 18 to 34", "Utrecht and Gelderland", "€1,500"]],
    ["nl", ["Wat dit domein telt", "hele groepen van 5", "‘c=…’", "utm_source", "1 juni 2026 tot en met 31 augustus 2026", "18 tot en met 34 jaar", "Utrecht en Gelderland", "€\u00a01.500"]],
  ] as const;

  test.each(TEXTS)("says in %s what is counted, and shows each published plan", async (language, texts) => {
    const page = await pageOf("/about", language);
    for (const text of [
      ...texts,
      `<html lang="${language}">`,
      "Summer",
      "TikTok",
      PLAN.description,
      PLAN.paidBy,
      "privacy",
      `${tracker.origin}/open`,
    ]) {
      expect(page).toContain(text);
    }
  });

  test("is the start page too", async () => {
    expect(await pageOf("/")).toBe(await pageOf("/about"));
  });

  test.each(["/", "/about", "/about?lang=nl", "/about.json"])("%s shows no campaign that is not published, and no notes", async (path) => {
    const page = await pageOf(path);
    expect(page).toContain("/open");
    for (const hidden of ["planned", "Not yet told", "planless", "Without a plan", "gone", "Long over", "secret notes"]) {
      expect(page).not.toContain(hidden);
    }
  });

  test("shows what is published and no longer what is not, with the next visit", async () => {
    await tracker.createCampaign("shown", { name: "Shown later", spec: { published: false } });
    expect(await pageOf("/about")).not.toContain("Shown later");
    await tracker.api("PATCH", "/campaigns/shown", { spec: { published: true } });
    expect(await pageOf("/about")).toContain("Shown later");
    await tracker.api("DELETE", "/campaigns/shown");
    expect(await pageOf("/about")).not.toContain("Shown later");
  });

  test(".json tells programs the same", async () => {
    const about = await (await tracker.visit("/about.json")).json();
    expect(about).toMatchObject({
      groupSize: 5,
      signupRelease: "live",
      visitRelease: "live",
      timeZone: "Europe/Amsterdam",
      retentionMonths: 25,
      codeParam: "c",
      codeIn: "query",
      codeParams: ["c"],
      passParams: ["utm_source"],
      operator: null,
      privacyUrl: null,
      sourceUrl: null,
    });
    const shared = {
      channel: "tiktok",
      destination: "https://example.org/",
      countRepeats: true,
      thanksLink: false,
      endedUrl: null,
      codeParam: "c",
    };
    const open = {
      name: "Summer",
      startsOn: "2026-06-01",
      endsOn: "2026-08-31",
      status: expect.stringMatching(/^(scheduled|live|ended)$/),
      spec: PLAN,
    };
    const hostile = { name: HOSTILE_NAME, startsOn: null, endsOn: null, status: "live", spec: HOSTILE };
    expect((about as { campaigns: unknown }).campaigns).toEqual([
      { ...shared, slug: "open", link: `${tracker.origin}/open`, ...open },
      { ...shared, slug: "hostile", link: `${tracker.origin}/hostile`, ...hostile },
    ]);
  });
});

describe("the language is the visitor's", () => {
  // biome-ignore format: one block reads better than twenty lines
  const WANTED = [
    ["nl", "nl"], ["nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7", "nl"], ["NL-be", "nl"], ["fr-FR,fr;q=0.9,nl;q=0.1", "nl"], ["en;q=0.5, nl;q=0.9", "nl"],
    ["en;q=0.499,nl-BE;q=0.500", "nl"], ["en;q=0, nl;q=0.001", "nl"], ["nl ; q=0.9, en ; q=0.5", "nl"], ["en-GB,en;q=0.9,nl;q=0.8", "en"],
    ["nl;q=0.3,en;q=0.4", "en"], ["nl;q=0", "en"], ["de,fr;q=0.5", "en"], ["nds-NL,nlx", "en"], ["*", "en"], ["", "en"], [",;;q=,=", "en"],
  ] as const;

  test.each(WANTED)("Accept-Language: %s gives %s", async (acceptLanguage, language) => {
    expect(await pageOf("/about", acceptLanguage)).toContain(`<html lang="${language}">`);
  });

  test("unless they choose the other one on the page", async () => {
    expect(await pageOf("/about?lang=nl", "en")).toContain('<html lang="nl">');
    expect(await pageOf("/about?lang=<script>", "nl")).toContain('<html lang="nl">');
  });
});

describe("a public page", () => {
  test.each(["/", "/about", "/about?lang=nl", "/unknown"])("%s allows nothing but its own stylesheet", async (path) => {
    const { headers } = await tracker.visit(path);
    const policy = (headers.get("content-security-policy") ?? "").split("; ").map((directive) => directive.split(" ", 2));
    const closed = { "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'" };
    expect(Object.fromEntries(policy)).toEqual({ ...closed, "style-src": "'self'" });
    expect([headers.get("referrer-policy"), headers.get("x-content-type-options")]).toEqual(["no-referrer", "nosniff"]);
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("shows what marketers wrote as text: no tag, script or address comes from them", async () => {
    const page = await pageOf("/about");
    const tags = page.match(/<[^>]*>/g) ?? [];
    const known =
      /^<(!doctype html|\/?(html|head|title|body|header|main|nav|article|h[123]|p|ul|li|dl|dt|dd|a|span|svg)|meta|link|path)[ >]/;
    expect(tags.filter((tag) => !known.test(tag) || /alert|onerror|javascript/i.test(tag))).toEqual([]);
    const addresses = [...page.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address);
    const plans = ["/about/hostile?lang=en", "/about/open?lang=en"];
    expect(addresses.sort()).toEqual(["/about.json", ...plans, "/about?lang=en", "/about?lang=nl", "/style.css"]);
    const text = page.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    for (const written of [HOSTILE_NAME, HOSTILE.description, HOSTILE.paidBy, "</dd><h1> and '&amp;"]) expect(text).toContain(written);
  });
});
