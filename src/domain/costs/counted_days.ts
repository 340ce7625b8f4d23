/** Released visits and signups of chosen days of campaigns, for costs. Pure but for the `Source` it is given. */
import type { CampaignId } from "../campaign/campaign.ts";
import { type Day, dayNumber, dayOfNumber } from "../day.ts";
import { NO_CAMPAIGN } from "../kind.ts";
import { MAX_REPORT_CELLS } from "../limits.ts";
import { marginOfSum } from "../release/margin.ts";
import { type Counts, readCounts, type Source, type Sums, VISITS_AND_SIGNUPS, visitsThrough } from "../release/released_counts.ts";
import type { DayRange, Run } from "./known_spend.ts";
import { type Counted, NO_SIGNUPS, NO_VISITS, plusSignups, plusVisits, type Signups } from "./paid.ts";

/** A campaign, with its group and the first day on which it could count. */
export type CostCampaign = Source["campaigns"][number] & { readonly group: string | null; readonly since: Day };

export interface CostSource extends Source {
  readonly campaigns: readonly CostCampaign[];
}

/** Days of which counts are wanted: whole, and of each campaign those with known spend. */
interface Wanted extends DayRange {
  readonly spent: readonly { readonly campaign: CostCampaign; readonly spend: { readonly runs: readonly Run[] } }[];
}

/** The part of a run whose counts are released: up to its last day, and what was spent on it. */
interface Released {
  readonly last: number;
  readonly micros: number;
}

/** Reads the counts once for all days wanted; null where that would be too much. */
export async function readCountedDays(wanted: readonly Wanted[], source: CostSource): Promise<CountedDays | null> {
  const cutoffs = cutoffsOf(source);
  const bounds = new Set<number>();
  for (const { first, last, spent } of wanted) {
    bounds.add(first - 1).add(last);
    for (const { spend } of spent) for (const run of spend.runs) for (const bound of boundsOf(run, cutoffs)) bounds.add(bound);
  }
  if (bounds.size * source.campaigns.length > MAX_REPORT_CELLS) return null;
  const days = [...bounds].sort((one, other) => one - other);
  const periods = days.slice(1).map((day, index) => {
    const first = dayOfNumber((days[index] ?? day) + 1);
    return { label: first, first, last: dayOfNumber(day) };
  });
  const [counts] = await readCounts([{ from: dayOfNumber((days[0] ?? 0) + 1), periods }], source, VISITS_AND_SIGNUPS);
  if (counts === undefined) throw new Error("counts of one span were asked for");
  return new CountedDays(counts, days, cutoffs, source.groupSize);
}

export class CountedDays {
  readonly signupsThrough: Day | null;
  private readonly counts: Counts;
  private readonly columns: ReadonlyMap<number, number>;
  private readonly cutoffs: Cutoffs;
  /** The most that a released count can be below the exact one. */
  private readonly mostHeld: number;
  private readonly sums = new Map<CampaignId, Sums>();

  constructor(counts: Counts, days: readonly number[], cutoffs: Cutoffs, groupSize: number) {
    this.counts = counts;
    this.columns = new Map(days.map((day, index) => [day, index]));
    this.cutoffs = cutoffs;
    this.mostHeld = groupSize - 1;
    this.signupsThrough = counts.signupsThrough;
  }

  /** The released visits and signups of the days of `runs`, each with the spend of exactly these days. */
  of({ id, since }: CostCampaign, runs: readonly Run[]): Counted {
    const begun = dayNumber(since);
    let visits = NO_VISITS;
    let signups: Signups = NO_SIGNUPS;
    for (const run of runs) {
      const before = run.first - 1;
      const seen = upTo(run, this.cutoffs.visits);
      if (seen !== null)
        visits = plusVisits(visits, {
          count: this.between(id, "visit", before, seen.last),
          micros: seen.micros,
          ...this.noisy(id, "visit", before, seen.last),
        });
      const signed = upTo(run, this.cutoffs.signups(run.last));
      const start = begun < run.first ? startOf(run, this.cutoffs) : { last: before, micros: 0 };
      if (signed === null || start.last >= signed.last) continue;
      const count = this.between(id, "signup", start.last, signed.last);
      const micros = signed.micros - start.micros;
      // A run without signups and without spend is no part of a cost, and the signups that it may hold back are not either.
      if (count === 0 && micros === 0) continue;
      signups = plusSignups(signups, {
        count,
        micros,
        heldBefore: begun < run.first ? this.mostHeld : 0,
        heldAfter: this.mostHeld,
        ...this.noisy(id, "signup", start.last, signed.last),
      });
    }
    return { visits, signups };
  }

