/** When the objects' alarms are set: to the next midnight of the time zone, whenever the request came that set them. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { REGISTRY_JOBS, SHARD_JOBS } from "../../src/storage/nightly.ts";
import { night } from "./night.ts";

leapRule.days = Number.POSITIVE_INFINITY;

const registry = env.REGISTRY.getByName("registry");

afterEach(() => vi.useRealTimers());

/** Far enough ahead that the runtime, whose clock is the real one, does not run the alarms by itself. */
function setTime(time: string): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(time));
}

async function alarmOf(object: DurableObjectStub): Promise<string | null> {
  const ms = await runInDurableObject(object, (_, { storage }) => storage.getAlarm());
  return ms === null ? null : new Date(ms).toISOString();
}

test("the registry's is at midnight of TIME_ZONE, and not a day after the first request; each alarm sets the next", async () => {
  setTime("2098-07-01T15:20:31.007Z");
  await registry.routes(1);
  expect(await alarmOf(registry)).toBe("2098-07-01T22:00:00.000Z");
  setTime("2098-07-01T19:00:00.000Z");
  await registry.routes(1);
  expect(await alarmOf(registry)).toBe("2098-07-01T22:00:00.000Z");
  setTime("2098-07-01T22:00:00.412Z");
  await night();
  expect(await alarmOf(registry)).toBe("2098-07-02T22:00:00.000Z");
  // In winter time midnight is an hour later.
  setTime("2098-12-01T08:00:00.000Z");
  await night();
  expect(await alarmOf(registry)).toBe("2098-12-01T23:00:00.000Z");
});

test("a shard's is at midnight, and at the full hour once a report with a key came", async () => {
  setTime("2098-12-01T08:12:00.000Z");
  const shard = env.SHARD.getByName("alarms");
  await shard.add("writer", 1, [[7 as CampaignId, "visit", 1]]);
  expect(await alarmOf(shard)).toBe("2098-12-01T23:00:00.000Z");
  await shard.addSignups(7 as CampaignId, 1, "a key", "a body");
  expect(await alarmOf(shard)).toBe("2098-12-01T09:00:00.000Z");
});

test("every job says what it does, once", () => {
  for (const jobs of [REGISTRY_JOBS, SHARD_JOBS]) expect(new Set(jobs.map(({ what }) => what)).size).toBe(jobs.length);
});
