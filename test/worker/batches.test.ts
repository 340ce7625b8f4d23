/** The batch protocol from the shard's side, on the real runtime with real SQLite. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { CampaignId } from "../../src/core/campaign.ts";
import type { Day } from "../../src/core/day.ts";
import type { Entry } from "../../src/counters/shard/tallies.ts";
import type { Shard } from "../../src/counters/shard.ts";

const CAMPAIGN = 7 as CampaignId;
const LATER = "2199-12-31" as Day;
const THREE: readonly Entry[] = [[CAMPAIGN, "visit", 3]];

/** A shard that no other test uses. */
function shard(name: string): DurableObjectStub<Shard> {
  return env.SHARD.getByName(name);
}

async function visitsIn(stub: DurableObjectStub<Shard>): Promise<number> {
  return runInDurableObject(stub, (_, state) =>
    Number(state.storage.sql.exec("SELECT coalesce(max(total), 0) AS n FROM tallies WHERE campaign = 7 AND kind = 'visit'").one().n),
  );
}

test("a batch sent twice counts once", async () => {
  const stub = shard("twice");
  await stub.add("writer", 1, THREE);
  await stub.add("writer", 1, THREE);
  expect(await visitsIn(stub)).toBe(3);
});

test("a batch that arrives after a later one was acknowledged counts no more", async () => {
  const stub = shard("late");
  await stub.add("writer", 1, THREE);
  await stub.add("writer", 2, THREE);
  await stub.add("writer", 1, THREE);
  expect(await visitsIn(stub)).toBe(6);
});

test("two writers with the same numbers both count", async () => {
  const stub = shard("two");
  await Promise.all([stub.add("one", 1, THREE), stub.add("other", 1, THREE)]);
  expect(await visitsIn(stub)).toBe(6);
});

test("a batch sent twice counts once across an eviction and an abort", async () => {
  const stub = shard("evicted");
  await stub.add("writer", 1, THREE);
  await evictDurableObject(stub);
  await stub.add("writer", 1, THREE);
  await abortAllDurableObjects();
  const fresh = shard("evicted");
  await fresh.add("writer", 1, THREE);
  await fresh.add("writer", 2, THREE);
  expect(await visitsIn(fresh)).toBe(6);
});

test("a batch of which one entry is refused by the database changes nothing, and may be sent again", async () => {
  const stub = shard("broken");
  const broken = [...THREE, [CAMPAIGN, null, 1]] as unknown as readonly Entry[];
  await runInDurableObject(stub, (instance) => expect(instance.add("writer", 1, broken)).rejects.toThrow());
  expect(await visitsIn(stub)).toBe(0);
  await stub.add("writer", 1, THREE);
  expect(await visitsIn(stub)).toBe(3);
});

test("one visit writes two rows", async () => {
  const stub = shard("cheap");
  await stub.add("writer", 1, THREE);
  const rows = await runInDurableObject(stub, async (instance, state) => {
    const { sql } = state.storage;
    const exec = sql.exec.bind(sql);
    let written = 0;
    const cursors: { readonly rowsWritten: number }[] = [];
    sql.exec = ((...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      cursors.push(cursor);
      return cursor;
    }) as typeof sql.exec;
    await instance.add("writer", 2, [[CAMPAIGN, "visit", 1]]);
    for (const { rowsWritten } of cursors) written += rowsWritten;
    return written;
  });
  expect(rows).toBe(2);
});

test("no day before the one that a report took as today is ever stamped", async () => {
  const stub = shard("promised");
  await stub.read(LATER, [CAMPAIGN], ["visit"], [LATER]);
  await stub.add("writer", 1, THREE);
  const days = await runInDurableObject(stub, (_, state) => state.storage.sql.exec("SELECT day FROM tallies").toArray());
  expect(days).toEqual([{ day: LATER }]);
});
