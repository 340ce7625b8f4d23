/**
 * Report links: a page, a table and a feed of figures for everybody who has the address, without a key. Which days and campaigns one is about,
 * and until when. Pure.
 */
import type { CampaignId, ChannelId } from "./campaign/campaign.ts";
import { addDays, type Day, daysBetween } from "./day.ts";
import { MAX_OPEN_REPORT_ROWS } from "./limits.ts";
import { type Interval, periodStart, periods } from "./period.ts";

/** Windows that move on each day, by their names; the number of their days. */
export const MOVING_PERIODS = { "30d": 30, "90d": 90 } as const;

export type LinkPeriod = "all" | keyof typeof MOVING_PERIODS | { readonly from: Day; readonly to: Day };

export interface ReportLink {
  readonly id: string;
  readonly name: string;
  readonly period: LinkPeriod;
  /** Null for all channels. */
  readonly channels: readonly ChannelId[] | null;
  /** Null for all campaigns of the channels. */
  readonly campaigns: readonly CampaignId[] | null;
  /** The group of campaigns; null for all, and those in none. */
  readonly group: string | null;
  /** Whether signups are shown, and not visits alone. */
  readonly signups: boolean;
  /** The last day on which the link works; null without one. */
  readonly expiresOn: Day | null;
  readonly createdOn: Day;
}

export function isExpired({ expiresOn }: Pick<ReportLink, "expiresOn">, today: Day): boolean {
  return expiresOn !== null && expiresOn < today;
}

/** Whether a link is about a campaign: one of its channels', one of its campaigns, and in its group. */
export function isAbout(
  { channels, campaigns, group }: Pick<ReportLink, "channels" | "campaigns" | "group">,
  campaign: { readonly id: CampaignId; readonly channel: ChannelId; readonly group: string | null },
): boolean {
  if (channels !== null && !channels.includes(campaign.channel)) return false;
  if (campaigns !== null && !campaigns.includes(campaign.id)) return false;
  return group === null || campaign.group === group;
}

export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/**
 * The days that are shown, none later than `yesterday`; null where none are yet.
 *
 * @param since the first day on which a campaign of the link could count; null where there is none
 */
export function daysOf(period: LinkPeriod, yesterday: Day, since: Day | null): Days | null {
  if (typeof period === "object") {
    const to = period.to < yesterday ? period.to : yesterday;
    return period.from > to ? null : { from: period.from, to };
  }
  if (period !== "all") return { from: addDays(yesterday, 1 - MOVING_PERIODS[period]), to: yesterday };
  return since === null || since > yesterday ? null : { from: since, to: yesterday };
}

/** Weeks in a page's table and in a feed: the latest ones. */
const MAX_WEEKS = 53;

/** Of `days` the part that lies in the latest `MAX_WEEKS` weeks. */
export function latestWeeks({ from, to }: Days): Days {
  const first = addDays(periodStart(to, "week"), -7 * (MAX_WEEKS - 1));
  return { from: from > first ? from : first, to };
}

/**
 * The weeks that no longer change: they are over, and their signups are released. A moving window has whole weeks only, because it loses
 * the days at its beginning.
 */
export function closedWeeks(period: LinkPeriod, days: Days, through: Day | null): readonly { readonly label: Day; readonly last: Day }[] {
  if (through === null) return [];
  const isMoving = typeof period !== "object" && period !== "all";
  return periods(days.from, days.to, "week").filter(({ label, first, last }) => {
    const isOver = last <= through && (daysBetween(label, last) === 6 || (typeof period === "object" && last === period.to));
    return isOver && !(isMoving && first !== label);
  });
}

/** The finest interval that keeps a table with `rowsEach` rows a period within `MAX_OPEN_REPORT_ROWS`. */
export function finestInterval({ from, to }: Days, rowsEach: number): Interval {
  const all: readonly Interval[] = ["day", "week", "month"];
  return all.find((interval) => periods(from, to, interval).length * rowsEach <= MAX_OPEN_REPORT_ROWS) ?? "total";
}
