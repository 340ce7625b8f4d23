/**
 * An adversary with a reader's key: asks whatever can be asked, as often as he likes, keeps every answer, has the campaign site's own list
 * of signups with their times, and talks marketers into moving, archiving and making campaigns and operators into new zones and shards.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CampaignId } from "../../src/core/campaign.ts";
import { addDays, daysBetween } from "../../src/core/day.ts";
import type { Report, ReportQuery } from "../../src/counters/report.ts";
import { figures, sums } from "./history.ts";
import { ask, count, EVER, program, queries, release, STARTS, signup, starts, tampering } from "./steps.ts";
import { type Step, World } from "./world.ts";

const RUNS = { numRuns: 2_000 };

/** The visits that a reader can work out from a row's rate. */
function visitsBehindRates({ rows, totals }: Report): number[] {
  return [...rows, totals].flatMap(({ signups, rate }) => (rate === null || rate === 0 ? [] : [Math.round(signups / rate)]));
}

/** Every figure that says something of signups. */
function signupsIn({ rows, totals, unattributed, releasedThrough }: Report) {
  const of = ({ signups, rate, rateLow, rateHigh }: Report["totals"]) => [signups, rate, rateLow, rateHigh].join();
  return { rows: rows.map(of), totals: of(totals), unattributed, through: releasedThrough.signups };
}

test("all figures ever seen, their sums, their differences and what rates tell are whole bundles", async () => {
  await fc.assert(
    fc.asyncProperty(program(count, ask, ask, release), starts, queries, fc.integer({ min: 5, max: 9 }), async (steps, at, last, size) => {
      const world = new World(size, at);
      const seen = new Set<number>();
      for (const step of [...steps, { do: "ask", query: last } as const]) {
        const report = await world.run(step);
        if (report === null) continue;
        for (const [, figure] of figures(report)) seen.add(figure);
        for (const visits of visitsBehindRates(report)) seen.add(visits);
      }
      const all = [...seen];
      const combined = all.flatMap((one) => all.flatMap((other) => [one, one + other, Math.abs(one - other)]));
      expect(combined.filter((figure) => figure % size !== 0)).toEqual([]);
    }),
    RUNS,
  );
}, 120_000);

test("after whatever happened, parts add up to the whole, channels to their campaigns, and all of it to what was counted", async () => {
  await fc.assert(
    fc.asyncProperty(program(count, ask), starts, queries, fc.nat(40), async (steps, at, asked, cut) => {
      const world = new World(5, at);
      for (const step of steps) await world.run(step);
      const of = (change: Partial<ReportQuery>) => world.ask({ ...asked, interval: "total", ...change });
      // Were figures rounded for each range or channel by itself, what is left over would tell how the rounded-off parts compare.
      const whole = sums(await of({}));
      const middle = addDays(asked.from, cut % (daysBetween(asked.from, asked.to) + 1));
      const second = middle < asked.to ? [await of({ from: addDays(middle, 1) })] : [];
      expect(sums(await of({ to: middle }), ...second)).toEqual(whole);
      expect(sums(await of({ interval: asked.interval }))).toEqual(whole);
      expect(byChannel(await of({ by: "campaign" }))).toEqual(byChannel(await of({ by: "channel" })));
      const bundles = world.campaignIds.map((id) => Math.floor(world.counted(id, "visit") / 5) * 5);
      expect((await world.ask(EVER)).totals.visits).toBe(bundles.reduce((sum, visits) => sum + visits, 0));
    }),
    RUNS,
  );
}, 120_000);

/** The rows' figures added up by channel, whatever the rows are by. */
function byChannel(report: Report): Record<string, number> {
  const { rows } = report;
  return sums({ ...report, rows: rows.map(({ campaign: _, ...row }) => row) });
}

test("no figure about signups moves within a day, whatever comes and however often one asks", async () => {
  const within = fc.array(fc.oneof({ weight: 2, arbitrary: count }, tampering), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(program(count), starts, within, queries, async (steps, at, more, query) => {
      const world = new World(5, at);
      for (const step of steps) await world.run(step);
      // Archived campaigns appear when they have visits to show; what is said of their signups is in the channels.
      const asked = { ...query, by: "channel" as const };
      let shown = signupsIn(await world.ask(asked));
      for (const step of more) {
        await world.run(step);
        const { rows, ...rest } = signupsIn(await world.ask(asked));
        // A campaign takes its figures along to another channel; the total stays what it was.
        expect({ ...rest, rows: step.do === "move" ? shown.rows : rows }).toEqual(shown);
        shown = { rows, ...rest };
      }
    }),
    RUNS,
  );
}, 120_000);

