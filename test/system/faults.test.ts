/** Everything around counting fails, one thing at a time, while visitors come: nobody waits, nothing is lost, nothing counts twice. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FAULTY_CONFIG } from "./build.ts";
import { discard, type Report, startTracker, Tracker } from "./tracker.ts";

/** Generous for a redirect on a busy machine, and far below every pause that a fault causes. */
const AT_ONCE_MS = 1_500;

let tracker: Tracker;
let before = 0;
let lostBefore = 0;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" }, FAULTY_CONFIG);
  await tracker.createCampaign("fix-tiktok");
  await tracker.createCampaign("probe");
});

afterAll(() => discard(tracker));

beforeEach(async () => {
  await cause(null);
  // Once five more visits are written, nothing of the fault before is left in the isolate.
  const probes = (await tracker.report()).totals.visits;
  for (let probe = 0; probe < 5; probe += 1) await tracker.visit("/probe");
  const report = await tracker.reportWhen(({ totals }) => totals.visits > probes);
  before = report.totals.visits;
  lostBefore = report.lost;
});

async function cause(fault: string | null): Promise<void> {
  await tracker.visit(`/__fault${fault === null ? "" : `?name=${fault}`}`);
}

interface Call {
  readonly ms: number;
  readonly batch?: string;
}

async function calls(): Promise<Call[]> {
  return (await tracker.visit("/__calls")).json() as Promise<Call[]>;
}

/** Visits that must be answered whatever happens behind; a multiple of five, so that the report shows them all. */
async function visit(times = 50): Promise<void> {
  const start = Date.now();
  for (let done = 0; done < times; done += 10) {
    const responses = await Promise.all(Array.from({ length: 10 }, () => tracker.visit("/fix-tiktok")));
    for (const response of responses) expect(response.status).toBe(302);
  }
  expect(Date.now() - start).toBeLessThan(AT_ONCE_MS);
}

async function untilCalled(times: number): Promise<void> {
  while ((await calls()).length < times) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function expectCounted(times: number): Promise<void> {
  const report = await tracker.reportWhen(({ totals }) => totals.visits >= before + times);
  expect(report.totals.visits).toBe(before + times);
  expect(report.lost).toBe(lostBefore);
}

test.each(["throw-before", "throw-after", "abort-before", "abort-after", "abort-during"])(
  "the shard fails (%s), again and again: each visit counts once",
  async (fault) => {
    await cause(fault);
    await visit();
    await untilCalled(3);
    await cause(null);
    await visit();
    await expectCounted(100);
  },
);

test("the answer is lost: the batch is sent again and counts once", async () => {
  await cause("answer-lost");
  await visit();
  await untilCalled(2);
  const [first, second] = await calls();
  expect(second?.batch).toBe(first?.batch);
  await cause(null);
  await expectCounted(50);
}, 30_000);

test("a shard that takes four seconds holds nobody up and gets one batch at a time", async () => {
  await cause("slow");
  await visit();
  await untilCalled(1);
  await visit();
  expect(await calls()).toHaveLength(1);
  await cause(null);
  await expectCounted(100);
});

test("who signed up by the thanks link waits a second at most for a shard that is slow, and the signup counts once", async () => {
  await tracker.createCampaign("bare-site", { thanksUrl: "https://example.org/thanks" });
  const signups = async (): Promise<number> => (await tracker.report()).totals.signups;
  expect(await signups()).toBe(0);
  await cause("slow");
  const start = Date.now();
  const answers = await Promise.all(Array.from({ length: 5 }, () => tracker.visit("/bare-site/thanks")));
  expect(Date.now() - start).toBeLessThan(3_000);
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  await cause(null);
  expect((await tracker.reportWhen(({ totals }) => totals.signups >= 5)).totals.signups).toBe(5);
});

test("an overloaded shard is left alone for a while", async () => {
  await cause("overloaded");
  await visit();
  await untilCalled(3);
  const [first = 0, second = 0, third = 0] = (await calls()).map(({ ms }) => ms);
  expect(Math.min(second - first, third - second)).toBeGreaterThan(700);
  await cause(null);
  await expectCounted(50);
});

test("counts that a shard refuses for good are counted as lost, and the next ones are not held up", async () => {
  await cause("refused");
  await visit(50);
  await untilCalled(2);
  await cause(null);
  await visit(50);
  // Visits and lost ones make up the hundred; of each up to four are held back until their bundle is full.
  const sum = ({ totals, lost }: Report) => totals.visits - before + lost - lostBefore;
  const report = await tracker.reportWhen((latest) => sum(latest) > 100 - 2 * 5 && latest.lost > 0);
  expect(sum(report)).toBeLessThanOrEqual(100);
  expect(sum(report)).toBeGreaterThan(100 - 2 * 5);
  expect(report.lost).toBeGreaterThan(0);
  expect(report.lost % 5).toBe(0);
});

test("a disk that takes no more writes: visitors go on, the operator is told, and all is counted when it is back", async () => {
  const limitFiles = (bytes: string) => promisify(execFile)("prlimit", [`--pid=${tracker.pid}`, `--fsize=${bytes}:unlimited`]);
  const told = tracker.output.length;
  await limitFiles("0");
  await visit();
  await tracker.untilTold("counts cannot be written", told);
  await visit();
  expect((await tracker.visit("/fix-tiktok", { method: "HEAD" })).status).toBe(302);
  await limitFiles("unlimited");
  await expectCounted(100);
  await tracker.untilTold("counts that had to wait are written", told);
});

test("the registry is down: links that are known go on; it is back: new ones work", async () => {
  await cause("registry-down");
  await visit(50);
  expect((await tracker.visit("/unknown")).status).toBe(404);
  await cause(null);
  await tracker.createCampaign("made-after");
  expect((await tracker.visit("/made-after")).status).toBe(302);
  await expectCounted(50);
});

test("the registry is slow: a visitor waits for it a second at most, and only when campaigns were just changed", async () => {
  await cause("registry-slow");
  await visit(50);
  await tracker.createCampaign("made-slowly");
  const start = Date.now();
  expect((await tracker.visit("/fix-tiktok")).status).toBe(302);
  expect(Date.now() - start).toBeLessThan(2_500);
  await cause(null);
  await tracker.createCampaign("made-fast");
  expect((await tracker.visit("/made-slowly")).status).toBe(302);
  await expectCounted(50);
});

test("a registry that was never reached: 503 with when to come back, and the link works as soon as it is there", async () => {
  const other = new Tracker(tracker.dataDir, {}, FAULTY_CONFIG);
  await tracker.stop();
  await other.start();
  tracker = other;
  await cause("registry-down");
  const refused = await tracker.visit("/fix-tiktok");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  await cause(null);
  expect((await tracker.visit("/fix-tiktok")).status).toBe(302);
});

test("a clock that jumps back an hour and over midnight changes no past day", async () => {
  const hourMs = 3_600_000;
  await tracker.visit(`/__clock?ms=${24 * hourMs}`);
  await visit(50);
  await expectCounted(50);
  const tomorrow = (await tracker.report()).releasedThrough.visits;
  const past = await tracker.report(`?interval=day&to=${tomorrow}`);
  for (const ms of [23 * hourMs, 0, -30 * 24 * hourMs]) {
    await tracker.visit(`/__clock?ms=${ms}`);
    await visit(50);
  }
  await tracker.visit(`/__clock?ms=${24 * hourMs}`);
  await expectCounted(200);
  const now = await tracker.report(`?interval=day&to=${tomorrow}`);
  const before = ({ rows }: typeof now) => rows.filter(({ period = "" }) => period < tomorrow);
  expect(before(now)).toEqual(before(past));
});
