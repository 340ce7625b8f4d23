/** How long reports take with everything at its largest: 256 campaigns, 8 shards, three years of days, made by the real code. */
import { addDays, type Day } from "../../src/core/day.ts";
import type { Bench } from "./servers.ts";

const CAMPAIGNS = 256;
const DAYS = 1_095;
/** Days filled by one call, so that none takes longer than a client waits. */
const DAYS_A_CALL = 73;
const TRIES = 7;
const CHANNELS = ["instagram", "google", "tiktok", "youtube", "spotify"] as const;

export async function measureReports(bench: Bench): Promise<Record<string, { medianMs: number; bytes: number }>> {
  const more = Array.from({ length: CAMPAIGNS - 1 }, (_, index) => ({
    name: `Campaign ${index}`,
    slug: `measured-${index}`,
    channel: CHANNELS[index % CHANNELS.length],
    destination: "https://example.org/",
  }));
  await bench.api("POST", "/campaigns/bulk", more);
  for (let day = DAYS; day > 0; day -= DAYS_A_CALL) {
    await bench.instrument(`/__fill?campaigns=${CAMPAIGNS}&first=${day}&last=${day - DAYS_A_CALL + 1}&shards=${bench.shards}`);
  }
  const today = new Date().toISOString().slice(0, 10) as Day;
  const from = `from=${addDays(today, -DAYS)}`;
  const queries = [
    "",
    "?interval=day",
    "?by=campaign",
    `?${from}`,
    `?${from}&by=campaign`,
    `?${from}&interval=month`,
    `?${from}&interval=week`,
    `?${from}&interval=day`,
  ];
  const table: Record<string, { medianMs: number; bytes: number }> = {};
  for (const query of queries) {
    const times: number[] = [];
    let bytes = 0;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const start = performance.now();
      bytes = (await bench.api("GET", `/report${query}`)).length;
      times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    table[`/report${query}`] = { medianMs: Math.round(times[Math.floor(TRIES / 2)] ?? 0), bytes };
  }
  return table;
}
