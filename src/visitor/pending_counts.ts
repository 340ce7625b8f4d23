/**
 * The counts that this isolate has in memory, on their way to a shard. "Counted once" is kept here on the sender's side, and in
 * src/storage/shard/writers.ts on the receiver's.
 *
 * Events are added to plain numbers. A request that finds no flush running starts one: it calls `waitUntil` before its first await, so
 * that the runtime lets the flush finish even when the client has gone. A flush sends one batch at a time, each with the writer's name and
 * the next number. A batch without an answer is sent again unchanged, under the same number: the shard adds it once. A batch stays in
 * memory until it is acknowledged, so that a later request can take over from a flush that the runtime ended. Requests share values and
 * never promises, because a promise ends with the request that made it.
 */
import type { CampaignId } from "../domain/campaign/campaign.ts";
import { KINDS, type Kind, NO_CAMPAIGN } from "../domain/kind.ts";
import type { Entry } from "../storage/shard/counts.ts";

/** Brings a batch to its shard; resolves when it is committed there, or refused for good. Makes a fresh stub at each call. */
export type Send = (writer: string, seq: number, entries: readonly Entry[]) => Promise<"added" | "refused">;

interface Batch {
  readonly seq: number;
  readonly entries: readonly Entry[];
  /** How many its entries add up to. */
  readonly events: number;
}

/** How long a flush waits for more events. It doubles while several come in one window, which saves calls and writes, and halves while not. */
const SHORTEST_WINDOW_MS = 5;
const LONGEST_WINDOW_MS = 50;
/** After this long a flush lets the next request take over: the runtime ends what outlives its request by 30 s. */
const TERM_MS = 5_000;
/** After failing for this long a flush leaves its batch to the next request of any kind: see `sendPending`. */
const TRYING_MS = 20_000;
/** An answer that takes longer counts as lost. */
const ANSWER_MS = 10_000;
/** A flush that has not updated `aliveMs` for this long counts as dead. */
const DEAD_MS = ANSWER_MS + 5_000;
/** The polling interval of a request that waits for an acknowledgement. */
const LOOKING_MS = 5;
/** Failures of one flush after which the operator is told, until counts are written again. */
const REPORTED_FAILURES = 3;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3_200;
/** An overloaded object is left alone for longer. */
const OVERLOADED_PAUSE_MS = 1_000;

export class PendingCounts {
  private readonly send: Send;
  private counts = new Map<number, number>();
  private events = 0;
  /** All that ever came, and all that is at its shard by now. */
  private counted = 0;
  private acknowledged = 0;
  private writer: string | null = null;
  private lastSeq = 0;
  /** Taken from `counts`, not yet acknowledged. */
  private batch: Batch | null = null;
  /** The number of the current flush; one that finds another number here stops. */
  private flush = 0;
  private isFlushing = false;
  private mayTakeOver = false;
  private aliveMs = 0;
  private isTold = false;
  private hasFailed = false;
  private windowMs = SHORTEST_WINDOW_MS;

  constructor(send: Send) {
    this.send = send;
  }

  /** Counts one event. Nothing here waits, so the visitor's answer does not either. */
  add(ctx: ExecutionContext, campaign: CampaignId, kind: Kind, nowMs: number): void {
    this.note(campaign, kind, 1);
    this.sendPending(ctx, nowMs);
  }

  /** Starts a flush if there is something to send and none is running, so that counts do not wait for the next visit. */
  sendPending(ctx: ExecutionContext, nowMs: number): void {
    if (this.isEmpty) return;
    // After the clock went back, the flush's age is unknown: taking over from a live one does no harm.
    if (this.isFlushing && !this.mayTakeOver && Math.abs(nowMs - this.aliveMs) < DEAD_MS) return;
    this.isFlushing = true;
    this.mayTakeOver = false;
    this.aliveMs = nowMs;
    this.flush += 1;
    ctx.waitUntil(this.run(this.flush, nowMs));
  }

  /** Whether everything that was counted has been acknowledged. */
  get isEmpty(): boolean {
    return this.counts.size === 0 && this.batch === null;
  }

  /** How much of what was counted has not been acknowledged. */
  get unwritten(): number {
    return this.counted - this.acknowledged;
  }

  /** Whether the last attempt to write counts failed, and they wait in memory. */
  get isStuck(): boolean {
    return this.hasFailed && !this.isEmpty;
  }

