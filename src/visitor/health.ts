/**
 * Whether all is well, for a monitor outside: states, and never a count. Storage is asked once a second at most (once in three with `?deep=1`), however
 * many ask here, so that a stranger cannot make it work.
 */
import { canCount, type PartStates, PROMETHEUS_TYPE, prometheusText, wantsPrometheus } from "../domain/part_states.ts";
import type { Counting } from "../storage/counting.ts";
import { json, plain } from "./pages/page.ts";
import type { PendingCounts } from "./pending_counts.ts";

const FRESH_MS = 1_000;
const DEEP_FRESH_MS = 3_000;
/** A registry that takes longer counts as one that cannot be read. */
const ANSWER_MS = 2_000;
/** The polling interval of a request that waits for another request's answer. */
const LOOKING_MS = 10;

interface Health {
  readonly ok: boolean;
  readonly counts: "written" | "waiting";
  readonly registry: "ok" | "unreadable";
  readonly shards: "ok" | "failing";
}

type Answer = Pick<Health, "registry" | "shards">;

export class HealthCheck {
  private readonly pending: readonly PendingCounts[];
  private readonly answer: SharedAnswer<Answer>;
  private readonly parts: SharedAnswer<PartStates>;

  constructor(counting: Counting, pending: readonly PendingCounts[]) {
    this.pending = pending;
    this.answer = new SharedAnswer<Answer>(
      async () => ({ registry: "ok", shards: await counting.health() }),
      (before) => ({ registry: "unreadable", shards: before?.shards ?? "ok" }),
      FRESH_MS,
    );
    const ask = async (): Promise<PartStates> => counting.parts();
    this.parts = new SharedAnswer<PartStates>(ask, () => ({ registry: false }), DEEP_FRESH_MS);
  }

  /** With `?deep=1` every part; as Prometheus reads it where that is asked for, and then without a 503, with which Prometheus would drop the states. */
  async respond({ url, headers }: Request, nowMs: number): Promise<Response> {
    const { searchParams } = new URL(url);
    if (searchParams.get("deep") !== "1") {
      const health = await this.health(nowMs);
      return health.ok ? json({ ok: true }) : json(health, 503);
    }
    const parts = { ...(await this.parts.get(nowMs)), counts: !this.isWaiting };
    if (wantsPrometheus(searchParams.get("format"), headers.get("accept"))) return plain(prometheusText(parts), PROMETHEUS_TYPE);
    return json({ ok: canCount(parts), ...parts }, canCount(parts) ? 200 : 503);
  }

  private async health(nowMs: number): Promise<Health> {
    const { registry, shards } = await this.answer.get(nowMs);
    const { isWaiting } = this;
    return { ok: registry === "ok" && shards === "ok" && !isWaiting, counts: isWaiting ? "waiting" : "written", registry, shards };
  }

  private get isWaiting(): boolean {
    return this.pending.some(({ isStuck }) => isStuck);
  }
}

/** What storage says, asked anew when it is no longer fresh. Requests share the value and never a promise. */
class SharedAnswer<T> {
  private readonly ask: () => Promise<T>;
  private readonly failed: (before: T | null) => T;
  private readonly freshMs: number;
  private answer: T | null = null;
  private answeredMs = 0;
  private askedMs = 0;
  private isAsking = false;

  /** @param failed the answer where storage gives none, or takes too long */
  constructor(ask: () => Promise<T>, failed: (before: T | null) => T, freshMs: number) {
    this.ask = ask;
    this.failed = failed;
    this.freshMs = freshMs;
  }

  async get(nowMs: number): Promise<T> {
    const ageMs = nowMs - this.answeredMs;
    if (this.answer === null || ageMs < 0 || ageMs >= this.freshMs) {
      const isAsked = this.isAsking && Math.abs(nowMs - this.askedMs) < 2 * ANSWER_MS;
      if (isAsked) await this.untilAnswered();
      else await this.renew(nowMs);
    }
    return this.answer ?? this.failed(null);
  }

  private async renew(nowMs: number): Promise<void> {
    this.isAsking = true;
    this.askedMs = nowMs;
    const failed = (): T => this.failed(this.answer);
    const late = scheduler.wait(ANSWER_MS).then(failed);
    this.answer = await Promise.race([this.ask().catch(failed), late]);
    this.answeredMs = Date.now();
    this.isAsking = false;
  }

  private async untilAnswered(): Promise<void> {
    for (let waitedMs = 0; waitedMs < ANSWER_MS && this.isAsking; waitedMs += LOOKING_MS) await scheduler.wait(LOOKING_MS);
  }
}
