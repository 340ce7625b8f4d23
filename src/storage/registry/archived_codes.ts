/** The codes of archived campaigns, as visitors' requests are answered from them. */
import { pageOfArchived, pagesOfGroups } from "../../domain/campaign/archived_page.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { type Destination, withoutParam } from "../../domain/campaign/destination.ts";
import type { Slug } from "../../domain/campaign/slug.ts";

/** @property page without a code; null where neither the campaign nor its group names one */
export interface ArchivedCode {
  readonly slug: Slug;
  readonly page: string | null;
}

/** @param current the campaigns that are not archived */
export function archivedCodes(sql: SqlStorage, current: readonly Campaign[], codeParam: string): ArchivedCode[] {
  const ofGroups = pagesOfGroups(current);
  return sql
    .exec<{ slug: Slug; endedUrl: Destination | null; codeParam: string | null; group: string | null }>(
      `SELECT slug, ended_url AS endedUrl, code_param AS codeParam, group_name AS "group" FROM campaigns WHERE archived_on IS NOT NULL ORDER BY id`,
    )
    .toArray()
    .map((row) => {
      const page = pageOfArchived(row, ofGroups);
      return { slug: row.slug, page: page === null ? null : withoutParam(page, row.codeParam ?? codeParam) };
    });
}
