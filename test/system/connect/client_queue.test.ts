/** The client's queue: what it keeps while Fivebar is down, across restarts, and what it does with what it cannot know. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Fivebar, type QueueProblem, SignupQueue } from "../../../packages/client/src/index.ts";
import { between, folder, openQueue, problems, queueStand, slug, tracker } from "../setup/queue_stand.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

queueStand();

const PAUSES = { firstMs: 1, longestMs: 5 };
const HOUR_MS = 3_600_000;

async function released(): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find((row) => row.campaign === slug)?.signups;
}

/** The keys under which this test's campaign was reported. */
function keysSeen(): Set<string | null> {
  return new Set(between.seen.filter(({ body }) => body.includes(`"${slug}"`)).map(({ key }) => key));
}

function text(): Promise<string> {
  return readFile(join(folder, "outbox.json"), "utf8");
}

describe("while Fivebar can be reached", () => {
  test("a report is delivered at once, and nothing of it stays", async () => {
    const queue = await openQueue();
    for (let n = 0; n < 5; n += 1) await queue.add({ campaign: slug });
    await queue.flush();
    expect([queue.waiting, await released()]).toEqual([0, 5]);
    expect(JSON.parse(await text())).toEqual({ version: 1, waiting: [], batches: [], setAside: [] });
    await queue.close();
    expect(await readdir(folder)).toEqual(["outbox.json"]);
  });

  test("a queue that is told when to send adds up until then, and splits what is too many for one report", async () => {
    const queue = await openQueue({ sendAtOnce: false });
    for (const count of [1, 999, 2]) await queue.add({ campaign: slug.toUpperCase(), count });
    await queue.add({ campaign: null });
    expect(JSON.parse(await text())).toMatchObject({
      waiting: [
        { campaign: slug, count: 1_002 },
        { campaign: null, count: 1 },
      ],
    });
    expect(between.seen).toEqual([]);
    await queue.flush();
    expect(between.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { campaign: slug, count: 1_000 },
      { campaign: slug, count: 2 },
      { campaign: null },
    ]);
    expect(await released()).toBe(1_000);
    await queue.close();
  });

  test("a hundred reports at once are all counted", async () => {
    const queue = await openQueue();
    await Promise.all(Array.from({ length: 100 }, () => queue.add({ campaign: slug })));
    await expect.poll(() => queue.waiting).toBe(0);
    expect(await released()).toBe(100);
    await queue.close();
  });
});

describe("while Fivebar fails", () => {
  test("reports wait, growing pauses apart, and are counted once each when it is back", async () => {
    const queue = await openQueue();
    between.manners.push({ status: 503 }, "lose-answer", { status: 500 }, "lose-answer", { status: 429 });
    for (let n = 0; n < 5; n += 1) await queue.add({ campaign: slug });
    await expect.poll(() => queue.waiting).toBe(0);
    expect(await released()).toBe(5);
    expect(problems.map(({ kind }) => kind)).toEqual(Array(5).fill("unavailable"));
    await queue.close();
  });

  test("signups that come during a pause do not make tries of their own", async () => {
    const queue = await openQueue({ pauses: { firstMs: 3_600_000, longestMs: 3_600_000 } });
    between.manners.push({ status: 503 });
    await queue.add({ campaign: slug });
    await expect.poll(() => problems.length).toBe(1);
    for (let n = 0; n < 4; n += 1) await queue.add({ campaign: slug });
    expect(between.seen.length).toBe(1);
    await queue.flush();
    expect(await released()).toBe(5);
    await queue.close();
  });

  test("an outage of a thousand signups leaves sums and one hour in the file: no list, no order, no time", async () => {
    const queue = await openQueue({ pauses: { firstMs: 3_600_000, longestMs: 3_600_000 } });
    between.manners.push({ status: 503 });
    for (let n = 0; n < 20; n += 1) await queue.add({ campaign: n % 2 === 0 ? slug : null, count: 50 });
    const { waiting, batches } = JSON.parse(await text());
    expect(waiting.length + batches.length).toBeLessThanOrEqual(3);
    for (const { doubtfulSince } of batches) expect(doubtfulSince === null || doubtfulSince % HOUR_MS === 0).toBe(true);
    expect((await stat(join(folder, "outbox.json"))).mode & 0o777).toBe(0o600);
    await queue.close();
  });

  test("a wrong key stops sending and keeps everything, until somebody has mended it", async () => {
    const wrong = await openQueue({}, "wrong");
    await wrong.add({ campaign: slug, count: 5 });
    await expect.poll(() => problems).toMatchObject([{ kind: "refused", error: { status: 401 } }]);
    await wrong.close();
    const right = await openQueue();
    await expect.poll(() => right.waiting).toBe(0);
    expect([await released(), problems.length]).toEqual([5, 1]);
    await right.close();
  });

  test("a report that is refused for what it is, is set aside, and the others go on", async () => {
    const queue = await openQueue({ sendAtOnce: false });
    between.manners.push({ status: 400 });
    await queue.add({ campaign: "other" });
    await queue.add({ campaign: slug, count: 5 });
    await queue.flush();
    expect(queue.setAside).toEqual([{ campaign: "other", count: 1, why: "refused" }]);
    expect(problems).toEqual([{ kind: "set-aside", report: queue.setAside[0] }]);
    expect([queue.waiting, await released()]).toEqual([0, 5]);
    await queue.close();
  });
});

