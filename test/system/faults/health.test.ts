/** What a monitor outside sees when something behind is not well: `/healthz` without a key, `/api/v1/status` with one. */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { keyFor } from "../setup/dashboard.ts";
import { FaultyTracker } from "../setup/faulty.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

async function health(tracker: Tracker): Promise<readonly [status: number, body: unknown]> {
  const response = await tracker.visit("/healthz");
  return [response.status, await response.json()];
}

const WELL = [200, { ok: true }];
const within = { timeout: 15_000, interval: 50 };

describe("with faults behind", () => {
  let tracker: FaultyTracker;

  beforeAll(async () => {
    tracker = await FaultyTracker.begin();
  });
  afterAll(() => discard(tracker));

  test("while counts wait it is a 503, and visitors are redirected; once they are written all is well", async () => {
    expect(await health(tracker)).toEqual(WELL);
    await tracker.cause("throw-before");
    await tracker.visitors(10);
    await expect.poll(() => health(tracker), within).toEqual([503, { ok: false, counts: "waiting", registry: "ok", shards: "ok" }]);
    await tracker.cause(null);
    await expect.poll(() => health(tracker), within).toEqual(WELL);
  });

  test("while the registry cannot be read it is a 503, and known links go on", async () => {
    await tracker.cause("registry-down");
    await expect.poll(() => health(tracker), within).toEqual([503, { ok: false, counts: "written", registry: "unreadable", shards: "ok" }]);
    await tracker.visitors(10);
    await tracker.cause(null);
    await expect.poll(() => health(tracker), within).toEqual(WELL);
  });

  test("however many ask, the registry is asked once a second at most", async () => {
    await tracker.cause(null);
    const start = Date.now();
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 40 }, () => tracker.visit("/healthz")));
    const calls = (await tracker.calls()).filter(({ of }) => of === "health");
    expect(calls.length).toBeLessThanOrEqual(2 + Math.floor((Date.now() - start) / 1_000));
  });
});

describe("with a damaged database", () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await startTracker();
    await tracker.createCampaign("one");
    for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/one");
    await tracker.reportWhen(({ totals }) => totals.visits === 5);
  });
  afterAll(() => discard(tracker));

  test("a status says to every key which parts answer, and has no figure of visits in it", async () => {
    for (const role of ["reader", "marketer", "site"] as const) {
      const answer = await tracker.api("GET", "/status", undefined, { authorization: `Bearer ${(await keyFor(tracker, role)).key}` });
      expect(answer.body).toEqual({
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        schema: expect.any(Number),
        registry: "ok",
        clock: "ok",
        shards: [
          { name: "visits-0", state: "ok" },
          { name: "signups", state: "ok" },
        ],
        lastClose: null,
      });
    }
    readProblem(await tracker.api("GET", "/status", undefined, { authorization: "Bearer wrong" }), 401);
  });

  test("the damage is named in the log, by the database's own code; the monitor sees it, and visitors are redirected", async () => {
    await tracker.stop();
    const folder = join(tracker.dataDir, "objects", "fivebar-shard");
    for (const name of (await readdir(folder)).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file))) {
      const database = new DatabaseSync(join(folder, name));
      const [row] = database
        .prepare("SELECT rootpage AS page, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_schema WHERE name = 'tallies'")
        .all();
      database.close();
      const [page, size] = [Number(row?.page), Number(row?.size)];
      const file = await open(join(folder, name), "r+");
      await file.write(Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
      await file.close();
    }
    await tracker.start();
    readProblem(await tracker.api("GET", "/report"), 503);
    await tracker.untilTold("SQLITE_CORRUPT: a database is damaged: stop, and put back a backup (docs/FAULTS.md)");
    expect((await tracker.visit("/one")).status).toBe(302);
    await expect.poll(async () => (await health(tracker))[1], within).toMatchObject({ ok: false, shards: "failing" });
    expect((await health(tracker))[0]).toBe(503);
    const { body } = await tracker.api<{ shards: unknown[] }>("GET", "/status");
    expect(body.shards).toContainEqual({ name: "visits-0", state: "failing" });
  });
});
