/** What the registry says to monitors of the things that nobody can see from outside: states, whatever was counted. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_CAMPAIGN } from "../../src/domain/kind.ts";
import { draft } from "./draft.ts";

const HOUR_MS = 3_600_000;
/** Far ahead, so that no alarm rings by itself: see leap.test.ts. */
const MIDNIGHT = Date.parse("2098-11-10T23:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(MIDNIGHT - 6 * HOUR_MS);
});
afterEach(() => {
  vi.useRealTimers();
});

const registry = env.REGISTRY.getByName("registry");
const signups = env.SHARD.getByName("signups");
const visits = env.SHARD.getByName("visits-0");

test("closes are behind once a day could have closed for an hour; a report closes it", async () => {
  await registry.routes(1);
  await registry.createCampaign(draft("one"), "test", "admin");
  await signups.addSignups(1 as never, 4, null, "body");
  vi.setSystemTime(MIDNIGHT + 2 * HOUR_MS);
  expect(await registry.status()).toMatchObject({ closes: "ok", lastClose: null });
  await signups.addSignups(1 as never, 5, null, "body");
  vi.setSystemTime(MIDNIGHT + 24 * HOUR_MS + HOUR_MS / 2);
  expect((await registry.status()).closes).toBe("ok");
  vi.setSystemTime(MIDNIGHT + 26 * HOUR_MS);
  expect(await registry.status()).toMatchObject({ closes: "behind", lastClose: null });
  expect(await registry.parts()).toMatchObject({ closes: false, shards: true });
  await registry.report({ by: "campaign", interval: "total" });
  expect(await registry.status()).toMatchObject({ closes: "ok", lastClose: "2098-11-11" });
});

test("one event that no shard would take is told as a state, and as no number", async () => {
  await registry.routes(1);
  expect((await registry.status()).lost).toBe("none");
  await visits.add("writer", 1, [[NO_CAMPAIGN, "lost", 1]]);
  const status = await registry.status();
  expect(status.lost).toBe("some");
  const { schema: _, ...others } = status;
  expect(JSON.stringify(others)).not.toMatch(/:\d/);
});
