/**
 * The real registry and shards, set up again for each history. A restart under another configuration is an eviction, which makes the objects
 * anew as a deployment does, and then a change of the private `config` that the constructor has just read: the bindings of a running test
 * cannot be changed.
 */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Config } from "../../src/domain/config.ts";
import type { Day } from "../../src/domain/day.ts";
import type { Report, ReportQuery } from "../../src/domain/release/report.ts";
import { draft } from "./draft.ts";

export const HOUR_MS = 3_600_000;
/** More days than any history here has. */
export const EVER = {
  from: "2026-03-01" as Day,
  to: "2027-12-31" as Day,
  by: "campaign",
  interval: "total",
} as const satisfies ReportQuery;

export const registry = env.REGISTRY.getByName("registry");
export const signups = env.SHARD.getByName("signups");
const visitShards = [0, 1, 2].map((index) => env.SHARD.getByName(`visits-${index}`));
let seq = 0;
let nowMs = 0;

/** What the clock of the test says, in milliseconds since 1970. */
export const clock = (): number => nowMs;

/** Needs faked dates: see `vi.useFakeTimers`. */
export function setClock(ms: number): void {
  nowMs = ms;
  vi.setSystemTime(ms);
}

/** What the deployments so far have set. */
let deployed: Partial<Config> = {};

/** An object that waited long enough has been evicted by the runtime itself. */
function unlessItIsGone(error: unknown): void {
  if (!/not currently running/.test(String(error))) throw error;
}

/** A deployment that changes this; what earlier ones set stays. */
export async function restart(change: Partial<Config>): Promise<void> {
  deployed = { ...deployed, ...change };
  for (const stub of [registry, signups, ...visitShards]) {
    await evictDurableObject(stub).catch(unlessItIsGone);
    await runInDurableObject(stub as DurableObjectStub, (instance) => {
      Object.assign(Reflect.get(instance, "config") as Config, deployed);
    });
  }
}

/** A deployment with this many shards: its isolates ask for the campaigns before they count. */
export async function setShards(shards: number): Promise<number> {
  await restart({ shards });
  await registry.routes(shards);
  return shards;
}

/** Begins at a moment with nothing counted, nothing closed, and these campaigns. */
export async function begin(at: string, slugs: readonly string[] = ["one", "two"]): Promise<CampaignId[]> {
  setClock(Date.parse(at));
  for (const stub of [registry, signups, ...visitShards]) {
    await runInDurableObject(stub as DurableObjectStub, (_, { storage }) => {
      const tables = [
        "tallies",
        "clock",
        "writers",
        "hour",
        "this_hour",
        "closes",
        "campaigns",
        "history",
        "ledger",
        "ledger_head",
        "released",
        "released_head",
        "installation",
        "joined_shards",
      ];
      const known = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
      for (const { name } of known) if (tables.includes(name)) storage.sql.exec(`DELETE FROM ${name}`);
      if (stub === registry) storage.sql.exec("DELETE FROM settings");
    });
  }
  await restart({
    timeZone: "Europe/Amsterdam",
    groupSize: 5,
    release: "bundles",
    signupRelease: "daily",
    visitRelease: "live",
    retentionMonths: 25,
    shards: 1,
  });
  return Promise.all(slugs.map(create));
}

export async function create(slug: string): Promise<CampaignId> {
  const made = await registry.createCampaign(draft(slug), "test", "admin");
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.id;
}

export async function visit(campaign: CampaignId, count: number, shard = 0): Promise<void> {
  seq += 1;
  await visitShards[shard]?.add("writer", seq, [[campaign, "visit", count]]);
}

export const signUp = (campaign: CampaignId, count: number) => signups.addSignups(campaign, count, null, "");

export async function ask(query: ReportQuery = EVER): Promise<Report> {
  const result = await registry.report(query);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const figuresIn = ({ rows, totals, unattributed }: Report) => [
  unattributed.signups,
  ...[...rows, totals].flatMap((row) => [row.visits, row.signups, ...Object.values(row.skipped)]),
];
export const signupsIn = ({ totals, unattributed }: Report) => [totals.signups, totals.rate, unattributed.signups].join();
