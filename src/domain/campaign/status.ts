/** How a campaign stands on a day. Pure. */
import type { Day } from "../day.ts";
import type { Campaign, Status } from "./campaign.ts";

export function statusOn(campaign: Pick<Campaign, "archivedOn" | "endsOn" | "startsOn" | "paused">, today: Day): Status {
  if (campaign.archivedOn !== null) return "archived";
  if (campaign.endsOn !== null && today > campaign.endsOn) return "ended";
  if (campaign.paused) return "paused";
  if (campaign.startsOn !== null && today < campaign.startsOn) return "scheduled";
  return "live";
}
