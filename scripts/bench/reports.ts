/**
 * How long reports take with everything at its largest: 256 campaigns, 8 shards, three years of days. In a
 * tracker of its own, whose shards have not seen today yet: they count on no day before one that they have.
 */
import { addDays, type Day } from "../../src/domain/day.ts";
import { MAX_REPORT_ROWS } from "../../src/domain/limits.ts";
import { cpuSecondsOf } from "./contenders.ts";
import { type Bench, startBench } from "./servers.ts";
import { fillYears } from "./years.ts";

export const CAMPAIGNS = 256;
export const DAYS = 1_095;
const TRIES = 7;
const YEAR = 365;
/** As many as fit into one file. */
const CAMPAIGNS_A_FILE = 50;
const CHANNELS = ["instagram", "google", "tiktok", "youtube", "spotify"] as const;

export interface ReportTime {
  /** The first one; the first long report fills the cache of finished days. */
  readonly firstMs: number;
  readonly medianMs: number;
  /** Of the tracker, for one report; which others on this machine do not change. */
  readonly cpuMs: number;
  readonly bytes: number;
}

/** A tracker with as many campaigns as there can be, and counts on each of the last `days` days. */
export async function startFilled(dataDir: string, shards: number, days: number): Promise<Bench> {
  const bench = await startBench(dataDir, shards);
  await makeCampaigns(bench);
  await fillDays(bench, dataDir, days);
  return startBench(dataDir, shards);
}

export async function makeCampaigns(bench: Bench): Promise<void> {
  const more = Array.from({ length: CAMPAIGNS - 1 }, (_, index) => ({
    name: `Campaign ${index}`,
    slug: `measured-${index}`,
    channel: CHANNELS[index % CHANNELS.length],
    destination: "https://example.org/",
  }));
  await bench.api("POST", "/campaigns/bulk?manyLinks=true", more);
}

/** Counts of every campaign on each of the last `days` days. Stops the tracker: by the real code years would take minutes. */
export async function fillDays(bench: Bench, dataDir: string, days: number): Promise<void> {
  await bench.instrument(`/__fill?campaigns=${CAMPAIGNS}&first=1&last=1&shards=${bench.shards}`);
  await bench.stop();
  await fillYears(dataDir, { live: CAMPAIGNS, archived: 0, days });
}

/** Figures of the last days of every campaign, in files as staff would import them. */
export async function fillCosts(bench: Bench, today: Day, days: number): Promise<void> {
  for (let first = 0; first < CAMPAIGNS - 1; first += CAMPAIGNS_A_FILE) {
    const rows = Array.from({ length: Math.min(CAMPAIGNS_A_FILE, CAMPAIGNS - 1 - first) }, (_, index) => first + index).flatMap(
      (campaign) =>
        Array.from(
          { length: days },
          (_, day) => `measured-${campaign},${addDays(today, day - days)},EUR,${campaign % 9}.${10 + (day % 80)},1200,14`,
        ),
    );
    await bench.api("POST", "/ad-figures/import", ["slug,day,currency,spend,impressions,clicks", ...rows, ""].join("\n"), "text/csv");
  }
}

const now = (): Day => new Date().toISOString().slice(0, 10) as Day;

/** @param bench with counts of three years */
export async function addCosts(bench: Bench): Promise<void> {
  await fillCosts(bench, now(), YEAR);
  await expectDays(bench, now());
}

/** @param today up to which reports are */
export async function measureReports(bench: Bench, today = now()): Promise<Record<string, ReportTime>> {
  const from = `from=${addDays(today, -DAYS)}`;
  const year = `from=${addDays(today, -YEAR)}`;
  const queries = [
    "/costs",
    `/costs?${year}`,
    `/costs?${year}&by=campaign`,
    `/costs?${year}&by=campaign&interval=month`,
    ...[
      "",
      "?interval=day",
      "?by=campaign",
      `?${from}`,
      `?${from}&by=campaign`,
      `?${from}&by=campaign&interval=month`,
      `?from=${addDays(today, 1 - Math.floor(MAX_REPORT_ROWS / CAMPAIGNS))}&to=${today}&by=campaign&interval=day`,
      `?${from}&interval=month`,
      `?${from}&interval=week`,
      `?${from}&interval=day`,
    ].map((query) => `/report${query}`),
  ];
  const table: Record<string, ReportTime> = {};
  for (const query of queries) {
    const times: number[] = [];
    let bytes = 0;
    let cpuBefore = 0;
    for (let tries = 0; tries < TRIES; tries += 1) {
      // The first one fills caches.
      if (tries === 1) cpuBefore = await cpuSecondsOf(bench.pids);
      const start = performance.now();
      bytes = (await bench.api("GET", query)).length;
      times.push(performance.now() - start);
    }
    const cpuMs = Math.round((1_000 * ((await cpuSecondsOf(bench.pids)) - cpuBefore)) / (TRIES - 1));
    const firstMs = Math.round(times[0] ?? 0);
    times.sort((one, other) => one - other);
    table[query] = { firstMs, medianMs: Math.round(times[Math.floor(TRIES / 2)] ?? 0), cpuMs, bytes };
  }
  return table;
}

/** Fails when a month in the middle is empty: times of reports over empty days would look good. A short report, which does not fill the cache. */
async function expectDays(bench: Bench, today: Day): Promise<void> {
  const middle = addDays(today, -DAYS / 2);
  const { totals } = JSON.parse(await bench.api("GET", `/report?from=${middle}&to=${addDays(middle, 30)}`)) as Filled;
  if (totals.visits < CAMPAIGNS * 30) throw new Error(`the days from ${middle} on have ${totals.visits} visits`);
}

interface Filled {
  readonly totals: { readonly visits: number };
}
