/**
 * Whether all is well, for a monitor outside: states, and never a count. The registry is asked once a second at most, however many ask here, so
 * that a stranger cannot make it work.
 */
import type { Counting } from "../storage/counting.ts";
import type { PendingCounts } from "./pending_counts.ts";

const FRESH_MS = 1_000;
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
  private readonly counting: Counting;
  private readonly pending: readonly PendingCounts[];
  /** A plain value, which requests share. */
  private answer: Answer | null = null;
  private answeredMs = 0;
  private askedMs = 0;
  private isAsking = false;

  constructor(counting: Counting, pending: readonly PendingCounts[]) {
    this.counting = counting;
    this.pending = pending;
  }

  async health(nowMs: number): Promise<Health> {
    const ageMs = nowMs - this.answeredMs;
    if (this.answer === null || ageMs < 0 || ageMs >= FRESH_MS) {
      const isAsked = this.isAsking && Math.abs(nowMs - this.askedMs) < 2 * ANSWER_MS;
      if (isAsked) await this.untilAnswered();
      else await this.ask(nowMs);
    }
    const { registry, shards } = this.answer ?? { registry: "unreadable", shards: "ok" };
    const isWaiting = this.pending.some(({ isStuck }) => isStuck);
    return { ok: registry === "ok" && shards === "ok" && !isWaiting, counts: isWaiting ? "waiting" : "written", registry, shards };
  }

  private async ask(nowMs: number): Promise<void> {
    this.isAsking = true;
    this.askedMs = nowMs;
    const asked = this.counting
      .health()
      .then((shards): Answer => ({ registry: "ok", shards }))
      .catch((): Answer => ({ registry: "unreadable", shards: this.answer?.shards ?? "ok" }));
    const late = scheduler.wait(ANSWER_MS).then((): Answer => ({ registry: "unreadable", shards: this.answer?.shards ?? "ok" }));
    this.answer = await Promise.race([asked, late]);
    this.answeredMs = Date.now();
    this.isAsking = false;
  }

  private async untilAnswered(): Promise<void> {
    for (let waitedMs = 0; waitedMs < ANSWER_MS && this.isAsking; waitedMs += LOOKING_MS) await scheduler.wait(LOOKING_MS);
  }
}
