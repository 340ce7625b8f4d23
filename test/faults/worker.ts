/**
 * The Worker with faults in it, for tests: the real planes and objects, with what can go wrong between and inside them brought
 * about on demand. `/__fault?name=…` chooses the fault; without a name all is well again.
 */
import type { Campaign } from "../../src/core/campaign.ts";
import { Registry as RealRegistry, type Routes } from "../../src/counters/registry.ts";
import type { Entry } from "../../src/counters/shard/tallies.ts";
import { Shard as RealShard } from "../../src/counters/shard.ts";
import worker, { Drain } from "../../src/worker.ts";

export { Drain };

type Fault =
  | "throw-before"
  | "throw-after"
  | "answer-lost"
  | "abort-before"
  | "abort-after"
  | "abort-during"
  | "slow"
  | "overloaded"
  | "refused"
  | "registry-down"
  | "registry-slow"
  | "registry-throws";

/** Shared by the Worker and its objects: on one machine they live in one isolate. */
let fault: Fault | null = null;
let calls: number[] = [];
let clockMs = 0;

/** What the platform throws for an object that has too much to do. Its own limits cannot be reached here: a fake of that one error. */
class Overloaded extends Error {
  readonly overloaded = true;
}

export class Shard extends RealShard {
  override async add(writer: string, seq: number, entries: readonly Entry[]): Promise<"added" | "refused"> {
    calls.push(Date.now());
    if (fault === "throw-before") throw new Error("before the commit");
    if (fault === "abort-before") this.ctx.abort("aborted before the commit");
    const isRefused = fault === "refused" && entries.some(([, kind]) => kind === "visit");
    if (isRefused) return super.add(writer, seq, [...entries, [1, "of another version", 1]] as unknown as Entry[]);
    if (fault === "slow") await scheduler.wait(4_000);
    const added = super.add(writer, seq, entries);
    if (fault === "abort-during") this.ctx.abort("aborted with the commit on its way");
    const outcome = await added;
    if (fault === "throw-after") throw new Error("after the commit");
    if (fault === "abort-after") this.ctx.abort("aborted after the commit");
    if (fault === "answer-lost") await new Promise(() => undefined);
    return outcome;
  }

  protected override now(): number {
    return super.now() + clockMs;
  }
}

export class Registry extends RealRegistry {
  override campaigns(): Campaign[] {
    if (fault === "registry-throws") throw new Error("the registry threw");
    return super.campaigns();
  }

  override async routes(shards: number): Promise<Routes> {
    calls.push(Date.now());
    if (fault === "registry-down") throw new Error("the registry is down");
    if (fault === "registry-slow") await scheduler.wait(4_000);
    return super.routes(shards);
  }

  protected override now(): number {
    return super.now() + clockMs;
  }
}

/** The Worker's bindings with shards that are overloaded while that is the fault. */
function withOverload(env: Parameters<typeof worker.fetch>[1]): Parameters<typeof worker.fetch>[1] {
  const SHARD = new Proxy(env.SHARD, {
    get(namespace, name) {
      if (name !== "getByName") return Reflect.get(namespace, name);
      return (shard: string) => {
        if (fault !== "overloaded") return namespace.getByName(shard);
        return {
          add: () => {
            calls.push(Date.now());
            return Promise.reject(new Overloaded("the object has too much to do"));
          },
        };
      };
    },
  });
  return { ...env, SHARD };
}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    if (url.pathname === "/__fault") {
      fault = url.searchParams.get("name") as Fault | null;
      calls = [];
      return new Response();
    }
    if (url.pathname === "/__clock") {
      clockMs = Number(url.searchParams.get("ms"));
      return new Response();
    }
    if (url.pathname === "/__calls") return Response.json(calls);
    return worker.fetch(request, withOverload(env), ctx);
  },
} satisfies ExportedHandler<Parameters<typeof worker.fetch>[1]>;
