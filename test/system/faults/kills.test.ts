/** `kill -9` under load, again and again: what was acknowledged is there, and nothing counts twice. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const KILLS = 20;

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("fix-tiktok");
});

afterAll(() => discard(tracker));

/** Sends one visit after the other until the connection fails, and counts those that were answered; how many were sent. */
async function visitUntilGone(answered: { count: number }): Promise<number> {
  for (let sent = 1; ; sent += 1) {
    try {
      const response = await tracker.visit("/fix-tiktok");
      if (response.status === 302) answered.count += 1;
      await response.arrayBuffer();
    } catch {
      return sent;
    }
  }
}

/** Reports signups one after the other, each again under its key until it is acknowledged, also across the kill. */
async function reportSignups(round: number, isOver: () => boolean): Promise<number> {
  let acknowledged = 0;
  while (!isOver()) {
    const key = `${round}-${acknowledged}`;
    for (let isDone = false; !isDone; ) {
      isDone = await tracker.api("POST", "/signups", { campaign: "fix-tiktok" }, { "idempotency-key": key }).then(
        ({ status }) => status === 200,
        () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 10)),
      );
    }
    acknowledged += 1;
  }
  return acknowledged;
}

test("a signup by the thanks link is on disk when its visitor is sent on: a kill at that moment loses none", async () => {
  await tracker.createCampaign("bare-site", { thanksUrl: "https://example.org/thanks" });
  for (let signup = 0; signup < 5; signup += 1) {
    const answer = await tracker.visit("/bare-site/thanks");
    await tracker.stop("SIGKILL");
    expect(answer.status).toBe(303);
    await tracker.start();
  }
  expect((await tracker.report()).totals.signups).toBe(5);
});

/** Adds load, kills, and starts again; how many visits were sent, and how many of them the kill must leave: those answered before it was asked about. */
async function loadAndKill(
  round: number,
  before: number,
): Promise<{ readonly sent: number; readonly written: number; readonly signups: number }> {
  const answered = { count: 0 };
  let isOver = false;
  const visitors = Array.from({ length: 8 }, () => visitUntilGone(answered));
  const site = reportSignups(round, () => isOver);
  // The kill comes at another moment of the load in each round.
  await expect.poll(() => answered.count, { interval: 1 }).toBeGreaterThan(50 + 37 * (round % 7));
  const written = answered.count;
  await tracker.reportWhen(({ totals }) => totals.visits - before > written - 5);
  await tracker.stop("SIGKILL");
  const sent = (await Promise.all(visitors)).reduce((sum, one) => sum + one, 0);
  await tracker.start();
  isOver = true;
  return { sent, written, signups: await site };
}

test(`after each of ${KILLS} kills under load the sums are right`, { timeout: 600_000 }, async () => {
  const before = (await tracker.report()).totals;
  let visits = before.visits;
  let signups = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const { sent, written, signups: reported } = await loadAndKill(round, visits);
    signups += reported;
    const { totals } = await tracker.report();
    // Of the round before and of this one up to four visits wait for their bundle to fill.
    expect(totals.visits - visits).toBeGreaterThan(written - 5);
    expect(totals.visits - visits).toBeLessThan(sent + 5);
    expect(totals.signups - before.signups).toBe(signups - (signups % 5));
    visits = totals.visits;
  }
  // A last round that is left in peace: all of it is written, and nothing else.
  for (let visit = 0; visit < 100; visit += 1) await tracker.visit("/fix-tiktok");
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= visits + 100)).totals.visits).toBe(visits + 100);
});
