/**
 * A data directory that may not be written: visitors go on, the operator is told, and all is counted once it may be. The system does
 * not hold its administrator to a directory's mode, so where the tests run as root the runtime runs without the right to pass it over.
 */
import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, Tracker } from "../setup/tracker.ts";

const RIGHTS = "-dac_override,-dac_read_search";
const UNDER_ROOT = ["setpriv", `--bounding-set=${RIGHTS}`, `--inh-caps=${RIGHTS}`];

let tracker: Tracker;
let shards: string;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "fivebar-test-"));
  tracker = new Tracker(dataDir, {}, undefined, process.getuid?.() === 0 ? UNDER_ROOT : []);
  shards = join(dataDir, "objects", "fivebar-shard");
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
});

afterAll(async () => {
  await chmod(shards, 0o700);
  await discard(tracker);
});

async function visit(times: number): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) expect((await tracker.visit("/fix-tiktok")).status).toBe(302);
}

test("no shard can be opened: visitors go on, the operator is told, and all is counted when the directory can be written", async () => {
  // The shard was opened when the campaign was made.
  await tracker.stop();
  await tracker.start();
  await chmod(shards, 0o500);
  await visit(25);
  await tracker.untilTold("counts cannot be written");
  await visit(25);
  await chmod(shards, 0o700);
  await tracker.untilTold("counts that had to wait are written");
  const report = await tracker.reportWhen(({ totals }) => totals.visits >= 50);
  expect([report.totals.visits, report.lost]).toEqual([50, 0]);
});

test("a shard that is open already counts on in a directory that may not be written any more", async () => {
  const before = (await tracker.report()).totals.visits;
  await chmod(shards, 0o500);
  await visit(25);
  const report = await tracker.reportWhen(({ totals }) => totals.visits >= before + 25);
  expect([report.totals.visits, report.lost]).toEqual([before + 25, 0]);
});
