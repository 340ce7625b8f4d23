/** The cache of finished days says what the shards say, to the day: any history, any order of what can go wrong, on the real registry and shards. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Config } from "../../src/domain/config.ts";
import { addDays, type Day, dayOf } from "../../src/domain/day.ts";
import { type Kind, NO_CAMPAIGN } from "../../src/domain/kind.ts";
import type { Report, ReportQuery } from "../../src/domain/release/report.ts";
import { everyCampaign } from "../../src/storage/registry/campaigns.ts";
import { listChannels } from "../../src/storage/registry/channels.ts";
import { listClosedDays } from "../../src/storage/registry/closed_days.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";
import { CHUNK } from "../../src/storage/turns.ts";
import { decodeAnswer } from "../../src/storage/wire.ts";
import { readReport } from "../domain/release/read_report.ts";
import { draft } from "./draft.ts";
import { MOST_SHARDS, type Step, steps } from "./finished_days_steps.ts";

const ZONE = "Europe/Amsterdam";
const BEGIN = "2026-11-20" as Day;
/** So many days that the cache is read, and written first. */
const LONG = { from: "2026-09-01" as Day, to: "2028-03-31" as Day, by: "channel", interval: "day" } as const satisfies ReportQuery;

const registry = env.REGISTRY.getByName("registry");
const signups = env.SHARD.getByName("signups");
const visits = Array.from({ length: MOST_SHARDS }, (_, index) => env.SHARD.getByName(`visits-${index}`));

const LARGE_PART = CHUNK.cells;
let day = BEGIN;
let [seq, shards] = [0, 1];
let campaigns: CampaignId[] = [];

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  CHUNK.cells = LARGE_PART;
});

function setDay(to: Day): void {
  day = to;
  vi.setSystemTime(`${to}T12:00:00Z`);
}

/** Makes all objects anew, with nothing counted and one campaign. */
async function begin(retentionMonths: number): Promise<void> {
  setDay(BEGIN);
  for (const stub of [registry, signups, ...visits] as DurableObjectStub[]) {
    await runInDurableObject(stub, (_, { storage }) => {
      const mayStay = ["migrations", "channels"];
      const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
      for (const { name } of tables) if (!name.startsWith("_") && !mayStay.includes(name)) storage.sql.exec(`DELETE FROM ${name}`);
    });
    await evictDurableObject(stub);
  }
  await runInDurableObject(registry, (instance) => {
    Object.assign(Reflect.get(instance, "config") as Config, {
      retentionMonths,
      timeZone: ZONE,
      groupSize: 5,
      signupRelease: "daily",
      visitRelease: "live",
    });
  });
  campaigns = [];
  shards = 1;
  await registry.routes(shards);
  await create();
}

async function create(): Promise<void> {
  const made = await registry.createCampaign(draft(`campaign-${campaigns.length}`), "test", "admin");
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  campaigns.push(made.value.id);
}

async function count(campaign: CampaignId, kind: Kind, events: number, shard: number): Promise<void> {
  seq += 1;
  if (kind === "signup") await signups.addSignups(campaign, events, null, "");
  else await visits[shard % shards]?.add("writer", seq, [[campaign, kind, events]]);
}

