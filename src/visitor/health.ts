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
  private readonly answer: (nowMs: number) => Promise<Answer>;
  private readonly parts: (nowMs: number) => Promise<PartStates>;

  constructor(counting: Counting, pending: readonly PendingCounts[]) {
    this.pending = pending;
    const answer = async (): Promise<Answer> => ({ registry: "ok", shards: await counting.health() });
    this.answer = shared<Answer>(answer, (before) => ({ registry: "unreadable", shards: before?.shards ?? "ok" }), FRESH_MS);
    this.parts = shared<PartStates>(
      async () => counting.parts(),
      () => ({ registry: false }),
      DEEP_FRESH_MS,
    );
  }

  /** With `?deep=1` every part; as Prometheus reads it where that is asked for, and then without a 503, with which Prometheus would drop the states. */
  async respond({ url, headers }: Request, nowMs: number): Promise<Response> {
    const isWaiting = (): boolean => this.pending.some(({ isStuck }) => isStuck);
    const { searchParams } = new URL(url);
    if (searchParams.get("deep") === "1") {
      const parts = { ...(await this.parts(nowMs)), counts: !isWaiting() };
      if (wantsPrometheus(searchParams.get("format"), headers.get("accept"))) return plain(prometheusText(parts), PROMETHEUS_TYPE);
      return json({ ok: canCount(parts), ...parts }, canCount(parts) ? 200 : 503);
    }
    const { registry, shards } = await this.answer(nowMs);
    const counts = isWaiting() ? "waiting" : "written";
    const ok = registry === "ok" && shards === "ok" && counts === "written";
    return ok ? json({ ok }) : json({ ok, counts, registry, shards } satisfies Health, 503);
  }
}

/**
 * What storage says, asked anew when it is older than `freshMs`. Requests share the value and never a promise.
 *
 * @param failed the answer where storage gives none, or takes too long
 */
function shared<T>(ask: () => Promise<T>, failed: (before: T | null) => T, freshMs: number): (nowMs: number) => Promise<T> {
  let answer: T | null = null;
  let [answeredMs, askedMs, isAsking] = [0, 0, false];
  return async (nowMs) => {
    const ageMs = nowMs - answeredMs;
    if (answer !== null && ageMs >= 0 && ageMs < freshMs) return answer;
    if (isAsking && Math.abs(nowMs - askedMs) < 2 * ANSWER_MS) {
      for (let waitedMs = 0; waitedMs < ANSWER_MS && isAsking; waitedMs += LOOKING_MS) await scheduler.wait(LOOKING_MS);
      return answer ?? failed(null);
    }
    [isAsking, askedMs] = [true, nowMs];
    const fallback = (): T => failed(answer);
    answer = await Promise.race([ask().catch(fallback), scheduler.wait(ANSWER_MS).then(fallback)]);
    [isAsking, answeredMs] = [false, Date.now()];
    return answer;
  };
}
