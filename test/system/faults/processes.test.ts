/** Visitors in processes of their own: each of them is killed, hangs or is told to end, while visitors come. `npm start` itself starts and watches them. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { exactly } from "../../../scripts/bench/load.ts";
import { type Several, Visitors, within } from "../setup/several.ts";

/** A visit answered this long before a kill has been written: five times the longest window of a flush. */
const WRITTEN_MS = 250;
/** Far above what a redirect takes on a busy machine, and far below every pause that a fault causes. */
const AT_ONCE_MS = 1_500;

const seed = Math.floor(Math.random() * 2 ** 31);

/** The next number of a generator that gives the same ones for the same seed (mulberry32). */
function random(state: { value: number }): number {
  state.value = (state.value + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state.value ^ (state.value >>> 15), 1 | state.value);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

async function untilSaid(tracker: Several, text: string): Promise<void> {
  for (const endMs = Date.now() + 30_000; !tracker.output.includes(text); ) {
    if (Date.now() > endMs) throw new Error(`nobody said "${text}":\n${tracker.output}`);
    await wait(20);
  }
}

/** Whole bundles of `count`, once they are counted; what is counted after a while otherwise. */
async function counted(tracker: Several, count: number): Promise<number | null> {
  const whole = count - (count % 5);
  for (const endMs = Date.now() + 20_000; ; ) {
    const visits = await tracker.visits();
    if ((visits !== null && visits >= whole) || Date.now() > endMs) return visits;
    await wait(50);
  }
}

async function kill(tracker: Several, kind: "counting" | "visitor", signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
  const [pid = 0] = await tracker.pids(kind);
  process.kill(pid, signal);
}

/** How many names of senders the shards have heard. */
async function writers(dataDir: string): Promise<number> {
  const folder = join(dataDir, "objects", "fivebar-shard");
  const counts = (await readdir(folder))
    .filter((file) => file.endsWith(".sqlite"))
    .map((file) => {
      const database = new DatabaseSync(join(folder, file));
      const isShard = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'writers'").get() !== undefined;
      const row = isShard ? database.prepare("SELECT count(*) AS n FROM writers").get() : { n: 0 };
      database.close();
      return Number(row?.n);
    });
  return counts.reduce((sum, count) => sum + count, 0);
}

describe.concurrent("with visitors in processes of their own", () => {
  test("two visitor processes count at one shard: each visit once, each under one name; a stop under load loses nothing", async ({
    expect,
  }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link, 24);
      await wait(2_000);
      const stopped = tracker.stop();
      await visitors.end();
      expect(await stopped).toBe(0);
      const { sent, answeredMs } = visitors;
      const onDisk = await tracker.visitsOnDisk();
      expect(onDisk).toBeGreaterThan(answeredMs.length - 5);
      expect(onDisk).toBeLessThanOrEqual(sent);
      expect(await writers(tracker.dataDir)).toBe(2);
      expect((await readdir(tracker.dataDir)).sort()).toEqual(["objects"]);
    });
  });

  test("a service manager tells all of them to end at once, under load: nothing is lost", async ({ expect }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link);
      await wait(1_000);
      const pids = [await tracker.parent(), ...(await tracker.commands()).map(({ pid }) => pid)];
      for (const pid of pids) process.kill(pid, "SIGTERM");
      const { gone } = tracker;
      await visitors.end();
      expect(await gone, tracker.output).toBe(0);
      expect(await tracker.visitsOnDisk()).toBeGreaterThan(visitors.answeredMs.length - 5);
    });
  });

  test("a killed parent takes all of them along, and what was answered is written", async ({ expect }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link);
      await wait(1_000);
      process.kill(await tracker.parent(), "SIGKILL");
      await visitors.end();
      await expect.poll(() => tracker.commands(), { timeout: 20_000 }).toEqual([]);
      expect(await tracker.visitsOnDisk()).toBeGreaterThan(visitors.answeredMs.length - 5);
    });
  });

  test("a killed visitor process under load: only its last moments can be missing, the other one goes on, and it is started again", async ({
    expect,
  }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link);
      await wait(1_000);
      const killedMs = Date.now();
      await kill(tracker, "visitor");
      await untilSaid(tracker, "of 2 ended by itself (SIGKILL); it starts again in 1 s. Visits of its last moments may be missing.");
      await untilSaid(tracker, "of 2 runs again.");
      await wait(500);
      await visitors.end();
      const { answeredMs, sent, failed, longestMs } = visitors;
      // Each lane had at most one request in the process that was killed, and one on its way to it.
      expect(failed).toBeLessThanOrEqual(24);
      expect(longestMs).toBeLessThan(AT_ONCE_MS);
      const inDoubt = answeredMs.filter((ms) => ms > killedMs - WRITTEN_MS && ms < killedMs + WRITTEN_MS).length;
      expect(answeredMs.filter((ms) => ms > killedMs + WRITTEN_MS).length).toBeGreaterThan(100);
      const visits = await counted(tracker, answeredMs.length);
      expect(visits).toBeGreaterThan(answeredMs.length - inDoubt - 5);
      expect(visits).toBeLessThanOrEqual(sent);
      expect((await tracker.pids("visitor")).length).toBe(2);
    });
  });

  test("a killed counting process: every visitor is redirected all the while, and each counts once when it is back", async ({ expect }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link);
      await wait(500);
      await kill(tracker, "counting");
      await untilSaid(tracker, "the counting process ended by itself (SIGKILL); it starts again in 1 s. Visitors are redirected");
      const [api, page, health] = await Promise.all(
        ["/api/v1/report", "/staff?lang=nl", "/healthz"].map((path) => fetch(`${tracker.origin}${path}`)),
      );
      expect([api?.status, api?.headers.get("content-type"), api?.headers.get("retry-after")]).toEqual([
        503,
        "application/problem+json; charset=utf-8",
        "5",
      ]);
      expect([page?.status, await page?.text()]).toEqual([503, expect.stringContaining("De tellers antwoorden niet.")]);
      expect([health?.status, await health?.json()]).toEqual([503, expect.objectContaining({ registry: "unreadable" })]);
      await untilSaid(tracker, "the counting process runs again.");
      await wait(300);
      await visitors.end();
      while (visitors.answeredMs.length % 5 !== 0) await visitors.visit();
      expect([visitors.failed, visitors.sent]).toEqual([0, visitors.answeredMs.length]);
      expect(visitors.longestMs).toBeLessThan(AT_ONCE_MS);
      expect(await counted(tracker, visitors.sent)).toBe(visitors.sent);
      await expect.poll(async () => (await fetch(`${tracker.origin}/healthz`)).status).toBe(200);
    });
  });

  test("a removed socket: visitors do not notice, and it is there again within seconds, with every count", async ({ expect }) => {
    await within(async (tracker) => {
      const visitors = new Visitors(tracker.link);
      await rm(join(tracker.dataDir, "counting.sock"));
      await untilSaid(tracker, "somebody told the counting process to end, or removed counting.sock (process ");
      await untilSaid(tracker, "the counting process ended with every count written; it starts again.");
      await untilSaid(tracker, "the counting process runs again.");
      await visitors.end();
      while (visitors.answeredMs.length % 5 !== 0) await visitors.visit();
      expect([visitors.failed, visitors.sent]).toEqual([0, visitors.answeredMs.length]);
      expect(await counted(tracker, visitors.sent)).toBe(visitors.sent);
      expect((await readdir(tracker.dataDir)).filter((name) => name.endsWith(".sock"))).toEqual(["counting.sock"]);
    });
  });

  test("a visitor process that ends at every start is tried again after pauses that grow, while the other one goes on", async ({
    expect,
  }) => {
    await within(async (tracker) => {
      const [lasting] = await tracker.pids("visitor");
      let isOver = false;
      const killing = (async () => {
        for (; !isOver; await wait(50)) for (const pid of await tracker.pids("visitor")) if (pid !== lasting) process.kill(pid, "SIGKILL");
      })();
      const visitors = new Visitors(tracker.link, 2);
      // Before or after it listened, as it happens.
      const pauses = (): string[] =>
        [...tracker.output.matchAll(/ of 2 (?:ended by itself|cannot start) .*again in (\d+) s\./g)].map(([, pause = ""]) => pause);
      await expect.poll(() => pauses().slice(0, 3), { timeout: 30_000 }).toEqual(["1", "2", "4"]);
      isOver = true;
      await killing;
      await visitors.end();
      expect(visitors.answeredMs.length).toBeGreaterThan(100);
      // Each lane may have had one request in the process, each time that it was killed.
      expect(visitors.failed).toBeLessThanOrEqual(2 * pauses().length);
      await untilSaid(tracker, "of 2 runs again.");
    });
  });

  test("a counting process that hangs for 30 seconds: visitors do not notice, and each counts once", async ({ expect }) => {
    await within(async (tracker) => {
      // Hundreds a second: as many as there can be for half a minute would take the machine from all other tests.
      const visitors = new Visitors(tracker.link, 4, 20);
      await wait(500);
      await kill(tracker, "counting", "SIGSTOP");
      await wait(30_000);
      await kill(tracker, "counting", "SIGCONT");
      await wait(500);
      await visitors.end();
      while (visitors.answeredMs.length % 5 !== 0) await visitors.visit();
      expect([visitors.failed, visitors.sent]).toEqual([0, visitors.answeredMs.length]);
      expect(visitors.longestMs).toBeLessThan(AT_ONCE_MS);
      expect(await counted(tracker, visitors.sent)).toBe(visitors.sent);
    });
  });
});

test("100,000 visits over two processes, with kills of the counting process at random moments: the sum is exact", async () => {
  console.log(`kills from seed ${seed}`);
  const state = { value: seed };
  await within(async (tracker) => {
    let isOver = false;
    let kills = 0;
    const killing = async (): Promise<void> => {
      while (!isOver && kills < 4) {
        await wait(200 + 2_000 * random(state));
        if (isOver) return;
        await kill(tracker, "counting").catch(() => {});
        kills += 1;
        await untilSaid(tracker, `it starts again in ${2 ** (kills - 1)} s.`);
        for (const endMs = Date.now() + 30_000; tracker.output.split("the counting process runs again.").length <= kills; )
          if (Date.now() > endMs) throw new Error(tracker.output);
          else await wait(20);
      }
    };
    const killed = killing();
    const { redirects, otherAnswers, socketErrors } = await exactly(tracker.link, 100_000);
    isOver = true;
    await killed;
    console.log(`${kills} kills`);
    expect([redirects, otherAnswers, socketErrors]).toEqual([100_000, 0, 0]);
    expect(kills).toBeGreaterThan(0);
    expect(await counted(tracker, 100_000)).toBe(100_000);
  });
}, 180_000);
