/** Where the code of an archived campaign leads: a poster stays on the wall, and whoever scans it is led on. Pure. */
import type { Campaign } from "./campaign.ts";
import type { Destination } from "./destination.ts";

type Grouped = Pick<Campaign, "group" | "endedUrl">;

/**
 * The page for after the end that the campaign names, or else the one that all campaigns of its group name that name any; null where there is none. So
 * the group's form changes it after some of its campaigns were archived, too.
 */
export function pageOfArchived({ group, endedUrl }: Grouped, ofGroups: ReadonlyMap<string, Destination>): Destination | null {
  return endedUrl ?? (group === null ? null : (ofGroups.get(group) ?? null));
}

/** By group. @param current the campaigns that are not archived */
export function pagesOfGroups(current: readonly Grouped[]): ReadonlyMap<string, Destination> {
  const pages = new Map<string, Set<Destination>>();
  for (const { group, endedUrl } of current)
    if (group !== null && endedUrl !== null) pages.set(group, (pages.get(group) ?? new Set()).add(endedUrl));
  return new Map([...pages].flatMap(([group, named]) => (named.size === 1 ? [...named].map((page) => [group, page] as const) : [])));
}
