/** The end of the client's queue: what is taken over up to then is kept, is not in doubt when it was not sent, and is the next one's. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Fivebar, SignupQueue } from "../../../packages/client/src/index.ts";
import { between, folder, openQueue, queueStand, slug, tracker } from "../setup/queue_stand.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

queueStand();

const kept = async () => JSON.parse(await readFile(join(folder, "outbox.json"), "utf8"));

async function released(): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find((row) => row.campaign === slug)?.signups;
}

test("a report that the queue closed before sending is not in doubt, however late the next process comes", async () => {
  const first = await openQueue();
  await first.add({ campaign: slug, count: 5 });
  await first.close();
  const [sent, queued] = [between.seen.length, await kept()];
  expect([sent, queued.waiting.length + queued.batches.length]).toEqual([0, 1]);
  expect(queued.batches.filter(({ doubtfulSince }: { doubtfulSince: number | null }) => doubtfulSince !== null)).toEqual([]);
  const second = await openQueue({ now: () => Date.now() + 48 * 3_600_000 });
  await second.flush();
  expect([await released(), second.setAside]).toEqual([5, []]);
  await second.close();
});

test("a closed queue takes nothing over, and touches nothing of the next one's", async () => {
  const first = await openQueue({ sendAtOnce: false });
  await first.add({ campaign: slug });
  await first.close();
  const second = await openQueue({ sendAtOnce: false });
  await second.add({ campaign: slug, count: 2 });
  await expect(first.add({ campaign: slug, count: 100 })).rejects.toThrow("the queue is closed");
  await expect(first.settle("send")).rejects.toThrow("the queue is closed");
  expect([first.waiting, await kept()]).toMatchObject([1, { waiting: [{ campaign: slug, count: 3 }] }]);
  await second.flush();
  expect(await kept()).toMatchObject({ waiting: [], batches: [] });
  await second.close();
});

test("what is being added while the queue closes is written before the outbox is let go of", async () => {
  const done: string[] = [];
  const client = new Fivebar({ address: between.origin, key: ADMIN_KEY });
  const outbox = {
    read: async () => null,
    write: async (text: string) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done.push(text);
    },
    close: async () => void done.push("closed"),
  };
  const queue = await SignupQueue.open(client, outbox, { sendAtOnce: false });
  const added = [1, 2, 3, 4].map(() => queue.add({ campaign: slug }));
  await queue.close();
  await Promise.all(added);
  expect(done.at(-1)).toBe("closed");
  expect(JSON.parse(done.at(-2) ?? "")).toMatchObject({ waiting: [{ campaign: slug, count: 4 }] });
});
