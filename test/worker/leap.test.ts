/** A clock that leaps ahead by more than two days is not believed before a second reading, minutes later. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Day } from "../../src/domain/day.ts";
import { leapRule } from "../../src/storage/leap.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";
import { draft } from "./draft.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Far enough ahead that the runtime, whose clock is the real one, runs no alarm by itself: one that logs after the last test hangs the run. */
const START = Date.parse("2098-11-10T12:00:00Z");

let told: string[];

beforeEach(() => {
  leapRule.days = 2;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(START);
  told = [];
  vi.spyOn(console, "error").mockImplementation((text: string) => void told.push(text));
});
afterEach(() => {
  leapRule.days = Number.POSITIVE_INFINITY;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const registry = env.REGISTRY.getByName("registry");
const visits = env.SHARD.getByName("visits-0");
const signups = env.SHARD.getByName("signups");
let seq = 0;

async function visit(count: number): Promise<void> {
  seq += 1;
  expect(await visits.add("writer", seq, [[1 as never, "visit", count]])).toBe("added");
}

const days = (stub: DurableObjectStub<Shard>, kind: string): Promise<unknown> =>
  runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec("SELECT day, total FROM tallies WHERE campaign = 1 AND kind = ? ORDER BY day", kind).toArray(),
  );

async function report(): Promise<{ signups: number; visits: number; to: Day }> {
  const made = await registry.report({ by: "campaign", interval: "total" });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return { signups: made.value.totals.signups, visits: made.value.totals.visits, to: made.value.to };
}

test("a year ahead for one report, it stamps nothing, closes nothing, deletes nothing, and is said; counts of then are of the last day", async () => {
  await registry.routes(1);
  await registry.createCampaign(draft("one"), "test", "admin");
  await visit(3);
  await signups.addSignups(1 as never, 5, "key", "body");
  expect(await report()).toEqual({ signups: 0, visits: 0, to: "2098-11-10" });

  vi.setSystemTime(START + 365 * DAY_MS);
  expect(await report()).toEqual({ signups: 0, visits: 0, to: "2098-11-10" });
  await visit(2);
  await runDurableObjectAlarm(registry);
  await runDurableObjectAlarm(signups);
  expect(await signups.addSignups(1 as never, 5, "key", "body"), "still known as a repeat").toBe("attributed");
  expect(await registry.status()).toMatchObject({ clock: "unconfirmed", lastClose: null });
  expect(told.filter((text) => text.includes("leaps from 2098-11-10 to 2099-11-10")).length).toBeGreaterThanOrEqual(3);

  vi.setSystemTime(START + MINUTE_MS);
  await visit(5);
  expect(await report()).toEqual({ signups: 0, visits: 10, to: "2098-11-10" });
  expect(await days(visits, "visit")).toEqual([{ day: "2098-11-10", total: 10 }]);
  expect(await registry.status()).toMatchObject({ clock: "ok" });
  expect(told.some((text) => text.includes("is back"))).toBe(true);
  vi.setSystemTime(START + DAY_MS);
  await visit(5);
  expect(await report()).toEqual({ signups: 5, visits: 15, to: "2098-11-11" });
});

test("when it says so again after minutes it is believed: a machine that was off for a month goes on", async () => {
  const back = START + 40 * DAY_MS;
  vi.setSystemTime(back);
  await visit(1);
  vi.setSystemTime(back + 4 * MINUTE_MS);
  await visit(1);
  vi.setSystemTime(back + 6 * MINUTE_MS);
  await visit(1);
  const stamped = (await days(visits, "visit")) as { day: string; total: number }[];
  expect(stamped.at(-2)).toEqual({ day: "2098-11-11", total: 17 });
  expect(stamped.at(-1)).toEqual({ day: "2098-12-20", total: 18 });
});

test("two days ahead are believed at once, as after a weekend", async () => {
  const stub = env.SHARD.getByName("weekend");
  await stub.add("writer", 1, [[1 as never, "visit", 1]]);
  vi.setSystemTime(START + 2 * DAY_MS);
  await stub.add("writer", 2, [[1 as never, "visit", 1]]);
  expect(await days(stub, "visit")).toEqual([
    { day: "2098-11-10", total: 1 },
    { day: "2098-11-12", total: 2 },
  ]);
});
