/** The adversary of test/storage/adversary.test.ts against the real registry and shards. */
import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CampaignId, ChannelId } from "../../src/domain/campaign/campaign.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import { addDays, dayOf } from "../../src/domain/day.ts";
import { NO_CAMPAIGN } from "../../src/domain/kind.ts";
import type { ReportQuery } from "../../src/domain/release/report.ts";
import { night } from "./night.ts";
import {
  ask,
  begin,
  clock,
  create,
  EVER,
  figuresIn,
  HOUR_MS,
  registry,
  restart,
  setClock,
  setShards,
  signUp,
  signups,
  signupsIn,
  visit,
} from "./stage.ts";

const ZONES = ["Europe/Amsterdam", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"];
const CHANNELS = ["instagram", "tiktok", "google"] as ChannelId[];
const MEDDLING = ["rename", "move", "archive", "create", "shards", "group size", "alarm", "alarm", "alarm"] as const;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const HISTORIES = 25;
/** Ten weeks after all else the first months fold. */
const LATER = {
  hours: 1_700,
  zone: null,
  campaign: 1,
  signups: 5,
  visits: 5,
  shard: 0,
  meddle: "alarm",
  by: "channel",
  interval: "month",
} as const;

/** Whether a row of the signups has been moved to the end of a month or to a close by folding. */
function isFolded(): Promise<boolean> {
  return runInDurableObject(signups, (_, { storage }) => {
    const [head] = storage.sql.exec<{ before: string | null }>("SELECT folded_before AS before FROM clock").toArray();
    return storage.sql.exec("SELECT 1 FROM tallies WHERE day < ?", head?.before ?? "").toArray().length > 0;
  });
}

/** What a marketer or an operator may be talked into; a new campaign joins `ids`. */
async function meddle(how: (typeof MEDDLING)[number] | null, nth: number, ids: CampaignId[]): Promise<void> {
  if (how === "rename") await registry.changeCampaign("one" as Slug, { name: `Name ${nth}` }, null, "test", "admin");
  if (how === "move") await registry.changeCampaign("one" as Slug, { channel: CHANNELS[nth % 3] as ChannelId }, null, "test", "admin");
  if (how === "archive") await registry.archiveCampaign("two" as Slug, null, "test");
  if (how === "create") ids.push(await create(`more-${ids.length}`));
  if (how === "alarm") await night();
  if (how === "group size") {
    await restart({ groupSize: 6 });
    expect(await registry.report(EVER)).toMatchObject({ ok: false, error: { type: "configuration" } });
    await restart({ groupSize: 5 });
  }
}

test("whatever is changed at any hour, figures are the bundles of what was counted, and signups move only with five new ones", async () => {
  const hour = fc.record({
    hours: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 14 }) },
      { weight: 2, arbitrary: fc.integer({ min: 100, max: 900 }) },
    ),
    zone: fc.option(fc.constantFrom(...ZONES), { freq: 3 }),
    campaign: fc.nat(2),
    signups: fc.integer({ min: 1, max: 7 }),
    visits: fc.nat(6),
    shard: fc.nat(2),
    meddle: fc.option(fc.constantFrom(...MEDDLING), { freq: 5 }),
    by: fc.constantFrom("channel", "campaign"),
    interval: fc.constantFrom("total", "day", "week", "month"),
  });
  // The night after has 23 hours in Amsterdam, or 25; that of 1 November has 25 in New York.
  const starts = fc.constantFrom("2026-03-28T11:00:00Z", "2026-10-24T10:00:00Z");
  const happened: { isReleased: boolean; isFolded: boolean }[] = [];
  await fc.assert(
    fc.asyncProperty(starts, fc.array(hour, { minLength: 4, maxLength: 10, size: "max" }), async (start, hours) => {
      const ids = [NO_CAMPAIGN, ...(await begin(start))];
      const visits = new Map<CampaignId, number>();
      let shards = 1;
      await restart({ retentionMonths: 1 });
      await registry.routes(shards);
      let shown = signupsIn(await ask());
      let sinceMove = 0;
      for (const now of [...hours, LATER]) {
        setClock(clock() + now.hours * HOUR_MS);
        if (now.zone !== null) await restart({ timeZone: now.zone });
        if (now.meddle === "shards") shards = await setShards(1 + (now.visits % 3));
        else await meddle(now.meddle, now.visits, ids);
        const figures = figuresIn(await ask({ ...EVER, by: now.by, interval: now.by === "campaign" ? "total" : now.interval }));
        expect(figures.filter((figure) => figure % 5 !== 0)).toEqual([]);
        const then = signupsIn(await ask());
        if (then !== shown) {
          expect(sinceMove).toBeGreaterThanOrEqual(5);
          sinceMove = 0;
        }
        shown = then;
        const campaign = ids[now.campaign % ids.length] ?? NO_CAMPAIGN;
        if (now.visits > 0 && campaign !== NO_CAMPAIGN) {
          await visit(campaign, now.visits, now.shard % shards);
          visits.set(campaign, (visits.get(campaign) ?? 0) + now.visits);
        }
        await signUp(campaign, now.signups);
        sinceMove += now.signups;
        const after = await ask();
        expect(signupsIn(after)).toBe(shown);
        expect(after.totals.visits).toBe([...visits.values()].reduce((sum, exact) => sum + Math.floor(exact / 5) * 5, 0));
      }
      happened.push({ isReleased: !shown.startsWith("0,,0"), isFolded: await isFolded() });
    }),
    { numRuns: HISTORIES },
  );
  const [released, folded] = [happened.filter((one) => one.isReleased).length, happened.filter((one) => one.isFolded).length];
  console.log(`in ${released} of these signups were released, in ${folded} months folded`);
  expect(Math.min(released, folded)).toBeGreaterThan(HISTORIES / 2);
}, 600_000);

