/**
 * How far the figures of the formal mode may be from what was counted, and whether a rate says anything but noise. Made of what everybody may know:
 * which cells there are, and the noise of each. Pure.
 */
import type { CampaignId } from "../campaign/campaign.ts";
import { addDays, type Day, dayNumber } from "../day.ts";
import { NO_CAMPAIGN } from "../kind.ts";
import { type Hidden, NOTHING_HIDDEN } from "./hidden.ts";
import { scoreInterval, Z } from "./rate.ts";
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

/** The margins of many rows: what depends on days alone is looked up once. */
export class MarginReader {
  private readonly source: MarginSource;
  private readonly ends = new Map<Day, { readonly day: number; readonly closed: number }>();

  constructor(source: MarginSource) {
    this.source = source;
  }

  /** Of the figures of campaigns together, of the days `from` to `to`. */
  between(members: readonly CampaignId[], from: Day, to: Day): Margin {
    const { formal, groupSize } = this.source;
    const [before, end] = [this.endOf(addDays(from, -1)), this.endOf(to)];
    let [visits, visitNoise, signupNoise, drawn] = [0, 0, 0, 0];
    for (const member of members) {
      const own = formal.noise.between(member, "visit", before.day, end.day);
      visits += own;
      if (own > 0) drawn += 1;
      visitNoise += formal.noise.between(member, "visit", before.closed, end.closed);
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
    const { through, noise } = this.source.formal;
    if (from > through) return { visits: null, signups: null };
    const [before, end] = [this.endOf(addDays(from, -1)).day, this.endOf(to).day];
    const isDrawn = (kind: "visit" | "signup"): boolean => noise.between(NO_CAMPAIGN, kind, before, end) > 0;
    return { visits, signups: isDrawn("visit") && !isDrawn("signup") ? null : signups };
  }

  private endOf(day: Day): { readonly day: number; readonly closed: number } {
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
  const hidden: Hidden = { ...NOTHING_HIDDEN, visitVariance: bundles + visitNoise, signupVariance: bundles + signupNoise };
  const [whole, own] = [hidden, NOTHING_HIDDEN].map((one) => {
    const { low, high } = scoreInterval(signups, visits, one);
    return high - low;
  });
  return (whole ?? 0) > 2 * (own ?? 0);
}
