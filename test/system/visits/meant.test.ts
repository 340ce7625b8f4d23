/** Links as people copy, print and retype them: what was meant is found and counted, and other words are not. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const DESTINATION = "https://example.org/join?c=fix-tiktok#";
const THANKS = "https://example.org/thanks#";
const FALLBACK = "https://example.org/start#";

let tracker: Tracker;
let fallback: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  fallback = await startTracker({ FALLBACK_URL: "https://example.org/start" });
  const fields = {
    name: "Meant",
    destination: "https://example.org/join",
    thanksUrl: "https://example.org/thanks",
    spec: { published: true },
  };
  for (const one of [tracker, fallback]) await one.createCampaign("fix-tiktok", fields);
});
afterAll(async () => {
  await discard(tracker);
  await discard(fallback);
});

// biome-ignore format: one block reads better than forty lines
const MEANT = [
  "/fix-tiktok.", "/fix-tiktok)", "/fix-tiktok,", "/fix-tiktok%20", "/fix-tiktok%22", "/fix-tiktok'", "/%E2%80%9Cfix-tiktok%E2%80%9D", "/(fix-tiktok)", "/%3Cfix-tiktok%3E", "/*fix-tiktok*",
  "/fix%E2%80%91tiktok", "/fix%E2%80%93tiktok", "/fix_tiktok", "/fix%E2%88%92tiktok", "/FIX_TikTok!", "/fix-tiktok&fbclid=1", "/fix-tiktok;x=1", "/fix-tiktok%3Ffbclid=1",
  "/fix-tiktok%26utm_source=x", "/fix-tiktok%23top", "/fix-tiktok&url=https://example.com/a/b", "/fix%E2%80%8B-tiktok", "/%EF%BB%BFfix-tiktok", "/fix-tiktok%00", "/fix-tiktok%0D%0A",
  "//fix-tiktok", "/fix-tiktok//", "///fix-tiktok///", "/fix-tiktok/.", "/fix-tiktok/)", "/fix-tiktok%2F", "/fix-tiktok%A0", "/%2566ix%252Dtiktok", "/fix-tiktok/?x=1", "/fix-tiktok./?x=1",
];
const OTHERS = [
  "/fixtiktok",
  "/fix-tiktok/x",
  "/fix-tikto",
  "/fix-tiktok2",
  "/fix-tiktok-",
  "/f%D1%96x-tiktok",
  "/fix-tiktok%D0%B8",
  "/fix-ti%E2%84%AAtok",
  "/fix.tiktok",
  "/fix%20tiktok",
  "/x/fix-tiktok",
];

const locationOf = async (from: Tracker, path: string): Promise<[number, string | null]> => {
  const { status, headers } = await from.visit(path);
  return [status, headers.get("location")];
};

test.each(MEANT)("%s leads where it was meant to, also where unknown links lead elsewhere", async (path) => {
  expect(await locationOf(tracker, path)).toEqual([302, DESTINATION]);
  expect(await locationOf(fallback, path)).toEqual([302, DESTINATION]);
});

test.each(OTHERS)("%s is another word", async (path) => {
  expect(await locationOf(tracker, path)).toEqual([404, null]);
  expect((await locationOf(fallback, path))[1]).not.toBe(DESTINATION);
});

test.each(["/unknown", "/unknown.", "/unknown)", "/unknown&fbclid=1", "/%E2%80%9Cunknown%E2%80%9D", "//unknown/"])(
  "%s is unknown, and falls back where unknown links do",
  async (path) => {
    expect(await locationOf(tracker, path)).toEqual([404, null]);
    expect(await locationOf(fallback, path)).toEqual([302, FALLBACK]);
  },
);

test.each(["/favicon.ico", "/.env", "/wp-login.php", "/a/b", "//evil.example", "/unknown/thanks", "/about/unknown"])(
  "%s was meant for something else, and does not fall back",
  async (path) => {
    expect(await locationOf(fallback, path)).toEqual([404, null]);
  },
);

/** Sends the path as these very bytes, as no client of ours would. */
function raw(path: string): Promise<string> {
  const { hostname, port, host } = new URL(tracker.origin);
  return new Promise((resolve, reject) => {
    let answer = "";
    connect(Number(port), hostname)
      .on("data", (part) => {
        answer += part.toString("latin1");
      })
      .on("end", () => resolve(`${/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]} ${/^location: (.*)$/im.exec(answer)?.[1]?.trim()}`))
      .on("error", reject)
      .end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${BROWSER}\r\nConnection: close\r\n\r\n`, "utf8");
  });
}

test("bytes that no address may have are read as the characters that they stand for", async () => {
  expect([await raw("/fix–tiktok"), await raw("/“fix-tiktok”"), await raw("/fix-tik\u200btok")]).toEqual(
    Array(3).fill(`302 ${DESTINATION}`),
  );
  expect([await raw("/fix-ti\u212atok"), await raw("/fіx-tiktok")]).toEqual(Array(2).fill("404 undefined"));
});

describe("the thanks link, and a campaign's page, are found alike", () => {
  const ENDS = ["thanks", "THANKS", "Thanks", "thanks/", "thanks.", "thanks)", "/thanks", "tHaNkS?x=1", "thanks&x=1"];
  test.each(ENDS)("/Fix_TikTok/%s", async (end) => {
    expect(await locationOf(tracker, `/Fix_TikTok/${end}`)).toEqual([303, THANKS]);
    expect(await locationOf(tracker, `/unknown/${end}`)).toEqual([404, null]);
  });

  test.each(["/%22fix-tiktok%22/thanks", "/%3Cfix-tiktok%3E/thanks", "/“fix-tiktok”/thanks", "/fix-tiktok%2Fthanks%22target=_blank"])(
    "%s",
    async (path) => {
      expect(await locationOf(tracker, path)).toEqual([303, THANKS]);
    },
  );

  test.each(["/About", "/ABOUT/", "/about.", "/%20about", "/about%E2%80%8B"])("%s is /about", async (path) => {
    const [about, response] = [await fallback.visit("/about"), await fallback.visit(path)];
    expect([response.status, await response.text()]).toEqual([200, await about.text()]);
  });

  test.each(["/about/fix-tiktok.", "/about/FIX-TIKTOK)", "/about//fix_tiktok", "/about/fix%E2%80%93tiktok", "/about/fix-tiktok&lang=en"])(
    "%s",
    async (path) => {
      const response = await tracker.visit(path);
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("<h1>Meant</h1>")]);
      expect((await tracker.visit("/about/fix.tiktok")).status).toBe(404);
    },
  );
});

test("each is counted as it would be without", async () => {
  const own = await startTracker({ SIGNUP_RELEASE: "live" });
  try {
    await own.createCampaign("fix-tiktok", { thanksUrl: "https://example.org/thanks" });
    for (const path of ["/fix-tiktok.", "//fix-tiktok", "/fix_tiktok", "/fix-tiktok&fbclid=1", "/“fix–tiktok”"]) await own.visit(path);
    for (let n = 0; n < 5; n += 1) await own.visit("/fix-tiktok.", { headers: { "User-Agent": "curl/8.7.1" } });
    for (let n = 0; n < 5; n += 1) await own.visit("/fix-tiktok/THANKS");
    const { totals } = await own.reportWhen(({ totals: { visits, signups, skipped } }) => visits + signups + skipped.bot >= 15);
    expect(totals).toMatchObject({ visits: 5, signups: 5, skipped: { bot: 5 } });
  } finally {
    await discard(own);
  }
});

test("people who ask for links that nobody made are counted in bundles, in total only; nobody else and nothing else is", async () => {
  const own = await startTracker({ FALLBACK_URL: "https://example.org/start" });
  try {
    await own.createCampaign("fix-tiktok");
    const page = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };
    const misprints = ["/fix-tikotk", "/fixtiktok.", "/%E2%80%9Cunknown%E2%80%9D", "/FIX_TIKTK&fbclid=1", "/f%D1%96x-tiktok", "/x"];
    for (const path of misprints) await own.visit(path, { headers: page });
    const elsewhere = [
      "/favicon.ico",
      "/.env",
      "/wp-login.php",
      "/a/b",
      "/unknown/thanks",
      "/about/unknown",
      "/login",
      "/admin",
      "/",
      "/robots.txt",
      "/%",
    ];
    for (const path of elsewhere) for (let n = 0; n < 5; n += 1) await own.visit(path, { headers: page });
    const nobody: RequestInit[] = [
      { method: "HEAD" },
      ...[{ "User-Agent": "curl/8.7.1" }, { "User-Agent": "WhatsApp/2" }, { "Sec-Fetch-Dest": "image" }, { "Sec-Purpose": "prefetch" }].map(
        (headers) => ({ headers }),
      ),
    ];
    for (const init of nobody) for (let n = 0; n < 5; n += 1) await own.visit("/fix-tikotk", init);
    for (let n = 0; n < 5; n += 1) await own.visit("/fix-tiktok");
    const report = await own.reportWhen(({ totals, unknownLinks }) => totals.visits >= 5 && unknownLinks >= 5, "?by=campaign");
    expect(report).toMatchObject({
      unknownLinks: 5,
      lost: 0,
      totals: { visits: 5, skipped: { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0 } },
    });
    for (const path of misprints.slice(0, 4)) await own.visit(path, { headers: page });
    expect((await own.reportWhen(({ unknownLinks }) => unknownLinks >= 10)).unknownLinks, "ten of ten").toBe(10);
    expect((await own.report("?from=2020-01-01&to=2020-12-31")).unknownLinks).toBe(0);
  } finally {
    await discard(own);
  }
});
