/**
 * `npm run estimate`: what visits cost on Cloudflare and how many shards a burst takes, computed from what `npm run bench` measures
 * and from Cloudflare's price list. docs/COST.md and docs/SCALE.md show its tables.
 */

/** Workers Paid, Durable Objects with SQLite; US dollars; developers.cloudflare.com, read on 2026-11-24. */
const PRICES = {
  plan: 5,
  requests: { included: 10e6, perMillion: 0.3 },
  cpuMs: { included: 30e6, perMillion: 0.02 },
  objectCalls: { included: 1e6, perMillion: 0.15 },
  rowsWritten: { included: 50e6, perMillion: 1 },
} as const;
/** What the free plan carries in a day. */
const FREE_A_DAY = { requests: 100_000, objectCalls: 100_000, rowsWritten: 100_000 } as const;

/** Processor time of one visit, generously: `npm run bench` measures 0.07 ms with everything around it. */
const CPU_MS_A_VISIT = 0.1;

/** Calls and rows per visit in one isolate, as `npm run bench` measures them: alone, at a steady rate, and under full load. */
const TRAFFIC = [
  { name: "low: one visit at a time", callsAVisit: 1, rowsAVisit: 2 },
  { name: "medium: 100 a second", callsAVisit: 0.192, rowsAVisit: 0.384 },
  { name: "high: 15,000 a second", callsAVisit: 1.1 / 1_000, rowsAVisit: 2.2 / 1_000 },
] as const;

function costOf(used: number, { included, perMillion }: { readonly included: number; readonly perMillion: number }): number {
  return (Math.max(0, used - included) / 1e6) * perMillion;
}

/** Dollars for one more million visits a month, nothing included, and for the whole bill at ten million. */
function costs() {
  return Object.fromEntries(
    TRAFFIC.map(({ name, callsAVisit, rowsAVisit }) => {
      const bill = (visits: number, included: 0 | 1): number =>
        costOf(visits, { ...PRICES.requests, included: included * PRICES.requests.included }) +
        costOf(visits * CPU_MS_A_VISIT, { ...PRICES.cpuMs, included: included * PRICES.cpuMs.included }) +
        costOf(visits * callsAVisit, { ...PRICES.objectCalls, included: included * PRICES.objectCalls.included }) +
        costOf(visits * rowsAVisit, { ...PRICES.rowsWritten, included: included * PRICES.rowsWritten.included });
      const free = Math.min(FREE_A_DAY.requests, FREE_A_DAY.objectCalls / callsAVisit, FREE_A_DAY.rowsWritten / rowsAVisit);
      return [
        name,
        {
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

function burst() {
  const rows = [];
  for (const isolatesACentre of [1, 4, 16]) {
    for (const roundTripSeconds of [0.02, 0.1, 0.3]) {
      const isolates = BURST.dataCentres * isolatesACentre;
      const calls = Math.min(isolates / (BURST.windowSeconds + roundTripSeconds), BURST.visitsASecond);
      rows.push({
        "isolates a data centre": isolatesACentre,
        "round trip, ms": roundTripSeconds * 1_000,
        "calls a second": Math.round(calls),
        "visits a call": Math.round(BURST.visitsASecond / calls),
        "shards needed": Math.ceil(calls / CALLS_AN_OBJECT),
      });
    }
  }
  return rows;
}

console.log("US dollars for visits, on Cloudflare's price list of 2026-11-24:");
console.table(costs());
console.log(`Shards for ${BURST.visitsASecond} visits a second over ${BURST.dataCentres} data centres:`);
console.table(burst());
