/**
 * The adversary of test/core/adversary.test.ts against the real registry and shards. A restart under another configuration is an eviction,
 * which makes the objects anew as a deployment does, and then a change of the private `config` that the constructor has just read: the
 * bindings of a running test cannot be changed.
 */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CampaignId, type ChannelId, NO_CAMPAIGN } from "../../src/core/campaign.ts";
import type { Config } from "../../src/core/config.ts";
import { addDays, type Day, dayOf } from "../../src/core/day.ts";
import type { Slug } from "../../src/core/slug.ts";
import type { Report, ReportQuery } from "../../src/counters/report.ts";
import { draft } from "./draft.ts";

const HOUR_MS = 3_600_000;
const ZONES = ["Europe/Amsterdam", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"];
const CHANNELS = ["instagram", "tiktok", "google"] as ChannelId[];
const EVER = { from: "2026-10-01" as Day, to: "2026-12-31" as Day, by: "campaign", interval: "total" } as const satisfies ReportQuery;

const registry = env.REGISTRY.getByName("registry");
const signups = env.SHARD.getByName("signups");
const visitShards = [0, 1, 2].map((index) => env.SHARD.getByName(`visits-${index}`));
let seq = 0;
let nowMs = 0;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

function setClock(ms: number): void {
  nowMs = ms;
  vi.setSystemTime(ms);
}

async function restart(change: Partial<Config>): Promise<void> {
  for (const stub of [registry, signups, ...visitShards]) {
    await evictDurableObject(stub);
    await runInDurableObject(stub as DurableObjectStub, (instance) => {
      Object.assign(Reflect.get(instance, "config") as Config, change);
    });
  }
}

/** Begins at noon of a day with nothing counted, nothing closed, and these campaigns. */
async function begin(at: string, slugs: readonly string[] = ["one", "two"]): Promise<CampaignId[]> {
  setClock(Date.parse(at));
  for (const stub of [registry, signups, ...visitShards]) {
    await runInDurableObject(stub as DurableObjectStub, (_, { storage }) => {
      const tables = ["tallies", "clock", "writers", "closes", "campaigns", "history"];
      const known = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
      for (const { name } of known) if (tables.includes(name)) storage.sql.exec(`DELETE FROM ${name}`);
      if (stub === registry) storage.sql.exec("DELETE FROM settings");
    });
  }
  await restart({ timeZone: "Europe/Amsterdam", groupSize: 5, signupRelease: "daily", retentionMonths: 25, shards: 1 });
  return Promise.all(slugs.map(create));
}

async function create(slug: string): Promise<CampaignId> {
  const made = await registry.createCampaign(draft(slug), "test");
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.id;
}

async function visit(campaign: CampaignId, count: number, shard = 0): Promise<void> {
  seq += 1;
  await visitShards[shard]?.add("writer", seq, [[campaign, "visit", count]]);
}

const signUp = (campaign: CampaignId, count: number) => signups.addSignups(campaign, count, null, "");

async function ask(query: ReportQuery = EVER): Promise<Report> {
  const result = await registry.report(query);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const figuresIn = ({ rows, totals, unattributed }: Report) => [
  unattributed.signups,
  ...[...rows, totals].flatMap((row) => [row.visits, row.signups, ...Object.values(row.skipped)]),
];
const signupsIn = ({ totals, unattributed }: Report) => [totals.signups, totals.rate, unattributed.signups].join();

/** What a marketer or an operator may be talked into; a new campaign joins `ids`. */
async function meddle(how: string, channel: ChannelId, ids: CampaignId[]): Promise<void> {
  if (how === "fewer shards") await registry.routes(1);
  if (how === "move") await registry.changeCampaign("one" as Slug, { channel }, null, "test");
  if (how === "archive") await registry.archiveCampaign("two" as Slug, null, "test");
  if (how === "create") ids.push(await create(`more-${ids.length}`));
}

test("with zones, shards, channels and links changed at any hour, figures are bundles and signups move only with five new ones", async () => {
  const hour = fc.record({
    hours: fc.integer({ min: 1, max: 14 }),
    zone: fc.option(fc.constantFrom(...ZONES), { freq: 3 }),
    campaign: fc.nat(2),
    signups: fc.integer({ min: 1, max: 4 }),
    visits: fc.nat(6),
    shard: fc.nat(2),
    meddle: fc.constantFrom("nothing", "nothing", "move", "archive", "create", "fewer shards"),
    by: fc.constantFrom("channel", "campaign"),
    interval: fc.constantFrom("total", "day", "week", "month"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(hour, { minLength: 4, maxLength: 10, size: "max" }), async (hours) => {
      // The night of 25 October 2026 has 25 hours in Amsterdam; that of 1 November in New York.
      const ids = [NO_CAMPAIGN, ...(await begin("2026-10-24T12:00:00Z"))];
      await registry.routes(3);
      let shown = signupsIn(await ask());
      let sinceMove = 0;
      for (const now of hours) {
        setClock(nowMs + now.hours * HOUR_MS);
        if (now.zone !== null) await restart({ timeZone: now.zone });
        await meddle(now.meddle, CHANNELS[now.visits % 3] as ChannelId, ids);
        const figures = figuresIn(await ask({ ...EVER, by: now.by, interval: now.by === "campaign" ? "total" : now.interval }));
        expect(figures.filter((figure) => figure % 5 !== 0)).toEqual([]);
        const then = signupsIn(await ask());
        if (then !== shown) {
          expect(sinceMove).toBeGreaterThanOrEqual(5);
          sinceMove = 0;
        }
        shown = then;
        const campaign = ids[now.campaign % ids.length] ?? NO_CAMPAIGN;
        if (now.visits > 0 && campaign !== NO_CAMPAIGN) await visit(campaign, now.visits, now.shard);
        await signUp(campaign, now.signups);
        sinceMove += now.signups;
        expect(signupsIn(await ask())).toBe(shown);
      }
    }),
    { numRuns: 25 },
  );
}, 30_000);

test("a change of zone at noon may close the day once; back and forth and back again closes nothing more that day", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await signUp(one, 5);
  expect((await ask()).totals.signups).toBe(0);
  await restart({ timeZone: "Pacific/Kiritimati" });
  expect((await ask()).totals.signups).toBe(5);
  for (const timeZone of ["Europe/Amsterdam", "Etc/GMT+12", "Pacific/Kiritimati"]) {
    await restart({ timeZone });
    await signUp(one, 5);
    expect((await ask()).totals.signups).toBe(5);
  }
  const stamped = await runInDurableObject(signups, (_, { storage }) =>
    storage.sql.exec("SELECT day, total FROM tallies WHERE campaign = ? ORDER BY day", one).toArray(),
  );
  expect(stamped).toEqual([
    { day: "2026-11-10", total: 5 },
    { day: "2026-11-11", total: 20 },
  ]);
});

test("with four signups since the last close a change of zone shows nothing of them", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await signUp(one, 4);
  const before = signupsIn(await ask());
  for (const timeZone of ZONES) {
    await restart({ timeZone });
    expect(signupsIn(await ask())).toBe(before);
  }
});

test("signups released live and then daily again go back to what had closed, in bundles all the way", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await signUp(one, 7);
  setClock(nowMs + 24 * HOUR_MS);
  await signUp(one, 4);
  const shown: number[] = [];
  for (const signupRelease of ["daily", "live", "daily"] as const) {
    await restart({ signupRelease });
    shown.push((await ask()).totals.signups);
  }
  expect(shown).toEqual([5, 10, 5]);
});

