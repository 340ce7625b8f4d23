/**
 * An adversary with a reader's key: asks whatever can be asked, as often as he likes, keeps every answer, has the campaign site's own list
 * of signups with their times, and talks marketers into moving, archiving and making campaigns.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CampaignId, NO_CAMPAIGN } from "../../src/core/campaign.ts";
import { addDays, type Day } from "../../src/core/day.ts";
import { KINDS, type Kind } from "../../src/core/kind.ts";
import { type Cumulative, closesAfter, type SignupRelease } from "../../src/core/release.ts";
import { type Report, type ReportQuery, readReport, type Source } from "../../src/counters/report.ts";
import { channelId, day, slug } from "./given.ts";
import { CHANNELS, figures } from "./history.ts";

const FIRST = day("2026-10-19");
const SPAN = 16;
const EVER: ReportQuery = { from: addDays(FIRST, -1), to: addDays(FIRST, SPAN), by: "campaign", interval: "day" };

type Step =
  | { readonly do: "count"; readonly campaign: number; readonly kind: Kind; readonly count: number }
  | { readonly do: "ask"; readonly query: ReportQuery }
  | { readonly do: "wait" }
  | { readonly do: "move"; readonly campaign: number; readonly channel: number }
  | { readonly do: "archive"; readonly campaign: number }
  | { readonly do: "make"; readonly channel: number }
  | { readonly do: "release"; readonly how: SignupRelease };

const offset = fc.integer({ min: -1, max: SPAN });
const queries: fc.Arbitrary<ReportQuery> = fc
  .tuple(offset, offset, fc.constantFrom("channel", "campaign"), fc.constantFrom("total", "day", "week", "month"))
  .map(([a, b, by, interval]) => ({ from: addDays(FIRST, Math.min(a, b)), to: addDays(FIRST, Math.max(a, b)), by, interval }));

const count: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("count"),
  campaign: fc.nat(99),
  kind: fc.oneof({ weight: 6, arbitrary: fc.constantFrom<Kind>("visit", "signup") }, fc.constantFrom(...KINDS)),
  count: fc.integer({ min: 1, max: 7 }),
});
const ask: fc.Arbitrary<Step> = fc.record({ do: fc.constant("ask"), query: queries });
const meddle: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("move"), campaign: fc.nat(99), channel: fc.nat(99) }),
  fc.record({ do: fc.constant("archive"), campaign: fc.nat(99) }),
  fc.record({ do: fc.constant("make"), channel: fc.nat(99) }),
);
const wait: fc.Arbitrary<Step> = fc.constant({ do: "wait" });
const restart: fc.Arbitrary<Step> = fc.record({ do: fc.constant("release"), how: fc.constantFrom("daily", "live") });

const program = (...others: fc.Arbitrary<Step>[]) =>
  fc.array(fc.oneof({ weight: 5, arbitrary: count }, { weight: 2, arbitrary: wait }, meddle, ...others), { maxLength: 50, size: "max" });

/** A tracker whose every part but the read path is as simple as can be. */
class World {
  today = FIRST;
  release: SignupRelease = "daily";
  readonly groupSize: number;
  private readonly counts = new Map<string, Map<Day, number>>();
  private closes: Cumulative = [];
  private campaigns: Source["campaigns"] = [1, 2, 3].map((id) => campaignOf(id, id));

  constructor(groupSize: number) {
    this.groupSize = groupSize;
  }

  async run(step: Step): Promise<Report | null> {
    if (step.do === "ask") return this.ask(step.query);
    if (step.do === "count")
      this.count(this.campaigns[step.campaign % (this.campaigns.length + 1)]?.id ?? NO_CAMPAIGN, step.kind, step.count);
    if (step.do === "wait" && this.today < addDays(FIRST, SPAN)) this.today = addDays(this.today, 1);
    if (step.do === "release") this.release = step.how;
    if (step.do === "make") this.campaigns = [...this.campaigns, campaignOf(this.campaigns.length + 1, step.channel)];
    if (step.do === "move") this.change(step.campaign, { channel: channelAt(step.channel) });
    if (step.do === "archive") this.change(step.campaign, { archivedOn: this.today });
    return null;
  }

