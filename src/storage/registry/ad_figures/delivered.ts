/** What `/about` may show of what was delivered, beside a published plan: whole euros and shares, and not while a campaign has just begun. */
import { AUDIENCE_DIMENSIONS, type AudienceDimension, type AudienceShare } from "../../../domain/ad_figures/kept_audience.ts";
import type { Campaign, CampaignId } from "../../../domain/campaign/campaign.ts";
import { knownSpend } from "../../../domain/costs/known_spend.ts";
import { type Day, dayNumber, daysBetween, FIRST_DAY } from "../../../domain/day.ts";
import { MIN_GROUP_SIZE } from "../../../domain/limits.ts";
import { readAudience } from "./audience.ts";
import { readUnitFigures } from "./stored_figures.ts";

/** What ad platforms say of a campaign. */
export interface Delivered {
  readonly campaign: CampaignId;
  /** Whole euros, as far as they are known; null where nothing is. */
  readonly euros: number | null;
  readonly shares: Readonly<Record<AudienceDimension, readonly AudienceShare[]>>;
}

/** A campaign that runs is shown from so many days on. */
const MIN_DAYS = 30;

/** Whether its marketer shows what was delivered, and it is over or has run long enough. */
export function mayShowDelivered({ spec, createdAt, startsOn, endsOn }: Campaign, today: Day, dayOfMs: (ms: number) => Day): boolean {
  if (spec?.published !== true || spec.delivered !== true) return false;
  if (endsOn !== null && endsOn < today) return true;
  const made = dayOfMs(Date.parse(createdAt));
  return daysBetween(startsOn !== null && startsOn > made ? startsOn : made, today) >= MIN_DAYS;
}

export function deliveredOf(sql: SqlStorage, campaign: CampaignId, today: Day): Delivered {
  const inEuros = readUnitFigures(sql, FIRST_DAY, today, campaign).filter(({ currency }) => currency === "EUR");
  const spend = knownSpend(inEuros, { first: dayNumber(FIRST_DAY), last: dayNumber(today) }, MIN_GROUP_SIZE);
  const audience = readAudience(sql, campaign);
  const shares = AUDIENCE_DIMENSIONS.map((dimension) => [dimension, audience[dimension]?.shares ?? []]);
  return {
    campaign,
    euros: spend === null ? null : Math.round(spend.micros / 1_000_000) || 0,
    shares: Object.fromEntries(shares) as Delivered["shares"],
  };
}
