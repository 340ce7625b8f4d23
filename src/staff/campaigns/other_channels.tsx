/** Campaigns for several channels are made at once and then know nothing of each other: what they share is a name and a destination. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { pagePath } from "../routes.ts";
import { ChannelName } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";

/** Finds a campaign's siblings: the others of its name that lead where it leads, in their order. */
export type FindSiblings = (campaign: Campaign) => readonly Campaign[];

export function siblingsAmong(campaigns: readonly Campaign[]): FindSiblings {
  const families = Map.groupBy(campaigns, familyOf);
  return (campaign) => (families.get(familyOf(campaign)) ?? []).filter(({ slug }) => slug !== campaign.slug);
}

function familyOf({ name, destination }: Campaign): string {
  return `${name}\n${destination}`;
}

interface AlsoOnProps {
  readonly context: PageContext;
  readonly siblings: readonly Campaign[];
  readonly channels: readonly Channel[];
}

/** The other channels of a campaign, each with the way to its link. */
export function AlsoOn({ context, siblings, channels }: AlsoOnProps) {
  if (siblings.length === 0) return null;
  return (
    <small class="also">
      {context.messages.campaigns.alsoOn}{" "}
      {siblings.map(({ slug, channel }) => (
        <a href={pagePath.campaign(slug)}>
          <ChannelName channels={channels} id={channel} />
        </a>
      ))}
    </small>
  );
}
