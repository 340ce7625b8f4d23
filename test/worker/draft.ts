/** A campaign that nothing is special about, for tests that need one. */
import type { CampaignDraft, ChannelId } from "../../src/domain/campaign/campaign.ts";
import type { Destination } from "../../src/domain/campaign/destination.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";

export function draft(slug: string): CampaignDraft {
  return {
    slug: slug as Slug,
    name: slug,
    channel: "tiktok" as ChannelId,
    destination: "https://example.org/" as Destination,
    startsOn: null,
    endsOn: null,
    thanksUrl: null,
    countRepeats: true,
    notes: null,
    spec: null,
  };
}
