/**
 * A cache of which series a shard has. A series is what is counted of one campaign under one kind; most of the possible ones never get a
 * count. The database is asked once for each campaign: asking it for every report cost more than reading the numbers.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { KINDS, type Kind } from "../../domain/kind.ts";

export type Series = readonly [campaign: CampaignId, kind: Kind];

export class KnownSeries {
  private readonly sql: SqlStorage;
  private readonly known = new Map<CampaignId, Set<Kind>>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** Remembers a series that is being added to. If that is undone, no harm is done: a series without a row reads as none. */
  add(campaign: CampaignId, kind: Kind): void {
    this.known.get(campaign)?.add(kind);
  }

  /** The series of `campaigns` and `kinds` that may have rows, and all that have some. */
  of(campaigns: readonly CampaignId[], kinds: readonly Kind[]): Series[] {
    this.learn(campaigns.filter((campaign) => !this.known.has(campaign)));
    return campaigns.flatMap((campaign) => {
      const known = this.known.get(campaign);
      return kinds.filter((kind) => known?.has(kind)).map((kind): Series => [campaign, kind]);
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
    // Only after the query: if it throws, nothing is remembered as empty.
    for (const campaign of campaigns) this.known.set(campaign, new Set());
    for (const { campaign, kind } of rows) this.add(campaign, kind);
  }
}
