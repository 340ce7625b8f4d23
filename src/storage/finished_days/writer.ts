/**
 * Who writes the ledger: one at a time, in parts, so that nobody who visits waits for it (../turns.ts). Reports that want it meanwhile wait
 * for the one that writes.
 */
import type { Day } from "../../domain/day.ts";
import { KINDS } from "../../domain/kind.ts";
import { everyCampaign } from "../registry/campaigns.ts";
import { inTransaction } from "../transaction.ts";
import { cellsOf, inParts, Turns } from "../turns.ts";
import { decodeAnswer, type ShardCommands } from "../wire.ts";
import { beginPlan, finishFold, finishPlan, foldAll, ledgerThrough, mustFold, type Plan, planNext, writePart } from "./finished_days.ts";
import { everySeries } from "./rows.ts";

/** Somebody who shows no sign of life for so long is taken for dead: the runtime may end what nobody waits for any more. */
const DEAD_MS = 15_000;
/** How often somebody who waits looks. */
const LOOKING_MS = 5;
const DAYS_A_YEAR = 366;

/** Gives the thread back when there was much to do, and fails once somebody else has taken over. */
type GoOn = (cells: number) => Promise<void>;

export class LedgerWriter {
  private readonly storage: DurableObjectStorage;
  /** Fresh stubs of all shards that ever counted. */
  readonly everyShard: () => readonly ShardCommands[];
  /** Which turn of writing is in charge; one that finds another number here stops. */
  private turn = 0;
  private isWriting = false;
  private aliveMs = 0;

  constructor(storage: DurableObjectStorage, everyShard: () => readonly ShardCommands[]) {
    this.storage = storage;
    this.everyShard = everyShard;
  }

  /** Writes the days before `today` that the ledger lacks. Rejects when a shard does not answer; what is not whole is not read then. */
  async extend(today: Day): Promise<void> {
    await this.alone(async (goOn) => {
      for (let isWritten = true; isWritten; ) {
        const plan = await this.plan(today, goOn);
        if (plan === null) return;
        isWritten = await this.write(plan, today, goOn);
      }
    });
  }

  /** Folds the ledger's days before `before`, the first of a month. */
  async fold(before: Day): Promise<void> {
    if (!mustFold(this.storage.sql, before)) return;
    await this.alone(async (goOn) => {
      for (const part of inParts(everySeries(this.storage.sql), DAYS_A_YEAR, 1)) {
        inTransaction(this.storage, (transaction) => foldAll(transaction, part, before));
        await goOn(cellsOf(part.length, DAYS_A_YEAR, 1));
      }
      inTransaction(this.storage, (transaction) => finishFold(transaction, before));
    });
  }

  private async plan(today: Day, goOn: GoOn): Promise<Plan | null> {
    const shards = this.everyShard();
    if (ledgerThrough(this.storage.sql, shards.length) !== null) return planNext(this.storage.sql, shards.length, today, null);
    const first: Day[] = [];
    for (const shard of shards) {
      const day = await shard.firstDay(today);
      if (day !== null) first.push(day);
      // The shard has looked at all its rows.
      await goOn(cellsOf(everyCampaign(this.storage.sql).length, DAYS_A_YEAR, 1));
    }
    return planNext(this.storage.sql, shards.length, today, first.sort()[0] ?? null);
  }

  private async write(plan: Plan, today: Day, goOn: GoOn): Promise<boolean> {
    for (const [index, part] of inParts(plan.campaigns, plan.days.length, plan.shards).entries()) {
      const answers = await Promise.all(this.everyShard().map((shard) => shard.read(today, part, KINDS, plan.days, null)));
      // The read and the write have about the same share.
      await goOn(cellsOf(part.length, plan.days.length, plan.shards));
      const isWritten = inTransaction(this.storage, (transaction) => {
        if (index === 0) beginPlan(transaction, plan);
        return writePart(transaction, plan, answers.flatMap(decodeAnswer), this.everyShard().length);
      });
      if (!isWritten) return false;
    }
    return inTransaction(this.storage, (transaction) => finishPlan(transaction, plan, this.everyShard().length));
  }

  /** Does `work` while nobody else writes. */
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
        if (turn !== this.turn) throw new Error("somebody else writes the ledger");
        this.aliveMs = Date.now();
      });
    } finally {
      if (turn === this.turn) this.isWriting = false;
    }
  }
}
