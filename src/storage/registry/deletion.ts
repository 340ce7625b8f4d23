/**
 * Which campaigns may be deleted for good: those that have brought nothing. Only released figures decide: a count below the group size must
 * not be revealed, and would never have been released, because an archived campaign gets no more.
 */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { addDays, type Day } from "../../domain/day.ts";
import { conflict, failure, type Result } from "../../domain/problems.ts";
import { areNothing } from "../../domain/release/figures.ts";
import type { Report } from "../../domain/release/report.ts";
import { notFound } from "./campaigns.ts";

/** By then no isolate's routing table has the campaign any more, and no count of it is on its way. */
export const DAYS_AFTER = 2;

/** Why a campaign cannot be deleted for good now, without a look at its figures; null when it may. */
export function deletionRefusal(
  campaign: Campaign | null,
  slug: string,
  ifVersions: readonly number[] | null,
  today: Day,
): Result<never> | null {
  if (campaign === null) return notFound(slug);
  if (ifVersions?.includes(campaign.version) === false) return failure({ type: "stale", version: campaign.version });
  if (campaign.archivedOn === null) return conflict("", "not-archived");
  const from = addDays(campaign.archivedOn, DAYS_AFTER);
  return today < from ? conflict("", "archived-lately", { archivedOn: campaign.archivedOn, from }) : null;
}

/**
 * Why a campaign with these figures cannot be deleted for good; null when it may.
 *
 * @param report of this campaign alone, of all days
 * @param madeOn the day on which it was made
 */
export function figuresRefusal({ archivedOn }: Campaign, madeOn: Day, { totals, releasedThrough }: Report): Result<never> | null {
  if (!areNothing(totals)) return conflict("", "brought-something");
  // Signups that are not released yet may become a bundle of this campaign when the next day closes, unless all came before or after its time.
  const closed = releasedThrough.signups;
  const mayCome = closed !== null && archivedOn !== null && closed < archivedOn && closed >= madeOn;
  return mayCome ? conflict("", "signups-not-out", { through: closed, archivedOn }) : null;
}
