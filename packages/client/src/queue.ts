/**
 * A queue of signup reports that survives Fivebar being down and the process being restarted.
 *
 * It keeps sums, not a list: per campaign how many signups wait. So it grows with the campaigns and not with an outage, and
 * somebody who finds it next to the site's own list of signups cannot lay the two side by side.
 *
 * What waits is taken into a batch with a random key, which is kept before it is sent and sent under that key until it is
 * answered: Fivebar counts it once. It knows a key for 24 hours. A batch that may have been counted, and was never answered in that
 * time, is set aside: counted too little rather than twice, and said aloud.
 */
import { checked, type Fivebar, MAX_COUNT, type SignupReport } from "./client.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { type Pauses, pauseMs } from "./pause.ts";
import { type Batch, emptyQueue, type Queued, readQueue, type SetAside } from "./queued.ts";

/** Where a queue is kept. `write` resolves when the text would survive the end of the process. */
export interface Outbox {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

export type QueueProblem =
  /** Sent again later. */
  | { readonly kind: "unavailable"; readonly error: UnavailableError }
  /** Wrong key, role or address: kept, and tried again with the next signup or `flush`. */
  | { readonly kind: "refused"; readonly error: RefusedError }
  /** Not sent again. */
  | { readonly kind: "set-aside"; readonly report: SetAside }
  /** The outbox cannot be written. */
  | { readonly kind: "outbox"; readonly error: unknown };

export interface QueueOptions {
  /** Send as soon as something waits; true when left out. Else only `flush` sends: once a night, say. */
  readonly sendAtOnce?: boolean;
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
  #round: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  /** Takes up what an earlier process left. Rejects when the outbox cannot be read. */
  static async open(client: Fivebar, outbox: Outbox, options: QueueOptions = {}): Promise<SignupQueue> {
    const text = await outbox.read();
    const queue = new SignupQueue(client, outbox, options, text === null ? emptyQueue() : readQueue(text));
    if (queue.#options.sendAtOnce) void queue.#send();
    return queue;
  }

  private constructor(client: Fivebar, outbox: Outbox, options: QueueOptions, queued: Queued) {
    this.#client = client;
    this.#outbox = outbox;
    this.#queued = queued;
    const onProblem = (problem: QueueProblem): void =>
      console.warn(`Fivebar: ${"error" in problem ? problem.error : JSON.stringify(problem.report)}`);
    this.#options = { sendAtOnce: true, pauses: { firstMs: 1_000, longestMs: 300_000 }, onProblem, now: Date.now, ...options };
  }

  /** Signups that are not yet known to be counted. */
  get waiting(): number {
    return [...this.#queued.waiting, ...this.#queued.batches].reduce((sum, { count }) => sum + count, 0);
  }

  /** What will not be sent again, for somebody to look into. */
  get setAside(): readonly SetAside[] {
    return [...this.#queued.setAside];
  }

  /**
   * Takes a report over, and resolves when it is kept; it is delivered later. Rejects when it cannot be kept, in which case it is
   * still delivered if this process lives: do not add it again.
   */
  async add(report: Omit<SignupReport, "test">): Promise<void> {
    const { campaign, count = 1 } = checked(report);
    const code = campaign?.toLowerCase() ?? null;
    const same = this.#queued.waiting.find((waiting) => waiting.campaign === code);
    if (same === undefined) this.#queued.waiting.push({ campaign: code, count });
    else same.count += count;
    await this.#keep();
    // During a pause this one waits too: many signups in an outage shall not be as many tries.
    if (this.#options.sendAtOnce && this.#timer === undefined) void this.#send();
  }

  /** Sends what waits, and resolves when all is delivered or one try has failed; `waiting` then says what is left. */
  async flush(): Promise<void> {
    await this.#round;
    await this.#send();
  }

  /** Ends sending and lets go of the outbox. What was not delivered stays in it. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("the queue is closed"));
    clearTimeout(this.#timer);
    await this.#round;
    await this.#written.catch(() => {});
    await this.#outbox.close();
  }

  /** One round at a time: until nothing is left, or until a failure. */
  #send(): Promise<void> {
    this.#round ??= this.#sendAll();
    return this.#round;
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Not before its caller knows of this round: it ends, and says so, in one step with finding that nothing is left.
    await Promise.resolve();
    try {
      while (!this.#closing.signal.aborted) {
        this.#takeBatches();
        const batch = this.#queued.batches[0];
        if (batch === undefined) break;
        await this.#deliver(batch);
        this.#failures = 0;
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#round = null;
    }
  }

  /** Makes batches of what waits; each keeps its key from here on. */
  #takeBatches(): void {
    for (const { campaign, count } of this.#queued.waiting.splice(0)) {
      for (let left = count; left > 0; left -= MAX_COUNT)
        this.#queued.batches.push({ campaign, count: Math.min(left, MAX_COUNT), key: crypto.randomUUID(), doubtfulSince: null });
    }
  }

  async #deliver(batch: Batch): Promise<void> {
    const nowMs = this.#options.now();
    if (batch.doubtfulSince !== null && nowMs - batch.doubtfulSince >= REPEATABLE_MS) return this.#remove(batch, "doubtful");
    const wasInDoubt = batch.doubtfulSince !== null;
    // Kept before it is sent: should the process end meanwhile, the next one knows that it may have been counted. To the hour,
    // because nothing here shall say when a signup was.
    batch.doubtfulSince ??= Math.floor(nowMs / MS_PER_HOUR) * MS_PER_HOUR;
    await this.#keep();
    const { campaign, count, key } = batch;
    try {
      await this.#client.reportOnce({ campaign, count }, { idempotencyKey: key, signal: this.#closing.signal });
    } catch (error) {
      if (error instanceof RefusedError && (error.status === 400 || error.status === 422)) return this.#remove(batch, "refused");
      if (!wasInDoubt && wasNotCounted(error)) {
        batch.doubtfulSince = null;
        await this.#keep();
      }
      throw error;
    }
    await this.#remove(batch, null);
  }

  async #remove(batch: Batch, why: SetAside["why"] | null): Promise<void> {
    this.#queued.batches.splice(this.#queued.batches.indexOf(batch), 1);
    if (why !== null) {
      const report = { campaign: batch.campaign, count: batch.count, why };
      this.#queued.setAside.push(report);
      this.#options.onProblem({ kind: "set-aside", report });
    }
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

/** Whether a failed try surely counted nothing. */
function wasNotCounted(error: unknown): boolean {
  return error instanceof UnavailableError ? !error.mayHaveCounted : error instanceof RefusedError && error.status >= 400;
}
