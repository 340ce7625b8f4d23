/**
 * Who saw an ad, as far as it may be kept and shown: ages, genders and regions, each by itself, of periods of a week or more. Pure.
 *
 * What is a small group in the platform's file is folded before anything is stored, and only shares are shown, in steps that are worth many
 * people, so that no difference of two answers tells of a few.
 */
import { type Day, daysBetween } from "../day.ts";
import type { AudienceCell } from "./ad_file.ts";
import { MIN_AUDIENCE_DAYS } from "./limits.ts";

export const AUDIENCE_DIMENSIONS = ["age", "gender", "region"] as const;
export type AudienceDimension = (typeof AUDIENCE_DIMENSIONS)[number];

/** Groups of fewer persons (or impressions, where the platform does not tell persons) are never kept. */
export const MIN_AUDIENCE = 50;
/** The group that small groups are folded into. */
const OTHER = "other";

/** Whether persons were counted, or how often the ad was shown. */
export type AudienceBasis = "reach" | "impressions";

interface AudienceGroup {
  /** The `key` of its unit. */
  readonly unit: string;
  readonly from: Day;
  readonly to: Day;
  readonly dimension: AudienceDimension;
  readonly basis: AudienceBasis;
  /** `18-24`, `female`, `Utrecht`, or `OTHER`. */
  readonly group: string;
  /** At least `MIN_AUDIENCE`. */
  readonly count: number;
}

/** The groups of a file that may be kept: crossed ages and genders are added up to each of them, and small ones are folded. */
export function foldAudience(cells: readonly AudienceCell[]): AudienceGroup[] {
  const long = cells.filter(({ from, to }) => daysBetween(from, to) + 1 >= MIN_AUDIENCE_DAYS);
  return AUDIENCE_DIMENSIONS.flatMap((dimension) => {
    const files = new Map<string, AudienceCell[]>();
    for (const cell of long) {
      if (cell[dimension] === null) continue;
      const key = `${cell.from} ${cell.to} ${cell.unit}`;
      files.set(key, [...(files.get(key) ?? []), cell]);
    }
    return [...files.values()].flatMap((own) => foldedGroups(own, dimension));
  });
}

/** @param cells of one unit and period, each with the dimension */
function foldedGroups(cells: readonly AudienceCell[], dimension: AudienceDimension): AudienceGroup[] {
  const [first] = cells;
  if (first === undefined) return [];
  const basis: AudienceBasis = cells.every(({ reach }) => reach !== null) ? "reach" : "impressions";
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const group = cell[dimension] ?? OTHER;
    counts.set(group, (counts.get(group) ?? 0) + (cell[basis] ?? 0));
  }
  const { unit, from, to } = first;
  return [...folded(counts)].map(([group, count]) => ({ unit, from, to, dimension, basis, group, count }));
}

/** The groups that are large enough, and the others together as `OTHER` if they are large enough together. */
function folded(counts: ReadonlyMap<string, number>): Map<string, number> {
  const kept = new Map<string, number>();
  let rest = counts.get(OTHER) ?? 0;
  for (const [group, count] of counts) {
    if (group === OTHER) continue;
    if (count >= MIN_AUDIENCE) kept.set(group, count);
    else rest += count;
  }
  return rest >= MIN_AUDIENCE ? kept.set(OTHER, rest) : kept;
}

export interface AudienceShare {
  readonly group: string;
  /** From 0 to 1, in steps that are worth `MIN_AUDIENCE` at least. */
  readonly share: number;
}

/** The rounding step of shares, in hundredths, for a total of at least `from`. A smaller total has no shares. */
const STEPS = [
  { from: 100 * MIN_AUDIENCE, hundredths: 1 },
  { from: 20 * MIN_AUDIENCE, hundredths: 5 },
] as const;

/** The groups as shares of all of them, in the order given; none where there are too few people. */
export function audienceShares(groups: readonly { readonly group: string; readonly count: number }[]): AudienceShare[] {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const step = STEPS.find(({ from }) => total >= from)?.hundredths;
  if (step === undefined) return [];
  return groups.map(({ group, count }) => ({ group, share: (Math.round((100 * count) / total / step) * step) / 100 }));
}
