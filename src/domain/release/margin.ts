/**
 * How far the figures of the formal mode may be from what was counted, and whether a rate says anything but noise. Made of what everybody may know:
 * which cells there are, and the noise of each. Pure.
 */
import type { CampaignId } from "../campaign/campaign.ts";
import { addDays, type Day, dayNumber } from "../day.ts";
import { NO_CAMPAIGN } from "../kind.ts";
import { Z } from "./rate.ts";
import type { Source } from "./released_counts.ts";
import { type RowKind, type RowNames, rowSourcesOf } from "./row_sources.ts";

interface Margin {
  /** In 95 of 100 cases what was counted is at most so much more or less than the figure. */
  readonly visits: number;
  readonly signups: number;
  /** The variances of the noise, and of what bundles hide, in the counts of which a rate is made. */
  readonly rated: { readonly visitNoise: number; readonly signupNoise: number; readonly bundles: number };
}

/** As in `Margin`; null where nothing of these days is out yet, of signups also where none of their weeks ended in these days. */
export interface CountMargin {
  readonly visits: number | null;
  readonly signups: number | null;
}

/** What a row of a report says of its own figures. */
export interface RowMargin extends CountMargin {
  /** Whether the row is too small to be judged by itself. */
  readonly mostlyNoise: boolean;
}

/** The columns of a `RowMargin` in a table, behind all others. */
export const MARGIN_COLUMNS = ["margin.visits", "margin.signups", "margin.mostlyNoise"] as const;

/** What stands in them. */
export function marginCells(margin: RowMargin | undefined): readonly (number | string | null)[] {
  return margin === undefined ? [null, null, null] : [margin.visits, margin.signups, String(margin.mostlyNoise)];
}

export interface Margins {
  readonly rows: readonly (RowNames & Margin)[];
  readonly totals: Margin;
  /** Of signups without a campaign. */
  readonly unattributed: number;
  /** Of each reason for which requests are skipped, of lost ones, and of unknown links. */
  readonly others: number;
}

interface Counted {
  readonly visits: number;
  readonly signups: number;
}

export interface MarginSource extends Pick<Source, "campaigns" | "channels" | "closedDays" | "groupSize"> {
  readonly formal: NonNullable<Source["formal"]>;
}

/** Of the days `from` to `to`. */
export function marginsOf(from: Day, to: Day, by: RowKind, source: MarginSource): Margins {
  const margins = new MarginReader(source);
  const all = margins.between([NO_CAMPAIGN], from, to);
  return {
    rows: rowSourcesOf(by, source).map(({ names, members }) => ({ ...names, ...margins.between(members, from, to) })),
    totals: margins.between(
      source.campaigns.map(({ id }) => id),
      from,
      to,
    ),
    unattributed: all.signups,
    others: all.visits,
  };
}

/** The end of a day, and of the last closed one up to it, by their numbers. */
interface End {
  readonly day: number;
  readonly closed: number;
}

/** Some days, and whether anything of them is out. */
interface Span {
  readonly before: End;
  readonly end: End;
  readonly hasVisits: boolean;
  readonly hasSignups: boolean;
}

/** The margins of many rows: what depends on days alone is looked up once. */
export class MarginReader {
  private readonly source: MarginSource;
  private readonly ends = new Map<Day, End>();
  /** By their first and their last day. */
  private readonly spans = new Map<Day, Map<Day, Span>>();

  constructor(source: MarginSource) {
    this.source = source;
  }

  /** Of the figures of campaigns together, of the days `from` to `to`. */
  between(members: readonly CampaignId[], from: Day, to: Day): Margin {
    const { formal, groupSize } = this.source;
    const { before, end } = this.spanOf(from, to);
    // A report has thousands of rows: nothing is asked that follows from what was.
    const hasClosed = before.closed !== end.closed;
    const isSame = before.closed === before.day && end.closed === end.day;
    let [visits, visitNoise, signupNoise, drawn] = [0, 0, 0, 0];
    for (const member of members) {
      const own = formal.noise.between(member, "visit", before.day, end.day);
      visits += own;
      if (own > 0) drawn += 1;
      if (!hasClosed) continue;
      visitNoise += isSame ? own : formal.noise.between(member, "visit", before.closed, end.closed);
      signupNoise += formal.noise.between(member, "signup", before.day, end.day);
    }
    const bundles = drawn * bundleVariance(groupSize);
    return {
      visits: halfWidth(visits + bundles),
      signups: halfWidth(signupNoise + bundles),
      rated: { visitNoise, signupNoise, bundles },
    };
  }

