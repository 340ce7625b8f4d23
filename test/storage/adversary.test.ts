/**
 * An adversary with a reader's key: asks whatever can be asked, as often as he likes, keeps every answer, has the campaign site's own list
 * of signups with their times, and talks marketers into moving, archiving and making campaigns and operators into new zones and shards.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays, daysBetween } from "../../src/domain/day.ts";
import type { Report, ReportQuery } from "../../src/domain/release/report.ts";
import { figures, sums } from "../domain/release/history.ts";
import { answersTo } from "./answers_to.ts";
import { Shares } from "./shares.ts";
import { ask, count, EVER, meddling, program, queries, release, releaseVisits, signup, starts, tampering } from "./steps.ts";
import { World } from "./world.ts";

const RUNS = 300;
const ENOUGH = { released: 0.6, closes: 0.35, folds: 0.12 };

/**
 * The visits that a reader can work out from the rates of `report`. A rate is of the days of which both visits and signups are out, so he asks
 * for the signups of those days; a rate that none of these signups explains stands for a figure that is no count.
 */
async function visitsBehindRates(report: Report, query: ReportQuery, world: World): Promise<number[]> {
  const released = report.releasedThrough.visits;
  // Where visits come by the hour, rates are of the days that are over.
  const whole = world.visitRelease === "hourly" ? addDays(released, -1) : released;
  const through = world.visitRelease === "live" || query.to < whole ? query.to : whole;
  const both = query.from <= through ? await world.ask({ ...query, to: through }) : null;
  const nameOf = ({ channel, campaign, period }: Report["rows"][number]) => [channel, campaign, period].join();
  const signups = new Map(both?.rows.map((row) => [nameOf(row), row.signups]));
  const rates = report.rows.map((row) => [row.rate, signups.get(nameOf(row)) ?? 0] as const);
  return [...rates, [report.totals.rate, both?.totals.signups ?? 0] as const].flatMap(([rate, of]) => {
    if (rate === null || (rate === 0 && of === 0)) return [];
    // Six decimals of a rate tell so few visits to a tenth and better.
    return [Math.round((of / rate) * 10) / 10 || Number.NaN];
  });
}

/** Every figure that says something of signups. */
function signupsIn({ rows, totals, unattributed, releasedThrough }: Report) {
  const of = ({ signups, rate, rateLow, rateHigh }: Report["totals"]) => [signups, rate, rateLow, rateHigh].join();
  return { rows: rows.map(of), totals: of(totals), unattributed, through: releasedThrough.signups };
}

test("all figures ever seen, their sums, their differences and what rates tell are whole bundles", async () => {
  const shares = new Shares();
  const histories = program(count, ask, ask, release, releaseVisits);
  await fc.assert(
    fc.asyncProperty(histories, starts, queries, fc.integer({ min: 5, max: 9 }), async (steps, at, last, size) => {
      const world = await World.begin(size, at);
      const seen = new Set<number>();
      for (const step of [...steps, { do: "ask", query: last } as const]) {
        const report = await world.run(step);
        if (report === null || step.do !== "ask") continue;
        for (const [, figure] of figures(report)) seen.add(figure);
        for (const visits of await visitsBehindRates(report, step.query, world)) seen.add(visits);
      }
      const all = [...seen];
      const combined = all.flatMap((one) => all.flatMap((other) => [one, one + other, Math.abs(one - other)]));
      expect(combined.filter((figure) => figure % size !== 0)).toEqual([]);
      await shares.note(world, EVER);
    }),
    { numRuns: RUNS },
  );
  shares.expectAtLeast(ENOUGH);
}, 600_000);

