/** The registry's commands about report links: figures of days that are over, for everybody who has the address of one. */
import { type Day, dayOf } from "../../domain/day.ts";
import { type Result, success } from "../../domain/problems.ts";
import { type OpenPart, readOpenReport } from "../../domain/release/open_report.ts";
import { isExpired, type ReportLink } from "../../domain/report_link.ts";
import type { Actor } from "./history.ts";
import { ReportRegistry } from "./report_commands.ts";
import {
  createReportLink,
  deleteReportLink,
  findReportLink,
  listReportLinks,
  type NewReportLink,
  reportLinkHashes,
} from "./report_links.ts";

export abstract class ReportLinkRegistry extends ReportRegistry {
  /**
   * A cache of today's open reports, as JSON. They cover days that are over, so they stay the same until something is changed. Each is made
   * once, however often strangers ask.
   */
  private cached = new Map<string, string>();
  private cachedOn: Day | null = null;

  reportLinks(): ReportLink[] {
    return listReportLinks(this.sql);
  }

  reportLinkHashes(): string[] {
    return reportLinkHashes(this.sql);
  }

  /** @param hash SHA-256 of the token, in hex */
  createReportLink(link: NewReportLink, id: string, hash: string, who: Actor): Result<ReportLink> {
    return this.recorded(who, "create", `report-link:${id}`, { ...link }, (sql) => createReportLink(sql, link, id, hash, this.today()));
  }

  deleteReportLink(id: string, who: Actor): Result<ReportLink> {
    return this.recorded(who, "delete", `report-link:${id}`, {}, (sql) => deleteReportLink(sql, id));
  }

  /** The report of the link whose token has this SHA-256, as JSON; null when there is none, or when its last day is over. */
  async openReport(hash: string, part: OpenPart): Promise<Result<string | null>> {
    const today = this.today();
    const link = findReportLink(this.sql, hash);
    if (link === null || isExpired(link, today)) return success(null);
    if (this.cachedOn !== today) this.dropCached();
    this.cachedOn = today;
    const { cached } = this;
    const key = `${link.id} ${part}`;
    const known = cached.get(key);
    if (known !== undefined) return success(known);
    const source = await this.reader.source(null, today);
    if (!source.ok) return source;
    const madeOn = (createdAt: string): Day => dayOf(Date.parse(createdAt), this.config.timeZone);
    const campaigns = this.catalogue.all().map((campaign) => ({ ...campaign, madeOn: madeOn(campaign.createdAt) }));
    const report = await readOpenReport(link, part, campaigns, source.value);
    if (!report.ok) return report;
    const json = JSON.stringify(report.value);
    // If something was changed while the counts were read, `cached` is no longer the map that later requests read.
    // Where a shard did not answer, the report has a day less, and is made again.
    if (!this.reader.hasFailed) cached.set(key, json);
    return success(json);
  }

  /** Cached reports contain names, channels and links, so a change can make them stale. */
  protected override dropCached(): void {
    super.dropCached();
    this.cached = new Map();
  }
}
