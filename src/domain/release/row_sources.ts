/** Of which campaigns each row of a report is made. Pure. */
import type { CampaignId, ChannelId } from "../campaign/campaign.ts";
import type { Source } from "./released_counts.ts";

/** What a row is about. */
export const ROW_KINDS = ["channel", "campaign", "group"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What a row is called: by its channel, by its channel and its campaign's slug, or by its group, which is null for campaigns in none. */
export interface RowNames {
  readonly channel?: ChannelId;
  readonly campaign?: string;
  readonly group?: string | null;
}

/** What a row is made of: some campaigns. */
export interface RowSource {
  readonly names: RowNames;
  readonly members: readonly CampaignId[];
  readonly isShownEmpty: boolean;
}

export function rowSourcesOf(by: RowKind, { campaigns, channels }: Pick<Source, "campaigns" | "channels">): RowSource[] {
  switch (by) {
    case "campaign":
      return campaigns.map(({ id, slug, channel, archivedOn }) => ({
        names: { channel, campaign: slug },
        members: [id],
        isShownEmpty: archivedOn === null,
      }));
    case "channel":
      return channels.map(({ id }) => ({
        names: { channel: id },
        members: campaigns.filter(({ channel }) => channel === id).map((campaign) => campaign.id),
        isShownEmpty: true,
      }));
    case "group":
      return [...Map.groupBy(campaigns, ({ group = null }) => group)].map(([group, members]) => ({
        names: { group },
        members: members.map(({ id }) => id),
        isShownEmpty: members.some(({ archivedOn }) => archivedOn === null),
      }));
  }
}
