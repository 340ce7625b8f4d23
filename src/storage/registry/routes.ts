/** What visitors' requests are answered from. */

import type { Channel } from "../../domain/campaign/campaign.ts";
import { type OpenCampaign, openPart } from "../../domain/campaign/open_part.ts";
import type { Config } from "../../domain/config.ts";
import type { Day } from "../../domain/day.ts";
import type { InstallationId } from "../installation.ts";
import { type Delivered, deliveredOf, mayShowDelivered } from "./ad_figures/delivered.ts";
import { type ArchivedCode, archivedCodes } from "./archived_codes.ts";
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
  /** Of the campaigns that show it and may. */
  readonly delivered: readonly Delivered[];
  /** The codes of archived campaigns, which may still be on paper. */
  readonly archived: readonly ArchivedCode[];
}

/** @param dayOfMs the day of a moment, in the tracker's zone */
export function readRoutes(
  sql: SqlStorage,
  { codeParam }: Pick<Config, "codeParam">,
  installation: InstallationId,
  today: Day,
  dayOfMs: (ms: number) => Day,
): Routes {
  const campaigns = currentCampaigns(sql);
  return {
    campaigns: campaigns.map(openPart),
    channels: listChannels(sql),
    groupSize: readMetadata(sql, "group_size"),
    installation,
    delivered: campaigns.filter((one) => mayShowDelivered(one, today, dayOfMs)).map((one) => deliveredOf(sql, one.id, today)),
    archived: archivedCodes(sql, campaigns, codeParam),
  };
}
