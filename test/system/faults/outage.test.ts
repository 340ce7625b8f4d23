/** A full disk for longer than a flush goes on trying, or from the start. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, startTracker, Tracker } from "../setup/tracker.ts";

/** A flush leaves its batch to the next request after 20 seconds. */
const OUTAGE_MS = 22_000;

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("fix-tiktok", { thanksUrl: "https://example.org/thanks" });
  // Both kinds of shard are open before the disk fails.
  for (const path of ["/fix-tiktok", "/fix-tiktok/thanks"]) for (let times = 0; times < 5; times += 1) await tracker.visit(path);
  await tracker.reportWhen(({ totals }) => totals.visits === 5 && totals.signups === 5);
});

afterAll(() => discard(tracker));

/** Makes every file of the running process end at `bytes`: a full disk. */
async function limitFiles(bytes: string): Promise<void> {
  await promisify(execFile)("prlimit", [`--pid=${tracker.pid}`, `--fsize=${bytes}:unlimited`]);
}

test("no disk for longer than a flush tries, and nobody comes after that: all is counted, the operator is told both times, and a stop loses nothing", async () => {
  await limitFiles("0");
  const visits = Array.from({ length: 50 }, () => tracker.visit("/fix-tiktok"));
  for (const { status } of await Promise.all(visits)) expect(status).toBe(302);
  const signups = Array.from({ length: 10 }, () => tracker.visit("/fix-tiktok/thanks"));
  for (const { status } of await Promise.all(signups)) expect(status).toBe(303);
  await tracker.untilTold("counts cannot be written");
  await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
  const told = tracker.output.length;
  await limitFiles("unlimited");
  await tracker.stop();
  expect(tracker.output.slice(told)).toContain("counts that had to wait are written");
  await tracker.start();
  const { totals } = await tracker.report();
  expect([totals.visits, totals.signups]).toEqual([55, 15]);
});

test("a tracker does not start on a full disk; one whose disk fills before its first visitor says when to come back", async () => {
  await tracker.stop();
  const { dataDir } = tracker;
  await expect(new Tracker(dataDir, {}, undefined, ["prlimit", "--fsize=0:unlimited"]).start()).rejects.toThrow("the runtime ended");
  await tracker.start();
  await limitFiles("0");
  const refused = await tracker.visit("/fix-tiktok");
  expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
  await limitFiles("unlimited");
  // As it was told to, the visitor's browser asks again.
  await expect.poll(async () => (await tracker.visit("/fix-tiktok")).status).toBe(302);
});
