/**
 * Where a report's exact totals come from: for many days the ledger, as far as it goes, and for all others the shards. What they say is
 * the same; the ledger is quicker where a report reads much.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import type { Kind } from "../../domain/kind.ts";
import type { PartialTotals } from "../../domain/release/released_counts.ts";
import { FEW_DAYS } from "../shard/counts.ts";
import type { Hour } from "../shard/hour.ts";
import { giveTurn, inParts } from "../turns.ts";
import { decodeAnswer, type ShardAnswer, type ShardCommands } from "../wire.ts";
import { ledgerThrough } from "./finished_days.ts";
import { ledgerTotals } from "./rows.ts";
import type { LedgerWriter } from "./writer.ts";

/**
 * As `Source.read`. Each part of the campaigns is read for itself: what is read of one campaign is of one moment, and all of the same full
 * hour, so that all is read anew where an hour begins in between.
 */
export async function readTotals(
  storage: DurableObjectStorage,
  ledger: LedgerWriter,
  today: Day,
  campaigns: readonly CampaignId[],
  kinds: readonly Kind[],
  days: readonly Day[],
): Promise<PartialTotals[]> {
  const isMany = days.length > FEW_DAYS;
  if (isMany) await ledger.extend(today);
  const parts = inParts(campaigns, days.length, 1);
  const read: PartialTotals[] = [];
  let known: Hour | null = null;
  for (let index = 0; index < parts.length; index += 1) {
    if (index > 0) await giveTurn();
    const part = parts[index] ?? [];
    const shards = ledger.everyShard();
    // From here to the ledger's totals nothing may wait: they are of one moment.
    const through = isMany ? ledgerThrough(storage.sql, shards.length) : null;
    const late = days.filter((day) => through === null || day > through);
    const early = days.slice(0, days.length - late.length);
    read.push(...ledgerTotals(storage.sql, part, early));
    if (late.length === 0) continue;
    const { answers, hour } = await ofOneHour(shards, known, (shard, since) => shard.read(today, part, kinds, late, since));
    for (const series of answers.flatMap(decodeAnswer)) read.push({ ...series, from: early.length });
    if (index > 0 && hour !== known) {
      read.length = 0;
      index = -1;
    }
    known = hour;
  }
  return read;
}

/**
 * The answers of all shards, as of the same full hour: where one has begun an hour that another does not know of, they are asked again. So
 * nobody sees the shards apart by asking at the very turn of an hour.
 */
async function ofOneHour(
  shards: readonly ShardCommands[],
  since: Hour | null,
  read: (shard: ShardCommands, hour: Hour | null) => Promise<ShardAnswer>,
): Promise<{ readonly answers: readonly ShardAnswer[]; readonly hour: Hour | null }> {
  for (let known = since; ; ) {
    const answers = await Promise.all(shards.map((shard) => read(shard, known)));
    const latest: Hour | null = answers.map(({ hour }) => hour).reduce((one, other) => ((one ?? "") > (other ?? "") ? one : other), null);
    if (answers.every(({ hour }) => hour === latest)) return { answers, hour: latest };
    known = latest;
  }
}
