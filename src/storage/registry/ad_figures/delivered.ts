/**
 * What `/about` may show of what was delivered, beside a published plan: whole euros and shares, and not while a campaign has just begun. In
 * the visitors' words already, so that their plane, which is small on purpose, only puts them on the page.
 */
import { AUDIENCE_DIMENSIONS } from "../../../domain/ad_figures/kept_audience.ts";
import type { Campaign, CampaignId } from "../../../domain/campaign/campaign.ts";
import { knownSpend } from "../../../domain/costs/known_spend.ts";
import { type Day, dayNumber, daysBetween, FIRST_DAY } from "../../../domain/day.ts";
import { numberFormat } from "../../../domain/formatters.ts";
import { MIN_GROUP_SIZE } from "../../../domain/limits.ts";
import { firstDayOf } from "../campaigns.ts";
import { readAudience } from "./audience.ts";
import { readUnitFigures } from "./stored_figures.ts";

interface Fact {
  readonly term: string;
  readonly text: string;
}

/** What ad platforms say of a campaign, in each language. */
export interface Delivered {
  readonly campaign: CampaignId;
  readonly facts: Readonly<Record<keyof typeof WORDS, readonly Fact[]>>;
}

const WORDS = {
  nl: {
    locale: "nl-NL",
    spent: "Besteed, volgens het platform",
    seenBy: { age: "Gezien door: leeftijd", gender: "Gezien door: geslacht", region: "Gezien door: regio" },
    groups: { other: "overig", unknown: "onbekend", female: "vrouwen", male: "mannen" } as Readonly<Record<string, string>>,
  },
  en: {
    locale: "en-GB",
    spent: "Spent, says the platform",
    seenBy: { age: "Seen by: age", gender: "Seen by: gender", region: "Seen by: region" },
    groups: { other: "other", unknown: "unknown", female: "women", male: "men" } as Readonly<Record<string, string>>,
  },
};

/** A running campaign is shown after this many days. */
const MIN_DAYS = 30;

/** Whether its marketer shows what was delivered, and it is over or has run long enough. */
export function mayShowDelivered(campaign: Campaign, today: Day, dayOfMs: (ms: number) => Day): boolean {
  const { spec, endsOn } = campaign;
  if (spec?.published !== true || spec.delivered !== true) return false;
  if (endsOn !== null && endsOn < today) return true;
  return daysBetween(firstDayOf(campaign, dayOfMs), today) >= MIN_DAYS;
}

export function deliveredOf(sql: SqlStorage, campaign: CampaignId, today: Day): Delivered {
  const inEuros = readUnitFigures(sql, FIRST_DAY, today, campaign).filter(({ currency }) => currency === "EUR");
  const spend = knownSpend(inEuros, { first: dayNumber(FIRST_DAY), last: dayNumber(today) }, MIN_GROUP_SIZE);
  const audience = readAudience(sql, campaign);
  const factsIn = ({ locale, spent, seenBy, groups }: (typeof WORDS)["nl"]): Fact[] => {
    const euros = numberFormat(locale, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
    const percent = numberFormat(locale, { style: "percent" });
    const seen = AUDIENCE_DIMENSIONS.flatMap((dimension): Fact[] => {
      const shares = (audience[dimension]?.shares ?? []).map(({ group, share }) => `${groups[group] ?? group} ${percent.format(share)}`);
      return shares.length === 0 ? [] : [{ term: seenBy[dimension], text: shares.join(", ") }];
    });
    return [...(spend === null ? [] : [{ term: spent, text: euros.format(spend.micros / 1_000_000) }]), ...seen];
  };
  return { campaign, facts: { nl: factsIn(WORDS.nl), en: factsIn(WORDS.en) } };
}
