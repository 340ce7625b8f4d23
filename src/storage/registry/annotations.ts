/** Notes on days, which staff put beside figures: "the first posters are up", "the website was down". */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import type { Day } from "../../domain/day.ts";
import { MAX_ANNOTATIONS } from "../../domain/limits.ts";
import { conflict, failure, invalid, type Result, success } from "../../domain/problems.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { findCampaign } from "./campaigns.ts";

export interface NewAnnotation {
  readonly day: Day;
  readonly text: string;
  /** What it is about: a campaign (archived or not), a group, both, or everything where both are null. */
  readonly campaign: Slug | null;
  readonly group: string | null;
}

export interface Annotation extends NewAnnotation {
  readonly id: string;
}

type Row = { [name in keyof Annotation]: Annotation[name] };

const SELECT = `SELECT annotations.id AS id, day, text, campaigns.slug AS campaign, annotations.group_name AS "group"
  FROM annotations LEFT JOIN campaigns ON campaigns.id = annotations.campaign`;

/** Those of the days from `from` to `to`, by day. */
export function listAnnotations(sql: SqlStorage, from: Day, to: Day): Annotation[] {
  return sql.exec<Row>(`${SELECT} WHERE day >= ? AND day <= ? ORDER BY day, text, annotations.id`, from, to).toArray();
}

export function addAnnotation(sql: Transaction, id: string, note: NewAnnotation): Result<Annotation> {
  const { day, text, campaign, group } = note;
  const { notes } = sql.exec<{ notes: number }>("SELECT count(*) AS notes FROM annotations").one();
  if (notes >= MAX_ANNOTATIONS) return conflict("", "too-many-annotations", { max: MAX_ANNOTATIONS });
  const found = campaign === null ? null : findCampaign(sql, campaign);
  if (campaign !== null && found === null) return invalid("campaign", "no-such-campaign", { slug: campaign });
  sql.exec("INSERT INTO annotations (id, day, text, campaign, group_name) VALUES (?, ?, ?, ?, ?)", id, day, text, found?.id ?? null, group);
  return success({ id, ...note });
}

/** What is deleted, so that the history can say it. */
export function removeAnnotation(sql: Transaction, id: string): Result<Annotation> {
  const found = sql.exec<Row>(`${SELECT} WHERE annotations.id = ?`, id).toArray()[0];
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such note." });
  deleteRows(sql, "annotations WHERE id = ?", id);
  return success(found);
}

/** Deletes the notes on a campaign that is deleted for good. */
export function deleteAnnotationsOf(sql: Transaction, campaign: CampaignId): void {
  deleteRows(sql, "annotations WHERE campaign = ?", campaign);
}