  /** Whether a campaign had visits or signups on these days; in the formal mode, whether it shows more than noise. */
  brought(id: CampaignId, { first, last }: DayRange): boolean {
    return (["visit", "signup"] as const).some((kind) => {
      const { noise, counts } = this.noisy(id, kind, first - 1, last);
      const least = noise === 0 ? 0 : marginOfSum(noise, counts, this.mostHeld + 1);
      return this.between(id, kind, first - 1, last) > least;
    });
  }

  /** Signups without a campaign's code that are released of these days; no spend paid for them alone. */
  unattributed(days: readonly DayRange[]): Signups {
    return days.reduce((sum, { first, last }) => {
      const before = this.cutoffs.signupsAfter(first);
      if (before >= last) return sum;
      const count = this.between(NO_CAMPAIGN, "signup", before, last);
      return plusSignups(sum, { ...NO_SIGNUPS, count, ...this.noisy(NO_CAMPAIGN, "signup", before, last) });
    }, NO_SIGNUPS);
  }

  private between(id: CampaignId, kind: "visit" | "signup", before: number, last: number): number {
    return this.difference(this.sumsOf(id)[kind], before, last);
  }

  /** The variance of the noise that was drawn on these days, in one count. */
  private noisy(id: CampaignId, kind: "visit" | "signup", before: number, last: number): Pick<Signups, "noise" | "counts"> {
    const variance = this.sumsOf(id).members[0]?.noise ?? null;
    if (variance === null) return { noise: 0, counts: 0 };
    const [from, to] = this.boundsAt(before, last);
    const noise = variance.between(kind, from, to);
    return { noise, counts: noise > 0 ? 1 : 0 };
  }

  private sumsOf(id: CampaignId): Sums {
    const sums = this.sums.get(id) ?? this.counts.sumsOf([id]);
    this.sums.set(id, sums);
    return sums;
  }

  private boundsAt(before: number, last: number): readonly [from: number, to: number] {
    const [from, to] = [this.columns.get(before), this.columns.get(last)];
    if (from === undefined || to === undefined) throw new Error("a day was not asked for");
    return [from, to];
  }

  private difference(totals: Float64Array, before: number, last: number): number {
    const [from, to] = this.boundsAt(before, last);
    return (totals[to] ?? 0) - (totals[from] ?? 0);
  }
}

/** Up to which day counts are released, as numbers of days. */
interface Cutoffs {
  readonly visits: number;
  /** Of signups: up to the last day that closed by `last`. */
  signups(last: number): number;
  /**
   * The day after which signups of days from `first` on can be told from earlier ones: the day before, or in the formal mode the first day from that one
   * on that closed. Where signups come out by the week, those of its first days would else be paid for by its last days alone.
   */
  signupsAfter(first: number): number;
}

function cutoffsOf(source: CostSource): Cutoffs {
  const now = dayNumber(source.today);
  const closed = source.closedDays.map(({ day }) => dayNumber(day));
  return {
    visits: dayNumber(visitsThrough(source)),
    signups: source.signupRelease === "live" ? () => now : (last) => closed[daysBefore(closed, last + 1) - 1] ?? Number.NEGATIVE_INFINITY,
    signupsAfter:
      source.formal === undefined ? (first) => first - 1 : (first) => closed[daysBefore(closed, first - 1)] ?? Number.POSITIVE_INFINITY,
  };
}

/** How many of `days`, which ascend, come before `day`. */
function daysBefore(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((days[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The beginning of a run whose signups cannot be told from earlier ones, and what was spent in it; mostly nothing. */
function startOf({ first, segments }: Run, cutoffs: Cutoffs): Released {
  let [last, micros] = [first - 1, 0];
  for (const segment of segments) {
    if (cutoffs.signupsAfter(last + 1) === last) break;
    last = segment.last;
    micros += segment.micros;
  }
  return { last, micros };
}

/** The beginning of a run that ends on `cutoff` at the latest; null where none does. */
function upTo({ last: end, micros: all, segments }: Run, cutoff: number): Released | null {
  if (end <= cutoff) return { last: end, micros: all };
  let released: { last: number; micros: number } | null = null;
  for (const { last, micros } of segments) {
    if (last > cutoff) break;
    released ??= { last, micros: 0 };
    released.last = last;
    released.micros += micros;
  }
  return released;
}

/** The days at whose ends the counts of a run are needed. */
function boundsOf(run: Run, cutoffs: Cutoffs): number[] {
  const { last } = run;
  const ends = [upTo(run, cutoffs.visits), upTo(run, cutoffs.signups(last))].flatMap((one) => (one === null ? [] : [one.last]));
  const begins = [startOf(run, cutoffs).last, cutoffs.signupsAfter(run.first)].filter((day) => day < last);
  return [run.first - 1, ...begins, ...ends, last];
}
