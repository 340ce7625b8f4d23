/**
 * Whether a page leaks memory: each is requested a thousand times, and the resident memory of the runtime, which includes native objects,
 * may not grow by more than a bound. In a tracker of its own with 256 published campaigns, one of which has changed two hundred times.
 */
import { BROWSER } from "./load.ts";
import { residentMb } from "./memory.ts";
import type { Bench } from "./servers.ts";

const CAMPAIGNS = 256;
const CHANGES = 200;
const TIMES = 1_000;
/** Requests before measuring, until the runtime has allocated what it keeps for good. */
const WARM = 200;
/** A leak grows at every try; garbage that waits for collection does not. */
const TRIES = 3;
const AT_ONCE = 4;
export const MOST_GROWTH_MB = 20;

interface PageCost {
  readonly msEach: number;
  readonly bytes: number;
  readonly growthMb: number;
}

async function publish(bench: Bench): Promise<void> {
  const spec = { published: true, regions: ["Utrecht", "Gelderland"], budgetEuros: 1_500.5, description: "What this ad says. ".repeat(20) };
  const drafts = Array.from({ length: CAMPAIGNS - 1 }, (_, index) => ({
    slug: `published-${index}`,
    name: `Campaign ${index}`,
    channel: "tiktok",
    destination: "https://example.org/",
    endsOn: "2199-03-01",
    spec,
  }));
  await bench.api("POST", "/campaigns/bulk?manyLinks=true", drafts);
  await bench.api("PATCH", "/campaigns/fix-tiktok", { spec });
  for (let change = 0; change < CHANGES; change += 1) await bench.api("PATCH", "/campaigns/fix-tiktok", { name: `Fix TikTok ${change}` });
}

/** Visitors' pages, the pages of the dashboard, and what programs ask for. */
const VISITORS = [
  "/fix-tiktok",
  "/about",
  "/about?from=published-200",
  "/about.json",
  "/about/fix-tiktok",
  "/unknown",
  "/robots.txt",
  "/healthz",
];
const STAFF = [
  "/staff",
  "/staff?interval=day",
  "/staff/campaigns",
  "/staff/campaigns/fix-tiktok",
  "/staff/new-campaign",
  "/staff/import",
  "/staff/connect",
  "/staff/settings",
  "/staff/how",
];
const PROGRAMS = ["/api/v1/report", "/api/v1/campaigns"];

/** @throws when a page is not answered as it should be */
export async function measurePages(bench: Bench): Promise<Record<string, PageCost>> {
  await publish(bench);
  const cookie = await bench.signIn();
  const { origin } = new URL(bench.link);
  const authorization = `Bearer ${bench.key}`;
  const asked = [
    ...VISITORS.map((path) => [path, { "user-agent": BROWSER }] as const),
    ...STAFF.map((path) => [path, { cookie }] as const),
    ...PROGRAMS.map((path) => [path, { authorization }] as const),
  ];
  const table: Record<string, PageCost> = {};
  for (const [path, headers] of asked) {
    const ask = async (): Promise<number> => {
      const answer = await fetch(`${origin}${path}`, { headers, redirect: "manual" });
      const isExpected =
        path === "/unknown" ? answer.status === 404 : path === "/fix-tiktok" ? answer.status === 302 : answer.status === 200;
      if (!isExpected) throw new Error(`${path} answered ${answer.status}`);
      return (await answer.arrayBuffer()).byteLength;
    };
    table[path] = await costOf(ask, bench.pids[0] ?? 0);
  }
  return table;
}

async function costOf(ask: () => Promise<number>, pid: number): Promise<PageCost> {
  const askTimes = async (times: number): Promise<number> => {
    let left = times;
    let bytes = 0;
    const asking = async () => {
      for (; left > 0; ) {
        left -= 1;
        bytes = await ask();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asking));
    return bytes;
  };
  await askTimes(WARM);
  let growthMb = Number.POSITIVE_INFINITY;
  let [bytes, msEach] = [0, 0];
  for (let tries = 0; tries < TRIES && growthMb > MOST_GROWTH_MB; tries += 1) {
    const [before, start] = [await residentMb(pid), performance.now()];
    bytes = await askTimes(TIMES);
    msEach = (performance.now() - start) / TIMES;
    growthMb = (await residentMb(pid)) - before;
  }
  return { msEach: Number(msEach.toFixed(2)), bytes, growthMb: Number(growthMb.toFixed(1)) };
}
