/** `npm run repair-clock`: what a wrong clock stamped ahead is of today again, and no count is lost. */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { FaultyTracker } from "../setup/faulty.ts";
import { bareEnvironment } from "../setup/npm_start.ts";
import { discard } from "../setup/tracker.ts";

const DAY_MS = 86_400_000;
let tracker: FaultyTracker;

beforeAll(async () => {
  tracker = new FaultyTracker(await mkdtemp(join(tmpdir(), "fivebar-repair-")), {}, FAULTY_CONFIG);
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
});
afterAll(() => discard(tracker));

const setClock = (days: number): Promise<Response> => tracker.visit(`/__clock?ms=${days * DAY_MS}`);

async function repair(...args: string[]): Promise<string> {
  const env = { ...bareEnvironment(), DATA_DIR: tracker.dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, ["scripts/run.cjs", "scripts/repair_clock.ts", ...args], {
    cwd: PROJECT,
    env,
  });
  return stdout;
}

test("counts of a clock that was ahead are moved to today, totals stay, and days go on from there", async () => {
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/fix-tiktok");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  await setClock(400);
  for (let visit = 0; visit < 10; visit += 1) await tracker.visit("/fix-tiktok");
  await tracker.api("POST", "/signups", { campaign: "fix-tiktok", count: 5 }, { "idempotency-key": "ahead" });
  await tracker.reportWhen(({ totals }) => totals.visits >= 10);
  await setClock(402);
  expect((await tracker.report()).totals).toMatchObject({ visits: 10, signups: 5 });
  await tracker.stop();

  const said = await repair();
  expect(said).toMatch(/fivebar-shard\/.*: days up to \d{4}-\d\d-\d\d$/m);
  expect(said).toContain("Nothing has been changed.");
  expect(await repair("--yes")).toMatch(/fivebar-registry\/.*, moved to today$/m);
  expect(await repair()).toContain("Nothing is stamped ahead of that.");

  await tracker.start();
  const report = await tracker.report("?interval=day");
  expect(report.totals).toMatchObject({ visits: 15, signups: 0 });
  expect(report.rows.filter(({ visits }) => visits > 0).map(({ period }) => period)).toEqual([report.to]);
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/fix-tiktok");
  expect((await tracker.reportWhen(({ totals }) => totals.visits === 20)).totals.visits).toBe(20);
  await setClock(2);
  expect((await tracker.report()).totals).toMatchObject({ visits: 20, signups: 5 });
});
