/** Campaigns for several channels are made at once and then know nothing of each other: what they share is a name and a destination. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { pagePath } from "../routes.ts";
import { ChannelName } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";

/** Finds the campaigns of the same name and destination, in their order. They are in other channels, as a rule. */
export type FindInOtherChannels = (campaign: Campaign) => readonly Campaign[];

export function inOtherChannelsAmong(campaigns: readonly Campaign[]): FindInOtherChannels {
  const together = Map.groupBy(campaigns, sharedBy);
  return (campaign) => (together.get(sharedBy(campaign)) ?? []).filter(({ slug }) => slug !== campaign.slug);
}

function sharedBy({ name, destination }: Campaign): string {
  return `${name}\n${destination}`;
}

interface AlsoOnProps {
  readonly context: PageContext;
  readonly inOtherChannels: readonly Campaign[];
  readonly channels: readonly Channel[];
}

/** The other channels of a campaign, each with the way to its link. */
export function AlsoOn({ context, inOtherChannels, channels }: AlsoOnProps) {
  if (inOtherChannels.length === 0) return null;
  return (
    <small class="also">
      {context.messages.campaigns.alsoOn}{" "}
      {inOtherChannels.map(({ slug, channel }) => (
        <a href={pagePath.campaign(slug)}>
          <ChannelName channels={channels} id={channel} />
        </a>
      ))}
    </small>
  );
}
