/**
 * What staff's work costs visitors, who share one thread with it or have processes of their own: how long a visit waits when idle, and
 * during the largest report, the largest import and a rebuild of the cache of finished days. In a tracker of its own.
 */
import { addDays, type Day } from "../../src/domain/day.ts";
import { MAX_CAMPAIGNS, MAX_REPORT_ROWS } from "../../src/domain/limits.ts";
import { largestAdFile } from "./ad_files.ts";
import { percentile } from "./median.ts";
import { CAMPAIGNS, DAYS, fillDays } from "./reports.ts";
import { type Bench, startBench } from "./servers.ts";
import { visitorsCome } from "./visitors.ts";

const VISITS_PER_SECOND = 200;
/** What can be repeated is, until so many have come: one in a thousand of fewer is the longest. */
const ENOUGH_VISITS = 1_200;
const QUIET_MS = 1_000;
/**
 * The bound for a visitor's wait during any work of staff, at the 99th percentile, where one process does everything. The same work is requested
 * again as soon as it is done, so a visitor may wait for several in a row.
 */
export const MOST_WAIT_MS = 1_000;
/** The same at the 99.9th percentile, where visitors have processes of their own; on a machine with nothing else to do. */
export const MOST_WAIT_APART_MS = 50;
export const NOTHING_ELSE = "nothing else";

interface Waits {
  readonly visits: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly longestMs: number;
  /** How long the work itself took, each time. */
  readonly workMs: number;
}

/** How long visitors wait while `work` runs: once, or again until `enough` of them have come. */
async function visitorsDuring(link: string, enough: number, work: () => Promise<unknown>): Promise<Waits> {
  const visitors = await visitorsCome(link, VISITS_PER_SECOND);
  const start = performance.now();
  let times = 0;
  do {
    await work();
    times += 1;
  } while (visitors.come < enough);
  const workMs = (performance.now() - start) / times;
  const waits = await visitors.end();
  const rounded = (ms: number) => Number(ms.toFixed(1));
  return {
    visits: waits.length,
    p50Ms: rounded(percentile(waits, 50)),
    p99Ms: rounded(percentile(waits, 99)),
    p999Ms: rounded(percentile(waits, 99.9)),
    longestMs: rounded(Math.max(...waits)),
    workMs: Math.round(workMs),
  };
}

interface Imported {
  readonly created: readonly unknown[];
}

/** As many links as there can be, with titles as long as they can be, as Shlink exports them. */
function largestExport(): string {
  const rows = Array.from(
    { length: MAX_CAMPAIGNS - 1 },
    (_, index) => `moved-${index},https://example.org/${"a-page/".repeat(100)},${"Long title ".repeat(9)}`,
  );
  return ["shortCode,longUrl,title", ...rows].join("\n");
}

/** @param processes that answer visitors; 0 where one process does everything */
export async function measureStaffWork(dataDir: string, shards: number, processes: number): Promise<Record<string, Waits>> {
  const table: Record<string, Waits> = {};
  let bench = await startBench(dataDir, shards, processes);
  const during = async (name: string, enough: number, work: (bench: Bench) => Promise<unknown>) => {
    table[name] = await visitorsDuring(bench.link, enough, () => work(bench));
  };
  const [once, often] = [0, ENOUGH_VISITS];
  try {
    await during(NOTHING_ELSE, often, () => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
    const links = largestExport();
    await during("the largest import of links, as a preview", often, ({ api }) =>
      api("POST", "/campaigns/import?channel=tiktok&preview=true", links, "text/csv"),
    );
    await during("the same import", once, async ({ api }) => {
      const { created } = JSON.parse(await api("POST", "/campaigns/import?channel=tiktok&manyLinks=true", links, "text/csv")) as Imported;
      if (created.length !== MAX_CAMPAIGNS - 1) throw new Error(`${created.length} links were imported`);
    });
    await fillDays(bench, dataDir, DAYS);
    bench = await startBench(dataDir, shards, processes);
    const today = new Date().toISOString().slice(0, 10) as Day;
    const adFile = largestAdFile("moved-", today);
    await during("the largest file of an ad platform, as a preview", often, ({ api }) =>
      api("POST", "/ad-figures/import?preview=true", adFile, "text/csv"),
    );
    await during("the same file, imported", once, ({ api }) => api("POST", "/ad-figures/import", adFile, "text/csv"));
    const long = `/report?from=${addDays(today, -DAYS)}&by=campaign`;
    const largest = `/report?from=${addDays(today, 1 - Math.floor(MAX_REPORT_ROWS / CAMPAIGNS))}&by=campaign&interval=day`;
    await during("the finished days' cache made for the first time", once, ({ api }) => api("GET", long));
    await during("the largest report", often, ({ api }) => api("GET", largest));
    await during("the work of the night", once, ({ instrument }) => instrument(`/__night?shards=${shards}`));
    await bench.stop();
    bench = await startBench(dataDir, shards + 1, processes);
    await during("the finished days' cache made anew, after a shard was added", once, ({ api }) => api("GET", long));
    return table;
  } finally {
    await bench.stop();
  }
}