test("after whatever happened, parts add up to the whole, channels to their campaigns, and all of it to what was counted", async () => {
  const shares = new Shares();
  await fc.assert(
    fc.asyncProperty(program(count, ask), starts, queries, fc.nat(40), async (steps, at, asked, cut) => {
      const world = await World.begin(5, at);
      for (const step of steps) await world.run(step);
      await shares.note(world, EVER);
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
    { numRuns: RUNS },
  );
  shares.expectAtLeast(ENOUGH);
}, 600_000);

/** The rows' figures added up by channel, whatever the rows are by. */
function byChannel(report: Report): Record<string, number> {
  const { rows } = report;
  return sums({ ...report, rows: rows.map(({ campaign: _, ...row }) => row) });
}

/** What is said of signups, of each row by its name, to which another channel makes no difference. */
function signupsByRow(report: Report): Record<string, string> {
  const said = signupsIn(report);
  const rows = report.rows.map(({ channel, campaign = channel, period = "" }, nth) => [`${campaign} ${period}`, said.rows[nth]] as const);
  return Object.fromEntries([...rows, ["all", JSON.stringify({ ...said, rows: [] })]]) as Record<string, string>;
}

const traffic = { weight: 2, arbitrary: count } as const;

test("no figure about signups moves within a day, whatever comes and however often one asks", async () => {
  const shares = new Shares();
  const within = fc.array(fc.oneof(traffic, tampering), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(program(count), starts, within, queries, async (steps, at, more, query) => {
      const world = await World.begin(5, at);
      for (const step of steps) await world.run(step);
      // A campaign takes its figures along to another channel.
      const asked = more.some((step) => step.do === "move") ? { ...query, by: "campaign" as const } : query;
      const shown = signupsByRow(await world.ask(asked));
      for (const step of more) {
        await world.run(step);
        const then = signupsByRow(await world.ask(asked));
        for (const name of new Set([...Object.keys(shown), ...Object.keys(then)])) {
          const [before, after] = [shown[name], then[name]];
          // A campaign that is archived goes, and comes back when it has visits to show.
          if (before === undefined || after === undefined) expect(before ?? after).toMatch(/^0,/);
          else expect(after, name).toBe(before);
        }
      }
      await shares.note(world, EVER);
    }),
    { numRuns: RUNS },
  );
  shares.expectAtLeast(ENOUGH);
}, 600_000);

test("no answer tells whether anybody signed up today, while zones and shards change and months fold, until five more close a day", async () => {
  const shares = new Shares();
  const within = fc.array(fc.oneof(traffic, { weight: 2, arbitrary: signup }, meddling), { minLength: 4, maxLength: 16 });
  let closedEarly = 0;
  await fc.assert(
    fc.asyncProperty(program(count), starts, within, queries, async (steps, at, more, query) => {
      // In the second world everything happens but today's signups.
      const [world, quiet] = [await World.begin(5, at), await World.begin(5, at)];
      for (const one of [world, quiet]) for (const step of steps) await one.run(step);
      for (const one of [world, quiet]) await one.ask(query);
      const before = world.everyClosedDay.length;
      for (const step of more) {
        await world.run(step);
        if (step.do !== "count" || step.kind !== "signup") await quiet.run(step);
        const answers = [JSON.stringify(await world.ask(query)), JSON.stringify(await quiet.ask(query))];
        if (world.everyClosedDay.length > before) {
          const [last, previous] = [world.everyClosedDay.at(-1), world.everyClosedDay.at(-2)];
          expect((last?.total ?? 0) - (previous?.total ?? 0)).toBeGreaterThanOrEqual(5);
          closedEarly += 1;
          break;
        }
        expect(answers[0]).toBe(answers[1]);
      }
      await shares.note(world, EVER);
    }),
    { numRuns: 200 },
  );
  shares.expectAtLeast(ENOUGH);
  expect(closedEarly).toBeGreaterThan(0);
}, 600_000);

test("the signups between two closes are five or more, and no answer changes when two of them swap their campaigns", async () => {
  let released = 0;
  await fc.assert(
    fc.asyncProperty(program(signup, ask), starts, fc.nat(99), fc.nat(99), queries, async (steps, at, a, b, asked) => {
      const first = await answersTo(steps, asked, at);
      const { listed, everyClosedDay } = first.world;
      for (const [nth, { total }] of everyClosedDay.entries()) {
        expect(total - (everyClosedDay[nth - 1]?.total ?? 0)).toBeGreaterThanOrEqual(5);
      }
      if (listed.length === 0) return;
      const closedDays = listed.map(({ stamped }) => everyClosedDay.findIndex(({ day }) => day >= stamped));
      const one = a % listed.length;
      // Neither is of a campaign that was made after the other.
      const canSwap = (nth: number) =>
        [listed[one], listed[nth]].every((at) => [listed[one], listed[nth]].every((of) => at && of && at.known.includes(of.campaign)));
      const beside = closedDays.flatMap((close, nth) => (close === closedDays[one] && canSwap(nth) ? [nth] : []));
      const other = beside[b % beside.length] ?? one;
      const swapped = listed.map(({ campaign }) => campaign);
      if (closedDays[one] !== -1 && swapped[one] !== swapped[other]) released += 1;
      [swapped[one], swapped[other]] = [swapped[other] ?? swapped[one], swapped[one] ?? swapped[other]] as [CampaignId, CampaignId];
      expect((await answersTo(steps, asked, at, swapped)).answers).toEqual(first.answers);
    }),
    { numRuns: 250 },
  );
  expect(released, "histories in which two signups of different campaigns that were released swapped").toBeGreaterThan(40);
}, 600_000);
