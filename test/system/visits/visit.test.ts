/** The visit, header by header: what a link answers, and that nothing of the request goes anywhere. */
import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOON_ZONE } from "../setup/noon.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

/**
 * Every header of the answer to a visit beside `Location`. Compared as a whole, so that no other can slip in: no `Set-Cookie`, `ETag`,
 * `Last-Modified`, `Accept-CH`, `NEL`, `Report-To`, `Reporting-Endpoints`, `Alt-Svc`, `Server-Timing`, `Link`, `Refresh`, `Vary`.
 */
const HEADERS = {
  "cache-control": "no-store",
  "content-length": "0",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ TIME_ZONE: NOON_ZONE });
  await tracker.createCampaign("fix-tiktok", { destination: "https://example.org/join?x=1#top" });
});

afterAll(() => discard(tracker));

describe("the answer to a visit", () => {
  test("is a 302 to the destination with the code, without a body, and with these headers alone", async () => {
    const response = await tracker.visit("/fix-tiktok");
    expect(response.status).toBe(302);
    expect(Object.fromEntries(response.headers)).toEqual({ ...HEADERS, location: "https://example.org/join?x=1&c=fix-tiktok#top" });
    expect(await response.text()).toBe("");
  });

  test("has the same headers for HEAD", async () => {
    const response = await tracker.visit("/fix-tiktok", { method: "HEAD" });
    const { "content-length": _, ...headers } = { ...HEADERS, location: "https://example.org/join?x=1&c=fix-tiktok#top" };
    expect(response.status).toBe(302);
    // The connection is closed because `fetch` asks for it with every HEAD.
    expect(Object.fromEntries(response.headers)).toEqual({ ...headers, connection: "close" });
  });

  test("is the same whatever the browser tells of its user", async () => {
    const response = await tracker.visit("/fix-tiktok?fbclid=IwAR0abc&lang=nl", {
      headers: {
        Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding": "gzip, br, zstd",
        "Accept-Language": "nl-NL,nl;q=0.9",
        Authorization: "Bearer of-somebody",
        "CF-Connecting-IP": "203.0.113.77",
        Cookie: "_fbp=fb.1.1700000000000.123456789; _ga=GA1.1.123.456",
        DNT: "1",
        "If-Modified-Since": "Mon, 05 Oct 2026 10:00:00 GMT",
        "If-None-Match": '"visitor-7"',
        Origin: "https://www.instagram.com",
        Range: "bytes=0-10",
        Referer: "https://l.instagram.com/?u=somebody",
        "Sec-CH-UA-Model": '"Pixel 9"',
        "X-Forwarded-For": "203.0.113.77",
      },
    });
    expect(response.status).toBe(302);
    expect(Object.fromEntries(response.headers)).toEqual({ ...HEADERS, location: "https://example.org/join?x=1&c=fix-tiktok#top" });
  });
});

describe("the destination gets the code, and keeps what its marketer wrote", () => {
  // Without a fragment of its own it ends in an empty one, over which no browser carries that of the clicked address.
  test.each([
    ["no query", "https://example.org/", "https://example.org/?c=CODE#"],
    ["no path", "https://example.org", "https://example.org/?c=CODE#"],
    ["an empty query", "https://example.org/?", "https://example.org/?c=CODE#"],
    ["an empty fragment", "https://example.org/#", "https://example.org/?c=CODE#"],
    ["a query", "https://example.org/join?x=1&y=2", "https://example.org/join?x=1&y=2&c=CODE#"],
    ["a fragment", "https://example.org/#form", "https://example.org/?c=CODE#form"],
    ["a fragment with a query in it", "https://example.org/?x=1#/app?y=2&c=3", "https://example.org/?x=1&c=CODE#/app?y=2&c=3"],
    [
      "escapes, as they are",
      "https://example.org/caf%C3%A9?q=a+b%20%26%E2%82%AC",
      "https://example.org/caf%C3%A9?q=a+b%20%26%E2%82%AC&c=CODE#",
    ],
    ["flags and lists", "https://example.org/?flag&empty=&l[]=1&l[]=2", "https://example.org/?flag&empty=&l[]=1&l[]=2&c=CODE#"],
    ["a port and path parameters", "https://example.org:8443/a/b;v=1/", "https://example.org:8443/a/b;v=1/?c=CODE#"],
    ["older codes, which go", "https://example.org/?c=old&x=1&c=older#top", "https://example.org/?x=1&c=CODE#top"],
    ["an older code without a value", "https://example.org/?c&x=1", "https://example.org/?x=1&c=CODE#"],
    ["an older code in escapes", "https://example.org/?%63=old&x=1", "https://example.org/?x=1&c=CODE#"],
    ["other names that look like it", "https://example.org/?C=1&cc=2&c%20=3", "https://example.org/?C=1&cc=2&c%20=3&c=CODE#"],
  ])("%s", async (name, destination, location) => {
    const slug = `to-${name.replace(/[^a-z]+/g, "-")}`;
    await tracker.createCampaign(slug, { destination });
    const response = await tracker.visit(`/${slug}`);
    expect(response.headers.get("location")).toBe(location.replace("CODE", slug));
  });
});

