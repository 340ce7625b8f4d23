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
import { type RowKind, type RowNames, rowSourcesOf } from "./report.ts";

export interface Margin {
  /** In 95 of 100 cases what was counted is at most so much more or less than the figure. */
  readonly visits: number;
  readonly signups: number;
  /** The variances of the noise, and of what bundles hide, in the counts of which a rate is made. */
  readonly rated: { readonly visitNoise: number; readonly signupNoise: number; readonly bundles: number };
}

export interface Margins {
  readonly rows: readonly (RowNames & Margin)[];
  readonly totals: Margin;
  /** Of signups without a campaign. */
  readonly unattributed: number;
  /** Of each reason for which requests are skipped, of lost ones, and of unknown links. */
  readonly others: number;
}

interface MarginSource extends Pick<Source, "campaigns" | "channels" | "closedDays" | "groupSize"> {
  readonly formal: NonNullable<Source["formal"]>;
}

/** Of the days `from` to `to`. */
export function marginsOf(from: Day, to: Day, by: RowKind, source: MarginSource): Margins {
  const { formal, campaigns, closedDays, groupSize } = source;
  const bounds = [addDays(from, -1), to];
  const closed = bounds.map((bound) => closedDays.findLast(({ day }) => day <= bound)?.day ?? null);
  const rated = closed.map((day) => (day === null ? Number.NEGATIVE_INFINITY : dayNumber(day)));
  const drawn = (campaign: CampaignId, kind: "visit" | "signup", days: readonly number[]): number => {
    const [before = 0, end = 0] = days;
    return formal.noise.between(campaign, kind, before, end);
  };
  const marginOf = (members: readonly CampaignId[]): Margin => {
    const days = bounds.map(dayNumber);
    const sum = (of: (campaign: CampaignId) => number): number => members.reduce((all, one) => all + of(one), 0);
    const bundles = ((groupSize * groupSize - 1) / 6) * members.filter((one) => drawn(one, "visit", days) > 0).length;
    const [visitNoise, signupNoise] = [sum((one) => drawn(one, "visit", rated)), sum((one) => drawn(one, "signup", days))];
    return {
      visits: halfWidth(sum((one) => drawn(one, "visit", days)) + bundles),
      signups: halfWidth(signupNoise + bundles),
      rated: { visitNoise, signupNoise, bundles },
    };
  };
  const all = marginOf([NO_CAMPAIGN]);
  return {
    rows: rowSourcesOf(by, source).map(({ names, members }) => ({ ...names, ...marginOf(members) })),
    totals: marginOf(campaigns.map(({ id }) => id)),
    unattributed: all.signups,
    others: all.visits,
  };
}

function halfWidth(variance: number): number {
  return Math.ceil(Z * Math.sqrt(variance));
}

/** Whether half of a rate's interval, or more, is noise and bundles: then the figures of one campaign or day are too small to be judged by themselves. */
export function isMostlyNoise({ visits, signups }: { readonly visits: number; readonly signups: number }, { rated }: Margin): boolean {
  if (visits === 0) return true;
  const { visitNoise, signupNoise, bundles } = rated;
  const hidden: Hidden = { ...NOTHING_HIDDEN, visitVariance: bundles + visitNoise, signupVariance: bundles + signupNoise };
  const [whole, own] = [hidden, NOTHING_HIDDEN].map((one) => {
    const { low, high } = scoreInterval(signups, visits, one);
    return high - low;
  });
  return (whole ?? 0) > 2 * (own ?? 0);
}
