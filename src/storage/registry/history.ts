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
  /** The fields that changed, with their new values. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/** The new values of a changed campaign. Of its plan, only the fields that differ. */
export function newValues(campaign: Campaign | null, change: CampaignChange): Record<string, unknown> {
  if (change.spec === undefined) return { ...change };
  const before: Readonly<Record<string, unknown>> = { ...campaign?.spec };
  const after: Readonly<Record<string, unknown>> = { ...change.spec };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return { ...change, spec: Object.fromEntries(changed.map((name) => [name, after[name] ?? null])) };
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