describe("on a closed day nothing is counted any more, so that its rate stays,", () => {
  /** Five signups, closed by the alarm alone: no report was asked for, so no visit shard knows of it. */
  async function closedByAlarm(): Promise<CampaignId> {
    const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
    await registry.routes(1);
    await signUp(one, 5);
    await restart({ timeZone: "Pacific/Kiritimati" });
    await night();
    await restart({ timeZone: "Europe/Amsterdam" });
    return one;
  }

  test("also when the zone goes back after the alarm closed it", async () => {
    const one = await closedByAlarm();
    const before = signupsIn(await ask());
    expect(before).toBe("5,,0");
    await visit(one, 5);
    expect(signupsIn(await ask())).toBe(before);
  });

  test("also by a shard that joins after the zone went back", async () => {
    const one = await closedByAlarm();
    const before = signupsIn(await ask());
    await setShards(3);
    await visit(one, 5, 2);
    const { totals } = await ask();
    expect([totals.visits, totals.rate]).toEqual([5, null]);
    expect(signupsIn(await ask())).toBe(before);
  });
});

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
  setClock(clock() + 24 * HOUR_MS);
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
  expect(await registry.report(EVER)).toMatchObject({ ok: false, error: { type: "configuration" } });
  await restart({ groupSize: 5 });
  expect(figuresIn(await ask())).toEqual(before);
});

test("the nightly alarm closes no day under another group size", async () => {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await restart({ groupSize: 10 });
  await registry.routes(1);
  await ask();
  await signUp(one, 5);
  await restart({ groupSize: 5 });
  setClock(clock() + 24 * HOUR_MS);
  await night();
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
    setClock(clock() + 24 * HOUR_MS);
  }
  const byDay = { ...EVER, interval: "day", to: addDays(dayOf(clock(), "UTC"), -1) } as const satisfies ReportQuery;
  const seen = figuresIn(await ask(byDay));
  setClock(Date.parse("2026-12-15T12:00:00Z"));
  for (const retentionMonths of [1, 25]) {
    await restart({ retentionMonths });
    await night();
    const folded = figuresIn(await ask(byDay));
    expect([...seen, ...folded].filter((figure) => figure % 5 !== 0)).toEqual([]);
    expect((await ask(byDay)).rows.filter(({ period = "", visits }) => period < "2026-10-31" && visits > 0).length).toBeLessThan(4);
  }
});
