/** Targets: so many signups by a day, of a group's campaigns or of all. */
import type { Day } from "../../domain/day.ts";
import { MAX_TARGETS } from "../../domain/limits.ts";
import { conflict, failure, type Result, success } from "../../domain/problems.ts";
import type { SignupTarget } from "../../domain/release/pace.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";

export interface NewTarget extends SignupTarget {
  readonly name: string;
  /** Null: all signups, those without a campaign included. */
  readonly group: string | null;
}

export interface Target extends NewTarget {
  readonly id: string;
}

/** In the order of their last days. */
export function listTargets(sql: SqlStorage): Target[] {
  return sql
    .exec<{ id: string; name: string; signups: number; from: Day; by: Day; group: string | null }>(
      `SELECT id, name, signups, from_day AS "from", by_day AS "by", group_name AS "group" FROM targets ORDER BY by_day, name, id`,
    )
    .toArray();
}

export function addTarget(sql: Transaction, id: string, target: NewTarget): Result<Target> {
  if (listTargets(sql).length >= MAX_TARGETS) return conflict("", "too-many-targets", { max: MAX_TARGETS });
  const { name, signups, from, by, group } = target;
  sql.exec(
    "INSERT INTO targets (id, name, signups, from_day, by_day, group_name) VALUES (?, ?, ?, ?, ?, ?)",
    ...[id, name, signups, from, by, group],
  );
  return success({ id, ...target });
}

export function removeTarget(sql: Transaction, id: string): Result<Target> {
  const found = listTargets(sql).find((target) => target.id === id);
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such target." });
  deleteRows(sql, "targets WHERE id = ?", id);
  return success(found);
}
