/**
 * For which days a campaign's spend is known, and how much it was. Pure.
 *
 * A platform gives figures by day or for a period. A period's figures are never spread over its days, so it counts only where all of it
 * does. Days win over a period that has any of them. Days are numbers here (`dayNumber`): there can be very many.
 */
import type { CampaignId } from "../campaign/campaign.ts";
import { released } from "../release/rule.ts";

/** What a platform gave for a day. */
export interface DayFigures {
  readonly day: number;
  /** Money, in millionths of the currency's unit; below zero for a correction. */
  readonly micros: number;
  readonly impressions: number;
  /** Null where the platform does not tell them. */
  readonly clicks: number | null;
}

/** What it gave for several days at once, both ends included. */
export interface PeriodFigures {
  readonly first: number;
  readonly last: number;
  /** How many of these days are known: fewer than there are in a month whose days were folded. */
  readonly days: number;
  /** Null where the report had no money in it. */
  readonly micros: number | null;
  readonly impressions: number | null;
  readonly clicks: number | null;
  readonly reach: number | null;
  /** The number of its import: of two periods that overlap the later one counts. */
  readonly order: number;
}

/** The figures of one unit of a platform, such as its campaign, in one currency. */
export interface UnitFigures {
  readonly campaign: CampaignId;
  readonly currency: string;
  /** The days of each month, both in ascending order. */
  readonly months: readonly (readonly DayFigures[])[];
  readonly periods: readonly PeriodFigures[];
}

/** Days with known spend that follow one another without a gap. */
export interface Run {
  readonly first: number;
  readonly last: number;
  /** Of all of it. */
  readonly micros: number;
  /** In ascending order. The spend of each is known as a whole only. */
  readonly segments: readonly { readonly last: number; readonly micros: number }[];
}

/** What is known of a campaign in one currency within a period. */
export interface KnownSpend {
  readonly micros: number;
  /** Multiples of the group size. */
  readonly impressions: number;
  readonly clicks: number | null;
  readonly runs: readonly Run[];
  /** The days for which spend is known, those of folded months that are not known whole included. */
  readonly known: readonly DayRange[];
}

/** Days from the first to the last. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** What a platform gave for days that cannot be told apart, its counts in whole bundles. */
interface Segment extends DayRange {
  readonly micros: number;
  readonly impressions: number;
  readonly clicks: number | null;
  readonly isWhole: boolean;
}

/** What `units`, all of one campaign and currency, tell of the days of `period`; null where they tell nothing. */
export function knownSpend(units: readonly UnitFigures[], period: DayRange, groupSize: number): KnownSpend | null {
  return new UnitsSpend(units, period, groupSize).within(period);
}

/** The same for any part of `whole`: what was given for days is read once, and is the same in every part. */
export class UnitsSpend {
  private readonly units: readonly UnitFigures[];
  private readonly groupSize: number;
  /** In their order. */
  private readonly days: readonly Segment[];

  constructor(units: readonly UnitFigures[], whole: DayRange, groupSize: number) {
    const days: Segment[] = [];
    for (const { months } of units) for (const month of months) addDays(days, month, whole, groupSize);
    this.units = units;
    this.groupSize = groupSize;
    this.days = inOrder(days);
  }

  within(period: DayRange): KnownSpend | null {
    const days = this.days.slice(this.countBefore(period.first), this.countBefore(period.last + 1));
    return added([...days, ...this.units.flatMap((unit) => periodsWithin(unit, period, this.groupSize))]);
  }

