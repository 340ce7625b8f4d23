/**
 * The change from bundles to the formal mode: what was released before it stays as it was, and what comes after is counted afresh on top of that.
 * What bundles still held back is never released.
 */
import { addDays, type Day } from "../../domain/day.ts";
import { KINDS, NO_CAMPAIGN } from "../../domain/kind.ts";
import type { PartialTotals } from "../../domain/release/released_counts.ts";
import { released } from "../../domain/release/rule.ts";
import { readTotals } from "../finished_days/totals.ts";
import type { FinishedDaysWriter } from "../finished_days/writer.ts";
import { everyCampaign } from "../registry/campaigns.ts";
import { listClosedDays } from "../registry/closed_days.ts";
import { inTransaction } from "../transaction.ts";
import { inChunks } from "../turns.ts";
import { takeOver } from "./released_rows.ts";
import { advanceFormal, formalSince, formalState } from "./state.ts";

interface Bundles {
  readonly storage: DurableObjectStorage;
  readonly finishedDays: FinishedDaysWriter;
  readonly groupSize: number;
}

/**
 * Takes over what was released up to the day before `since`, whose signups have closed as far as they could. Breaking off does no harm: nobody
 * reads it before the last step, and writing it again writes the same.
 */
export async function takeOverBundles({ storage, finishedDays, groupSize }: Bundles, since: Day): Promise<void> {
  const { sql } = storage;
  const before = addDays(since, -1);
  const ids = [NO_CAMPAIGN, ...everyCampaign(sql).map(({ id }) => id)];
  const first = await firstDay(finishedDays, since);
  if (first !== null) {
    const days: Day[] = [];
    for (let day = first; day <= before; day = addDays(day, 1)) days.push(day);
    const closed = listClosedDays(sql).map(({ day }) => day);
    const closedIndexes = lastClosedIndexes(days, closed);
    for (const chunk of inChunks(ids, days.length, 1)) {
      const read = await readTotals(storage, finishedDays, since, chunk, KINDS, days);
      const isOurs = inTransaction(storage, (transaction) => {
        if (formalState(sql) !== null || formalSince(sql) !== since) return false;
        for (const { campaign, kind, totals } of addedUp(read, days.length)) {
          const bundles = totals.map((total) => released(total, groupSize));
          const shown = kind === "signup" ? Float64Array.from(closedIndexes, (index) => bundles[index] ?? 0) : bundles;
          takeOver(transaction, [campaign, kind], days, shown);
        }
        return true;
      });
      if (!isOurs) return;
    }
  }
  inTransaction(storage, (transaction) => {
    if (formalState(sql) === null && formalSince(sql) === since) advanceFormal(transaction, before, before);
  });
}

async function firstDay(finishedDays: FinishedDaysWriter, since: Day): Promise<Day | null> {
  const found: Day[] = [];
  for (const shard of finishedDays.everyShard()) {
    const day = await shard.firstDay(since);
    if (day !== null && day < since) found.push(day);
  }
  return found.sort()[0] ?? null;
}

/** For each of `days`, the index of the last closed day up to it; -1 where there is none. */
function lastClosedIndexes(days: readonly Day[], closed: readonly Day[]): number[] {
  const isClosed = new Set(closed);
  // Days that were closed before the first count have no signups.
  let last = -1;
  return days.map((day, index) => {
    if (isClosed.has(day)) last = index;
    return last;
  });
}

/** Each series once, with the totals of all its pieces. */
function addedUp(partials: readonly PartialTotals[], days: number): Iterable<PartialTotals> {
  const sums = new Map<string, PartialTotals>();
  for (const { campaign, kind, totals, from = 0 } of partials) {
    const key = `${campaign} ${kind}`;
    const sum = sums.get(key) ?? { campaign, kind, totals: new Float64Array(days) };
    for (let index = 0; index < totals.length; index += 1)
      sum.totals[from + index] = (sum.totals[from + index] ?? 0) + (totals[index] ?? 0);
    sums.set(key, sum);
  }
  return sums.values();
}
