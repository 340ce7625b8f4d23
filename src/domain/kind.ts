/**
 * What is counted for a campaign: visits, signups, and by reason the requests for its link that are not visits. And without a
 * campaign what was lost (events that an isolate counted and no shard would take), and requests for links that nobody made.
 */
import type { CampaignId } from "./campaign/campaign.ts";

/** Under which is counted what is no campaign's. */
export const NO_CAMPAIGN = 0 as CampaignId;

/** Why a request for a link is not a visit, in the order in which the reasons are tried. */
export const SKIP_REASONS = ["head", "prefetch", "preview", "bot", "embedded", "inactive"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const KINDS = ["visit", "signup", ...SKIP_REASONS, "lost", "unknown"] as const;
export type Kind = (typeof KINDS)[number];
