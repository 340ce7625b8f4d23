/** An isolate's pending counts against a real shard that may lose any call and any answer: in whatever order, the sums are right. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";
import { PendingCounts, type Send } from "../../src/visitor/pending_counts.ts";

const CAMPAIGN = 7 as CampaignId;

type Fate = "arrives" | "never arrives" | "answer is lost" | "arrives twice";
const fates = fc.array(fc.constantFrom<Fate>("arrives", "never arrives", "answer is lost", "arrives twice"), { maxLength: 4 });

/** A way to the shard on which the calls meet the fates, one after the other; all later calls arrive. */
function sendBy(stub: DurableObjectStub<Shard>, ahead: Fate[]): Send {
  return async (writer, seq, entries) => {
    const fate = ahead.shift() ?? "arrives";
    if (fate === "never arrives") throw new Error("the call was lost");
    const outcome = await stub.add(writer, seq, entries);
    if (fate === "arrives twice") await stub.add(writer, seq, entries);
    if (fate === "answer is lost") throw new Error("the answer was lost");
    return outcome;
  };
}

/** Stands for the requests' contexts: keeps what they are asked to wait for. */
function context(): { readonly ctx: ExecutionContext; settled(): Promise<unknown> } {
  const waiting: Promise<unknown>[] = [];
  const ctx = { waitUntil: (promise: Promise<unknown>) => waiting.push(promise) } as unknown as ExecutionContext;
  return { ctx, settled: () => Promise.all(waiting) };
}

let shards = 0;

test("two isolates writing to one shard: whatever is lost on the way, each visit counts once", async () => {
  const isolate = fc.record({ fates, bursts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.tuple(isolate, isolate), async (isolates) => {
      shards += 1;
      const stub = env.SHARD.getByName(`pending-${shards}`);
      const waits = isolates.map(async ({ fates: ahead, bursts }) => {
        const { ctx, settled } = context();
        const pending = new PendingCounts(sendBy(stub, [...ahead]));
        for (const burst of bursts) {
          for (let visit = 0; visit < burst; visit += 1) pending.add(ctx, CAMPAIGN, "visit", Date.now());
          await scheduler.wait(7);
        }
        await settled();
        expect(pending.isEmpty).toBe(true);
      });
      await Promise.all(waits);
      const sent = isolates.flatMap(({ bursts }) => bursts).reduce((sum, burst) => sum + burst, 0);
      const counted = await runInDurableObject(
        stub,
        (_, state) => state.storage.sql.exec("SELECT total FROM tallies WHERE campaign = 7").one().total,
      );
      expect(counted).toBe(sent);
    }),
    { numRuns: 20 },
  );
}, 60_000);

test.each([
  ["a minute later", 60_000],
  ["after the clock went back an hour", -3_600_000],
])("a flush that the runtime ended with its request is taken over %s, and its batch counts once", async (when, passedMs) => {
  const stub = env.SHARD.getByName(`taken over ${when}`);
  let [isStuck, isSent] = [true, false];
  let nowMs = Date.now();
  const pending = new PendingCounts(async (writer, seq, entries) => {
    const outcome = await stub.add(writer, seq, entries);
    isSent = true;
    return isStuck ? new Promise<never>(() => undefined) : outcome;
  });
  const ended = context();
  for (let visit = 0; visit < 3; visit += 1) pending.add(ended.ctx, CAMPAIGN, "visit", nowMs);
  while (!isSent) await scheduler.wait(1);
  isStuck = false;
  nowMs += passedMs;
  const next = context();
  pending.add(next.ctx, CAMPAIGN, "visit", nowMs);
  await next.settled();
  expect(pending.isEmpty).toBe(true);
  const counted = await runInDurableObject(
    stub,
    (_, state) => state.storage.sql.exec("SELECT total FROM tallies WHERE campaign = 7").one().total,
  );
  expect(counted).toBe(4);
});
