/**
 * Folds old days into months. A row is a running total, so folding moves the last row of a month to the month's last day and deletes the
 * others: no total at a kept day changes. The last closed day of a month is kept too, for all kinds, so that what was released by then, and
 * its rate, stay the same.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { addDays, type Day } from "../../domain/day.ts";
import { endOfMonth } from "../../domain/period.ts";
import { markDeleted } from "../overwrite.ts";
import { inTransaction, type Transaction } from "../transaction.ts";
import { Turns } from "../turns.ts";
import { firstDay } from "./counts.ts";

const ROW_CELLS = 5;

/** See `Shard.fold`. Folds one campaign per transaction, and notes at the end that all are done. Folding one again changes nothing. */
export async function foldBefore(storage: DurableObjectStorage, before: Day, closedDays: readonly Day[]): Promise<void> {
  const { sql } = storage;
  const done = sql.exec<{ folded: Day | null }>("SELECT folded_before AS folded FROM clock").toArray()[0];
  if (done === undefined || (done.folded !== null && done.folded >= before)) return;
  const first = firstDay(sql);
  if (first !== null && first < before) {
    const kept = [...monthEnds(first, before), ...closedDays];
    const turns = new Turns();
    for (let campaign = nextCampaign(sql, null); campaign !== null; campaign = nextCampaign(sql, campaign)) {
      const of = campaign;
      // Deleting a row costs more than reading one.
      await turns.after(ROW_CELLS * inTransaction(storage, (transaction) => foldInto(transaction, of, kept, before)));
    }
  }
  sql.exec("UPDATE clock SET folded_before = ?", before);
}

/** The next campaign that was ever counted, found without reading all rows. */
function nextCampaign(sql: SqlStorage, after: CampaignId | null): CampaignId | null {
  return sql
    .exec<{ campaign: CampaignId | null }>("SELECT min(campaign) AS campaign FROM tallies WHERE ?1 IS NULL OR campaign > ?1", after)
    .one().campaign;
}

/** The last days of the months from that of `first` to that before `before`, which is the first day of a month. */
export function monthEnds(first: Day, before: Day): Day[] {
  const ends: Day[] = [];
  for (let end = endOfMonth(first); end < before; end = endOfMonth(addDays(end, 1))) ends.push(end);
  return ends;
}

/** Moves each row of a campaign before `before` to the first day of `kept` that is not earlier. @returns how many rows were deleted */
function foldInto(sql: Transaction, campaign: CampaignId, kept: readonly Day[], before: Day): number {
  const days = JSON.stringify(kept);
  sql.exec(
    `INSERT INTO tallies (campaign, kind, day, total)
     SELECT campaign, kind, (SELECT min(value) FROM json_each(?1) WHERE value >= day) AS target, max(total)
     FROM tallies WHERE campaign = ?3 AND day < ?2 GROUP BY kind, target
     ON CONFLICT DO NOTHING`,
    days,
    before,
    campaign,
  );
  const deleted = sql.exec(
    "DELETE FROM tallies WHERE campaign = ?3 AND day < ?2 AND day NOT IN (SELECT value FROM json_each(?1))",
    days,
    before,
    campaign,
  );
  if (deleted.rowsWritten > 0) markDeleted(sql);
  return deleted.rowsWritten;
}
