/**
 * Writes the cache of finished days. One call writes at a time, in chunks, so that visits do not wait (../turns.ts); a report that needs
 * the cache meanwhile waits for that call.
 */
import type { Day } from "../../domain/day.ts";
import { KINDS } from "../../domain/kind.ts";
import { everyCampaign } from "../registry/campaigns.ts";
import { inTransaction } from "../transaction.ts";
import { cellsOf, inChunks, Turns } from "../turns.ts";
import { decodeAnswer, type ShardCommands } from "../wire.ts";
import { beginPlan, finishedThrough, finishFold, finishPlan, foldAll, mustFold, type Plan, planNext, writeChunk } from "./finished_days.ts";
import { everySeries } from "./rows.ts";

/** A writing call that has not gone on for this long counts as dead: the runtime may end it once its client has gone. */
const DEAD_MS = 15_000;
/** The polling interval of a call that waits. */
const LOOKING_MS = 5;
const DAYS_A_YEAR = 366;

/** Yields the thread when much was done since the last time, and throws once another call has taken over. */
type GoOn = (cells: number) => Promise<void>;

export class FinishedDaysWriter {
  private readonly storage: DurableObjectStorage;
  /** Fresh stubs of all shards that ever counted. */
  readonly everyShard: () => readonly ShardCommands[];
  /** The number of the call that writes; one that finds another number here stops. */
  private turn = 0;
  private isWriting = false;
  private aliveMs = 0;

  constructor(storage: DurableObjectStorage, everyShard: () => readonly ShardCommands[]) {
    this.storage = storage;
    this.everyShard = everyShard;
  }

  /** Adds the missing days before `today`. Rejects when a shard does not answer; nobody reads the chunks that were written until then. */
  async extend(today: Day): Promise<void> {
    await this.alone(async (goOn) => {
      for (let isWritten = true; isWritten; ) {
        const plan = await this.plan(today, goOn);
        if (plan === null) return;
        isWritten = await this.write(plan, today, goOn);
      }
    });
  }

  /** Folds the days before `before`, the first of a month. */
  async fold(before: Day): Promise<void> {
    if (!mustFold(this.storage.sql, before)) return;
    await this.alone(async (goOn) => {
      for (const chunk of inChunks(everySeries(this.storage.sql), DAYS_A_YEAR, 1)) {
        inTransaction(this.storage, (transaction) => foldAll(transaction, chunk, before));
        await goOn(cellsOf(chunk.length, DAYS_A_YEAR, 1));
      }
      inTransaction(this.storage, (transaction) => finishFold(transaction, before));
    });
  }

  private async plan(today: Day, goOn: GoOn): Promise<Plan | null> {
    const shards = this.everyShard();
    if (finishedThrough(this.storage.sql, shards.length) !== null) return planNext(this.storage.sql, shards.length, today, null);
    const firstDays: Day[] = [];
    for (const shard of shards) {
      const day = await shard.firstDay(today);
      if (day !== null) firstDays.push(day);
      // The shard has read all its rows.
      await goOn(cellsOf(everyCampaign(this.storage.sql).length, DAYS_A_YEAR, 1));
    }
    return planNext(this.storage.sql, shards.length, today, firstDays.sort()[0] ?? null);
  }

  private async write(plan: Plan, today: Day, goOn: GoOn): Promise<boolean> {
    for (const [index, chunk] of inChunks(plan.campaigns, plan.days.length, plan.shards).entries()) {
      const answers = await Promise.all(this.everyShard().map((shard) => shard.read(today, chunk, KINDS, plan.days, null)));
      // Reading and writing cost about the same.
      await goOn(cellsOf(chunk.length, plan.days.length, plan.shards));
      const isWritten = inTransaction(this.storage, (transaction) => {
        if (index === 0) beginPlan(transaction, plan);
        return writeChunk(transaction, plan, answers.flatMap(decodeAnswer), this.everyShard().length);
      });
      if (!isWritten) return false;
    }
    return inTransaction(this.storage, (transaction) => finishPlan(transaction, plan, this.everyShard().length));
  }

  /** Runs `work` while no other call writes. */
  private async alone(work: (goOn: GoOn) => Promise<void>): Promise<void> {
    while (this.isWriting && Math.abs(Date.now() - this.aliveMs) < DEAD_MS) await scheduler.wait(LOOKING_MS);
    this.isWriting = true;
    this.aliveMs = Date.now();
    this.turn += 1;
    const { turn } = this;
    try {
      const turns = new Turns();
      await work(async (cells) => {
        await turns.after(cells);
        if (turn !== this.turn) throw new Error("another call writes the finished days");
        this.aliveMs = Date.now();
      });
    } finally {
      if (turn === this.turn) this.isWriting = false;
    }
  }
}
