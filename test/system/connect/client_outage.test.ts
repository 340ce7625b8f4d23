/** The client's queue in a long outage and once a night: what is in its file meanwhile, what a bad night costs, and how what was set aside ends. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SignupQueue } from "../../../packages/client/src/index.ts";
import type { Manner } from "../setup/between.ts";
import { between, folder, openQueue, problems, queueStand, slug, tracker } from "../setup/queue_stand.ts";

queueStand();

const HOUR_MS = 3_600_000;
const DOWN: Manner = { status: 503 };

async function released(): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find((row) => row.campaign === slug)?.signups;
}

type Sums = readonly { readonly campaign: string | null; readonly count: number }[];

async function kept(): Promise<{ readonly waiting: Sums; readonly batches: Sums; readonly setAside: Sums }> {
  return JSON.parse(await readFile(join(folder, "outbox.json"), "utf8"));
}

describe("in an outage", () => {
  test("signups that come between rounds add up to one sum per campaign, in the order of the codes", async () => {
    const queue = await openQueue();
    const codes = [slug, null, "another", slug, "another", null];
    // As many rounds fail as there are signups, and more: each signup comes when the one before has been tried with.
    for (const campaign of codes) {
      between.manners.push(...Array<Manner>(50).fill(DOWN));
      const before = between.seen.length;
      await queue.add({ campaign });
      await expect.poll(() => between.seen.length).toBeGreaterThan(before + 2);
    }
    const { waiting, batches } = await kept();
    expect(batches.map(({ campaign, count }) => [campaign, count])).toEqual([[slug, 1]]);
    expect(waiting).toEqual([
      { campaign: "another", count: 2 },
      { campaign: slug, count: 1 },
      { campaign: null, count: 2 },
    ]);
    between.manners.length = 0;
    await expect.poll(() => queue.waiting).toBe(0);
    expect(between.seen.slice(-4).map(({ body }) => JSON.parse(body))).toEqual([
      { campaign: slug },
      { campaign: "another", count: 2 },
      { campaign: slug },
      { campaign: null, count: 2 },
    ]);
    await queue.close();
  });
});

describe("once a night", () => {
  test.each([DOWN, "lose-answer"] as const)(
    "three tries that end with %j cost nothing: it tries again until it is answered",
    async (manner) => {
      const queue = await openQueue({ sendAtOnce: false });
      await queue.add({ campaign: slug, count: 5 });
      between.manners.push(manner, manner, manner);
      await queue.flush();
      expect([queue.waiting, queue.setAside, between.seen.length, await released()]).toEqual([0, [], 4, 5]);
      expect(new Set(between.seen.map(({ key }) => key)).size).toBe(1);
      await queue.close();
    },
  );

  test("it gives up for the night after `flushForMs`, keeps the batch, and sends it under its key when it is asked to within 23 hours", async () => {
    let nowMs = Date.now();
    const queue = await openQueue({ sendAtOnce: false, flushForMs: 400, now: () => nowMs });
    await queue.add({ campaign: slug, count: 5 });
    between.manners.push(...Array<Manner>(1_000).fill(DOWN));
    await queue.flush();
    expect(queue.waiting).toBe(5);
    expect(between.seen.length).toBeGreaterThan(2);
    between.manners.length = 0;
    nowMs += 20 * HOUR_MS;
    await queue.flush();
    expect([queue.waiting, await released(), new Set(between.seen.map(({ key }) => key)).size]).toEqual([0, 5, 1]);
    await queue.close();
  });

  test("it does not go on trying with a wrong key, nor after it is closed", async () => {
    const queue = await openQueue({ sendAtOnce: false, pauses: { firstMs: HOUR_MS / 4, longestMs: HOUR_MS / 4 } });
    await queue.add({ campaign: slug });
    between.manners.push({ status: 401 }, DOWN);
    await queue.flush();
    expect(between.seen.length).toBe(1);
    const flushed = queue.flush();
    await expect.poll(() => problems.length).toBe(2);
    await queue.close();
    await flushed;
    expect([between.seen.length, queue.waiting]).toEqual([2, 1]);
  });
});

describe("what was set aside", () => {
  async function withDoubts(nights: number): Promise<SignupQueue> {
    let nowMs = Date.now();
    const queue = await openQueue({ sendAtOnce: false, flushForMs: 0, now: () => nowMs });
    for (let night = 0; night < nights; night += 1) {
      between.manners.push(DOWN, { status: 400 });
      await queue.add({ campaign: slug, count: 600 });
      await queue.flush();
      nowMs += 24 * HOUR_MS;
      await queue.add({ campaign: null, count: 2 });
      await queue.flush();
    }
    return queue;
  }

  test("is a sum per campaign and reason, and does not grow with the nights", async () => {
    const queue = await withDoubts(3);
    const expected = [
      { campaign: slug, count: 1_800, why: "doubtful" },
      { campaign: null, count: 6, why: "refused" },
    ];
    expect(queue.setAside).toEqual(expected);
    expect((await kept()).setAside).toEqual(expected);
    await queue.close();
  });

  test("can be sent again by its reason, and survives a restart until then", async () => {
    await (await withDoubts(2)).close();
    const queue = await openQueue({ sendAtOnce: false });
    expect(await queue.settle("send", "doubtful")).toEqual([{ campaign: slug, count: 1_200, why: "doubtful" }]);
    expect(queue.setAside).toEqual([{ campaign: null, count: 4, why: "refused" }]);
    expect((await kept()).waiting).toEqual([{ campaign: slug, count: 1_200 }]);
    between.manners.length = 0;
    await queue.flush();
    expect([queue.waiting, await released()]).toEqual([0, 1_200]);
    await queue.close();
  });

  test("can be dropped", async () => {
    const queue = await withDoubts(1);
    expect(await queue.settle("drop")).toHaveLength(2);
    expect([queue.setAside, queue.waiting, (await kept()).setAside]).toEqual([[], 0, []]);
    await queue.close();
  });
});
