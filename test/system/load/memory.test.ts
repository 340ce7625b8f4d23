/** What a page costs in memory, from outside: the resident memory of the runtime, which has the native objects too. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const CAMPAIGNS = 256;
const TIMES = 40;
/** One formatter per value took 15 MB a page of `/about` and 6 MB a campaign's page: 600 and 240 MB for as many pages. */
const MOST_GROWTH_MB = 60;

let tracker: Tracker;
let cookie: string;

beforeAll(async () => {
  tracker = await startDashboard();
  cookie = await sessionOf(tracker);
  const spec = {
    published: true,
    regions: ["Utrecht", "Gelderland"],
    budgetEuros: 1500.5,
    description: "Een campagne over u. ".repeat(20),
  };
  const drafts = Array.from({ length: CAMPAIGNS }, (_, nth) => ({
    slug: `campaign-${nth}`,
    name: `Campaign ${nth}`,
    channel: "tiktok",
    destination: "https://example.org/",
    startsOn: "2026-11-01",
    endsOn: "2199-03-01",
    spec,
  }));
  expect((await tracker.api("POST", "/campaigns/bulk?manyLinks=true", drafts)).status).toBe(201);
  for (let change = 0; change < 200; change += 1)
    await tracker.api("PATCH", "/campaigns/campaign-0", { name: `Campaign, change ${change}` });
});

afterAll(() => discard(tracker));

async function residentMb(): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${tracker.pid}/status`, "utf8"))?.[1]) / 1024;
}

test.runIf(process.platform === "linux").each([
  ["/about, each time another part of it", (nth: number) => `/about?from=campaign-${nth}`],
  ["a campaign's page with two hundred changes", () => "/staff/campaigns/campaign-0"],
])("%s does not add to the memory of the process", async (_, pathOf) => {
  for (let nth = 0; nth < 5; nth += 1) expect((await get(tracker, pathOf(nth), cookie)).status).toBe(200);
  const before = await residentMb();
  for (let nth = 0; nth < TIMES; nth += 1) await (await get(tracker, pathOf(nth), cookie)).text();
  expect((await residentMb()) - before).toBeLessThan(MOST_GROWTH_MB);
});

test("all published campaigns are on the pages of /about, each once, and each page is small", async () => {
  const told: string[] = [];
  for (let next: string | undefined = "/about.json"; next !== undefined; ) {
    const text: string = await (await tracker.visit(next)).text();
    expect(text.length).toBeLessThan(100 * 1024);
    const page = JSON.parse(text) as { readonly campaigns: readonly { readonly slug: string }[]; readonly next?: string };
    told.push(...page.campaigns.map(({ slug }) => slug));
    next = page.next;
  }
  const shown: string[] = [];
  for (let next: string | undefined = "/about?lang=en"; next !== undefined; ) {
    const text: string = await (await tracker.visit(next)).text();
    expect(text.length).toBeLessThan(100 * 1024);
    shown.push(...[...text.matchAll(/<h3><a href="\/about\/([\w-]+)\?/g)].map(([, slug = ""]) => slug));
    next = /<a href="([^"]+)">More campaigns</.exec(text)?.[1]?.replace("&amp;", "&");
  }
  const all = Array.from({ length: CAMPAIGNS }, (_, nth) => `campaign-${nth}`).sort();
  expect(told.toSorted()).toEqual(all);
  expect(shown.toSorted()).toEqual(all);
  const english = await (await tracker.visit("/about?lang=en&from=campaign-200")).text();
  expect(english, "the other language begins with the same campaign").toMatch(/href="\/about\?lang=nl&(?:amp;|#38;)from=campaign-200"/);
});
