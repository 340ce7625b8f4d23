/**
 * `npm run estimate`: what visits cost on Cloudflare and how many shards a burst takes, computed from what `npm run bench` measures
 * and from Cloudflare's price list. docs/COST.md and docs/SCALE.md show its tables.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "./build.ts";

/** Workers Paid, Durable Objects with SQLite; US dollars; developers.cloudflare.com, read on 2026-11-24. */
const PRICES = {
  plan: 5,
  requests: { included: 10e6, perMillion: 0.3 },
  cpuMs: { included: 30e6, perMillion: 0.02 },
  objectCalls: { included: 1e6, perMillion: 0.15 },
  rowsWritten: { included: 50e6, perMillion: 1 },
  gigabyteSeconds: { included: 400_000, perMillion: 12.5 },
} as const;
/** What the free plan carries in a day. */
const FREE_A_DAY = { requests: 100_000, objectCalls: 100_000, rowsWritten: 100_000, gigabyteSeconds: 13_000 } as const;

/** An object is billed for 128 MB while it runs; idle it is not, as nothing keeps it from hibernating. A call takes some milliseconds. */
const GIGABYTE_SECONDS_A_CALL = 0.128 * 0.01;

/** Processor time of one visit, generously: `npm run bench` measures 0.07 ms with everything around it. */
const CPU_MS_A_VISIT = 0.1;

interface Traffic {
  readonly name: string;
  readonly callsAVisit: number;
  readonly rowsAVisit: number;
}

/** Calls and rows per visit in one isolate, as `npm run bench` measured them last: alone, at a steady rate, and under full load. */
async function measuredTraffic(): Promise<readonly Traffic[]> {
  const file = join(PROJECT, "dist", "bench.json");
  const text = await readFile(file, "utf8").catch(() => {
    console.error(`${file} is missing: run \`npm run bench\` first`);
    process.exit(1);
  });
  const { cost } = JSON.parse(text) as { readonly cost: Cost };
  return [
    { name: "low: one visit at a time", callsAVisit: cost.callsPerVisitAlone, rowsAVisit: cost.rowsPerVisitAlone },
    { name: "medium: 100 a second", callsAVisit: cost.callsPer1000AtMedium / 1_000, rowsAVisit: cost.rowsPer1000AtMedium / 1_000 },
    { name: "high: full load", callsAVisit: cost.callsPer1000 / 1_000, rowsAVisit: cost.rowsPer1000 / 1_000 },
  ];
}

interface Cost {
  readonly callsPer1000: number;
  readonly rowsPer1000: number;
  readonly callsPer1000AtMedium: number;
  readonly rowsPer1000AtMedium: number;
  readonly callsPerVisitAlone: number;
  readonly rowsPerVisitAlone: number;
}

function costOf(used: number, { included, perMillion }: { readonly included: number; readonly perMillion: number }): number {
  return (Math.max(0, used - included) / 1e6) * perMillion;
}

/** Dollars for one more million visits a month, nothing included, and for the whole bill at ten million. */
function costs(traffic: readonly Traffic[]) {
  return Object.fromEntries(
    traffic.map(({ name, callsAVisit, rowsAVisit }) => {
      const bill = (visits: number, included: 0 | 1): number =>
        costOf(visits, { ...PRICES.requests, included: included * PRICES.requests.included }) +
        costOf(visits * CPU_MS_A_VISIT, { ...PRICES.cpuMs, included: included * PRICES.cpuMs.included }) +
        costOf(visits * callsAVisit, { ...PRICES.objectCalls, included: included * PRICES.objectCalls.included }) +
        costOf(visits * rowsAVisit, { ...PRICES.rowsWritten, included: included * PRICES.rowsWritten.included }) +
        costOf(visits * callsAVisit * GIGABYTE_SECONDS_A_CALL, {
          ...PRICES.gigabyteSeconds,
          included: included * PRICES.gigabyteSeconds.included,
        });
      const free = Math.min(
        FREE_A_DAY.requests,
        FREE_A_DAY.objectCalls / callsAVisit,
        FREE_A_DAY.rowsWritten / rowsAVisit,
        FREE_A_DAY.gigabyteSeconds / GIGABYTE_SECONDS_A_CALL / callsAVisit,
      );
      return [
        name,
        {
          "calls a visit": callsAVisit,
          "rows a visit": rowsAVisit,
          "one more million": bill(1e6, 0).toFixed(2),
          "10 million a month": (PRICES.plan + bill(10e6, 1)).toFixed(2),
          "free plan, visits a day": Math.floor(free),
        },
      ];
    }),
  );
}

/** A burst over many data centres: every isolate has one batch in flight, so its calls are bounded by the way to its shard. */
const BURST = { visitsASecond: 100_000, dataCentres: 300, windowSeconds: 0.05 } as const;
/** Writing calls a second that one object takes; "some hundreds", so reckoned low. */
const CALLS_AN_OBJECT = 300;

const SHARDS = 32;

function burst() {
  const rows = [];
  for (const isolatesACentre of [1, 4, 16]) {
    for (const roundTripSeconds of [0.02, 0.1, 0.3]) {
      const isolates = BURST.dataCentres * isolatesACentre;
      const wanted = Math.min(isolates / (BURST.windowSeconds + roundTripSeconds), BURST.visitsASecond);
      // One batch in flight: with fewer shards than that takes, a batch waits its turn and the next one is larger.
      const calls = Math.min(wanted, SHARDS * CALLS_AN_OBJECT);
      rows.push({
        "isolates a data centre": isolatesACentre,
        "round trip, ms": roundTripSeconds * 1_000,
        "calls a second": Math.round(wanted),
        "shards for no waiting": Math.ceil(wanted / CALLS_AN_OBJECT),
        [`visits a call, ${SHARDS} shards`]: Math.round(BURST.visitsASecond / calls),
        [`seconds to the answer, ${SHARDS} shards`]: Number((isolates / calls - BURST.windowSeconds).toFixed(2)),
        [`batches at a shard, ${SHARDS} shards`]: Math.ceil(isolates / SHARDS),
      });
    }
  }
  return rows;
}

const traffic = await measuredTraffic();
console.log("US dollars for visits, on Cloudflare's price list of 2026-11-24:");
console.table(costs(traffic));
console.log(`Shards for ${BURST.visitsASecond} visits a second over ${BURST.dataCentres} data centres:`);
console.table(burst());
