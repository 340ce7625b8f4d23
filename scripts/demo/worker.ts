/**
 * The Worker with a clock that can be moved, so that the demo's year is counted by the real code. Never deployed: `wrangler.toml`
 * names another main module.
 */
import type { Entry } from "../../src/counters/shard/tallies.ts";
import { Shard as RealShard } from "../../src/counters/shard.ts";
import worker, { Drain } from "../../src/worker.ts";
import type { DemoDay, DemoEntry } from "./year.ts";

export { Registry } from "../../src/counters/registry.ts";
export { Drain };

type Env = Parameters<typeof worker.fetch>[1];

const MS_PER_DAY = 86_400_000;
let clockMs = 0;

export class Shard extends RealShard {
  protected override now(): number {
    return super.now() + clockMs;
  }
}

/** The ids are those of campaigns made in the demo's order. */
function entries(of: readonly DemoEntry[]): readonly Entry[] {
  return of as unknown as readonly Entry[];
}

/** All days in one call: an alarm that rings in between sees the same clock. */
async function count(env: Env, days: readonly DemoDay[]): Promise<void> {
  for (const { daysAgo, visits, signups } of days) {
    clockMs = -daysAgo * MS_PER_DAY;
    await env.SHARD.getByName("visits-0").add("demo", 10_000 - daysAgo, entries(visits));
    await env.SHARD.getByName("signups").add("demo", 10_000 - daysAgo, entries(signups));
  }
  clockMs = 0;
}

export default {
  async fetch(request, env, ctx) {
    if (!request.url.endsWith("/__demo")) return worker.fetch(request, env, ctx);
    await count(env, (await request.json()) as DemoDay[]);
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;
