/** The imports: when, by whom, of which file, and what they wrote over. */
import type { AdFile, AdPlatform } from "../../../domain/ad_figures/ad_file.ts";
import { MAX_AD_IMPORTS, MAX_AD_UNDOS } from "../../../domain/ad_figures/limits.ts";
import type { Day } from "../../../domain/day.ts";
import { failure, type Result, success } from "../../../domain/problems.ts";
import { deleteRows, markDeleted } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";
import type { Actor } from "../history.ts";
import { type Before, type LaterImport, packed, putBack } from "./changes.ts";

export interface AdImport {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: Actor;
  readonly platform: AdPlatform;
  readonly first: Day | null;
  readonly last: Day | null;
  /** How many figures it changed. */
  readonly changes: number;
  readonly canUndo: boolean;
}

type Row = Omit<AdImport, "canUndo"> & { can_undo: number };

/** The latest first. */
export function listImports(sql: SqlStorage): AdImport[] {
  return sql
    .exec<Row>("SELECT id, at, who, platform, first, last, changes, before IS NOT NULL AS can_undo FROM ad_imports ORDER BY id DESC")
    .toArray()
    .map(({ can_undo, ...row }) => ({ ...row, canUndo: can_undo === 1 }));
}

export function nextImport(sql: SqlStorage): number {
  return sql.exec<{ id: number }>("SELECT coalesce(max(id), 0) + 1 AS id FROM ad_imports").one().id;
}

interface Imported {
  readonly id: number;
  readonly at: string;
  readonly who: Actor;
  /** Of the file, in hex. */
  readonly sha256: string;
  readonly changes: number;
  readonly before: Before;
}

export function recordImport(sql: Transaction, { platform, from, to }: AdFile, { id, at, who, sha256, changes, before }: Imported): void {
  sql.exec(
    "INSERT INTO ad_imports (id, at, who, sha256, platform, first, last, changes, before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    id,
    at,
    who,
    sha256,
    platform,
    from,
    to,
    changes,
    packed(before),
  );
  sql.exec("UPDATE ad_imports SET before = NULL WHERE id <= ? AND before IS NOT NULL", id - MAX_AD_UNDOS);
  deleteRows(sql, "ad_imports WHERE id <= ?", id - MAX_AD_IMPORTS);
}

/** Puts back what there was before an import. It can be imported again. */
export function undoImport(sql: Transaction, id: number): Result<null> {
  const row = sql.exec<{ before: string | null }>("SELECT before FROM ad_imports WHERE id = ?", id).toArray()[0];
  if (row === undefined || row.before === null)
    return failure({ type: "not-found", detail: "There is no import here that can be undone." });
  for (const later of putBack(sql, id, JSON.parse(row.before) as Before, importsAfter(sql, id)))
    sql.exec("UPDATE ad_imports SET before = ? WHERE id = ?", packed(later.before), later.id);
  // The number stays taken: figures of later imports are told apart by theirs.
  sql.exec("UPDATE ad_imports SET before = NULL, changes = 0 WHERE id = ?", id);
  markDeleted(sql);
  return success(null);
}

/** Those after it that can be undone, in ascending order. */
function importsAfter(sql: Transaction, id: number): LaterImport[] {
  return sql
    .exec<{ id: number; before: string }>("SELECT id, before FROM ad_imports WHERE id > ? AND before IS NOT NULL ORDER BY id", id)
    .toArray()
    .map((later) => ({ id: later.id, before: JSON.parse(later.before) as Before }));
}

/** Days that have become months can no longer be told apart by their import. */
export function forgetUndosOfMonthsBefore(sql: Transaction, month: string): void {
  const ids = importsAfter(sql, 0).flatMap(({ id, before }) => (before.months.some((one) => one.month < month) ? [id] : []));
  for (const id of ids) sql.exec("UPDATE ad_imports SET before = NULL WHERE id = ?", id);
  if (ids.length > 0) markDeleted(sql);
}

/** Nothing that was deleted comes back. */
export function forgetUndos(sql: Transaction): void {
  sql.exec("UPDATE ad_imports SET before = NULL");
  markDeleted(sql);
}
