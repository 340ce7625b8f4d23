/**
 * Where a report's exact totals come from: for many days the ledger, as far as it goes, and for all others the shards. What they say is
 * the same; the ledger is quicker where a report reads much.
 */
import type { CampaignId } from "../../core/campaign.ts";
import type { Day } from "../../core/day.ts";
import { KINDS, type Kind } from "../../core/kind.ts";
import type { Stretch } from "../released_counts.ts";
import type { Hour } from "../shard/hour.ts";
import { type PackedTotals, unpacked } from "../shard/packed.ts";
import { FEW_DAYS } from "../shard/tallies.ts";
import type { Shard } from "../shard.ts";
import { ledgerThrough, planNext, writePlanned } from "./ledger.ts";
import { ledgerTotals } from "./ledger_rows.ts";

/** Fresh stubs of all shards that ever counted. */
export type EveryShard = () => readonly DurableObjectStub<Shard>[];

/** As `Source.read`. */
export async function readTotals(
  storage: DurableObjectStorage,
  everyShard: EveryShard,
  today: Day,
  campaigns: readonly CampaignId[],
  kinds: readonly Kind[],
  days: readonly Day[],
): Promise<Stretch[]> {
  const isMany = days.length > FEW_DAYS;
  if (isMany) await extendLedger(storage, everyShard, today);
  const shards = everyShard();
  // From here to the ledger's totals nothing may wait: they are of one moment.
  const through = isMany ? ledgerThrough(storage.sql, shards.length) : null;
  const late = days.filter((day) => through === null || day > through);
  const early = days.slice(0, days.length - late.length);
  const finished = ledgerTotals(storage.sql, campaigns, early);
  if (late.length === 0) return finished;
  const answers = await ofOneHour(shards, (shard, hour) => shard.read(today, campaigns, kinds, late, hour));
  return [...finished, ...answers.flatMap(unpacked).map((line) => ({ ...line, from: early.length }))];
}

/**
 * The answers of all shards, as of the same full hour: where one has begun an hour that another does not know of, they are asked again. So
 * nobody sees the shards apart by asking at the very turn of an hour.
 */
async function ofOneHour(
  shards: readonly DurableObjectStub<Shard>[],
  read: (shard: DurableObjectStub<Shard>, hour: Hour | null) => Promise<PackedTotals>,
): Promise<PackedTotals[]> {
  for (let known: Hour | null = null; ; ) {
    const answers = await Promise.all(shards.map((shard) => read(shard, known)));
    const latest: Hour | null = answers.map(({ hour }) => hour).reduce((one, other) => ((one ?? "") > (other ?? "") ? one : other), null);
    if (answers.every(({ hour }) => hour === latest)) return answers;
    known = latest;
  }
}

/** Writes the days before `today` that the ledger lacks. Rejects when a shard does not answer; nothing of its days is written then. */
export async function extendLedger(storage: DurableObjectStorage, everyShard: EveryShard, today: Day): Promise<void> {
  for (let isWritten = true; isWritten; ) {
    const shards = everyShard();
    const isBegun = ledgerThrough(storage.sql, shards.length) !== null;
    const first = isBegun ? null : earliest(await Promise.all(shards.map((shard) => shard.firstDay(today))));
    const plan = planNext(storage.sql, shards.length, today, first);
    if (plan === null) return;
    const answers = await Promise.all(shards.map((shard) => shard.read(today, plan.campaigns, KINDS, plan.days, null)));
    isWritten = storage.transactionSync(() => writePlanned(storage.sql, plan, answers.flatMap(unpacked), everyShard().length));
  }
}

function earliest(days: readonly (Day | null)[]): Day | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}
