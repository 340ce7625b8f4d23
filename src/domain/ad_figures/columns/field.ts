/** What is taken of a row, and how a platform names the columns of it. */
import type { AdPlatform } from "../ad_file.ts";

/** What is taken of a row. Everything else in a file, results and ratios among them, is not named here and so is never read. */
export type AdField =
  | "campaign"
  | "campaignId"
  | "adset"
  | "adsetId"
  | "ad"
  | "adId"
  | "slug"
  | "day"
  | "week"
  | "month"
  | "from"
  | "to"
  | "currency"
  | "spend"
  | "impressions"
  /** Impressions that are told apart from the others and added to them. */
  | "moreImpressions"
  /** Those that lead to the link, of all kinds of clicks that a platform tells. */
  | "clicks"
  | "reach"
  | "age"
  | "gender"
  | "region"
  /** What `value` is: a row each for an age, a gender, … */
  | "dimension"
  | "value"
  /** The kind of a campaign, by which some totals are stated. */
  | "type";

export interface PlatformColumns {
  readonly platform: AdPlatform;
  /** Names that no other platform uses: a file that has one is of this platform. */
  readonly marks: readonly string[];
  /** The best name of a field first. */
  readonly columns: Readonly<Partial<Record<AdField, readonly string[]>>>;
}
