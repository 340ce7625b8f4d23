/** What counts as a visit and what is skipped, by the user agents and headers of real browsers, apps, link previews and robots. */
import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSER, discard, type Report, startTracker, type Tracker } from "../setup/tracker.ts";
import { BOTS, PEOPLE, PREVIEWS } from "../setup/user_agents.ts";

// biome-ignore-start format: one line for each reads better
const PREFETCHES: readonly (readonly [name: string, value: string])[] = [
  ["Sec-Purpose", "prefetch"],
  ["Sec-Purpose", "prefetch;prerender"],
  ["Sec-Purpose", "prefetch;anonymous-client-ip"],
  ["Purpose", "prefetch"],
  ["Purpose", "prerender"],
  ["Purpose", "Preview"],
  ["X-Purpose", "preview"],
  ["X-Purpose", "prefetch"],
  ["X-Moz", "prefetch"],
];
const NO_PREFETCHES: readonly (readonly [name: string, value: string])[] = [
  ["Purpose", "navigate"],
  ["Sec-Purpose", ""],
  ["Sec-Fetch-Mode", "navigate"],
  ["Sec-GPC", "1"],
  ["DNT", "1"],
  ["Save-Data", "on"],
];
// biome-ignore-end format: as above

/** One kind of request for a link: what it sends, and the only figure that it may add to. */
interface Row {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly counts: "visits" | "head" | "prefetch" | "preview" | "bot" | "embedded" | "inactive";
  readonly method?: "HEAD";
  readonly isInactive?: true;
}

const WHATSAPP = { "User-Agent": "WhatsApp/2.25.16.78 A" };
const PREFETCH = { "Sec-Purpose": "prefetch" };
const FETCHED = { "Sec-Fetch-Mode": "no-cors" };
const PAGE = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };
const IMAGE = { "Sec-Fetch-Dest": "image" };
const CURL = { "User-Agent": "curl/8.7.1" };

const ROWS: readonly Row[] = [
  ...Object.entries(PEOPLE).map(([name, userAgent]): Row => ({ name, headers: { "User-Agent": userAgent }, counts: "visits" })),
  ...Object.entries(PREVIEWS).map(([name, userAgent]): Row => ({ name, headers: { "User-Agent": userAgent }, counts: "preview" })),
  ...Object.entries(BOTS).map(([name, agent]): Row => ({ name, headers: agent === null ? {} : { "User-Agent": agent }, counts: "bot" })),
  ...PREFETCHES.map(
    ([name, value]): Row => ({ name: `${name} ${value}`, headers: { "User-Agent": BROWSER, [name]: value }, counts: "prefetch" }),
  ),
  ...NO_PREFETCHES.map(
    ([name, value]): Row => ({ name: `${name} ${value}`, headers: { "User-Agent": BROWSER, [name]: value }, counts: "visits" }),
  ),
  { name: "HEAD", headers: { "User-Agent": BROWSER }, counts: "head", method: "HEAD" },
  { name: "HEAD before prefetch, preview, bot", headers: { ...WHATSAPP, ...PREFETCH }, counts: "head", method: "HEAD" },
  { name: "HEAD before inactive", headers: CURL, counts: "head", method: "HEAD", isInactive: true },
  { name: "prefetch before preview and bot", headers: { ...WHATSAPP, ...PREFETCH }, counts: "prefetch" },
  { name: "prefetch before inactive", headers: { "User-Agent": BROWSER, ...PREFETCH }, counts: "prefetch", isInactive: true },
  ...[...["image", "script", "style", "font", "iframe", "frame", "embed", "object", "empty", "audio", "video", "fencedframe"]].map(
    (dest): Row => ({
      name: `wanted as ${dest}`,
      headers: { "User-Agent": BROWSER, ...FETCHED, "Sec-Fetch-Dest": dest },
      counts: "embedded",
    }),
  ),
  { name: "wanted as a page", headers: { "User-Agent": BROWSER, ...PAGE }, counts: "visits" },
  { name: "Sec-Fetch-Mode alone", headers: { "User-Agent": BROWSER, ...FETCHED }, counts: "visits" },
  ...PREFETCHES.map(
    ([name, value]): Row => ({
      name: `a page that is wanted ahead, ${name} ${value}`,
      headers: { "User-Agent": BROWSER, ...PAGE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-User": "?1", [name]: value },
      counts: "prefetch",
    }),
  ),
  { name: "a hint's prefetch, as Firefox said", headers: { "User-Agent": BROWSER, ...IMAGE, "X-Moz": "prefetch" }, counts: "prefetch" },
  { name: "preview before embedded", headers: { ...WHATSAPP, ...IMAGE }, counts: "preview" },
  { name: "bot before embedded", headers: { ...CURL, ...IMAGE }, counts: "bot" },
  { name: "embedded before inactive", headers: { "User-Agent": BROWSER, ...IMAGE }, counts: "embedded", isInactive: true },
  { name: "preview before inactive", headers: WHATSAPP, counts: "preview", isInactive: true },
  { name: "bot before inactive", headers: CURL, counts: "bot", isInactive: true },
  { name: "inactive last", headers: { "User-Agent": BROWSER }, counts: "inactive", isInactive: true },
];
const CASES = ROWS.map((row, index) => ({ ...row, slug: `row-${index}`, title: `${row.name}: ${row.counts}` }));
const EACH = 5;

let tracker: Tracker;
let report: Report;
const answers = new Map<string, unknown>();
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends exactly these headers: `fetch` would add a user agent where there is none. */
function send({ slug, method, headers }: (typeof CASES)[number]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(`${tracker.origin}/${slug}`, { agent, method: method ?? "GET", headers }, (response) => {
      const { "content-length": _, ...rest } = response.headers;
      response.resume().on("end", () => resolve({ status: response.statusCode, ...rest }));
    });
    sent.on("error", reject).end();
  });
}

beforeAll(async () => {
  tracker = await startTracker();
  const campaigns = CASES.map(({ slug, isInactive }) => {
    const fields = { slug, name: slug, channel: "tiktok", destination: "https://example.org/join?x=1" };
    return isInactive ? { ...fields, startsOn: "2199-01-01" } : fields;
  });
  expect((await tracker.api("POST", "/campaigns/bulk?manyLinks=true", campaigns)).status).toBe(201);
  await Promise.all(CASES.flatMap((row) => Array.from({ length: EACH }, async () => answers.set(row.slug, await send(row)))));
  const all = ({ totals }: Report): number => totals.visits + Object.values(totals.skipped).reduce((sum, count) => sum + count);
  report = await tracker.reportWhen((latest) => all(latest) === CASES.length * EACH, "?by=campaign");
});

afterAll(async () => {
  agent.destroy();
  await discard(tracker);
});

describe("a request is counted once, for the first reason that fits", () => {
  test.each(CASES)("$title", ({ slug, counts }) => {
    const row = report.rows.find(({ campaign }) => campaign === slug);
    const figures = Object.entries({ visits: row?.visits, signups: row?.signups, ...row?.skipped });
    expect(Object.fromEntries(figures.filter(([, count]) => count !== 0))).toEqual({ [counts]: EACH });
  });
});

describe("whatever it is counted as, it gets the visit's redirect; what is loaded ahead nothing that a click could use", () => {
  test.each(CASES)("$title", ({ slug, isInactive, counts }) => {
    const location = isInactive ? "https://example.org/join?x=1#" : `https://example.org/join?x=1&c=${slug}#`;
    expect(answers.get(slug)).toEqual({
      ...(counts === "prefetch" ? { status: 503 } : { status: 302, location }),
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
  });
});
