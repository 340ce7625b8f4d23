/** Visits released by the hour, by the real objects: figures are of the last full hour, whoever asks first and whatever the alarm does. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Day } from "../../src/domain/day.ts";
import { NO_CAMPAIGN } from "../../src/domain/kind.ts";
import { ask, begin, clock, EVER, HOUR_MS, restart, setClock, setShards, visit } from "./stage.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const MINUTE_MS = 60_000;
const visitShards = [0, 1].map((index) => env.SHARD.getByName(`visits-${index}`));
const visits = async (): Promise<number> => (await ask()).totals.visits;

/** What the shards keep of the hour, in all their tables. */
async function kept(): Promise<Record<string, unknown>[]> {
  const rows = await Promise.all(
    visitShards.map((stub) =>
      runInDurableObject(stub as DurableObjectStub, (_, { storage }) => [
        ...storage.sql.exec("SELECT hour FROM hour").toArray(),
        ...storage.sql.exec("SELECT count FROM this_hour").toArray(),
      ]),
    ),
  );
  return rows.flat();
}

async function beginHourly(): Promise<CampaignId> {
  const [one = NO_CAMPAIGN] = await begin("2026-11-10T12:00:00Z");
  await restart({ visitRelease: "hourly" });
  await setShards(2);
  return one;
}

test("what comes within an hour is out when the hour is full, of all shards at once, and nothing moves in between", async () => {
  const one = await beginHourly();
  for (let hour = 0; hour < 3; hour += 1) {
    for (let minute = 5; minute < 60; minute += 18) {
      setClock(Date.parse("2026-11-10T12:00:00Z") + hour * HOUR_MS + minute * MINUTE_MS);
      expect(await visits()).toBe(hour * 20);
      await visit(one, 2, 0);
      await visit(one, 3, 1);
      expect(await visits()).toBe(hour * 20);
    }
  }
  // Nobody was there when the last hour was full: the first to ask, long after it, sees it as of then.
  setClock(Date.parse("2026-11-10T15:40:00Z"));
  await visit(one, 5);
  expect(await visits()).toBe(60);
  const days = await ask({ ...EVER, from: "2026-11-10" as Day, to: "2026-11-10" as Day, by: "channel", interval: "day" });
  expect([days.totals.visits, days.releasedThrough.visits, days.totals.rate]).toEqual([60, "2026-11-10", null]);
});

test("after a restart, also one that was down at the full hour, it is as if none had been; a clock that goes back shows nothing newer", async () => {
  const one = await beginHourly();
  await visit(one, 5);
  await restart({});
  setClock(clock() + 20 * MINUTE_MS);
  await visit(one, 5);
  expect(await visits()).toBe(0);
  setClock(clock() + HOUR_MS);
  await restart({});
  expect(await visits()).toBe(10);
  await visit(one, 5);
  setClock(clock() - HOUR_MS);
  await visit(one, 5);
  expect(await visits()).toBe(10);
  // Midnight is a full hour too: the day that is over is out.
  setClock(Date.parse("2026-11-10T23:00:00Z"));
  expect(await visits()).toBe(20);
});

test("of the hours no more is kept than the last; none where visits are released otherwise, and the way back shows nothing newer", async () => {
  const one = await beginHourly();
  await visit(one, 5);
  expect(await kept()).toEqual([{ hour: "2026-11-10 0498420" }, { count: 5 }]);
  setClock(clock() + HOUR_MS);
  expect(await runDurableObjectAlarm(visitShards[0] as DurableObjectStub)).toBe(true);
  expect(await kept()).toEqual([{ hour: "2026-11-10 0498421" }]);
  await visit(one, 5);
  expect(await visits()).toBe(5);
  await restart({ visitRelease: "live" });
  expect(await visits()).toBe(10);
  expect(await kept()).toEqual([]);
  await restart({ visitRelease: "hourly" });
  expect(await visits(), "of today nothing until an hour is full").toBe(0);
  setClock(clock() + HOUR_MS);
  expect(await visits()).toBe(10);
});

test("a shard that another one is an hour ahead of answers as of that hour", async () => {
  const one = await beginHourly();
  await visit(one, 5);
  const day = "2026-11-10" as Day;
  const read = (hour: string | null) => visitShards[0]?.read(day, [one], ["visit"], [day], hour);
  expect(await read(null)).toMatchObject({ hour: "2026-11-10 0498420", totals: new Float64Array([0]) });
  expect(await read("2026-11-10 0498421")).toMatchObject({ hour: "2026-11-10 0498421", totals: new Float64Array([5]) });
  await visit(one, 5);
  expect(await read(null)).toMatchObject({ hour: "2026-11-10 0498421", totals: new Float64Array([5]) });
});
