/** The batch protocol from the shard's side, on the real runtime with real SQLite. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Day } from "../../src/domain/day.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";

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

test("a batch with a line that is none is refused for good and changes nothing", async () => {
  const stub = shard("refused");
  const lines: readonly unknown[] = [
    [7, "no-such-kind", 1],
    [7, "visit", 0],
    [7, "visit", 1.5],
    [-1, "visit", 1],
    ["7", "visit", 1],
  ];
  for (const line of lines) expect(await stub.add("writer", 1, [...THREE, line] as unknown as readonly Entry[])).toBe("refused");
  expect(await visitsIn(stub)).toBe(0);
  expect(await stub.add("writer", 1, THREE)).toBe("added");
  expect(await visitsIn(stub)).toBe(3);
});

test("a batch that fails half way leaves nothing behind and may be sent again", async () => {
  const stub = shard("broken");
  await runInDurableObject(stub, async (instance, state) => {
    const { sql } = state.storage;
    const exec = sql.exec.bind(sql);
    sql.exec = ((query: string, ...bindings: unknown[]) => {
      if (query.includes("INTO writers")) throw new Error("the disk is full");
      return exec(query, ...bindings);
    }) as typeof sql.exec;
    await expect(instance.add("writer", 1, THREE)).rejects.toThrow("the disk is full");
    sql.exec = exec;
  });
  expect(await visitsIn(stub)).toBe(0);
  await stub.add("writer", 1, THREE);
  expect(await visitsIn(stub)).toBe(3);
  // The day that was stamped is on disk too, so that a clock that goes back after a restart cannot stamp one before it.
  const days = await runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec("SELECT day FROM tallies UNION ALL SELECT day FROM clock").toArray(),
  );
  expect(days).toEqual([days[0], days[0]]);
});

test("a batch that was added is acknowledged also by a version that would refuse it", async () => {
  const stub = shard("versions");
  await stub.add("writer", 1, THREE);
  expect(await stub.add("writer", 1, [...THREE, [7, "of a later version", 1]] as unknown as readonly Entry[])).toBe("added");
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
  await stub.read(LATER, [CAMPAIGN], ["visit"], [LATER], null);
  await stub.add("writer", 1, THREE);
  const days = await runInDurableObject(stub, (_, state) => state.storage.sql.exec("SELECT day FROM tallies").toArray());
  expect(days).toEqual([{ day: LATER }]);
});
