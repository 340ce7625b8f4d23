/** A campaign that nothing is special about, for tests that need one. */
import type { CampaignDraft } from "../../src/domain/campaign/campaign.ts";
import { unsetFields } from "../../src/domain/campaign/fields.ts";

export function draft(slug: string): CampaignDraft {
  return { ...unsetFields(), slug, name: slug, channel: "tiktok", destination: "https://example.org/" } as CampaignDraft;
}
