/** The names of the groups that campaigns are in. */
import type { Campaign } from "../../domain/campaign/campaign.ts";

export function groupsOf(campaigns: readonly Pick<Campaign, "group">[]): readonly string[] {
  return [...new Set(campaigns.flatMap(({ group }) => group ?? []))].sort();
}
