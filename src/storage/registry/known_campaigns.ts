/** All campaigns as they were last read, because every page and report begins with them. For reading alone: transactions read the rows themselves. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { everyCampaign } from "./campaigns.ts";

export class KnownCampaigns {
  private readonly sql: SqlStorage;
  private stamp = "";
  private campaigns: readonly Campaign[] = [];

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /**
   * Not to be called inside a transaction, which may be undone: a state that never was could be taken for a later one.
   *
   * The stamp is another one after each change: a new campaign has a higher number than any before, a change raises the version, and a
   * deletion lowers the number of campaigns, which only a new one raises again.
   */
  all(): readonly Campaign[] {
    const { stamp } = this.sql
      .exec<{ stamp: string }>("SELECT count(*) || ' ' || coalesce(max(id), 0) || ' ' || coalesce(sum(version), 0) AS stamp FROM campaigns")
      .one();
    if (stamp !== this.stamp) {
      this.campaigns = everyCampaign(this.sql);
      this.stamp = stamp;
    }
    return this.campaigns;
  }
}
