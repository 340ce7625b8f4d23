/**
 * The Worker with faults in it, for tests: the real planes and objects, with what can go wrong between and inside them brought
 * about on demand. `/__fault?name=…` chooses the fault; without a name all is well again.
 */
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { PartStates } from "../../src/domain/part_states.ts";
import { CountingProcess as RealCountingProcess } from "../../src/processes/counting_process.ts";
import type { InstallationId } from "../../src/storage/installation.ts";
import { leapRule } from "../../src/storage/leap.ts";
import type { KeyHolder } from "../../src/storage/registry/keys.ts";
import { Registry as RealRegistry } from "../../src/storage/registry/registry.ts";
import type { Routes } from "../../src/storage/registry/routes.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import { Shard as RealShard } from "../../src/storage/shard/shard.ts";
import worker, { Drain } from "../../src/worker.ts";

export { Drain };

type Fault =
  | "throw-before"
  | "throw-after"
  | "answer-lost"
  | "abort-before"
  | "abort-after"
  | "abort-during"
  | "held"
  | "overloaded"
  | "refused"
  | "registry-down"
  | "registry-slow"
  | "registry-held"
  | "registry-hangs";

/** Shared by the Worker and its objects: on one machine they live in one isolate. */
let fault: Fault | null = null;
/** Of what there was a call: a batch by its writer and number, or what of the registry was asked. */
let calls: { readonly ms: number; readonly of: string }[] = [];
let clockMs = 0;
const realNow = Date.now.bind(Date);
// Tests move the clock by days; what is done about that has a test of its own.
leapRule.days = Number.POSITIVE_INFINITY;

/** What the platform throws for an object that has too much to do. Its own limits cannot be reached here: a fake of that one error. */
class Overloaded extends Error {
  readonly overloaded = true;
}

export class Shard extends RealShard {
  constructor(ctx: DurableObjectState, env: Parameters<typeof worker.fetch>[1]) {
    super(ctx, env);
    const { sql } = ctx.storage;
    const exec = sql.exec.bind(sql);
    sql.exec = ((query: string, ...bindings: unknown[]) => {
      // The batch's last statement: its counts are written in the transaction that ends here.
      if (fault === "abort-during" && query.includes("INTO writers")) ctx.abort("aborted in the middle of the commit");
      return exec(query, ...bindings);
    }) as typeof sql.exec;
  }

  override async add(
    writer: string,
    seq: number,
    entries: readonly Entry[],
    installation: InstallationId | null = null,
  ): Promise<"added" | "refused"> {
    calls.push({ ms: Date.now(), of: `${writer} ${seq}` });
    if (fault === "throw-before") throw new Error("before the commit");
    if (fault === "abort-before") this.ctx.abort("aborted before the commit");
    const isRefused = fault === "refused" && entries.some(([, kind]) => kind === "visit");
    if (isRefused) return super.add(writer, seq, [...entries, [1, "of another version", 1]] as unknown as Entry[], installation);
    while (fault === "held") await scheduler.wait(10);
    const outcome = await super.add(writer, seq, entries, installation);
    if (fault === "throw-after") throw new Error("after the commit");
    if (fault === "abort-after") {
      await this.ctx.storage.sync();
      this.ctx.abort("aborted after the commit");
    }
    if (fault === "answer-lost") await new Promise(() => undefined);
    return outcome;
  }

  /** As the alarm that is due by the moved clock: the runtime's own clock stays where it is. */
  async clean(): Promise<void> {
    await this.alarm();
  }

  protected override now(): number {
    return super.now() + clockMs;
  }
}

export class Registry extends RealRegistry {
  override campaigns(): Campaign[] {
    if (fault === "registry-down") throw new Error("the registry is down");
    return super.campaigns();
  }

  override keyHashes(): string[] {
    calls.push({ ms: Date.now(), of: "keys" });
    return super.keyHashes();
  }

  override useKey(hash: string): KeyHolder | null {
    calls.push({ ms: Date.now(), of: "a key" });
    return super.useKey(hash);
  }

  override sessionSecret(): string {
    calls.push({ ms: Date.now(), of: "the session secret" });
    return super.sessionSecret();
  }

  override async routes(shards: number): Promise<Routes> {
    calls.push({ ms: Date.now(), of: "routes" });
    if (fault === "registry-down") throw new Error("the registry is down");
    if (fault === "registry-slow") await scheduler.wait(1_000);
    while (fault === "registry-held") await scheduler.wait(10);
    if (fault === "registry-hangs") await new Promise(() => undefined);
    return super.routes(shards);
  }

  override health(): "ok" | "failing" {
    calls.push({ ms: Date.now(), of: "health" });
    if (fault === "registry-down") throw new Error("the registry is down");
    return super.health();
  }

  override async parts(): Promise<PartStates> {
    calls.push({ ms: Date.now(), of: "parts" });
    if (fault === "registry-down") throw new Error("the registry is down");
    return super.parts();
  }

  /** As `Shard.clean`. */
  async clean(): Promise<void> {
    await this.alarm();
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
            calls.push({ ms: Date.now(), of: "an overloaded shard" });
            return Promise.reject(new Overloaded("the object has too much to do"));
          },
        };
      };
    },
  });
  return { ...env, SHARD };
}

type Env = Parameters<typeof worker.fetch>[1];

/** What tests ask of this Worker; null for every other request. */
async function told(request: { readonly url: string; readonly method: string }, env: Env): Promise<Response | null> {
  const url = new URL(request.url);
  if (url.pathname === "/__fault") {
    fault = url.searchParams.get("name") as Fault | null;
    calls = [];
    return new Response();
  }
  if (url.pathname === "/__clock") {
    clockMs = Number(url.searchParams.get("ms"));
    leapRule.days = Number(url.searchParams.get("leap") ?? Number.POSITIVE_INFINITY);
    return new Response();
  }
  if (url.pathname === "/__clean") {
    for (const name of ["signups", "visits-0"]) await (env.SHARD.getByName(name) as unknown as DurableObjectStub<Shard>).clean();
    await (env.REGISTRY.getByName("registry") as unknown as DurableObjectStub<Registry>).clean();
    return new Response();
  }
  if (url.pathname === "/__member") {
    const registry = env.REGISTRY.getByName("registry");
    const email = url.searchParams.get("email") ?? "";
    if (request.method === "POST") await registry.setMember(email, "reader", "test");
    else await registry.removeMember(email, "test");
    return new Response();
  }
  if (url.pathname === "/__clock-of-all") {
    const ms = Number(url.searchParams.get("ms"));
    Date.now = () => realNow() + ms;
    return new Response();
  }
  if (url.pathname === "/__calls") return Response.json(calls);
  return null;
}

/** As the default export, for the visitor processes. */
export class CountingProcess extends RealCountingProcess {
  constructor(ctx: ExecutionContext, env: Env) {
    super(ctx, withOverload(env));
  }

  override async fetch(request: Request): Promise<Response> {
    return (await told(request, this.env)) ?? super.fetch(request);
  }
}

export default {
  async fetch(request, env, ctx) {
    return (await told(request, env)) ?? worker.fetch(request, withOverload(env), ctx);
  },
} satisfies ExportedHandler<Env>;
