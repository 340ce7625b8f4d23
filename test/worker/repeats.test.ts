/** Signup reports that are sent again: once within 24 hours, and nothing of the key kept for longer. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { NO_CAMPAIGN } from "../../src/domain/kind.ts";
import type { Shard } from "../../src/storage/shard/shard.ts";

const CAMPAIGN = 7 as CampaignId;
const HOUR_MS = 3_600_000;
const BODY = '["fix-tiktok",1]';

afterEach(() => vi.useRealTimers());

function moveClock(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + ms);
}

function signupsIn(stub: DurableObjectStub<Shard>): Promise<number> {
  return runInDurableObject(stub, (_, state) =>
    Number(state.storage.sql.exec("SELECT coalesce(max(total), 0) AS n FROM tallies WHERE campaign = 7 AND kind = 'signup'").one().n),
  );
}

test("a report repeated with its key counts once, also 23 hours later", async () => {
  const stub = env.SHARD.getByName("repeated");
  expect(await stub.addSignups(CAMPAIGN, 2, "key", BODY)).toBe("new");
  expect(await stub.addSignups(CAMPAIGN, 2, "key", BODY)).toBe("attributed");
  moveClock(23 * HOUR_MS);
  expect(await stub.addSignups(CAMPAIGN, 2, "key", BODY)).toBe("attributed");
  await runDurableObjectAlarm(stub);
  expect(await stub.addSignups(CAMPAIGN, 2, "key", BODY)).toBe("attributed");
  expect(await signupsIn(stub)).toBe(2);
});

test("reports that arrive together under one key count once", async () => {
  const stub = env.SHARD.getByName("together");
  const answers = await Promise.all(Array.from({ length: 20 }, () => stub.addSignups(CAMPAIGN, 1, "key", BODY)));
  expect(answers.filter((answer) => answer === "new")).toHaveLength(1);
  expect(await signupsIn(stub)).toBe(1);
});

test("a report that an hour's end overtakes is a repeat of one that came after it, under the salt of the next hour", async () => {
  const stub = env.SHARD.getByName("overtaken");
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime("2026-03-01T12:59:59.999Z");
  const sign = crypto.subtle.sign.bind(crypto.subtle);
  let goOn: () => void = () => undefined;
  const overtaken = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = vi.spyOn(crypto.subtle, "sign").mockImplementation(async (...args: Parameters<typeof sign>) => {
    await overtaken;
    return sign(...args);
  });
  await runInDurableObject(stub, async (instance) => {
    const first = instance.addSignups(CAMPAIGN, 1, "key", BODY);
    await expect.poll(() => slow.mock.calls.length).toBeGreaterThan(0);
    slow.mockRestore();
    vi.setSystemTime("2026-03-01T13:00:00.001Z");
    expect(await instance.addSignups(CAMPAIGN, 1, "key", BODY)).toBe("new");
    goOn();
    expect(await first).toBe("attributed");
  });
  expect(await signupsIn(stub)).toBe(1);
});

test("another report under the same key is told apart and counts nothing", async () => {
  const stub = env.SHARD.getByName("other");
  await stub.addSignups(CAMPAIGN, 1, "key", BODY);
  expect(await stub.addSignups(CAMPAIGN, 1, "key", '["fix-instagram",1]')).toBe("other-body");
  expect(await signupsIn(stub)).toBe(1);
});

test("reports without a key all count", async () => {
  const stub = env.SHARD.getByName("keyless");
  await stub.addSignups(CAMPAIGN, 1, null, BODY);
  await stub.addSignups(CAMPAIGN, 1, null, BODY);
  expect(await signupsIn(stub)).toBe(2);
});

test("hashes and salt of an hour are kept for 24 hours after its last report, and not for an hour more", async () => {
  const stub = env.SHARD.getByName("forgotten");
  const kept = () =>
    runInDurableObject(stub, (_, state) =>
      state.storage.sql.exec("SELECT (SELECT count(*) FROM repeats) AS repeats, (SELECT count(*) FROM salts) AS salts").one(),
    );
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime("2026-03-01T12:59:59.999Z");
  await stub.addSignups(CAMPAIGN, 1, "key", BODY);
  vi.setSystemTime("2026-03-02T12:59:59.999Z");
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  expect(await kept()).toEqual({ repeats: 1, salts: 1 });
  vi.setSystemTime("2026-03-02T13:00:00.000Z");
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  expect(await kept()).toEqual({ repeats: 0, salts: 0 });
});

test("a repeat is answered as the first one was, although the code has become a campaign's since", async () => {
  const stub = env.SHARD.getByName("became-known");
  expect(await stub.addSignups(NO_CAMPAIGN, 1, "key", BODY)).toBe("new");
  expect(await stub.addSignups(CAMPAIGN, 1, "key", BODY)).toBe("unattributed");
  expect(await signupsIn(stub)).toBe(0);
});
