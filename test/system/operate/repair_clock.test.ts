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

async function repair({ dataDir }: { readonly dataDir: string }, ...args: string[]): Promise<string> {
  const env = { ...bareEnvironment(), DATA_DIR: dataDir };
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

  const said = await repair(tracker);
  expect(said).toMatch(/fivebar-shard\/.*: days up to \d{4}-\d\d-\d\d$/m);
  expect(said).toContain("Nothing has been changed.");
  expect(await repair(tracker, "--yes")).toMatch(/fivebar-registry\/.*, moved to today$/m);
  expect(await repair(tracker)).toContain("Nothing is stamped ahead of that.");

  await tracker.start();
  const report = await tracker.report("?interval=day");
  expect(report.totals).toMatchObject({ visits: 15, signups: 0 });
  expect(report.rows.filter(({ visits }) => visits > 0).map(({ period }) => period)).toEqual([report.to]);
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/fix-tiktok");
  expect((await tracker.reportWhen(({ totals }) => totals.visits === 20)).totals.visits).toBe(20);
  await setClock(2);
  expect((await tracker.report()).totals).toMatchObject({ visits: 20, signups: 5 });
});

test("with RELEASE=formal what was released ahead stays released, is of today, and what comes after it is released too", async () => {
  const formal = new FaultyTracker(
    await mkdtemp(join(tmpdir(), "fivebar-repair-")),
    { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day", EPSILON_VISIT: "2" },
    FAULTY_CONFIG,
  );
  const passTo = (days: number): Promise<Response> => formal.visit(`/__clock?ms=${days * DAY_MS}`);
  const visit = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await formal.visit("/fix-tiktok");
    // A stop writes all that was counted; a start sets the clock right.
    await formal.stop();
    await formal.start();
  };
  try {
    await formal.start();
    await formal.createCampaign("fix-tiktok");
    await visit(40);
    await passTo(5);
    await formal.report();
    await visit(60);
    await passTo(7);
    const ahead = await formal.report("?from=2026-01-01&to=2199-01-01");
    expect(ahead.totals.visits).toBeGreaterThan(60);
    // Visits of the last day that closed, and days in which nobody came.
    await formal.stop();
    await repair(formal, "--yes");
    await formal.start();
    const repaired = await formal.report("?from=2026-01-01&to=2199-01-01");
    expect(repaired.totals.visits).toBe(ahead.totals.visits);
    expect(repaired.releasedThrough.visits < ahead.releasedThrough.visits).toBe(true);
    await visit(60);
    await passTo(2);
    const after = await formal.report("?from=2026-01-01&to=2199-01-01");
    expect(after.totals.visits - repaired.totals.visits).toBeGreaterThan(40);
  } finally {
    await discard(formal);
  }
});
