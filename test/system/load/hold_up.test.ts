/** No request, however long and whatever is in it, holds up the visitors who come at the same time: one thread serves them all. */
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { usedMs } from "../setup/cpu_time.ts";
import { ADMIN_KEY, BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

/** Near the most that the runtime takes as an address or a header. */
const CHARS = 60_000;
/** So many at once. */
const TIMES = 8;
/** Of the processor. Far above what they take together, and far below what a pattern takes that tries each character again from each. */
const MOST_MS = 1_000;

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok", { thanksUrl: "https://example.org/thanks" });
  await tracker.visit("/fix-tiktok");
});
afterAll(() => discard(tracker));

const fill = (text: string): string => text.repeat(Math.floor(CHARS / text.length));

/** Sends a request byte for byte; done when it is answered or cut off. */
function send(method: string, path: string, headers: Readonly<Record<string, string>>, body = ""): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(tracker.origin, { method, path, headers: { "User-Agent": BROWSER, ...headers } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", () => resolve(0)).end(body);
  });
}

const form = { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" };
const json = { "Content-Type": "application/json", Authorization: `Bearer ${ADMIN_KEY}` };
const csv = { ...json, "Content-Type": "text/csv" };

test.each<[string, number, ...Parameters<typeof send>]>([
  ["a user agent of a preview's beginnings", 302, "GET", "/fix-tiktok", { "User-Agent": fill("viber/") }],
  ["a user agent of numbers", 302, "GET", "/fix-tiktok", { "User-Agent": fill("1.") }],
  ["a user agent of words", 302, "GET", "/fix-tiktok", { "User-Agent": fill("signal nextcloud Mozilla/5.0 (") }],
  ["a path of slashes", 404, "GET", `/${fill("/")}x`, {}],
  ["a path of slashes behind a link", 404, "GET", `/fix-tiktok${fill("/")}x`, {}],
  ["a path of slashes behind a thanks link", 404, "GET", `/fix-tiktok/thanks${fill("/")}x`, {}],
  ["a path of thanks", 404, "GET", fill("/thanks"), {}],
  ["a path of escapes", 404, "GET", `/${fill("%2F")}`, {}],
  ["a path of hyphens", 404, "GET", `/a${fill("-")}`, {}],
  ["a query of parameters", 302, "GET", `/fix-tiktok?${fill("a=b&")}`, {}],
  ["a language of commas", 404, "GET", "/unknown", { "Accept-Language": fill("nl;q= ,") }],
  ["reasons to prefetch", 302, "GET", "/fix-tiktok", { Purpose: fill("prefetc") }],
  ["cookies", 303, "GET", "/staff", { Cookie: fill("a=b; ") }],
  ["a page to go on to", 200, "GET", `/staff/sign-in?next=${fill("/staff/")}`, {}],
  ["a key of spaces", 401, "GET", "/api/v1/report", { Authorization: `Bearer ${fill(" ")}x` }],
  ["a key in a form", 401, "POST", "/staff/sign-in", form, `key=${fill("fivebar_")}`],
  [
    "a title of a link to move in",
    200,
    "POST",
    "/api/v1/campaigns/import?channel=tiktok&preview=true",
    csv,
    `shortCode,longUrl,title\nspring-reel,https://example.org/,${fill("a.")}`,
  ],
  [
    "a destination",
    400,
    "POST",
    "/api/v1/campaigns",
    json,
    JSON.stringify({ name: "Long", channel: "tiktok", destination: `https://example.org/${fill("a")}` }),
  ],
  [
    "a name",
    400,
    "POST",
    "/api/v1/campaigns",
    json,
    JSON.stringify({ name: fill("a1"), channel: "tiktok", destination: "https://example.org/" }),
  ],
])("%s", async (_, status, ...hostile) => {
  const before = await usedMs(tracker);
  const sent = Promise.all(Array.from({ length: TIMES }, () => send(...hostile)));
  const visitor = await tracker.visit("/fix-tiktok");
  expect(visitor.status).toBe(302);
  expect(new Set(await sent)).toEqual(new Set([status]));
  expect((await usedMs(tracker)) - before).toBeLessThan(MOST_MS);
});
