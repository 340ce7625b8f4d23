/** What visitors' requests are answered from. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { type OpenCampaign, openPart } from "../../domain/campaign/open_part.ts";
import type { InstallationId } from "../installation.ts";
import { currentCampaigns } from "./campaigns.ts";
import { listChannels } from "./channels.ts";
import { readMetadata } from "./metadata.ts";

/** Every campaign whose link works, and the channels' names. */
export interface Routes {
  readonly campaigns: readonly OpenCampaign[];
  readonly channels: readonly Channel[];
  /** The size of bundles that figures keep to, once there were any; null before. */
  readonly groupSize: number | null;
  /** Whose counts they are. */
  readonly installation: InstallationId;
}

export function readRoutes(sql: SqlStorage, installation: InstallationId): Routes {
  return {
    campaigns: currentCampaigns(sql).map(openPart),
    channels: listChannels(sql),
    groupSize: readMetadata(sql, "group_size"),
    installation,
  };
}
