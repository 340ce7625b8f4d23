/**
 * The Worker with a clock that can be moved, so that the demo's year happens in the real code: campaigns are made on their first day, and
 * a website's key reports signups each day. Never deployed: `wrangler.toml` names another main module.
 */
import { leapRule } from "../../src/storage/leap.ts";
import { Registry as RealRegistry } from "../../src/storage/registry/registry.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import { Shard as RealShard } from "../../src/storage/shard/shard.ts";
import worker, { Drain } from "../../src/worker.ts";
import type { DemoOrder } from "./year.ts";

export { Drain };

type Env = Parameters<typeof worker.fetch>[1] & { readonly ADMIN_KEY: string };

const MS_PER_DAY = 86_400_000;
let clockMs = 0;
// Days that are made up come in leaps.
leapRule.days = Number.POSITIVE_INFINITY;

export class Shard extends RealShard {
  protected override now(): number {
    return super.now() + clockMs;
  }
}

export class Registry extends RealRegistry {
  protected override now(): number {
    return super.now() + clockMs;
  }
}

/** All days in one call: an alarm that rings in between sees the same clock. */
async function happen({ days, channels, campaigns, adFiles }: DemoOrder, origin: string, env: Env, ctx: ExecutionContext): Promise<void> {
  async function post<T>(path: string, key: string, body: unknown, method = "POST"): Promise<T> {
    const type = typeof body === "string" ? "text/csv" : "application/json";
    const headers = { authorization: `Bearer ${key}`, "content-type": type };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const request = new Request(`${origin}/api/v1${path}`, { method, headers, body: text });
    const answer = await worker.fetch(request as Parameters<typeof worker.fetch>[0], env, ctx);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }
  clockMs = -(days[0]?.daysAgo ?? 0) * MS_PER_DAY;
  const { key: marketer } = await post<{ key: string }>("/keys", env.ADMIN_KEY, { name: "Noor", role: "marketer" });
  const { key: site } = await post<{ key: string }>("/keys", env.ADMIN_KEY, { name: "Website", role: "site" });
  for (const host of new Set(campaigns.map(({ draft }) => new URL(draft.destination).hostname)))
    await post("/hosts", env.ADMIN_KEY, { host });
  for (const channel of channels) await post("/channels", marketer, channel);
  for (const { daysAgo, visits, signups } of days) {
    clockMs = -daysAgo * MS_PER_DAY;
    for (const made of campaigns) if (made.daysAgo === daysAgo) await post("/campaigns", marketer, made.draft);
    // The ids are those of campaigns made in the demo's order.
    await env.SHARD.getByName("visits-0").add("demo", 10_000 - daysAgo, visits as unknown as Entry[]);
    for (const { campaign, count } of signups) await post("/signups", site, { campaign, count });
  }
  clockMs = 0;
  for (const file of adFiles) {
    const { unmatched } = await post<{ unmatched: { unit: string; suggestion: string }[] }>(
      "/ad-figures/import?preview=true",
      marketer,
      file,
    );
    for (const { unit, suggestion } of unmatched) await post(`/ad-units/${unit}`, marketer, { campaign: suggestion }, "PATCH");
    await post("/ad-figures/import", marketer, file);
  }
}

export default {
  async fetch(request, env, ctx) {
    if (!request.url.endsWith("/__demo")) return worker.fetch(request, env, ctx);
    await happen((await request.json()) as DemoOrder, new URL(request.url).origin, env, ctx);
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;