test("the signups between two closes are five or more, and no answer changes when two of them swap their campaigns", async () => {
  await fc.assert(
    fc.asyncProperty(program(signup, ask), starts, fc.nat(99), fc.nat(99), queries, async (steps, at, a, b, asked) => {
      const first = await answersTo(steps, asked, at);
      const { listed, everyClose } = first.world;
      for (const [nth, { total }] of everyClose.entries()) {
        expect(total - (everyClose[nth - 1]?.total ?? 0)).toBeGreaterThanOrEqual(5);
      }
      if (listed.length === 0) return;
      const closes = listed.map(({ stamped }) => everyClose.findIndex(({ day }) => day >= stamped));
      const one = a % listed.length;
      const beside = closes.flatMap((close, nth) => (close === closes[one] ? [nth] : []));
      const other = beside[b % beside.length] ?? one;
      const swapped = listed.map(({ campaign }) => campaign);
      [swapped[one], swapped[other]] = [swapped[other] ?? swapped[one], swapped[one] ?? swapped[other]] as [CampaignId, CampaignId];
      expect((await answersTo(steps, asked, at, swapped)).answers).toEqual(first.answers);
    }),
    { numRuns: 600 },
  );
}, 120_000);

/**
 * The answers to a reader who asks for each day of each campaign after every step, and for `asked` besides.
 *
 * @param campaigns those that the signups are of, in order, where they are not those that the steps name
 */
async function answersTo(steps: readonly Step[], asked: ReportQuery, at: number, campaigns?: readonly CampaignId[]) {
  const world = new World(5, at);
  const answers: string[] = [];
  for (const step of steps) {
    await world.run(step, step.do === "count" ? campaigns?.[world.listed.length] : undefined);
    const days = { from: addDays(world.today, -4), to: addDays(world.today, 1), by: "campaign", interval: "day" } as const;
    for (const query of [days, asked]) answers.push(JSON.stringify(await world.ask(query)));
  }
  return { answers, world };
}

describe("what a threshold cannot do", () => {
  const AT = STARTS[0] ?? 0;
  /** A day with one signup of each of `campaigns`, and the day after. */
  const onOneDay = (...campaigns: number[]) => {
    const signups = campaigns.map((): Step => ({ do: "count", campaign: 0, kind: "signup", count: 1, shard: 0 }));
    return answersTo([...signups, { do: "wait", hours: 24 }], EVER, AT, campaigns as CampaignId[]);
  };

  test("an insider who makes four visits of a bundle sees that one more came, and when; that is all there is to see", async () => {
    const world = new World(5, AT);
    const visits = async () => (await world.ask(EVER)).totals.visits;
    world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(0);
    world.count(1 as CampaignId, "visit", 1);
    expect(await visits()).toBe(5);
    world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(5);
  });

  test("where all signups of a close are one campaign's, the list in hand tells that of each of the five, and of no fewer", async () => {
    const { answers } = await onOneDay(1, 1, 1, 1, 1);
    for (const fifth of [0, 2]) expect((await onOneDay(1, 1, 1, 1, fifth)).answers).not.toEqual(answers);
    expect((await onOneDay(1, 1, 1, 1)).world.everyClose).toEqual([]);
  });

  test("where all that is held back is as much as can be, the list's length tells counts below five, and not whose", async () => {
    // Eight on the list and no figure above 0: nobody's and one campaign's can be four and four only.
    const { answers } = await onOneDay(1, 0, 1, 0, 1, 0, 1, 0);
    const fitting: number[] = [];
    for (let ofOne = 0; ofOne <= 8; ofOne += 1) {
      const split = Array.from({ length: 8 }, (_, nth) => (nth < ofOne ? 1 : 0));
      if (JSON.stringify((await onOneDay(...split)).answers) === JSON.stringify(answers)) fitting.push(ofOne);
    }
    expect(fitting).toEqual([4]);
  });

  test("figures in fives and in sixes of the same visits would together isolate one: why the group size never changes", async () => {
    const [fives, sixes] = [new World(5, AT), new World(6, AT)];
    for (const world of [fives, sixes]) world.count(1 as CampaignId, "visit", 6);
    expect((await sixes.ask(EVER)).totals.visits - (await fives.ask(EVER)).totals.visits).toBe(1);
  });
});