  /** How many of the days are before `day`. */
  private countBefore(day: number): number {
    let [low, high] = [0, this.days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.days[middle]?.first ?? day) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function added(segments: Segment[]): KnownSpend | null {
  if (segments.length === 0) return null;
  let [micros, impressions] = [0, 0];
  let clicks: number | null = 0;
  for (const one of segments) {
    micros += one.micros;
    impressions += one.impressions;
    clicks = clicks === null || one.clicks === null ? null : clicks + one.clicks;
  }
  const ordered = inOrder(segments);
  const whole = ordered.every(({ isWhole }) => isWhole) ? ordered : ordered.filter(({ isWhole }) => isWhole);
  return { micros, impressions, clicks, runs: runsOf(whole), known: joined(ordered) };
}

/**
 * Adds the days of one month that lie within `period`, with their counts in whole bundles, by the rule for visits
 * (src/domain/release/rule.ts): events that are held back on one day are released on a later day of the month.
 */
function addDays(segments: Segment[], days: readonly DayFigures[], { first, last }: DayRange, groupSize: number): void {
  if ((days.at(-1)?.day ?? first) < first || (days[0]?.day ?? last) > last) return;
  const sum = { impressions: 0, clicks: 0 };
  const out = { impressions: 0, clicks: 0 };
  for (const { day, micros, impressions: shown, clicks: clicked } of days) {
    sum.impressions += shown;
    sum.clicks += clicked ?? 0;
    const [impressions, clicks] = [released(sum.impressions, groupSize), released(sum.clicks, groupSize)];
    if (day >= first && day <= last) {
      const more = clicked === null ? null : clicks - out.clicks;
      segments.push({ first: day, last: day, micros, impressions: impressions - out.impressions, clicks: more, isWhole: true });
    }
    out.impressions = impressions;
    out.clicks = clicks;
  }
}

/** The days of one month with their counts in whole bundles. */
export function releasedDays(days: readonly DayFigures[], groupSize: number): DayFigures[] {
  const segments: Segment[] = [];
  addDays(segments, days, { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }, groupSize);
  return segments.map(({ first: day, micros, impressions, clicks }) => ({ day, micros, impressions, clicks }));
}

/** The periods that lie within `within` and share no day with days that are known or with a later import. */
function periodsWithin({ months, periods }: UnitFigures, within: DayRange, groupSize: number): Segment[] {
  const found: Segment[] = [];
  for (const { first, last, days, micros, impressions, clicks } of [...periods].sort((one, other) => other.order - one.order)) {
    if (micros === null || first < within.first || last > within.last) continue;
    if (months.some((month) => month.some(({ day }) => day >= first && day <= last))) continue;
    if (found.some((other) => other.last >= first && other.first <= last)) continue;
    found.push({
      first,
      last,
      micros,
      impressions: released(impressions ?? 0, groupSize),
      clicks: clicks === null ? null : released(clicks, groupSize),
      isWhole: days > last - first,
    });
  }
  return found;
}

/** Segments in the order of their first days: those that overlap are one whose spend is known as a whole; those that follow one another make a run. */
function runsOf(segments: readonly Segment[]): Run[] {
  const runs: { first: number; last: number; micros: number; segments: { last: number; micros: number }[] }[] = [];
  let run: (typeof runs)[number] | null = null;
  let before: { last: number; micros: number } | null = null;
  for (const { first, last, micros } of segments) {
    if (run === null || before === null || first > before.last + 1) {
      before = { last, micros };
      run = { first, last, micros: 0, segments: [before] };
      runs.push(run);
    } else if (first > before.last) {
      before = { last, micros };
      run.segments.push(before);
    } else {
      before.micros += micros;
      if (last > before.last) before.last = last;
    }
    run.micros += micros;
    run.last = before.last;
  }
  return runs;
}

/** The same days, without overlaps and gaps of no days. */
export function unionOf(ranges: readonly DayRange[]): DayRange[] {
  return joined(inOrder(ranges));
}

function joined(ordered: readonly DayRange[]): DayRange[] {
  const found: { first: number; last: number }[] = [];
  for (const { first, last } of ordered) {
    const before = found.at(-1);
    if (before === undefined || first > before.last + 1) found.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return found;
}

/** How many days they have, where none overlap. */
export function daysIn(ranges: readonly DayRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** By their first days, as days of one unit are from the start. */
function inOrder<T extends DayRange>(ranges: readonly T[]): readonly T[] {
  const isInOrder = ranges.every(({ first }, index) => index === 0 || (ranges[index - 1]?.first ?? first) <= first);
  return isInOrder ? ranges : ranges.toSorted((one, other) => one.first - other.first);
}
