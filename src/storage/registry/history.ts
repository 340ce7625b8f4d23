/** Who of the staff changed what, and when. Nothing about visitors comes near it. */
import type { Campaign, CampaignChange } from "../../domain/campaign/campaign.ts";
import { MAX_HISTORY_ROWS } from "../../domain/limits.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";

/** A member of staff as the history names them: the name of their key. */
export type Actor = string;

type Action = "create" | "change" | "archive" | "restore" | "delete";

export interface HistoryEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: Actor;
  readonly action: Action;
  /** `campaign:fix-tiktok`, `channel:radio`, `key:Website`. */
  readonly subject: string;
  /** The fields that changed, with their new values; as `was` those that they replaced, which older entries lack. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/**
 * What the history keeps of a changed campaign: the new values, and as `was` those that they replaced. Only of fields that differ; of its plan, the
 * fields of the plan that do.
 */
export function recordedValues(campaign: Campaign | null, change: CampaignChange): Record<string, unknown> {
  const before: Readonly<Record<string, unknown>> = { ...campaign };
  const { spec, ...plain } = change;
  const values = differing(before, plain);
  if (spec === undefined) return values;
  const plan = differing(
    { ...campaign?.spec },
    Object.fromEntries([...Object.keys({ ...campaign?.spec }).map((name) => [name, null]), ...Object.entries(spec ?? {})]),
  );
  const { was: oldPlan, ...newPlan } = plan;
  return { ...values, spec: newPlan, was: { ...values.was, spec: oldPlan } };
}

function differing(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  const of = (values: Readonly<Record<string, unknown>>) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { ...of(after), was: of(before) };
}

export function record(sql: Transaction, entry: HistoryEntry): void {
  const subjectType = entry.subject.slice(0, entry.subject.indexOf(":"));
  const { nth } = sql.exec<{ nth: number }>("SELECT coalesce(max(nth), 0) + 1 AS nth FROM history WHERE kind = ?", subjectType).one();
  sql.exec(
    "INSERT INTO history (at, who, action, subject, changes, kind, nth) VALUES (?, ?, ?, ?, ?, ?, ?)",
    entry.at,
    entry.who,
    entry.action,
    entry.subject,
    JSON.stringify(entry.changes),
    subjectType,
    nth,
  );
  deleteRows(sql, "history WHERE kind = ? AND nth <= ?", subjectType, nth - MAX_HISTORY_ROWS);
}

/** The changes of one subject, the latest first. */
export function historyOf(sql: SqlStorage, subject: string): HistoryEntry[] {
  return sql
    .exec<{ at: string; who: string; action: Action; subject: string; changes: string }>(
      "SELECT at, who, action, subject, changes FROM history WHERE subject = ? ORDER BY seq DESC LIMIT 200",
      subject,
    )
    .toArray()
    .map((row) => ({ ...row, changes: JSON.parse(row.changes) }));
}
