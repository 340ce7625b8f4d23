/**
 * What the files of a tracker tell to whoever holds them, beyond what the tables say: the database's log keeps earlier versions of its pages,
 * and so the order in which the totals grew. docs/PRIVACY.md says so; here is how much it is.
 */
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const ORDER = ["one", "two", "two", "one", "two", "one", "one"];

let tracker: Tracker;
let folder: string;

beforeAll(async () => {
  tracker = await startTracker();
  folder = await mkdtemp(join(tmpdir(), "fivebar-replay-"));
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug);
});
afterAll(async () => {
  await discard(tracker);
  await rm(folder, { recursive: true, force: true });
});

const shards = () => join(tracker.dataDir, "objects", "fivebar-shard");

/** The logs of the shards' databases. */
async function logs(): Promise<string[]> {
  const names = await readdir(shards()).catch(() => []);
  return names.filter((name) => name.endsWith(".sqlite-wal")).map((name) => join(shards(), name));
}

async function loggedBytes(): Promise<number> {
  const sizes = await Promise.all((await logs()).map(async (log) => (await stat(log)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The totals of visits by campaign at each step of a log, as they are when what comes later is cut off. */
async function replay(log: string): Promise<string[]> {
  const bytes = await readFile(log);
  const frame = FRAME_HEADER_BYTES + bytes.readUInt32BE(8);
  const copy = join(folder, "copy.sqlite");
  const steps: string[] = [];
  for (let end = WAL_HEADER_BYTES + frame; end <= bytes.length; end += frame) {
    await copyFile(log.replace(/-wal$/, ""), copy);
    await rm(`${copy}-shm`, { force: true });
    await writeFile(`${copy}-wal`, bytes.subarray(0, end));
    const database = new DatabaseSync(copy);
    try {
      const rows = database.prepare("SELECT total FROM tallies WHERE kind = 'visit' ORDER BY campaign").all();
      const totals = rows.map(({ total }) => total).join();
      if (totals !== "" && totals !== steps.at(-1)) steps.push(totals);
    } catch {
      // Before the tables were made.
    } finally {
      database.close();
    }
  }
  return steps;
}

/** All visits that the log tells of by now. */
async function visitsLogged(): Promise<number> {
  const totals = (await Promise.all((await logs()).map(replay))).map((steps) => steps.at(-1) ?? "0");
  return totals.flatMap((step) => step.split(",").map(Number)).reduce((sum, total) => sum + total, 0);
}

/** Makes the visits one by one, each when the one before is on disk, so that each is a batch of its own, as on a quiet site. */
async function visitInOrder(slugs: readonly string[]): Promise<void> {
  for (const [nth, slug] of slugs.entries()) {
    await tracker.visit(`/${slug}`);
    await expect.poll(visitsLogged, { timeout: 15_000 }).toBe(nth + 1);
  }
}

test("who holds the folder of a running or killed tracker can tell in which order quiet campaigns were visited", async () => {
  await visitInOrder(ORDER);
  await tracker.stop("SIGKILL");
  const found = (await Promise.all((await logs()).map(replay))).find((steps) => steps.length > 1) ?? [];
  const [last] = found.slice(-1);
  expect(last).toBe("4,3");
  // Each step adds one to one of the two: the order of the visits, without a time.
  expect(found).toEqual(["1", "1,1", "1,2", "2,2", "2,3", "3,3", "4,3"]);
}, 60_000);

test("a clean stop leaves no such log", async () => {
  await tracker.start();
  await tracker.visit("/one");
  await tracker.stop();
  expect(await loggedBytes()).toBe(0);
}, 60_000);
