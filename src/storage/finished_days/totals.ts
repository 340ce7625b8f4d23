/**
 * Where a report's exact totals come from. A report of many days reads the cache of finished days as far as that goes, and the shards for
 * the other days. Both give the same totals; the cache is faster where a report reads many of them. One of few days never has the cache
 * extended, and reads it only where there are many shards to ask.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import type { Kind } from "../../domain/kind.ts";
import type { PartialTotals } from "../../domain/release/released_counts.ts";
import { FEW_DAYS } from "../shard/counts.ts";
import type { Hour } from "../shard/hour.ts";
import { giveTurn, inChunks } from "../turns.ts";
import { decodeAnswer, type ShardAnswer, type ShardCommands } from "../wire.ts";
import { finishedThrough } from "./finished_days.ts";
import { finishedTotals } from "./rows.ts";
import type { FinishedDaysWriter } from "./writer.ts";

/**
 * As `Source.read`. The campaigns are read in chunks: all totals of one campaign are of one moment, and those of all campaigns leave out the
 * same hour. If a new hour begins in between, everything is read again.
 */
export async function readTotals(
  storage: DurableObjectStorage,
  finishedDays: FinishedDaysWriter,
  today: Day,
  campaigns: readonly CampaignId[],
  kinds: readonly Kind[],
  days: readonly Day[],
): Promise<PartialTotals[]> {
  const isMany = days.length > FEW_DAYS;
  if (isMany) await finishedDays.extend(today);
  const chunks = inChunks(campaigns, days.length, 1);
  const read: PartialTotals[] = [];
  let known: Hour | null = null;
  for (let index = 0; index < chunks.length; index += 1) {
    if (index > 0) await giveTurn();
    const chunk = chunks[index] ?? [];
    const shards = finishedDays.everyShard();
    // No await from here to the cache's totals: they must be of one moment.
    const isCached = isMany || days.length * (shards.length - 1) > FEW_DAYS;
    const through = isCached ? finishedThrough(storage.sql, shards.length) : null;
    const late = days.filter((day) => through === null || day > through);
    const early = days.slice(0, days.length - late.length);
    read.push(...finishedTotals(storage.sql, chunk, kinds, early));
    if (late.length === 0) continue;
    const { answers, hour } = await ofOneHour(shards, known, (shard, since) => shard.read(today, chunk, kinds, late, since));
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
 * The answers of all shards, which leave out the same hour: if a shard has begun an hour that another does not know yet, all are asked
 * again. Otherwise a report at the turn of an hour could show the shards apart.
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