test("under another group size no report is given, and the first one gives the same figures again", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await visit(one, 6);
  const before = figuresIn(await ask());
  await restart({ groupSize: 6 });
  expect(await registry.report(EVER)).toMatchObject({ ok: false, error: { kind: "configuration" } });
  await restart({ groupSize: 5 });
  expect(figuresIn(await ask())).toEqual(before);
});

test("nor does the nightly alarm close a day under another group size", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await restart({ groupSize: 10 });
  await registry.routes(1);
  await ask();
  await signUp(one, 5);
  await restart({ groupSize: 5 });
  setClock(nowMs + 24 * HOUR_MS);
  expect(await runDurableObjectAlarm(registry)).toBe(true);
  await restart({ groupSize: 10 });
  expect((await ask()).releasedThrough.signups).toBeNull();
});

test("figures from before and after months fold differ by bundles, and a retention made longer again brings no day back", async () => {
  const ids = await begin("2026-10-01T12:00:00Z");
  await registry.routes(1);
  for (let nth = 0; nth < 40; nth += 1) {
    const campaign = ids[nth % 2] ?? NO_CAMPAIGN;
    await visit(campaign, 1 + (nth % 7));
    await signUp(campaign, 1 + (nth % 3));
    setClock(nowMs + 24 * HOUR_MS);
  }
  const byDay = { ...EVER, interval: "day", to: addDays(dayOf(nowMs, "UTC"), -1) } as const satisfies ReportQuery;
  const seen = figuresIn(await ask(byDay));
  setClock(Date.parse("2026-12-15T12:00:00Z"));
  for (const retentionMonths of [1, 25]) {
    await restart({ retentionMonths });
    expect(await runDurableObjectAlarm(registry)).toBe(true);
    const folded = figuresIn(await ask(byDay));
    expect([...seen, ...folded].filter((figure) => figure % 5 !== 0)).toEqual([]);
    expect((await ask(byDay)).rows.filter(({ period = "", visits }) => period < "2026-10-31" && visits > 0).length).toBeLessThan(4);
  }
});
