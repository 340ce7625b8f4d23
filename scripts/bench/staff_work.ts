/**
 * What staff's work costs visitors, who share one thread with it or have processes of their own: how long a visit waits when idle, and
 * during the largest report, the largest import and a rebuild of the cache of finished days. In a tracker of its own.
 */
import { addDays, type Day } from "../../src/domain/day.ts";
import { MAX_CAMPAIGNS, MAX_REPORT_ROWS } from "../../src/domain/limits.ts";
import { BROWSER } from "./load.ts";
import { percentile } from "./median.ts";
import { CAMPAIGNS, fillDays, makeCampaigns } from "./reports.ts";
import { type Bench, startBench } from "./servers.ts";

const VISITS_PER_SECOND = 100;
const TRIES = 5;
const QUIET_MS = 3_000;
/** The bound for a visitor's wait during any work of staff, at the 99th percentile. */
export const MOST_WAIT_MS = 250;
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

/** Visits at even distances, whether or not those before are answered, for as long as `work` runs, `times` times. */
async function visitorsDuring(link: string, times: number, work: () => Promise<unknown>): Promise<Waits> {
  const waits: Promise<number>[] = [];
  const visit = async (): Promise<number> => {
    const start = performance.now();
    const { status } = await fetch(link, { redirect: "manual", headers: { "user-agent": BROWSER } });
    if (status !== 302) throw new Error(`a visitor was answered ${status}`);
    return performance.now() - start;
  };
  const start = performance.now();
  const clock = setInterval(() => {
    while (waits.length < ((performance.now() - start) / 1_000) * VISITS_PER_SECOND) waits.push(visit());
  }, 1);
  try {
    for (let time = 0; time < times; time += 1) await work();
  } finally {
    clearInterval(clock);
  }
  const workMs = (performance.now() - start) / times;
  const answered = await Promise.all(waits);
  const rounded = (ms: number) => Number(ms.toFixed(1));
  return {
    visits: answered.length,
    p50Ms: rounded(percentile(answered, 50)),
    p99Ms: rounded(percentile(answered, 99)),
    p999Ms: rounded(percentile(answered, 99.9)),
    longestMs: rounded(Math.max(...answered)),
    workMs: Math.round(workMs),
  };
}

/** As many links as there can be, with titles as long as they can be, as Shlink exports them. */
function largestExport(): string {
  const rows = Array.from(
    { length: MAX_CAMPAIGNS - 1 },
    (_, index) => `moved-${index},https://example.org/${"a".repeat(700)},${"Long title ".repeat(9)}`,
  );
  return ["shortCode,longUrl,title", ...rows].join("\n");
}

/**
 * @param days how many days of counts the reports are over
 * @param processes that answer visitors; 0 where one process does everything
 */
export async function measureStaffWork(dataDir: string, days: number, shards: number, processes: number): Promise<Record<string, Waits>> {
  const table: Record<string, Waits> = {};
  let bench = await startBench(dataDir, shards, processes);
  const during = async (name: string, times: number, work: (bench: Bench) => Promise<unknown>) => {
    table[name] = await visitorsDuring(bench.link, times, () => work(bench));
  };
  try {
    await during(NOTHING_ELSE, 1, () => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
    const links = largestExport();
    await during("the largest import, as a preview", TRIES, ({ api }) =>
      api("POST", "/campaigns/import?channel=tiktok&preview=true", links, "text/csv"),
    );
    await makeCampaigns(bench);
    await fillDays(bench, days);
    const today = new Date().toISOString().slice(0, 10) as Day;
    const long = `/report?from=${addDays(today, -days)}&by=campaign`;
    const largest = `/report?from=${addDays(today, 1 - Math.min(days, Math.floor(MAX_REPORT_ROWS / CAMPAIGNS)))}&by=campaign&interval=day`;
    await during("the finished days' cache made for the first time", 1, ({ api }) => api("GET", long));
    await during("the largest report", TRIES, ({ api }) => api("GET", largest));
    await bench.stop();
    bench = await startBench(dataDir, shards + 1, processes);
    await during("the finished days' cache made anew, after a shard was added", 1, ({ api }) => api("GET", long));
    return table;
  } finally {
    await bench.stop();
  }
}
