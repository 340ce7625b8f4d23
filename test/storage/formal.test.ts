/**
 * The formal mode on the real registry and shards, through histories of all that may happen: what it releases keeps every property of bundles, each
 * cell is drawn for once, and nothing of a day is seen before it is over.
 */
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays, daysBetween } from "../../src/domain/day.ts";
import { SKIP_REASONS } from "../../src/domain/kind.ts";
import type { Report, ReportQuery } from "../../src/domain/release/report.ts";
import { figures, sums } from "../domain/release/history.ts";
import { countingDraws, withoutNoise } from "./noiseless.ts";
import { ask, count, EVER, meddling, program, queries, STARTS, starts, tampering } from "./steps.ts";
import { type Step, World } from "./world.ts";

const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily" };
const AT = STARTS[0] ?? 0;
const one = 1 as CampaignId;
const aDay: Step = { do: "wait", hours: 24 };
/** Days, so that figures come out every day. */
const DAILY = { ...FORMAL, SIGNUP_PERIOD: "day" };
const RUNS = 25;

let spies: { stop: () => void }[] = [];
afterEach(() => {
  for (const spy of spies) spy.stop();
  spies = [];
});
const noiseless = () => {
  const spy = withoutNoise();
  spies.push(spy);
  return spy;
};
const counted = () => {
  const spy = countingDraws();
  spies.push(spy);
  return spy;
};

/** Rows and totals without what is counted for all campaigns together. */
function ofCampaigns(report: Report): Report {
  const skipped = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, 0])) as Report["totals"]["skipped"];
  return { ...report, totals: { ...report.totals, skipped }, rows: report.rows.map((row) => ({ ...row, skipped })) };
}

test("a zone in which the first closed day is still to come shows what was out in the other", async () => {
  noiseless();
  const world = await World.begin(5, Date.parse("2026-03-28T11:00:00Z"), DAILY);
  await world.run({ do: "count", campaign: 0, kind: "visit", count: 12, shard: 0 });
  await world.run({ do: "zone", timeZone: "Pacific/Kiritimati" });
  const before = sums(await world.ask(EVER));
  expect(before["totals visit"]).toBe(10);
  await world.run({ do: "zone", timeZone: "Etc/GMT+12" });
  expect(sums(await world.ask(EVER))).toEqual(before);
});