// biome-ignore format: one block reads better than fifty lines
const CLICK_IDS = [
  "fbclid", "igshid", "igsh", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl",
  "ttclid", "tt_medium", "si", "spclid", "msclkid", "twclid", "li_fat_id", "ScCid", "sccid", "epik", "rdt_cid", "yclid", "ysclid", "_openstat",
  "mc_eid", "mc_cid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "s_kwcid", "wickedid",
  "irclickid", "cjevent", "awc", "obclid", "dicbo", "tblci", "qclid", "_kx", "ml_subscriber", "ef_id", "_branch_match_id", "utm_id", "utm_term",
];

describe("nothing of the incoming query passes", () => {
  test.each(CLICK_IDS)("%s ends here", async (name) => {
    const response = await tracker.visit(`/fix-tiktok?${name}=IwAR0Zx9-4f.7Qd_person`);
    expect(response.headers.get("location")).toBe("https://example.org/join?x=1&c=fix-tiktok#top");
  });

  test.each([
    ["all of them at once", CLICK_IDS.map((name) => `${name}=1`).join("&")],
    ["the destination's own parameter", "x=2"],
    ["another campaign's code", "c=other-campaign&c=another"],
    ["another destination", "url=https://evil.example/&next=//evil.example&redirect_uri=%2F%2Fevil.example"],
    ["a second query", "?a=1?b=2"],
    ["line breaks", "a=%0d%0aSet-Cookie:%20a=1%0d%0aLocation:%20https://evil.example"],
    ["broken escapes", "%=%zz&%E0%A4%A=&&&===#"],
    ["a very long value", `gclid=${"a".repeat(8_000)}`],
  ])("%s", async (_, query) => {
    const response = await tracker.visit(`/fix-tiktok?${query}`);
    expect(response.status).toBe(302);
    expect(Object.fromEntries(response.headers)).toEqual({ ...HEADERS, location: "https://example.org/join?x=1&c=fix-tiktok#top" });
  });
});

