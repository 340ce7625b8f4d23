/** Everything around counting fails, one thing at a time, while visitors come: nobody waits, nothing is lost, nothing counts twice. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FaultyTracker, HELD_MS } from "../setup/faulty.ts";
import { discard } from "../setup/tracker.ts";

let tracker: FaultyTracker;

beforeAll(async () => {
  tracker = await FaultyTracker.begin();
});
afterAll(() => discard(tracker));
beforeEach(() => tracker.heal());

test.each(["throw-before", "throw-after", "abort-before", "abort-after", "abort-during"])(
  "the shard fails (%s), again and again: each visit counts once",
  async (fault) => {
    await tracker.cause(fault);
    await tracker.visitors();
    await tracker.untilCalled(3);
    await tracker.cause(null);
    await tracker.visitors();
    await tracker.expectCounted(100);
  },
);

test("the answer is lost: the batch is sent again and counts once", async () => {
  await tracker.cause("answer-lost");
  await tracker.visitors();
  await tracker.untilCalled(2);
  const [first, second] = await tracker.calls();
  expect(second?.of).toBe(first?.of);
  await tracker.cause(null);
  await tracker.expectCounted(50);
}, 30_000);

test("a shard that does not answer holds nobody up and gets one batch at a time", async () => {
  await tracker.cause("held");
  await tracker.visitors();
  await tracker.untilCalled(1);
  await tracker.visitors();
  expect(await tracker.calls()).toHaveLength(1);
  await tracker.cause(null);
  await tracker.expectCounted(100);
});

test("who signed up by the thanks link waits a second at most for a shard that is slow, and the signup counts once", async () => {
  await tracker.createCampaign("bare-site", { thanksUrl: "https://example.org/thanks" });
  const signups = async (): Promise<number> => (await tracker.report()).totals.signups;
  expect(await signups()).toBe(0);
  await tracker.cause("held");
  const answers = await tracker.soon(HELD_MS, () => Promise.all(Array.from({ length: 5 }, () => tracker.visit("/bare-site/thanks"))));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  await tracker.cause(null);
  expect((await tracker.reportWhen(({ totals }) => totals.signups >= 5)).totals.signups).toBe(5);
});

test("an overloaded shard is left alone for a while", async () => {
  await tracker.cause("overloaded");
  await tracker.visitors();
  await tracker.untilCalled(3);
  const [first = 0, second = 0, third = 0] = (await tracker.calls()).map(({ ms }) => ms);
  expect(Math.min(second - first, third - second)).toBeGreaterThan(700);
  await tracker.cause(null);
  await tracker.expectCounted(50);
});

test("counts that a shard refuses for good are counted as lost, and the next ones are not held up", async () => {
  await tracker.cause("refused");
  await tracker.visitors(50);
  await tracker.untilCalled(2);
  await tracker.cause(null);
  await tracker.visitors(50);
  // Visits and lost ones make up the hundred; of each up to four are held back until their bundle is full.
  const { visits, lost } = await tracker.counted((seen, gone) => seen + gone > 100 - 2 * 5 && gone > 0);
  expect(visits + lost).toBeLessThanOrEqual(100);
  expect(visits + lost).toBeGreaterThan(100 - 2 * 5);
  expect(lost).toBeGreaterThan(0);
  expect(lost % 5).toBe(0);
});

test("a disk that takes no more writes: visitors go on, the operator is told, and all is counted when it is back", async () => {
  const limitFiles = (bytes: string) => promisify(execFile)("prlimit", [`--pid=${tracker.pid}`, `--fsize=${bytes}:unlimited`]);
  const told = tracker.output.length;
  await limitFiles("0");
  await tracker.visitors();
  await tracker.untilTold("counts cannot be written", told);
  await tracker.visitors();
  expect((await tracker.visit("/fix-tiktok", { method: "HEAD" })).status).toBe(302);
  await limitFiles("unlimited");
  await tracker.expectCounted(100);
  await tracker.untilTold("counts that had to wait are written", told);
});

test("a clock that jumps back an hour and over midnight changes no past day", async () => {
  const hourMs = 3_600_000;
  await tracker.visit(`/__clock?ms=${24 * hourMs}`);
  await tracker.visitors(50);
  await tracker.expectCounted(50);
  const tomorrow = (await tracker.report()).releasedThrough.visits;
  const past = await tracker.report(`?interval=day&to=${tomorrow}`);
  for (const ms of [23 * hourMs, 0, -30 * 24 * hourMs]) {
    await tracker.visit(`/__clock?ms=${ms}`);
    await tracker.visitors(50);
  }
  await tracker.visit(`/__clock?ms=${24 * hourMs}`);
  await tracker.expectCounted(200);
  const now = await tracker.report(`?interval=day&to=${tomorrow}`);
  const before = ({ rows }: typeof now) => rows.filter(({ period = "" }) => period < tomorrow);
  expect(before(now)).toEqual(before(past));
});
