/**
 * What is counted for a campaign: visits, signups, and by reason the requests for its link that are not visits. Without a
 * campaign: lost events (an isolate counted them and no shard would take them), and requests for links that do not exist.
 */
import type { CampaignId } from "./campaign/campaign.ts";

/** The id under which events without a campaign are counted. */
export const NO_CAMPAIGN = 0 as CampaignId;

/** Why a request for a link is not a visit, in the order in which the reasons are tried. */
export const SKIP_REASONS = ["head", "prefetch", "preview", "bot", "embedded", "inactive"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const KINDS = ["visit", "signup", ...SKIP_REASONS, "lost", "unknown"] as const;
export type Kind = (typeof KINDS)[number];