  /**
   * Waits until all that was counted before this call is acknowledged, at most `limitMs`. It polls, because the flush may belong to another
   * request, whose promises must not be shared.
   */
  async untilWritten(limitMs: number): Promise<void> {
    const { counted } = this;
    for (let waitedMs = 0; waitedMs < limitMs && this.acknowledged < counted; waitedMs += LOOKING_MS) await scheduler.wait(LOOKING_MS);
  }

  private note(campaign: CampaignId, kind: Kind, count: number): void {
    const key = campaign * KINDS.length + KINDS.indexOf(kind);
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
    this.events += count;
    this.counted += count;
  }

  private async run(flush: number, startMs: number): Promise<void> {
    let failures = 0;
    let pauseMs = this.windowMs;
    for (;;) {
      await scheduler.wait(pauseMs);
      if (flush !== this.flush) return;
      this.aliveMs = Date.now();
      this.mayTakeOver = false;
      this.batch ??= this.take();
      if (this.batch === null) {
        this.isFlushing = false;
        return;
      }
      const problem = await this.deliver(this.batch);
      this.hasFailed = problem !== null;
      if (flush !== this.flush) return;
      this.aliveMs = Date.now();
      if (problem === null) {
        this.tellWritten();
        failures = 0;
        pauseMs = this.windowMs;
        this.mayTakeOver = this.aliveMs - startMs > TERM_MS;
      } else if (this.aliveMs - startMs > TRYING_MS) {
        this.isFlushing = false;
        return;
      } else {
        failures += 1;
        if (failures >= REPORTED_FAILURES) this.tellWaiting(problem);
        pauseMs = pauseAfter(failures, problem);
      }
    }
  }

  private tellWaiting(problem: unknown): void {
    if (!this.isTold) console.error("fivebar: counts cannot be written; they wait in memory", String(problem));
    this.isTold = true;
  }

  private tellWritten(): void {
    if (this.isTold) console.error("fivebar: counts that had to wait are written");
    this.isTold = false;
  }

  private take(): Batch | null {
    if (this.counts.size === 0) return null;
    const entries: Entry[] = [];
    for (const [key, count] of this.counts) {
      const kind = KINDS[key % KINDS.length];
      if (kind !== undefined) entries.push([Math.floor(key / KINDS.length) as CampaignId, kind, count]);
    }
    this.windowMs = this.events > 1 ? Math.min(this.windowMs * 2, LONGEST_WINDOW_MS) : Math.max(this.windowMs / 2, SHORTEST_WINDOW_MS);
    const { events } = this;
    this.counts = new Map();
    this.events = 0;
    this.lastSeq += 1;
    return { seq: this.lastSeq, entries, events };
  }

  /** Counts the events of a refused batch as lost. A batch that holds lost events only is dropped: it would be refused again. */
  private giveUp({ entries, events }: Batch): void {
    console.error("fivebar: a shard refused counts for good; the report shows them as lost");
    if (entries.some(([, kind]) => kind !== "lost")) this.note(NO_CAMPAIGN, "lost", events);
  }

  /** Sends `batch` once. Returns null when it is committed, otherwise the error. */
  private async deliver(batch: Batch): Promise<unknown> {
    this.writer ??= crypto.randomUUID();
    const answered = new AbortController();
    try {
      const outcome = await Promise.race([this.send(this.writer, batch.seq, batch.entries), noAnswer(answered.signal)]);
      if (this.batch !== batch) return null;
      this.batch = null;
      this.acknowledged += batch.events;
      if (outcome === "refused") this.giveUp(batch);
      return null;
    } catch (error) {
      return error ?? "no reason";
    } finally {
      answered.abort();
    }
  }
}

async function noAnswer(signal: AbortSignal): Promise<never> {
  await scheduler.wait(ANSWER_MS, { signal });
  throw new Error("no answer");
}

/** Whether an object has refused a call because it has too many: the runtime marks such an error. */
export function isOverloaded(error: unknown): boolean {
  return typeof error === "object" && error !== null && "overloaded" in error && error.overloaded === true;
}

/** Exponential backoff with jitter, so that isolates that failed together do not retry together. */
function pauseAfter(failures: number, problem: unknown): number {
  const growing = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return Math.max(growing, isOverloaded(problem) ? OVERLOADED_PAUSE_MS : 0) * (0.75 + Math.random() / 2);
}
