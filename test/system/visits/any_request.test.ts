/** Whatever comes in: no request breaks the visitor plane, and none is sent anywhere but where a marketer or the configuration said. */
import { Agent, request } from "node:http";
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const FALLBACK_URL = "https://example.org/start#";
/** Every address that a visitor may be sent to here. */
const PLACES = [
  "https://example.org/join?x=1&c=fix-tiktok#top",
  "https://example.org/join?x=1#",
  "https://example.org/thanks#",
  FALLBACK_URL,
];

let tracker: Tracker;
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  tracker = await startTracker({ FALLBACK_URL: "https://example.org/start" });
  const settings = { destination: "https://example.org/join?x=1#top", thanksUrl: "https://example.org/thanks" };
  await tracker.createCampaign("fix-tiktok", settings);
  await tracker.createCampaign("later", { destination: "https://example.org/join?x=1", startsOn: "2199-01-01" });
});

afterAll(async () => {
  agent.destroy();
  await discard(tracker);
});

/** Sends the path and the headers byte for byte: `fetch` would tidy them. */
function send(path: string, headers: Readonly<Record<string, string>>): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request(tracker.origin, { agent, path, headers: { "User-Agent": BROWSER, ...headers } }, (response) => {
      response.resume().on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location }));
    });
    sent.on("error", reject).end();
  });
}

const visible = fc.string({
  unit: fc.constantFrom(...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))),
  maxLength: 20,
});
// biome-ignore format: one block reads better than thirty lines
const segment = fc.oneof(visible, fc.constantFrom(
  "fix-tiktok", "FIX-TikTok", "fix%2Dtiktok", "later", "unknown", "about", "about.json", "healthz", "robots.txt", "style.css", "thanks", "",
  ".", "..", "%2e%2e", "%2F", "%5C", "\\", "evil.example", "https:", "javascript:alert(1)", "%0d%0aLocation:%20//evil.example", "%00", "%ff", "%",
  "constructor", "__proto__", "@evil.example", ";x=1", "#top",
));
const path = fc
  .oneof(
    { weight: 1, arbitrary: fc.constantFrom("/fix-tiktok", "/later", "/unknown", "/fix-tiktok/thanks", "/favicon.ico", "/") },
    { weight: 3, arbitrary: fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`) },
  )
  .filter((text) => !/^\/(staff|api)\b/.test(text));
const parameter = fc.tuple(
  fc.oneof(visible, fc.constantFrom("c", "url", "next", "lang", "fbclid", "__proto__")),
  fc.oneof(visible, fc.webUrl()),
);
const query = fc.array(parameter, { maxLength: 4 }).map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));
// biome-ignore format: one block reads better than twenty lines
const headerName = fc.constantFrom(
  "User-Agent", "Referer", "Cookie", "Origin", "Accept", "Accept-Language", "Purpose", "Sec-Purpose", "X-Moz", "Range", "If-None-Match",
  "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "CF-Connecting-IP", "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "Via",
);
const headerValue = fc.oneof(visible, fc.webUrl(), fc.constantFrom("nl, en;q=0.5", "prefetch", "/evil", "evil.example", "é\tÿ"));
const headers = fc.dictionary(headerName, headerValue, { maxKeys: 4 });

/** A request for each kind of answer, so that each is met whatever the others are. */
const EACH_KIND: [string, string, Record<string, string>][] = [
  ["/fix-tiktok", "fbclid=1", {}],
  ["/fix-tiktok", "", { "Sec-Purpose": "prefetch" }],
  ["/fix-tiktok/thanks", "", {}],
  ["/about", "", {}],
  ["/nothing/here", "", {}],
];

const saysAhead = (sent: Readonly<Record<string, string>>): boolean =>
  ["Purpose", "Sec-Purpose", "X-Moz"].some((name) => sent[name] === "prefetch");

describe("whatever comes in", () => {
  test("nothing breaks, and Location is one of the addresses that were entered", async () => {
    const seen = new Set<number>();
    const property = fc.asyncProperty(path, query, headers, async (somePath, someQuery, someHeaders) => {
      const { status, location } = await send(`${somePath}?${someQuery}`, someHeaders);
      seen.add(status);
      expect([200, 302, 303, 400, 404, 503]).toContain(status);
      if (status === 503) expect(saysAhead(someHeaders), "only what is loaded ahead is answered so").toBe(true);
      if (status === 302 || status === 303) expect(PLACES).toContain(location);
      else expect(location).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 600, examples: EACH_KIND });
    expect([...seen], "every kind of answer was met").toEqual(expect.arrayContaining([200, 302, 303, 404, 503]));
  });

  const PATHS = ["/fix-tiktok", "/unknown", "/favicon.ico", "/fix-tiktok/thanks", "/about", "/about.json"];

  test.each(["<script>", "a b", "a:99999", "[::1", "%zz", "a/b", "a?b", "a#b", "user@evil.example", "..", "xn--"])(
    "Host: %s breaks nothing",
    async (host) => {
      for (const somePath of PATHS) {
        const { status, location } = await send(somePath, { Host: host });
        expect([somePath, status < 500, location === undefined || PLACES.includes(location)]).toEqual([somePath, true, true]);
      }
    },
  );

  test.each(["<script>", "https, http", "https://evil.example/?", "javascript", "a/b", " "])(
    "X-Forwarded-Proto: %s breaks nothing",
    async (scheme) => {
      for (const somePath of PATHS) {
        const { status, location } = await send(somePath, { "X-Forwarded-Proto": scheme });
        expect([somePath, status < 500, location === undefined || PLACES.includes(location)]).toEqual([somePath, true, true]);
      }
    },
  );
});
