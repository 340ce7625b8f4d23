/**
 * What Fivebar takes from an ad platform's file: figures of units (campaigns, or ads where the file has nothing coarser) by day or by period,
 * and their audiences. Everything finer and everything about persons is gone, or the file was refused. Pure data; `readAdFile` makes it.
 */
import type { Day } from "../day.ts";
import type { Fault } from "../fault.ts";
import type { DayOrder } from "../tables/dates.ts";
import type { DecimalSign } from "../tables/notation.ts";

export const AD_PLATFORMS = [
  "meta",
  "google",
  "tiktok",
  "spotify",
  "linkedin",
  "microsoft",
  "snapchat",
  "pinterest",
  "ga4",
  "fivebar",
] as const;
export type AdPlatform = (typeof AD_PLATFORMS)[number];

/** What a unit is on its platform. In Fivebar's own form and GA4's a unit's name is a slug. */
export type AdLevel = "campaign" | "adset" | "ad";

/** What the sender states about the file; null or absent: the file must show it. */
export interface AdFileOptions {
  readonly platform?: AdPlatform | null;
  /** The currency of amounts for which the file names none: three capital letters (ISO 4217). */
  readonly currency?: string | null;
  /** The first and last day of a file that states none. Both or none. */
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly decimal?: DecimalSign | null;
  readonly dates?: DayOrder | null;
}

export interface AdUnit {
  /** Unique in the file: `id:…` where the platform's id is there, else `name:…`. With the platform and the level it is the unit's identity. */
  readonly key: string;
  /** The platform's id; null where the file has none, or one that a spreadsheet has rounded. */
  readonly id: string | null;
  /** As the platform writes it, on one line, at most `MAX_AD_UNIT_NAME_CHARS` characters. */
  readonly name: string;
  readonly level: AdLevel;
}

/** One unit's figures of one day, or of one period, in one currency: the sum of all rows of the file that are about it. */
export interface AdFigure {
  /** The `key` of its unit. */
  readonly unit: string;
  /** The same day where `granularity` is `day`. */
  readonly from: Day;
  readonly to: Day;
  /** Three capital letters. */
  readonly currency: string;
  /** Millionths of the currency's unit, a safe integer. Negative where the platform corrects. */
  readonly spendMicros: number;
  readonly impressions: number;
  /** Clicks on the link that leads to Fivebar; null where the file does not have that kind of clicks. Negative in corrections. */
  readonly clicks: number | null;
  /** Persons reached in the whole period; null by day, and where it would have to be added up. */
  readonly reach: number | null;
}

/** Some of those who saw a unit in a period, as the platform groups them. Not folded: `foldAudience` does, before anything is stored. */
export interface AudienceCell {
  readonly unit: string;
  readonly from: Day;
  readonly to: Day;
  /** As `18-24`, `65+` or `unknown`; null where the file does not tell ages apart. */
  readonly age: string | null;
  readonly gender: "female" | "male" | "other" | "unknown" | null;
  /** As the platform writes it; never beside an age or a gender. */
  readonly region: string | null;
  readonly impressions: number;
  /** Null where the platform does not say, or where it would have to be added up. */
  readonly reach: number | null;
}

/** A row that is left out. */
export interface LeftOutRow {
  /** As a spreadsheet numbers it: the file's first line is row 1. */
  readonly row: number;
  readonly why: Fault;
}

export interface AdFile {
  readonly platform: AdPlatform;
  readonly granularity: "day" | "period";
  /** The dates that the file states, else its first and last day; null for a report without rows that states none. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** Of the figures, sorted. */
  readonly currencies: readonly string[];
  readonly level: AdLevel;
  readonly units: readonly AdUnit[];
  /** In the order of units, then days, then currencies. None in a file about audiences alone. */
  readonly figures: readonly AdFigure[];
  readonly audience: readonly AudienceCell[];
  readonly leftOut: readonly LeftOutRow[];
  /** How the file was compared with itself: the sums that it states. */
  readonly checks: readonly Fault[];
  /** Remarks for the sender. */
  readonly notes: readonly Fault[];
}