describe("in every history", () => {
  test("all figures ever seen, their sums and their differences are whole bundles, and none is negative", async () => {
    await fc.assert(
      fc.asyncProperty(program(count, ask, ask), starts, queries, fc.integer({ min: 5, max: 9 }), async (steps, at, last, size) => {
        const world = await World.begin(size, at, FORMAL);
        const seen = new Set<number>();
        for (const step of [...steps, { do: "ask", query: last } as const]) {
          const report = await world.run(step);
          if (report !== null) for (const [, figure] of figures(report)) seen.add(figure);
        }
        expect([...seen].filter((figure) => figure % size !== 0 || figure < 0)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test("what is out never becomes less, parts add up to the whole, and channels to their campaigns", async () => {
    await fc.assert(
      fc.asyncProperty(program(count, ask), starts, queries, fc.nat(40), async (steps, at, asked, cut) => {
        const world = await World.begin(5, at, DAILY);
        let before: Record<string, number> = {};
        for (const step of steps) {
          await world.run(step);
          const ever = sums(await world.ask(EVER));
          for (const [name, figure] of Object.entries(before)) expect(ever[name] ?? 0, name).toBeGreaterThanOrEqual(figure);
          before = ever;
        }
        const of = async (change: Partial<ReportQuery>) => world.ask({ ...asked, interval: "total", ...change });
        const whole = sums(await of({}));
        const middle = addDays(asked.from, cut % (daysBetween(asked.from, asked.to) + 1));
        const second = middle < asked.to ? [await of({ from: addDays(middle, 1) })] : [];
        expect(sums(await of({ to: middle }), ...second)).toEqual(whole);
        const fine = await of({ interval: asked.interval });
        expect(sums(ofCampaigns(fine))).toEqual(sums(ofCampaigns(await of({}))));
        const byChannel = (report: Report) => sums({ ...report, rows: report.rows.map(({ campaign: _, ...row }) => row) });
        expect(byChannel(await of({ by: "campaign" }))).toEqual(byChannel(await of({ by: "channel" })));
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test("no figure at all moves within a day, whatever comes and however often one asks", async () => {
    const within = fc.array(fc.oneof(count, tampering), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(program(count), starts, within, queries, async (steps, at, more, query) => {
        const world = await World.begin(5, at, DAILY);
        for (const step of steps) await world.run(step);
        const asked = { ...query, by: "campaign" as const };
        const shown = sums(await world.ask(asked));
        for (const step of more) {
          await world.run(step);
          expect(sums({ ...(await world.ask(asked)), rows: [] })).toEqual(sumsWithoutRows(shown));
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test("each cell is drawn for once, by public facts alone, whoever closes the day and whatever was counted", async () => {
    await fc.assert(
      fc.asyncProperty(program(count, ask), starts, async (steps, at) => {
        const draws: number[] = [];
        for (const isBusy of [true, false]) {
          const spy = counted();
          const world = await World.begin(5, at, FORMAL);
          for (const step of steps) if (isBusy || step.do !== "count") await world.run(step);
          await world.ask(EVER);
          draws.push(spy.drawn());
          spy.stop();
        }
        expect(draws[0]).toBe(draws[1]);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

/** Those of totals and of none, without the rows. */
function sumsWithoutRows(all: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name.startsWith("totals ") || ["unattributed signup", "lost", "unknown"].includes(name)),
  );
}

describe("without noise", () => {
  test("what is out is all that was counted up to yesterday, in whole bundles, after whatever happened", async () => {
    const spy = noiseless();
    // An archived campaign's late visits have no cell; here only what a tracker counts by itself.
    const usual = fc.oneof({ weight: 3, arbitrary: meddling.filter((step) => step.do !== "archive") });
    const histories = fc.array(fc.oneof({ weight: 6, arbitrary: count }, { weight: 3, arbitrary: fc.constant(aDay) }, usual), {
      minLength: 10,
      maxLength: 50,
      size: "max",
    });
    let releasedSome = 0;
    await fc.assert(
      fc.asyncProperty(histories, starts, async (steps, at) => {
        const world = await World.begin(5, at, DAILY);
        for (const step of steps) await world.run(step);
        // In whatever zone, all that was counted is of days that are over then.
        await world.run({ do: "wait", hours: 72 });
        const ever = await world.ask(EVER);
        const bundles = (count: number) => Math.floor(count / 5) * 5;
        for (const kind of ["visit", "signup"] as const) {
          const counts = world.campaignIds.map((id) => bundles(world.counted(id, kind)));
          expect(ever.totals[kind === "visit" ? "visits" : "signups"]).toBe(counts.reduce((sum, each) => sum + each, 0));
        }
        for (const reason of SKIP_REASONS) {
          const all = [0 as CampaignId, ...world.campaignIds].reduce((sum, id) => sum + world.counted(id, reason), 0);
          expect(ever.totals.skipped[reason], reason).toBe(bundles(all));
        }
        expect(ever.unattributed.signups).toBe(bundles(world.counted(0 as CampaignId, "signup")));
        if (ever.totals.visits > 0) releasedSome += 1;
      }),
      { numRuns: RUNS },
    );
    expect(spy.drawn()).toBeGreaterThan(RUNS);
    expect(releasedSome).toBeGreaterThan(RUNS / 2);
  }, 600_000);

  test("signups come out by the week, on Mondays, and those of a campaign that is over count without a campaign", async () => {
    noiseless();
    const world = await World.begin(5, Date.parse("2026-11-03T11:00:00Z"), FORMAL);
    await world.count(one, "signup", 7);
    await world.count(one, "visit", 20);
    await world.run(aDay);
    expect((await world.ask(EVER)).totals).toMatchObject({ visits: 20, signups: 0 });
    await world.run({ do: "wait", hours: 4 * 24 });
    expect(world.today).toBe("2026-11-08");
    expect((await world.ask(EVER)).totals.signups).toBe(0);
    await world.run(aDay);
    expect(await world.ask(EVER)).toMatchObject({
      totals: { signups: 5 },
      releasedThrough: { visits: "2026-11-08", signups: "2026-11-08" },
    });
    const slug = world.registry.campaigns()[0]?.slug;
    if (slug === undefined) throw new Error("no campaign");
    expect(world.registry.changeCampaign(slug, { endsOn: addDays(world.today, -1) }, null, "test", "admin").ok).toBe(true);
    await world.count(one, "signup", 6);
    await world.run({ do: "wait", hours: 7 * 24 });
    expect(await world.ask(EVER)).toMatchObject({ totals: { signups: 5 }, unattributed: { signups: 5 } });
  });

  test("a change of the period of signups in the middle of one counts each of them once", async () => {
    noiseless();
    const world = await World.begin(5, Date.parse("2026-11-03T11:00:00Z"), FORMAL);
    const signups = async () => (await world.ask(EVER)).totals.signups;
    await world.count(one, "signup", 10);
    await world.run(aDay);
    expect(await signups()).toBe(0);
    world.deploy({ SIGNUP_PERIOD: "day" });
    await world.count(one, "signup", 10);
    await world.run(aDay);
    expect(await signups()).toBe(20);
    world.deploy({ SIGNUP_PERIOD: "week" });
    await world.count(one, "signup", 10);
    await world.run(aDay);
    expect(await signups()).toBe(20);
    await world.run({ do: "wait", hours: 3 * 24 });
    expect(await signups()).toBe(30);
  });

  test("a tracker that was off for weeks closes each day by itself, and an alarm and two reports at once close each once", async () => {
    const spy = noiseless();
    const world = await World.begin(5, AT, FORMAL);
    await world.count(one, "visit", 8);
    await world.run({ do: "wait", hours: 24 * 20 });
    await world.count(one, "visit", 8);
    await world.run(aDay);
    await Promise.all([world.registry.alarm(), world.ask(EVER), world.ask(EVER)]);
    // 21 days of the visits of three campaigns and of eight kinds of all together; three Sundays with signups of each and of none.
    expect(spy.drawn()).toBe(21 * (3 + 8) + 3 * (3 + 1));
    const days = await world.ask({ ...EVER, interval: "day", from: addDays(world.today, -30), to: world.today });
    expect(days.rows.filter(({ visits }) => visits > 0).map(({ visits }) => visits)).toEqual([5, 10]);
  });
});
