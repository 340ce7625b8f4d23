/**
 * A queue of signup reports that survives Fivebar being down and the process being restarted.
 *
 * It keeps sums, not a list: per campaign how many signups wait. So it grows with the campaigns and not with an outage, and
 * somebody who finds it next to the site's own list of signups cannot lay the two side by side.
 *
 * What waits is taken into batches with a random key each, which are kept before they are sent and sent under that key until they are
 * answered: Fivebar counts each once. Until then no other batches are made. It knows a key for 24 hours. A batch that may have been
 * counted, and was never answered in that time, is set aside: counted too little rather than twice, and said aloud.
 */
import type { SignupReport } from "./api.ts";
import { checked, type Fivebar } from "./client.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { type Outbox, takeUp } from "./outbox.ts";
import { type Pauses, pauseMs, sleep } from "./pause.ts";
import { addWaiting, type Batch, endBatch, type Queued, type SetAside, takeBatches } from "./queued.ts";

export type QueueProblem =
  /** Sent again later. */
  | { readonly kind: "unavailable"; readonly error: UnavailableError }
  /** Wrong key, role or address: kept, and tried again with the next signup or `flush`. */
  | { readonly kind: "refused"; readonly error: RefusedError }
  /** Not sent again. */
  | { readonly kind: "set-aside"; readonly report: SetAside }
  /** The outbox cannot be written, or held what was no queue. */
  | { readonly kind: "outbox"; readonly error: unknown };