describe("a batch without an answer", () => {
  test("keeps its key when the queue is closed and opened again, and counts once", async () => {
    const first = await openQueue({ pauses: { firstMs: 3_600_000, longestMs: 3_600_000 } });
    between.manners.push("lose-answer");
    await first.add({ campaign: slug, count: 5 });
    await expect.poll(() => problems.length).toBe(1);
    await first.close();
    const second = await openQueue();
    await expect.poll(() => second.waiting).toBe(0);
    expect([keysSeen().size, between.seen.length, await released()]).toEqual([1, 2, 5]);
    await second.close();
  });

  test("is repeated for 23 hours, and then set aside rather than counted twice", async () => {
    let nowMs = Date.now();
    const now = (): number => nowMs;
    const queue = await openQueue({ sendAtOnce: false, flushForMs: 0, now });
    between.manners.push("lose-answer", { status: 429 });
    await queue.add({ campaign: slug, count: 5 });
    await queue.flush();
    nowMs += 21 * HOUR_MS;
    await queue.flush();
    expect([queue.waiting, between.seen.length]).toEqual([5, 2]);
    nowMs += 2 * HOUR_MS;
    await queue.flush();
    expect([queue.waiting, between.seen.length, await released()]).toEqual([0, 2, 5]);
    expect(queue.setAside).toEqual([{ campaign: slug, count: 5, why: "doubtful" }]);
    await queue.close();
  });

  test("is repeated for ever when it surely was not counted", async () => {
    let nowMs = Date.now();
    const queue = await openQueue({ sendAtOnce: false, flushForMs: 0, now: () => nowMs });
    // Too busy, a key that is wrong for now, an address that leads elsewhere.
    for (const status of [429, 401, 302, 308]) {
      between.manners.push({ status, headers: { location: "https://www.example.org/" } });
      await queue.add({ campaign: slug, count: 5 });
      await queue.flush();
      nowMs += 100 * 24 * HOUR_MS;
      await queue.flush();
      expect([status, queue.waiting, queue.setAside]).toEqual([status, 0, []]);
    }
    expect(await released()).toBe(20);
    await queue.close();
  });
});

describe("the file", () => {
  test("belongs to one process at a time", async () => {
    const queue = await openQueue();
    await expect(openQueue()).rejects.toThrow("has the outbox open");
    await queue.close();
    await (await openQueue()).close();
  });

  test.each([
    "",
    "{",
    "[]",
    "null",
    '{"version":2}',
    '{"version":1,"waiting":[{"campaign":"ab"}],"batches":[],"setAside":[]}',
    '{"version":1,"waiting":[],"batches":[],"setAside":[{"campaign":"ab","count":1,"why":"unknown"}]}',
  ])("is moved aside, and said so, when it holds %j; the site takes signups all the same", async (content) => {
    await writeFile(join(folder, "outbox.json"), content);
    const queue = await openQueue();
    expect(problems).toMatchObject([{ kind: "outbox", error: { message: expect.stringContaining("outbox.json.broken-") } }]);
    const place = (await readdir(folder)).find((name) => name.includes(".broken-")) ?? "";
    expect(await readFile(join(folder, place), "utf8")).toBe(content);
    await queue.add({ campaign: slug, count: 5 });
    await queue.flush();
    expect(await released()).toBe(5);
    await queue.close();
  });

  test("that cannot be read is let go of, and says why", async () => {
    await mkdir(join(folder, "outbox.json"));
    await expect(openQueue()).rejects.toThrow("EISDIR");
    expect(await readdir(folder)).toEqual(["outbox.json"]);
    await rm(join(folder, "outbox.json"), { recursive: true });
    await (await openQueue()).close();
  });

  test.each([true, false])(
    "that cannot be written is said to who adds; when it can be, what was held is delivered (at once: %s)",
    async (sendAtOnce) => {
      const client = new Fivebar({ address: between.origin, key: ADMIN_KEY });
      let isFull = true;
      let nowMs = Date.now();
      // A fake outbox: a full disk cannot be had here without filling one.
      const outbox = {
        read: async () => null,
        write: async () => (isFull ? Promise.reject(new Error("disk full")) : undefined),
        close: async () => {},
      };
      const onProblem = (problem: QueueProblem): void => void problems.push(problem);
      const queue = await SignupQueue.open(client, outbox, { pauses: PAUSES, onProblem, sendAtOnce, now: () => nowMs });
      await expect(queue.add({ campaign: slug, count: 5 })).rejects.toThrow("disk full");
      if (!sendAtOnce) await queue.flush();
      await expect.poll(() => problems).not.toEqual([]);
      expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(["outbox"]));
      expect(between.seen).toEqual([]);
      // Nothing was sent yet, so nothing is in doubt, however long it lasts.
      nowMs += 48 * HOUR_MS;
      isFull = false;
      if (!sendAtOnce) await queue.flush();
      await expect.poll(() => queue.waiting).toBe(0);
      expect([queue.setAside, await released()]).toEqual([[], 5]);
      await queue.close();
    },
  );
});
