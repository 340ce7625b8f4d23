/** Which writers a shard remembers, and for how long, with a moved clock. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { leapRule } from "../../src/storage/leap.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";

// Time passes here by days and years; a clock that leaps has a test of its own.
leapRule.days = Number.POSITIVE_INFINITY;

const ONE: readonly Entry[] = [[7 as CampaignId, "visit", 1]];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Each of `writers` sends its first batch on `day`, and the shard cleans up after it. */
async function send(stub: DurableObjectStub<Shard>, day: string, ...writers: string[]): Promise<void> {
  vi.setSystemTime(Date.parse(`${day}T12:00:00Z`));
  for (const writer of writers) await stub.add(writer, 1, ONE);
  await runDurableObjectAlarm(stub);
}

const remembered = (stub: DurableObjectStub<Shard>): Promise<unknown[]> =>
  runInDurableObject(stub, (_, { storage }) =>
    storage.sql
      .exec<{ writer: string }>("SELECT writer FROM writers ORDER BY writer")
      .toArray()
      .map(({ writer }) => writer),
  );

test("a writer unseen for a week is forgotten, when another was seen after that", async () => {
  const stub = env.SHARD.getByName("weeks");
  await send(stub, "2026-03-01", "first");
  await send(stub, "2026-03-08", "in time");
  await send(stub, "2026-03-09", "a week later");
  expect(await remembered(stub)).toEqual(["a week later", "first", "in time"]);
  await send(stub, "2026-03-10", "last");
  expect(await remembered(stub)).toEqual(["a week later", "in time", "last"]);
});

test("a clock that leaps ahead makes nobody old: a batch in doubt at that moment counts once", async () => {
  const stub = env.SHARD.getByName("leap");
  await send(stub, "2026-03-01", "in doubt", "other");
  await send(stub, "2027-03-01", "new");
  expect(await stub.add("in doubt", 1, ONE)).toBe("added");
  const { total } = await runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec<{ total: number }>("SELECT max(total) AS total FROM tallies").one(),
  );
  expect(total).toBe(3);
});