export interface QueueOptions {
  /** Send as soon as something waits; true when left out. Else only `flush` sends: once a night, say. */
  readonly sendAtOnce?: boolean;
  /** For how long `flush` tries again, in milliseconds: an hour when left out, 0 for one try. */
  readonly flushForMs?: number;
  readonly pauses?: Pauses;
  /** Told of everything that is not well; writes a warning when left out. */
  readonly onProblem?: (problem: QueueProblem) => void;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const MS_PER_HOUR = 3_600_000;
/** An hour less than Fivebar promises, for clocks that differ. */
const REPEATABLE_MS = 23 * MS_PER_HOUR;

export class SignupQueue {
  readonly #client: Fivebar;
  readonly #outbox: Outbox;
  readonly #options: Required<QueueOptions>;
  readonly #queued: Queued;
  readonly #closing = new AbortController();
  #written: Promise<void> = Promise.resolve();
  #nextWrite: Promise<void> | null = null;
  /** The round under way: resolves with what it failed with, or null when nothing is left. */
  #round: Promise<unknown> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  /**
   * Takes up what an earlier process left. Rejects, and lets go of the outbox, when that cannot be read; what is readable but no queue is
   * moved aside where the outbox can do that, and `onProblem` is told.
   */
  static async open(client: Fivebar, outbox: Outbox, options: QueueOptions = {}): Promise<SignupQueue> {
    const { queued, broken } = await takeUp(outbox);
    const queue = new SignupQueue(client, outbox, options, queued);
    if (broken !== null) queue.#options.onProblem({ kind: "outbox", error: broken });
    if (queue.#options.sendAtOnce) void queue.#send();
    return queue;
  }

  private constructor(client: Fivebar, outbox: Outbox, options: QueueOptions, queued: Queued) {
    this.#client = client;
    this.#outbox = outbox;
    this.#queued = queued;
    const onProblem = (problem: QueueProblem): void =>
      console.warn(`Fivebar: ${"error" in problem ? problem.error : JSON.stringify(problem.report)}`);
    const pauses = { firstMs: 1_000, longestMs: 300_000 };
    this.#options = { sendAtOnce: true, flushForMs: MS_PER_HOUR, pauses, onProblem, now: Date.now, ...options };
  }

  /** Signups that are not yet known to be counted. */
  get waiting(): number {
    return [...this.#queued.waiting, ...this.#queued.batches].reduce((sum, { count }) => sum + count, 0);
  }

  /** What will not be sent again, as sums, for somebody to look into; `settle` ends it. */
  get setAside(): readonly SetAside[] {
    return [...this.#queued.setAside];
  }

  /**
   * Takes a report over, and resolves when it is kept; it is delivered later. Rejects when it cannot be kept. It is then held in memory,
   * and delivered when the outbox can be written again if this process lives until then: do not add it again. After `close` nothing is
   * taken over, and it rejects at once.
   */
  async add(report: Omit<SignupReport, "test">): Promise<void> {
    this.#closing.signal.throwIfAborted();
    const { campaign, count = 1 } = checked(report);
    addWaiting(this.#queued, campaign, count);
    try {
      await this.#keep();
    } finally {
      // During a pause this one waits too: many signups in an outage shall not be as many tries.
      if (this.#options.sendAtOnce && this.#timer === undefined) void this.#send();
    }
  }

  /**
   * Sends what waits, and resolves when all is delivered or when it is of no use to go on; `waiting` then says what is left. While Fivebar
   * is not available it tries again, with growing pauses, for `flushForMs`.
   */
  async flush(): Promise<void> {
    const endMs = performance.now() + this.#options.flushForMs;
    await this.#round;
    for (let failures = 1; ; failures += 1) {
      const error = await this.#send();
      if (!(error instanceof UnavailableError)) return;
      const ms = pauseMs(this.#options.pauses, failures, error.retryAfterMs);
      if (performance.now() + ms > endMs) return;
      await sleep(ms, this.#closing.signal).catch(() => {});
    }
  }

  /**
   * Ends what was set aside, or the part of it with this reason: `"send"` reports it once more, under a new key, and so counts twice what was
   * counted after all; `"drop"` forgets it. Resolves, when that is kept, with what it was. Rejects after `close`.
   */
  async settle(how: "send" | "drop", why?: SetAside["why"]): Promise<readonly SetAside[]> {
    this.#closing.signal.throwIfAborted();
    const { setAside } = this.#queued;
    const settled = setAside.filter((one) => why === undefined || one.why === why);
    setAside.splice(0, setAside.length, ...setAside.filter((one) => !settled.includes(one)));
    if (how === "send") for (const { campaign, count } of settled) addWaiting(this.#queued, campaign, count);
    await this.#keep();
    if (how === "send" && this.#options.sendAtOnce && this.#timer === undefined) void this.#send();
    return settled;
  }

  /** Ends sending and lets go of the outbox. What was not delivered stays in it. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("the queue is closed"));
    clearTimeout(this.#timer);
    await this.#round;
    await this.#written.catch(() => {});
    await this.#outbox.close();
  }

  /** One round at a time: until nothing is left, or until a failure, with which it then resolves. */
  #send(): Promise<unknown> {
    this.#round ??= this.#sendAll();
    return this.#round;
  }

  async #sendAll(): Promise<unknown> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Not before its caller knows of this round: it ends, and says so, in one step with finding that nothing is left.
    await Promise.resolve();
    try {
      while (!this.#closing.signal.aborted) {
        // Only then: batches of every round of an outage would be a list of its signups, in their order.
        if (this.#queued.batches.length === 0) takeBatches(this.#queued);
        const [batch] = this.#queued.batches;
        if (batch === undefined) break;
        await this.#deliver(batch);
        this.#failures = 0;
      }
      return null;
    } catch (error) {
      this.#failed(error);
      return error;
    } finally {
      this.#round = null;
    }
  }

  async #deliver(batch: Batch): Promise<void> {
    const nowMs = this.#options.now();
    const wasInDoubt = batch.doubtfulSince !== null;
    if (batch.doubtfulSince !== null && nowMs - batch.doubtfulSince >= REPEATABLE_MS) return this.#end(batch, "doubtful");
    let isKept = false;
    let mayHaveCounted = wasInDoubt;
    // Kept before it is sent: should the process end meanwhile, the next one knows that it may have been counted. To the hour,
    // because nothing here shall say when a signup was.
    batch.doubtfulSince ??= Math.floor(nowMs / MS_PER_HOUR) * MS_PER_HOUR;
    try {
      await this.#keep();
      isKept = true;
      this.#closing.signal.throwIfAborted();
      mayHaveCounted = true;
      const { campaign, count, key } = batch;
      await this.#client.reportOnce({ campaign, count }, { idempotencyKey: key, signal: this.#closing.signal });
    } catch (error) {
      if (error instanceof RefusedError && (error.status === 400 || error.status === 422)) return this.#end(batch, "refused");
      if (!wasInDoubt && (!mayHaveCounted || wasNotCounted(error))) {
        batch.doubtfulSince = null;
        if (isKept) await this.#keep();
      }
      throw error;
    }
    await this.#end(batch, null);
  }

  async #end(batch: Batch, why: SetAside["why"] | null): Promise<void> {
    endBatch(this.#queued, batch, why);
    if (why !== null) this.#options.onProblem({ kind: "set-aside", report: { campaign: batch.campaign, count: batch.count, why } });
    await this.#keep();
  }

  #failed(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    if (error instanceof RefusedError) this.#options.onProblem({ kind: "refused", error });
    else this.#options.onProblem(error instanceof UnavailableError ? { kind: "unavailable", error } : { kind: "outbox", error });
    if (!this.#options.sendAtOnce || error instanceof RefusedError) return;
    this.#failures += 1;
    const atLeastMs = error instanceof UnavailableError ? error.retryAfterMs : null;
    this.#timer = setTimeout(() => void this.#send(), pauseMs(this.#options.pauses, this.#failures, atLeastMs));
    // The reports are kept: a process that has nothing else to do may end. Not every runtime has this.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  /** Writes the queue as it is then; calls that come while a write is under way share the next one. */
  #keep(): Promise<void> {
    this.#nextWrite ??= this.#written
      .catch(() => {})
      .then(() => {
        this.#nextWrite = null;
        return this.#outbox.write(`${JSON.stringify(this.#queued)}\n`);
      });
    this.#written = this.#nextWrite;
    return this.#nextWrite;
  }
}

/** Whether a failed try surely counted nothing: no connection, 429, or an answer that says no or leads elsewhere. */
function wasNotCounted(error: unknown): boolean {
  return error instanceof UnavailableError ? !error.mayHaveCounted : error instanceof RefusedError && error.status >= 300;
}
