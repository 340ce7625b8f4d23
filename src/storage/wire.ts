/** What the registry asks of a shard, and what a shard answers. */
import type { CampaignId } from "../domain/campaign/campaign.ts";
import type { Day } from "../domain/day.ts";
import { KINDS, type Kind } from "../domain/kind.ts";
import type { Totals } from "../domain/release/released_counts.ts";
import type { Cumulative } from "../domain/release/rule.ts";
import type { Hour } from "./shard/hour.ts";

/** The commands of `Shard` by which the registry reads and folds counts, as they are called from another object. */
export interface ShardCommands {
  read(
    notBefore: Day,
    campaigns: readonly CampaignId[],
    kinds: readonly Kind[],
    days: readonly Day[],
    hour: Hour | null,
  ): Promise<ShardAnswer>;
  firstDay(today: Day): Promise<Day | null>;
  readAllSignups(today: Day, after: Day | null): Promise<Cumulative>;
  fold(before: Day, closedDays: readonly Day[]): Promise<void>;
}

/**
 * The totals of many series in a few typed arrays. An object and an array for each series would cost the runtime more to pass between
 * objects than reading the numbers costs: a report of all campaigns has thousands of series.
 */
export interface ShardAnswer {
  /** The hour that the totals leave out; null where visits are not released by the hour. */
  readonly hour: Hour | null;
  /** The kinds that `kind` indexes. */
  readonly kinds: readonly Kind[];
  /** The campaign of each series. */
  readonly campaign: Float64Array;
  /** The kind of each series, as an index into `kinds`: another version may number kinds differently. */
  readonly kind: Uint8Array;
  /** The totals of one series after those of another, equally many of each. */
  readonly totals: Float64Array;
}

/** @param days how many totals each of `series` has */
export function encodeAnswer(series: readonly Totals[], days: number, hour: Hour | null): ShardAnswer {
  const totals = new Float64Array(series.length * days);
  for (const [index, one] of series.entries()) totals.set(one.totals, index * days);
  return {
    hour,
    kinds: KINDS,
    campaign: Float64Array.from(series, ({ campaign }) => campaign),
    kind: Uint8Array.from(series, ({ kind }) => KINDS.indexOf(kind)),
    totals,
  };
}

export function decodeAnswer({ kinds, campaign, kind, totals }: ShardAnswer): Totals[] {
  const days = campaign.length === 0 ? 0 : totals.length / campaign.length;
  return Array.from(campaign, (id, index) => {
    const name = kinds[kind[index] ?? -1];
    if (name === undefined) throw new Error("a series without a kind");
    return { campaign: id as CampaignId, kind: name, totals: totals.subarray(index * days, (index + 1) * days) };
  });
}
