/** The registry fails while visitors come: known links go on, nobody waits for long, and what is new works as soon as it can. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FaultyTracker, HELD_MS } from "../setup/faulty.ts";
import { discard } from "../setup/tracker.ts";

let tracker: FaultyTracker;

beforeAll(async () => {
  tracker = await FaultyTracker.begin();
});
afterAll(() => discard(tracker));
beforeEach(() => tracker.heal());

test("the registry is down: links that are known go on; it is back: new ones work", async () => {
  await tracker.cause("registry-down");
  await tracker.visitors(50);
  expect((await tracker.visit("/unknown")).status).toBe(404);
  await tracker.cause(null);
  await tracker.createCampaign("made-after");
  expect((await tracker.visit("/made-after")).status).toBe(302);
  await tracker.expectCounted(50);
});

test("the registry is slow: a visitor waits for it a second at most, and only when campaigns were just changed", async () => {
  await tracker.cause("registry-held");
  await tracker.visitors(50);
  await tracker.createCampaign("made-slowly");
  expect((await tracker.soon(HELD_MS, () => tracker.visit("/fix-tiktok"))).status).toBe(302);
  await tracker.cause(null);
  await tracker.createCampaign("made-fast");
  expect((await tracker.visit("/made-slowly")).status).toBe(302);
  await tracker.expectCounted(50);
});

test("a slow registry, just after a change: one visitor waits, the others do not, and the new link comes without being asked for again", async () => {
  await tracker.cause("registry-held");
  await tracker.createCampaign("comes-late");
  expect((await tracker.visit("/comes-late")).status).toBe(404);
  await tracker.visitors(50);
  const asked = async () => (await tracker.calls()).filter(({ of }) => of === "routes").length;
  expect(await asked()).toBe(1);
  await tracker.cause(null);
  await expect.poll(async () => (await tracker.visit("/comes-late")).status).toBe(302);
  expect(await asked()).toBe(0);
});

test("who may not change anything makes nobody ask the registry: their requests change no link", async () => {
  await tracker.visitors(10);
  await tracker.cause(null);
  for (const [method, path] of [
    ["OPTIONS", "/staff/how"],
    ["POST", "/staff/sign-out"],
    ["POST", "/staff/anything"],
    ["PUT", "/staff"],
    ["DELETE", "/api/v1/campaigns/fix-tiktok"],
  ] as const) {
    await tracker.visit(path, { method, headers: { origin: tracker.origin }, redirect: "manual" });
    await tracker.visitors(10);
  }
  await tracker.api("POST", "/signups", { campaign: "fix-tiktok", test: true });
  await tracker.visitors(10);
  expect((await tracker.calls()).filter(({ of }) => of === "routes")).toEqual([]);
});

/** The same data in a process that has not yet seen a campaign. */
async function restart(): Promise<void> {
  await tracker.stop();
  await tracker.start();
}

test("a registry that was never reached: 503 with when to come back, and the link works as soon as it is there", async () => {
  await restart();
  await tracker.cause("registry-down");
  const refused = await tracker.visit("/fix-tiktok");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  await tracker.cause(null);
  expect((await tracker.visit("/fix-tiktok")).status).toBe(302);
});

test("a registry that is slow when the process is new: all first visitors wait for the one answer", async () => {
  await restart();
  await tracker.cause("registry-slow");
  const answers = await Promise.all(Array.from({ length: 50 }, () => tracker.visit("/fix-tiktok")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
  expect((await tracker.calls()).filter(({ of }) => of === "routes")).toHaveLength(1);
  await tracker.cause(null);
});

test("a registry that does not answer a new process: 503, and not a visitor who waits for ever", async () => {
  await restart();
  await tracker.cause("registry-hangs");
  const answers = await Promise.all(Array.from({ length: 20 }, () => tracker.visit("/fix-tiktok")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  await restart();
  expect((await tracker.visit("/fix-tiktok")).status).toBe(302);
});
