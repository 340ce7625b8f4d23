/** What counting costs in calls to shards and in rows written, and what shards take. */
import { BROWSER, load, paced } from "./load.ts";
import { median } from "./median.ts";
import type { Bench } from "./servers.ts";

const MEDIUM_PER_SECOND = 100;

/** Calls and rows per 1,000 visits under full load and at a hundred a second, and what one visit at a time costs. */
export async function measureCost(bench: Bench, seconds: number) {
  const before = await bench.measured();
  const { redirects: sent } = await load(bench.link, seconds);
  const under = await bench.settled();
  const sentMedium = await paced(bench.link, MEDIUM_PER_SECOND, seconds);
  const medium = await bench.settled();
  const visits = 5;
  for (let visit = 0; visit < visits; visit += 1) {
    await fetch(bench.link, { redirect: "manual", headers: { "user-agent": BROWSER } });
    await bench.settled();
  }
  const alone = await bench.measured();
  return {
    callsPer1000: Number((((under.calls - before.calls) / sent) * 1_000).toFixed(2)),
    rowsPer1000: Number((((under.rowsWritten - before.rowsWritten) / sent) * 1_000).toFixed(2)),
    callsPer1000AtMedium: Math.round(((medium.calls - under.calls) / sentMedium) * 1_000),
    rowsPer1000AtMedium: Math.round(((medium.rowsWritten - under.rowsWritten) / sentMedium) * 1_000),
    callsPerVisitAlone: (alone.calls - medium.calls) / visits,
    rowsPerVisitAlone: (alone.rowsWritten - medium.rowsWritten) / visits,
  };
}

const SHARDS = [1, 2, 4, 8] as const;
const SHARD_ROUNDS = 3;
const SHARD_ROUND_MS = 1_000;

/** Writing calls a second that 64 isolates bring to their shards, by the number of shards; medians of rounds in turn. */
export async function measureShards(bench: Bench): Promise<Record<string, { readonly callsPerSecond: number }>> {
  const rounds = new Map<number, number[]>(SHARDS.map((shards) => [shards, []]));
  for (let round = 0; round < SHARD_ROUNDS; round += 1) {
    for (const shards of SHARDS) {
      const calls = (await (await bench.instrument(`/__write?shards=${shards}&ms=${SHARD_ROUND_MS}`)).json()) as number;
      rounds.get(shards)?.push((calls / SHARD_ROUND_MS) * 1_000);
    }
  }
  return Object.fromEntries(SHARDS.map((shards) => [`SHARDS=${shards}`, { callsPerSecond: Math.round(median(rounds.get(shards) ?? [])) }]));
}
