/**
 * Many lines' totals as one message. A line of its own, with its own array, costs the runtime more to carry from one object to another
 * than reading its numbers: a report of all campaigns has thousands of them.
 */
import type { CampaignId } from "../domain/campaign/campaign.ts";
import { KINDS, type Kind } from "../domain/kind.ts";
import type { Totals } from "../domain/release/released_counts.ts";
import type { Hour } from "./shard/hour.ts";

export interface PackedTotals {
  /** The hour that the totals leave out; null where visits are not released by the hour. */
  readonly hour: Hour | null;
  /** The kinds that `kind` numbers. */
  readonly kinds: readonly Kind[];
  /** Of each line its campaign, and the number of its kind. */
  readonly campaign: Float64Array;
  readonly kind: Uint8Array;
  /** The totals of one line after those of another, as many of each. */
  readonly totals: Float64Array;
}

/** @param days how many totals each of `lines` has */
export function packed(lines: readonly Totals[], days: number, hour: Hour | null): PackedTotals {
  const totals = new Float64Array(lines.length * days);
  for (const [index, line] of lines.entries()) totals.set(line.totals, index * days);
  return {
    hour,
    kinds: KINDS,
    campaign: Float64Array.from(lines, ({ campaign }) => campaign),
    kind: Uint8Array.from(lines, ({ kind }) => KINDS.indexOf(kind)),
    totals,
  };
}

export function unpacked({ kinds, campaign, kind, totals }: PackedTotals): Totals[] {
  const days = campaign.length === 0 ? 0 : totals.length / campaign.length;
  return Array.from(campaign, (id, index) => {
    const name = kinds[kind[index] ?? -1];
    if (name === undefined) throw new Error("a line of no kind");
    return { campaign: id as CampaignId, kind: name, totals: totals.subarray(index * days, (index + 1) * days) };
  });
}