async function ask(query: ReportQuery): Promise<Report> {
  const result = await registry.report(query);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The same report, read from the shards alone. */
async function askShards(query: ReportQuery): Promise<Report> {
  const known = await runInDurableObject(registry, (_, { storage: { sql } }) => ({
    channels: listChannels(sql),
    campaigns: everyCampaign(sql),
    closedDays: listClosedDays(sql),
  }));
  const today = dayOf(Date.now(), ZONE);
  const result = await readReport(query, {
    ...known,
    today,
    timeZone: ZONE,
    groupSize: 5,
    signupRelease: "daily",
    visitRelease: "live",
    read: async (...args) =>
      (await Promise.all([...visits.slice(0, shards), signups].map((shard) => shard.read(today, ...args, null)))).flatMap(decodeAnswer),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The cache as it is stored. */
function cached(): Promise<string> {
  return runInDurableObject(registry, (_, { storage: { sql } }) => {
    const rows = sql.exec<{ campaign: number; kind: string; year: number; totals: ArrayBuffer }>("SELECT * FROM ledger").toArray();
    const lines = rows.map(({ campaign, kind, year, totals }) => [campaign, kind, year, ...new Float64Array(totals)].join(" "));
    return [JSON.stringify(sql.exec("SELECT * FROM ledger_head").toArray()), ...lines].join("\n");
  });
}

/** Runs `use` while `shard` fails at each query with `words` in it. */
async function withFailing(shard: DurableObjectStub<Shard>, words: string, use: () => Promise<void>): Promise<void> {
  const stop = (isStopped: boolean) =>
    runInDurableObject(shard, (_, { storage: { sql } }) => {
      const exec = Object.getPrototypeOf(sql).exec as SqlStorage["exec"];
      sql.exec = ((query: string, ...bindings: unknown[]) => {
        if (isStopped && query.includes(words)) throw new Error("a fault of the test");
        return exec.call(sql, query, ...bindings);
      }) as typeof sql.exec;
    });
  await stop(true);
  await use();
  await stop(false);
}

/** The nightly alarm or a long report; whether it went well. */
function attempt(what: "alarm" | "report"): Promise<boolean> {
  return runInDurableObject(registry, async (instance) => {
    const done = what === "alarm" ? instance.alarm() : instance.report(LONG);
    return done.then(
      () => true,
      () => false,
    );
  });
}

async function take(step: Step): Promise<void> {
  switch (step.do) {
    case "count": {
      const campaign =
        step.kind === "lost" || step.kind === "unknown" ? NO_CAMPAIGN : (campaigns[step.campaign % (campaigns.length + 1)] ?? NO_CAMPAIGN);
      return count(campaign, step.kind, step.events, step.shard);
    }
    case "move":
      return setDay(addDays(day, step.days));
    case "create":
      return create();
    case "raise shards":
      shards = Math.min(shards + 1, MOST_SHARDS);
      await registry.routes(shards);
      return;
    case "alarm":
    case "report":
      expect(await attempt(step.do)).toBe(true);
      return expectSame();
    case "fail": {
      const before = await cached();
      const shard = [...visits.slice(0, shards), signups][step.shard % (shards + 1)] ?? signups;
      await withFailing(shard, "json_each(?1) AS c", async () => {
        // An alarm may fold what it has before it cannot go on; what it must not do is write part of the days that follow.
        // In parts of one campaign some may have been written: nobody reads them, and they are written over.
        const isWhole = CHUNK.cells > 1;
        if ((await attempt(step.what)) || step.what === "alarm" || !isWhole) return;
        // Days are added year by year: when the second year fails, the first is written, and right.
        const after = await cached();
        if (!/"through":"\d{4}-12-31"/.test(after)) expect(after).toBe(before);
      });
      return expectSame();
    }
  }
}

async function expectSame(): Promise<void> {
  // With several shards a short report reads the cache, too.
  const short = { ...LONG, from: addDays(day, -8), interval: "total" } as const;
  for (const query of [LONG, { ...LONG, interval: "month" }, short] as const) {
    const [cached, exact] = [await ask(query), await askShards(query)];
    // Thousands of rows: to compare them field by field takes many times as long.
    if (JSON.stringify(cached) !== JSON.stringify(exact)) expect(cached).toEqual(exact);
  }
}

test("whatever was counted, moved, raised, folded or out of reach: a report is the same with and without the cache", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(1, 1, 3, 25), fc.constantFrom(LARGE_PART, 1), steps, async (retentionMonths, cells, history) => {
      await begin(retentionMonths);
      CHUNK.cells = cells;
      // In the end months fold whose days the cache has had.
      for (const step of [...history, { do: "alarm" }, { do: "move", days: 70 }, { do: "alarm" }] as const) await take(step);
    }),
    { numRuns: 20 },
  );
}, 600_000);

test("when a shard cannot fold its days, the cache has none of them left that another shard has folded", async () => {
  await begin(1);
  const [campaign = NO_CAMPAIGN] = campaigns;
  for (let nth = 0; nth < 40; nth += 1) {
    await count(campaign, "visit", 5, 0);
    await count(campaign, "signup", 5, 0);
    setDay(addDays(day, 1));
  }
  const daysOfNovember = async (figure: "visits" | "signups") =>
    (await ask(LONG)).rows.filter((row) => (row.period ?? "") < "2026-12-01" && row[figure] > 0).length;
  expect([await daysOfNovember("visits"), await daysOfNovember("signups")]).toEqual([11, 11]);
  setDay("2027-01-15" as Day);
  await withFailing(signups, "DELETE FROM tallies", async () => expect(await attempt("alarm")).toBe(false));
  expect([await daysOfNovember("visits"), await daysOfNovember("signups")]).toEqual([1, 1]);
  // Read anew from a shard that still has its days, the cache folds them by itself.
  shards = 2;
  await registry.routes(shards);
  expect([await daysOfNovember("visits"), await daysOfNovember("signups")]).toEqual([1, 1]);
  expect(await attempt("alarm")).toBe(true);
  await expectSame();
});

test("when a report fails in the second of two years, the first is in the cache, and right", async () => {
  await begin(1);
  await count(campaigns[0] ?? NO_CAMPAIGN, "visit", 2, 0);
  await ask(LONG);
  setDay("2027-01-02" as Day);
  // The days of 2026 are read in one go, the one of 2027 is looked up.
  await withFailing(visits[0] ?? signups, "json_each(?2) AS d", async () => expect(await attempt("report")).toBe(false));
  expect(await cached()).toContain('"through":"2026-12-31"');
  await expectSame();
});

test("a shard that comes later and whose clock is behind counts in the cached days too", async () => {
  await begin(25);
  await count(campaigns[0] ?? NO_CAMPAIGN, "visit", 10, 0);
  setDay(addDays(day, 20));
  expect(await attempt("alarm")).toBe(true);
  setDay(addDays(day, -15));
  shards = 2;
  await registry.routes(shards);
  await count(campaigns[0] ?? NO_CAMPAIGN, "visit", 10, 1);
  setDay(addDays(day, 15));
  expect((await ask(LONG)).totals.visits).toBe(20);
  await expectSame();
});