  private change(campaign: number, change: Partial<Source["campaigns"][number]>): void {
    this.campaigns = this.campaigns.map((one, at) => (at === campaign % this.campaigns.length ? { ...one, ...change } : one));
  }

  count(campaign: CampaignId, kind: Kind, more: number): void {
    const line = this.counts.get(`${campaign} ${kind}`) ?? new Map<Day, number>();
    line.set(this.today, (line.get(this.today) ?? 0) + more);
    this.counts.set(`${campaign} ${kind}`, line);
  }

  total(campaign: CampaignId | null, kind: Kind, through: Day): number {
    const lines = [...this.counts].filter(([key]) => (campaign === null ? key.endsWith(` ${kind}`) : key === `${campaign} ${kind}`));
    return lines.flatMap(([, line]) => [...line]).reduce((sum, [at, n]) => (at <= through ? sum + n : sum), 0);
  }

  /** The days on which signups closed; as the registry does it, from where it left off. */
  close(): Cumulative {
    const all: { day: Day; total: number }[] = [];
    for (let at = FIRST; at <= this.today; at = addDays(at, 1)) all.push({ day: at, total: this.total(null, "signup", at) });
    const last = this.closes.at(-1);
    this.closes = [...this.closes, ...closesAfter(last?.day ?? null, last?.total ?? 0, all, this.today, this.groupSize)];
    return this.closes;
  }

  async ask(query: ReportQuery): Promise<Report> {
    const result = await readReport(query, {
      today: this.today,
      timeZone: "Europe/Amsterdam",
      groupSize: this.groupSize,
      signupRelease: this.release,
      channels: CHANNELS,
      campaigns: this.campaigns,
      closes: this.close(),
      read: async (campaigns, kinds, days) =>
        campaigns.flatMap((campaign) =>
          kinds
            .filter((kind) => this.counts.has(`${campaign} ${kind}`))
            .map((kind) => ({ campaign, kind, totals: Float64Array.from(days, (through) => this.total(campaign, kind, through)) })),
        ),
    });
    if (!result.ok) throw new Error(`the test expected a report, not ${JSON.stringify(result.error)}`);
    return result.value;
  }
}

function channelAt(nth: number) {
  return channelId(CHANNELS[nth % CHANNELS.length]?.id ?? "none");
}

function campaignOf(id: number, channel: number): Source["campaigns"][number] {
  return { id: id as CampaignId, slug: slug(`campaign-${id}`), channel: channelAt(channel), archivedOn: null };
}

/** The visits that a reader can work out from a row's rate. */
function visitsBehindRates({ rows, totals }: Report): number[] {
  return [...rows, totals].flatMap(({ signups, rate }) => (rate === null || rate === 0 ? [] : [Math.round(signups / rate)]));
}

const signupsIn = ({ rows, totals, unattributed, releasedThrough }: Report) =>
  JSON.stringify([
    releasedThrough.signups,
    unattributed,
    [...rows, totals].map(({ signups, rate, rateLow, rateHigh }) => [signups, rate, rateLow, rateHigh]),
  ]);

