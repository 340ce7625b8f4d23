/** Report links: what each shows, and the SHA-256 of its token. The token itself is never stored. */
import type { CampaignId, ChannelId } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import type { Day } from "../../domain/day.ts";
import { MAX_REPORT_LINKS } from "../../domain/limits.ts";
import { at, conflict, type FieldError, failure, fault, problem, type Result, success } from "../../domain/problems.ts";
import type { LinkPeriod, ReportLink } from "../../domain/report_link.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { findCampaign } from "./campaigns.ts";
import { channelRefusal } from "./channels.ts";

/** A link as an admin asks for it: campaigns by their slugs. */
export type NewReportLink = Omit<ReportLink, "id" | "createdOn" | "campaigns"> & { readonly campaigns: readonly Slug[] | null };

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  name: string;
  period: string;
  channels: string | null;
  campaigns: string | null;
  group: string | null;
  signups: number;
  expiresOn: Day | null;
  createdOn: Day;
}

const COLUMNS = 'id, name, period, channels, campaigns, group_name AS "group", signups, expires_on AS expiresOn, created_on AS createdOn';

function linkOf({ period, channels, campaigns, signups, ...rest }: Row): ReportLink {
  return {
    ...rest,
    period: JSON.parse(period) as LinkPeriod,
    channels: channels === null ? null : (JSON.parse(channels) as ChannelId[]),
    campaigns: campaigns === null ? null : (JSON.parse(campaigns) as CampaignId[]),
    signups: signups === 1,
  };
}

export function listReportLinks(sql: SqlStorage): ReportLink[] {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM report_links ORDER BY created_on, name, id`).toArray().map(linkOf);
}

/** The link whose token has this SHA-256 (hex); null when there is none. */
export function findReportLink(sql: SqlStorage, hash: string): ReportLink | null {
  const row = sql.exec<Row>(`SELECT ${COLUMNS} FROM report_links WHERE hash = ?`, hash).toArray()[0];
  return row === undefined ? null : linkOf(row);
}

/** The SHA-256 (hex) of every link's token. */
export function reportLinkHashes(sql: SqlStorage): string[] {
  return sql
    .exec<{ hash: string }>("SELECT hash FROM report_links")
    .toArray()
    .map(({ hash }) => hash);
}

export function createReportLink(sql: Transaction, asked: NewReportLink, id: string, hash: string, today: Day): Result<ReportLink> {
  const errors: FieldError[] = [];
  for (const [index, channel] of (asked.channels ?? []).entries()) {
    const refusal = channelRefusal(sql, channel);
    if (refusal !== null) errors.push(at(`channels.${index}`, refusal));
  }
  const found = asked.campaigns?.map((slug) => findCampaign(sql, slug)) ?? null;
  for (const [index, campaign] of found?.entries() ?? [])
    if (campaign === null) errors.push(at(`campaigns.${index}`, fault("no-such-campaign", { slug: asked.campaigns?.[index] ?? "" })));
  if (asked.expiresOn !== null && asked.expiresOn < today) errors.push(problem("expiresOn", "already-over"));
  if (errors.length > 0) return failure({ type: "invalid", errors });
  if (listReportLinks(sql).length >= MAX_REPORT_LINKS) return conflict("", "too-many-report-links", { max: MAX_REPORT_LINKS });
  const campaigns = found?.flatMap((campaign) => (campaign === null ? [] : [campaign.id])) ?? null;
  const link: ReportLink = { ...asked, campaigns, id, createdOn: today };
  sql.exec(
    `INSERT INTO report_links (id, hash, name, period, channels, campaigns, group_name, signups, expires_on, created_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    hash,
    link.name,
    JSON.stringify(link.period),
    link.channels === null ? null : JSON.stringify(link.channels),
    campaigns === null ? null : JSON.stringify(campaigns),
    link.group,
    link.signups ? 1 : 0,
    link.expiresOn,
    link.createdOn,
  );
  return success(link);
}

export function deleteReportLink(sql: Transaction, id: string): Result<ReportLink> {
  const found = listReportLinks(sql).find((link) => link.id === id);
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such report link." });
  deleteRows(sql, "report_links WHERE id = ?", id);
  return success(found);
}