describe("a campaign that does not count repeats", () => {
  beforeAll(() => tracker.createCampaign("once-a-day", { countRepeats: false }));

  test("lets the browser keep its redirect to the end of the day", async () => {
    const secondsLeft = (): number => {
      const [hours = 0, minutes = 0, seconds = 0] = new Date().toLocaleTimeString("sv-SE", { timeZone: NOON_ZONE }).split(":").map(Number);
      return 86_400 - 3_600 * hours - 60 * minutes - seconds;
    };
    const before = secondsLeft();
    const header = (await tracker.visit("/once-a-day")).headers.get("cache-control") ?? "";
    const after = secondsLeft();
    const seconds = Number(/^private, max-age=(\d+)$/.exec(header)?.[1]);
    expect(seconds).toBeLessThanOrEqual(before);
    expect(seconds, "the second that has begun is not left").toBeGreaterThanOrEqual(after - 1);
  });

  test.each([
    ["HEAD", { method: "HEAD" }],
    ["a prefetch", { headers: { "Sec-Purpose": "prefetch" } }],
    ["a robot", { headers: { "User-Agent": "curl/8.7.1" } }],
  ])("not after %s, which would keep a visit from being counted", async (_, init) => {
    expect((await tracker.visit("/once-a-day", init)).headers.get("cache-control")).toBe("no-store");
  });

  test("not while it is paused", async () => {
    await tracker.createCampaign("paused-once", { countRepeats: false });
    await tracker.api("PATCH", "/campaigns/paused-once", { status: "paused" });
    expect((await tracker.visit("/paused-once")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("counting is not the visitor's matter", () => {
  test("each visit adds one to its campaign and its channel, and to nothing else", async () => {
    const own = await startTracker();
    try {
      await own.createCampaign("on-spotify", { channel: "spotify" });
      await own.createCampaign("on-google", { channel: "google" });
      const visits = [...Array(15).fill("/on-spotify"), ...Array(5).fill("/on-google")] as string[];
      for (const path of visits) await own.visit(path);
      const { rows, totals } = await own.reportWhen((report) => report.totals.visits === 20);
      const counted = rows.filter((row) => row.visits > 0).map(({ channel, visits }) => [channel, visits]);
      expect(Object.fromEntries(counted)).toEqual({ google: 5, spotify: 15 });
      expect(totals).toMatchObject({
        visits: 20,
        signups: 0,
        skipped: { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 },
      });
    } finally {
      await discard(own);
    }
  });

  test("a visitor is sent on while nothing can be written", async () => {
    const broken = await startTracker();
    try {
      await broken.createCampaign("fix-tiktok");
      expect((await broken.visit("/fix-tiktok")).status).toBe(302);
      await promisify(execFile)("prlimit", [`--pid=${broken.pid}`, "--fsize=0:unlimited"]);
      for (let visit = 0; visit < 20; visit += 1) {
        const response = await broken.visit("/fix-tiktok");
        expect([response.status, response.headers.get("location")]).toEqual([302, "https://example.org/?c=fix-tiktok#"]);
      }
      await broken.untilTold("counts cannot be written");
    } finally {
      await discard(broken);
    }
  });
});

describe("while the registry is out of reach and no link is known yet", () => {
  test.each([
    ["en", "/fix-tiktok", "Not available right now"],
    ["nl", "/fix-tiktok", "Even niet bereikbaar"],
    ["en", "/about", "Not available right now"],
  ])("the visitor reads in %s at %s that it is for a moment", async (language, path, title) => {
    const broken = await startTracker();
    try {
      await rm(join(broken.dataDir, "objects", "fivebar-registry"), { recursive: true });
      const response = await broken.visit(path, { headers: { "Accept-Language": language } });
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, expect.stringMatching(/^[1-9]\d*$/)]);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.text()).toContain(`<h1>${title}</h1>`);
      expect((await broken.visit("/healthz")).status).toBe(503);
    } finally {
      await discard(broken);
    }
  });
});

describe("what a request tells of its sender", () => {
  test("is neither stored nor logged", async () => {
    const marks = ["markInQuery7", "MarkInUserAgent7", "markInReferrer7", "markInCookie7", "203.0.113.177", "markInLanguage7"];
    const own = await startTracker();
    try {
      await own.createCampaign("marked");
      for (let visit = 0; visit < 5; visit += 1) {
        await own.visit("/marked?fbclid=markInQuery7", {
          headers: {
            "User-Agent": `${BROWSER} MarkInUserAgent7`,
            Referer: "https://example.com/markInReferrer7",
            Cookie: "id=markInCookie7",
            "X-Forwarded-For": "203.0.113.177",
            "CF-Connecting-IP": "203.0.113.177",
            "Accept-Language": "nl, markInLanguage7",
          },
        });
      }
      await own.reportWhen((report) => report.totals.visits === 5);
      const files = await readdir(own.dataDir, { recursive: true, withFileTypes: true });
      const stored = await Promise.all(
        files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
      );
      const kept = [own.output, ...stored].join("\n").toLowerCase();
      expect(kept, "the campaign itself is stored").toContain("marked");
      for (const mark of marks) expect(kept).not.toContain(mark.toLowerCase());
    } finally {
      await discard(own);
    }
  });
});