  /** Of a row that has these figures; null for a count of days of which nothing is out yet. */
  ofRow(members: readonly CampaignId[], from: Day, to: Day, figures: Counted): RowMargin {
    const margin = this.between(members, from, to);
    const known = this.known(margin, from, to);
    // Days without a rate have visits alone to be judged by.
    const isRated = margin.rated.visitNoise + margin.rated.signupNoise > 0;
    return { ...known, mostlyNoise: isRated ? isMostlyNoise(figures, margin) : figures.visits < 2 * (known.visits ?? 0) };
  }

  /** As `ofRow`, of counts alone. */
  ofSum(members: readonly CampaignId[], from: Day, to: Day): CountMargin {
    return this.known(this.between(members, from, to), from, to);
  }

  /** Of counts that are no campaign's: signups, and of everything else that has a cell each day. */
  ofOthers(from: Day, to: Day): CountMargin {
    return this.ofSum([NO_CAMPAIGN], from, to);
  }

  private known({ visits, signups }: Margin, from: Day, to: Day): CountMargin {
    const { hasVisits, hasSignups } = this.spanOf(from, to);
    return { visits: hasVisits ? visits : null, signups: hasSignups ? signups : null };
  }

  private spanOf(from: Day, to: Day): Span {
    const spans = this.spans.get(from) ?? new Map<Day, Span>();
    const known = spans.get(to);
    if (known !== undefined) return known;
    const { through, noise } = this.source.formal;
    const [before, end] = [this.endOf(addDays(from, -1)), this.endOf(to)];
    const isDrawn = (kind: "visit" | "signup"): boolean => noise.between(NO_CAMPAIGN, kind, before.day, end.day) > 0;
    const hasVisits = from <= through;
    const span = { before, end, hasVisits, hasSignups: hasVisits && (isDrawn("signup") || !isDrawn("visit")) };
    this.spans.set(from, spans.set(to, span));
    return span;
  }

  private endOf(day: Day): End {
    const known = this.ends.get(day);
    if (known !== undefined) return known;
    const closed = this.source.closedDays.findLast((one) => one.day <= day)?.day;
    const end = { day: dayNumber(day), closed: closed === undefined ? Number.NEGATIVE_INFINITY : dayNumber(closed) };
    this.ends.set(day, end);
    return end;
  }
}

/** The variance of what bundles hide of the difference of two totals of one campaign. */
function bundleVariance(groupSize: number): number {
  return (groupSize * groupSize - 1) / 6;
}

/**
 * How far a sum of counts may be off.
 *
 * @param noise its variance
 * @param counts how many differences of totals are in the sum
 */
export function marginOfSum(noise: number, counts: number, groupSize: number): number {
  return halfWidth(noise + counts * bundleVariance(groupSize));
}

function halfWidth(variance: number): number {
  return Math.ceil(Z * Math.sqrt(variance));
}

/** Whether half of a rate's interval, or more, is noise and bundles: then the figures of one campaign or day are too small to be judged by themselves. */
export function isMostlyNoise({ visits, signups }: Counted, { rated }: Margin): boolean {
  if (visits === 0) return true;
  const { visitNoise, signupNoise, bundles } = rated;
  return intervalWidth(signups, visits, bundles + signupNoise, bundles + visitNoise) > 2 * intervalWidth(signups, visits, 0, 0);
}

/** How wide the score interval (rate.ts) of `s` of `v` is, with variances of both that do not depend on the rate: then its ends are roots. */
function intervalWidth(s: number, v: number, signupVariance: number, visitVariance: number): number {
  const square = Z * Z;
  const a = v * v + square * (v - visitVariance);
  // The noise in the visits is larger than they are.
  if (a <= 0) return Number.POSITIVE_INFINITY;
  const b = 2 * s * v + square * v;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * (s * s - square * signupVariance)));
  return Math.min(1, (b + root) / (2 * a)) - Math.max(0, (b - root) / (2 * a));
}
