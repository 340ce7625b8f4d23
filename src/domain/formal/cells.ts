/**
 * The cells of the formal mode: what noise is drawn for, once. An event lies in one cell: that of its campaign, kind and day or, of signups, period.
 * Which cells there are follows from what staff and visitors may know (when a campaign was made, ends and was archived) and never from a count. Pure.
 */
import type { Campaign } from "../campaign/campaign.ts";
import { addDays, type Day } from "../day.ts";
import { type Kind, SKIP_REASONS } from "../kind.ts";
import { periodStart } from "../period.ts";
import type { SignupPeriod } from "../release/rule.ts";

/** What is known of a campaign that decides which cells it has. */
export interface CellCampaign extends Pick<Campaign, "id" | "endsOn" | "archivedOn"> {
  /** The first day that something can be counted on. */
  readonly madeOn: Day;
}

/** What has a cell each day for all campaigns together. Those of a campaign are its visits, each day, and its signups, each period. */
export const KINDS_OF_ALL: readonly Kind[] = [...SKIP_REASONS, "lost", "unknown"];

/** The last day on which a campaign has cells; null where none is known. */
export function lastCellDay({ endsOn, archivedOn }: CellCampaign): Day | null {
  if (endsOn === null || archivedOn === null) return endsOn ?? archivedOn;
  return endsOn < archivedOn ? endsOn : archivedOn;
}

/** Whether a campaign has a cell of some day after `after` and up to `through`. */
export function hasCell(campaign: CellCampaign, after: Day, through: Day): boolean {
  const last = lastCellDay(campaign);
  return campaign.madeOn <= through && (last === null || last > after);
}

/** Whether a period of signups ends with `day`. */
export function endsPeriod(day: Day, period: SignupPeriod): boolean {
  return period === "day" || addDays(periodStart(day, "week"), 6) === day;
}
