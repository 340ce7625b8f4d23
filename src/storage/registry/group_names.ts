/** Groups have no table: a group is the name that its campaigns have in common. So what else refers to the name follows when it changes. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import type { Transaction } from "../transaction.ts";
import { currentCampaigns } from "./campaigns.ts";

/** An archived campaign whose group was renamed with it, as its history has it. */
interface Followed {
  readonly slug: Slug;
  readonly group: string;
  readonly was: { readonly group: string };
}

/**
 * For each group that has no campaign left because all of them have the same other group now: its archived campaigns, notes, targets and report
 * links go along.
 *
 * @param before the campaigns that are not archived, as they were
 */
export function followRenamedGroups(sql: Transaction, before: readonly Campaign[]): Followed[] {
  const after = new Map(currentCampaigns(sql).map(({ slug, group }) => [slug, group]));
  const followed: Followed[] = [];
  for (const [group, members] of Map.groupBy(before, (campaign) => campaign.group)) {
    if (group === null || [...after.values()].includes(group)) continue;
    const [other, ...others] = [...new Set(members.map(({ slug }) => after.get(slug) ?? null))];
    if (other === undefined || other === null || others.length > 0) continue;
    const slugs = sql.exec<{ slug: Slug }>("SELECT slug FROM campaigns WHERE group_name = ?", group).toArray();
    sql.exec("UPDATE campaigns SET group_name = ?, version = version + 1 WHERE group_name = ?", other, group);
    for (const table of ["annotations", "targets", "report_links"])
      sql.exec(`UPDATE ${table} SET group_name = ? WHERE group_name = ?`, other, group);
    followed.push(...slugs.map(({ slug }) => ({ slug, group: other, was: { group } })));
  }
  return followed;
}
