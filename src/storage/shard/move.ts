/** A shard's counts on their way to another tracker, and from one: exact running totals, and the hashes by which repeats of signup reports are known. */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import { movedTables, partsOf, putRows, type TableRows } from "../move/tables.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { advanceTo } from "./clock.ts";

export type { TableRows } from "../move/tables.ts";

/** Rows of one answer, about; a campaign's are never divided between two, so each total is of one moment. */
const ROWS_AT_ONCE = 50_000;

export interface MovedCounts {
  /** As JSON (`TableRows`). */
  readonly parts: readonly string[];
  /** The campaign after which the next call goes on; null when this was the last one. */
  readonly next: CampaignId | null;
  /** Days before this one have become months. */
  readonly foldedBefore: Day | null;
}

/** @param isWhole everything at once: signups of all sources must be of the same moment as those of each campaign */
export function moveOut(sql: SqlStorage, after: CampaignId | null, isWhole: boolean): MovedCounts {
  // Below every number that counts stand under: -1 is the signups of all sources.
  const from = after ?? -2;
  const sizes = sql
    .exec<{ campaign: CampaignId; rows: number }>(
      "SELECT campaign, count(*) AS rows FROM tallies WHERE campaign > ? GROUP BY campaign ORDER BY campaign",
      from,
    )
    .toArray();
  let rows = 0;
  const some = sizes.filter((one) => {
    const fits = isWhole || rows < ROWS_AT_ONCE;
    rows += one.rows;
    return fits;
  });
  const last = some.at(-1)?.campaign;
  const counts =
    last === undefined ? [] : partsOf(sql, "tallies", "SELECT * FROM tallies WHERE campaign > ? AND campaign <= ?", from, last);
  const others = after === null ? movedTables(sql, "shard").filter((table) => table !== "tallies") : [];
  const parts = [...counts, ...others.flatMap((table) => partsOf(sql, table, `SELECT * FROM ${table}`))];
  const [clock] = sql.exec<{ folded: Day | null }>("SELECT folded_before AS folded FROM clock").toArray();
  return { parts, next: some.length < sizes.length ? (last ?? null) : null, foldedBefore: clock?.folded ?? null };
}

/**
 * Takes in rows of another tracker's shard; null empties this one before the first of them.
 *
 * @returns the day before which nothing may be stamped any more; null for any
 */
export function moveIn(sql: Transaction, rows: TableRows | null, foldedBefore: Day | null): Day | null {
  const tables = movedTables(sql, "shard");
  if (rows === null) for (const table of tables) deleteRows(sql, table);
  else putRows(sql, rows, tables);
  if (foldedBefore !== null) {
    advanceTo(sql, foldedBefore);
    sql.exec("UPDATE clock SET folded_before = ?", foldedBefore);
  }
  return sql
    .exec<{ day: Day | null }>("SELECT max(day) AS day FROM (SELECT max(day) AS day FROM tallies UNION ALL SELECT ?)", foldedBefore)
    .one().day;
}
