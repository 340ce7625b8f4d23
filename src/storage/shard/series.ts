/**
 * Which lines a shard has: the campaigns and kinds that were ever counted, most of the possible ones never are. The database is asked once
 * for each campaign, and the answer kept in memory: asking it for every report cost more than reading the numbers.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { KINDS, type Kind } from "../../domain/kind.ts";

export type Line = readonly [campaign: CampaignId, kind: Kind];

export class Lines {
  private readonly sql: SqlStorage;
  private readonly known = new Map<CampaignId, Set<Kind>>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** Takes note of what is being added. That it may be undone does no harm: a line without a row reads as none. */
  add(campaign: CampaignId, kind: Kind): void {
    this.known.get(campaign)?.add(kind);
  }

  /** Those lines of `campaigns` and `kinds` that may have rows; all that have any. */
  of(campaigns: readonly CampaignId[], kinds: readonly Kind[]): Line[] {
    this.learn(campaigns.filter((campaign) => !this.known.has(campaign)));
    return campaigns.flatMap((campaign) => {
      const known = this.known.get(campaign);
      return kinds.filter((kind) => known?.has(kind)).map((kind): Line => [campaign, kind]);
    });
  }

  private learn(campaigns: readonly CampaignId[]): void {
    if (campaigns.length === 0) return;
    const rows = this.sql
      .exec<{ campaign: CampaignId; kind: Kind }>(
        `SELECT c.value AS campaign, k.value AS kind FROM json_each(?1) AS c CROSS JOIN json_each(?2) AS k
         WHERE EXISTS (SELECT 1 FROM tallies WHERE campaign = c.value AND kind = k.value)`,
        JSON.stringify(campaigns),
        JSON.stringify(KINDS),
      )
      .toArray();
    // After the answer: what the database did not say is not taken for nothing.
    for (const campaign of campaigns) this.known.set(campaign, new Set());
    for (const { campaign, kind } of rows) this.add(campaign, kind);
  }
}