test("all figures ever seen, their sums, their differences and what rates tell are whole bundles", async () => {
  await fc.assert(
    fc.asyncProperty(program(ask, ask, restart), queries, fc.integer({ min: 5, max: 9 }), async (steps, last, groupSize) => {
      const world = new World(groupSize);
      const seen = new Set<number>();
      for (const step of [...steps, { do: "ask", query: last } as const]) {
        const report = await world.run(step);
        if (report === null) continue;
        for (const [, figure] of figures(report)) seen.add(figure);
        for (const visits of visitsBehindRates(report)) seen.add(visits);
      }
      const all = [...seen];
      const combined = all.flatMap((one) => all.flatMap((other) => [one, one + other, Math.abs(one - other)]));
      expect(combined.filter((figure) => figure % groupSize !== 0)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("no figure about signups moves within a day, whatever comes and however often one asks", async () => {
  await fc.assert(
    fc.asyncProperty(program(), fc.array(count, { minLength: 1, maxLength: 12 }), queries, async (steps, traffic, query) => {
      const world = new World(5);
      for (const step of steps) await world.run(step);
      // Archived campaigns appear when they have visits to show; what is said of their signups is in the channels.
      const asked = { ...query, by: "channel" as const };
      const before = signupsIn(await world.ask(asked));
      for (const step of traffic) {
        await world.run(step);
        expect(signupsIn(await world.ask(asked))).toBe(before);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("the signups between two closes are five or more, and no answer changes when two of them swap their campaigns", async () => {
  const signups = fc.array(fc.tuple(fc.nat(SPAN - 2), fc.nat(3)), { minLength: 2, maxLength: 40, size: "max" });
  await fc.assert(
    fc.asyncProperty(signups, fc.nat(39), fc.nat(39), queries, async (list, a, b, asked) => {
      const first = await answersTo(list, asked);
      for (const [at, { total }] of first.closes.entries()) {
        expect(total - (first.closes[at - 1]?.total ?? 0)).toBeGreaterThanOrEqual(5);
      }
      const closeOf = ([on]: readonly [number, number]) => first.closes.findIndex((close) => close.day >= addDays(FIRST, on));
      const one = list[a % list.length] ?? [0, 0];
      const beside = list.filter((entry) => closeOf(entry) === closeOf(one));
      const other = beside[b % beside.length] ?? one;
      const swapped = list.map(
        (entry) => (entry === one ? [one[0], other[1]] : entry === other ? [other[0], one[1]] : entry) as typeof one,
      );
      expect((await answersTo(swapped, asked)).answers).toEqual(first.answers);
    }),
    { numRuns: 200 },
  );
}, 20_000);

/** Every day's answers to a reader who asks for each day of each campaign, and `asked` besides; the list is of days and campaigns. */
async function answersTo(list: readonly (readonly [day: number, campaign: number])[], asked: ReportQuery) {
  const world = new World(5);
  const answers: string[] = [];
  for (let at = 0; at < SPAN; at += 1) {
    for (const [on, campaign] of list) if (on === at) world.count(campaign as CampaignId, "signup", 1);
    for (const query of [EVER, asked]) answers.push(JSON.stringify(await world.ask(query)));
    await world.run({ do: "wait" });
  }
  return { answers, closes: world.close() };
}

describe("what a threshold cannot do", () => {
  const onFirstDay = (...campaigns: number[]) =>
    answersTo(
      campaigns.map((campaign) => [0, campaign] as const),
      EVER,
    );

  test("an insider who makes four visits of a bundle sees that one more came, and when; that is all there is to see", async () => {
    const world = new World(5);
    const visits = async () => (await world.ask(EVER)).totals.visits;
    world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(0);
    world.count(1 as CampaignId, "visit", 1);
    expect(await visits()).toBe(5);
    world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(5);
  });

  test("where all signups of a close are one campaign's, the list in hand tells that of each of the five, and of no fewer", async () => {
    const { answers } = await onFirstDay(1, 1, 1, 1, 1);
    for (const fifth of [0, 2]) expect((await onFirstDay(1, 1, 1, 1, fifth)).answers).not.toEqual(answers);
    expect((await onFirstDay(1, 1, 1, 1)).closes).toEqual([]);
  });

  test("where all that is held back is as much as can be, the list's length tells counts below five, and not whose", async () => {
    // Eight on the list and no figure above 0: nobody's and one campaign's can be four and four only.
    const { answers } = await onFirstDay(1, 0, 1, 0, 1, 0, 1, 0);
    const fitting: number[] = [];
    for (let ofOne = 0; ofOne <= 8; ofOne += 1) {
      const split = Array.from({ length: 8 }, (_, nth) => (nth < ofOne ? 1 : 0));
      if (JSON.stringify((await onFirstDay(...split)).answers) === JSON.stringify(answers)) fitting.push(ofOne);
    }
    expect(fitting).toEqual([4]);
  });

  test("figures in fives and in sixes of the same visits would together isolate one: why the group size never changes", async () => {
    const [fives, sixes] = [new World(5), new World(6)];
    for (const world of [fives, sixes]) world.count(1 as CampaignId, "visit", 6);
    expect((await sixes.ask(EVER)).totals.visits - (await fives.ask(EVER)).totals.visits).toBe(1);
  });
});
