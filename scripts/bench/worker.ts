/**
 * The Worker with instruments, for the benchmark: the same planes and objects, which also say how often they were called and how
 * many rows they wrote, and a clock that can be moved, so that years of counts are made through the real code.
 */

import { CountingProcess as RealCountingProcess } from "../../src/processes/counting_process.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { Registry as RealRegistry } from "../../src/storage/registry/registry.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import { Shard as RealShard } from "../../src/storage/shard/shard.ts";
import worker, { Drain } from "../../src/worker.ts";

export { Drain };

type Env = Parameters<typeof worker.fetch>[1];

const MS_PER_DAY = 86_400_000;

const measured = { calls: 0, rowsWritten: 0 };
let clockMs = 0;
/** How far the registry's clock is ahead of it. */
let aheadMs = 0;
// Days that are made up come in leaps.
leapRule.days = Number.POSITIVE_INFINITY;

export class Registry extends RealRegistry {
  protected override now(): number {
    return super.now() + aheadMs;
  }

  night(): Promise<void> {
    return this.alarm();
  }
}

export class Shard extends RealShard {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    const exec = sql.exec.bind(sql);
    sql.exec = ((...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      measured.rowsWritten += cursor.rowsWritten;
      return cursor;
    }) as typeof sql.exec;
  }

  night(): Promise<void> {
    return this.alarm();
  }

  override async add(writer: string, seq: number, entries: readonly Entry[]): Promise<"added" | "refused"> {
    measured.calls += 1;
    return super.add(writer, seq, entries);
  }

  protected override now(): number {
    return super.now() + clockMs;
  }
}

/** One call per visit, the plain way, to compare with: wait for the shard, then redirect. */
async function countOneByOne(env: Env): Promise<Response> {
  await env.SHARD.getByName("one-by-one").add(crypto.randomUUID(), 1, [[1, "visit", 1]] as unknown as Entry[]);
  return new Response(null, {
    status: 302,
    headers: { Location: "https://example.org/petition?c=fix-tiktok", "Cache-Control": "no-store" },
  });
}

/** Visits of every campaign, and bots, on each day from `first` to `last` days ago, in every shard that the report reads; and signups. */
async function fill(env: Env, campaigns: number, first: number, last: number, shards: number): Promise<void> {
  for (let day = first; day >= last; day -= 1) {
    clockMs = -day * MS_PER_DAY;
    const visits = Array.from({ length: campaigns }, (_, index) => [index + 1, "visit", 1 + ((index + day) % 7)]) as unknown as Entry[];
    const counted = [...visits, ...visits.map(([id]): Entry => [id, "bot", 1])];
    const signups = visits.map(([id]): Entry => [id, "signup", 1]);
    const adds = Array.from({ length: shards }, (_, index) => env.SHARD.getByName(`visits-${index}`).add("fill", 10_000 - day, counted));
    await Promise.all([...adds, env.SHARD.getByName("signups").add("fill", 10_000 - day, signups)]);
  }
  // Not before the last day: a shard's alarm that saw today would let it count on no day before.
  if (last === 1) clockMs = 0;
}

/** All that is done at midnight: each shard's work, and the registry's. */
async function night(env: Env, shards: number): Promise<void> {
  const names = ["signups", ...Array.from({ length: shards }, (_, index) => `visits-${index}`)];
  await Promise.all(names.map((name) => (env.SHARD.getByName(name) as unknown as DurableObjectStub<Shard>).night()));
  await (env.REGISTRY.getByName("registry") as unknown as DurableObjectStub<Registry>).night();
}

const WRITERS = 64;
const ENTRIES: readonly Entry[] = [[1, "visit", 10]] as unknown as readonly Entry[];

/** Many isolates at once, each with one batch in flight, over `shards` objects: how many calls they take in `ms` milliseconds. */
async function writeToShards(env: Env, shards: number, ms: number): Promise<number> {
  const end = Date.now() + ms;
  let calls = 0;
  const writer = async (index: number): Promise<void> => {
    for (let seq = 1; Date.now() < end; seq += 1) {
      await env.SHARD.getByName(`scale-${shards}-${index % shards}`).add(`writer-${index}`, seq, ENTRIES);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
  return calls;
}

async function instrument(url: URL, env: Env): Promise<Response> {
  const number = (name: string): number => Number(url.searchParams.get(name));
  switch (url.pathname) {
    case "/__one-by-one":
      return countOneByOne(env);
    case "/__fill":
      await fill(env, number("campaigns"), number("first"), number("last"), number("shards"));
      return new Response();
    case "/__ahead":
      aheadMs = number("days") * MS_PER_DAY;
      return new Response();
    case "/__night":
      await night(env, number("shards"));
      return new Response();
    case "/__write":
      return Response.json(await writeToShards(env, number("shards"), number("ms")));
    default:
      return Response.json(measured);
  }
}

/** As the default export, where visitors have processes of their own. */
export class CountingProcess extends RealCountingProcess {
  override fetch(request: Request): Promise<Response> {
    const { url } = request;
    return url.includes("/__") ? instrument(new URL(url), this.env) : super.fetch(request);
  }
}

export default {
  /** What is measured goes the way that it goes without instruments. */
  fetch(request, env, ctx) {
    const { url } = request;
    return url.includes("/__") ? instrument(new URL(url), env) : worker.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
