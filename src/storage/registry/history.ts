/** Who of the staff changed what, and when. Nothing about visitors comes near it. */
import type { Campaign, CampaignChange } from "../../domain/campaign/campaign.ts";
import { MAX_ACCESS_CHANGES_A_DAY, MAX_HISTORY_ROWS } from "../../domain/limits.ts";
import { conflict } from "../../domain/problems.ts";
import { deleteRows, markDeleted } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { ADMIN_NAME } from "./admin_name.ts";

/** A member of staff as the history names them: the name of their key, or their address; empty once it is `STAFF_NAMES_MONTHS` old. */
export type Actor = string;

type Action = "create" | "change" | "archive" | "restore" | "delete";

export interface HistoryEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: Actor;
  readonly action: Action;
  /** `campaign:fix-tiktok`, `channel:radio`, `key:Website`; of keys and members without the name once that is `STAFF_NAMES_MONTHS` old. */
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
  const isAsBefore = Object.keys(newPlan).length === 0 && (spec === null) === ((campaign?.spec ?? null) === null);
  if (isAsBefore) return values;
  return { ...values, spec: newPlan, was: { ...values.was, spec: oldPlan } };
}

function differing(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  const of = (values: Readonly<Record<string, unknown>>) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { ...of(after), was: of(before) };
}

/** Whether no field got another value: a form was saved as it was. */
export function isNothing({ was: _, ...values }: HistoryEntry["changes"]): boolean {
  return Object.keys(values).length === 0;
}

/** Kinds of subject that say who may do what. Their history is kept for good: nobody can push out that a key was made, by making others. */
const ACCESS_KINDS = ["key", "member", "invitation"] as const;
type AccessKind = (typeof ACCESS_KINDS)[number];

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
  if (ACCESS_KINDS.every((kind) => kind !== subjectType))
    deleteRows(sql, "history WHERE kind = ? AND nth <= ?", subjectType, nth - MAX_HISTORY_ROWS);
}

/**
 * Refuses more changes of access than a day can have: their history is kept for good, so something must bound it.
 *
 * @param since the beginning of the day, ISO 8601, UTC
 */
export function accessChangeRefusal(sql: SqlStorage, kind: AccessKind, since: string): ReturnType<typeof conflict> | null {
  const [found] = sql
    .exec<{ at: string }>("SELECT at FROM history WHERE kind = ? ORDER BY nth DESC LIMIT 1 OFFSET ?", kind, MAX_ACCESS_CHANGES_A_DAY - 1)
    .toArray();
  return found === undefined || found.at < since ? null : conflict("", "too-many-access-changes", { max: MAX_ACCESS_CHANGES_A_DAY });
}

/**
 * Takes the names of staff from everything that is older: who changed something, and whose key, membership or invitation was changed. What
 * was done, and when, stays.
 *
 * @param before ISO 8601, UTC
 */
export function forgetNames(sql: Transaction, before: string): void {
  const kinds = ACCESS_KINDS.map((kind) => `'${kind}'`).join();
  const changes = [
    sql.exec("UPDATE history SET who = '' WHERE at < ? AND who NOT IN ('', ?)", before, ADMIN_NAME),
    sql.exec(`UPDATE history SET subject = kind || ':' WHERE at < ? AND kind IN (${kinds}) AND subject <> kind || ':'`, before),
    sql.exec("UPDATE ad_imports SET who = '' WHERE at < ? AND who NOT IN ('', ?)", before, ADMIN_NAME),
  ];
  // An update leaves the longer text that was there before in its page, as a deletion does.
  if (changes.some((change) => change.rowsWritten > 0)) markDeleted(sql);
}

/** As it is stored: `changes` is JSON. */
type Row = { at: string; who: string; action: Action; subject: string; changes: string };

export interface NumberedEntry extends HistoryEntry {
  /** Counts up with every entry. */
  readonly seq: number;
}

/** The next entries after `seq`, the oldest first. */
export function historyAfter(sql: SqlStorage, seq: number, count: number): NumberedEntry[] {
  return sql
    .exec<Row & { seq: number }>(
      "SELECT seq, at, who, action, subject, changes FROM history WHERE seq > ? ORDER BY seq LIMIT ?",
      seq,
      count,
    )
    .toArray()
    .map((row) => ({ ...row, changes: JSON.parse(row.changes) }));
}

/** The changes of one subject, the latest first. */
export function historyOf(sql: SqlStorage, subject: string): HistoryEntry[] {
  return sql
    .exec<Row>("SELECT at, who, action, subject, changes FROM history WHERE subject = ? ORDER BY seq DESC LIMIT 200", subject)
    .toArray()
    .map((row) => ({ ...row, changes: JSON.parse(row.changes) }));
}
