/** What a monitor outside sees when something behind is not well: `/healthz` without a key, `/api/v1/status` with one. */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "../../../src/domain/version.ts";
import { readProblem } from "../setup/answers.ts";
import { get, keyFor, sessionOf } from "../setup/dashboard.ts";
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

describe("part by part", () => {
  const ALL_WELL = { registry: true, shards: true, counts: true, clock: true, closes: true, lost: true, schema: true };
  let tracker: FaultyTracker;

  beforeAll(async () => {
    tracker = await FaultyTracker.begin();
  });
  afterAll(() => discard(tracker));

  async function deep(query = "", headers: Readonly<Record<string, string>> = {}): Promise<readonly [number, string, string]> {
    const response = await tracker.visit(`/healthz?deep=1${query}`, { headers });
    return [response.status, response.headers.get("content-type") ?? "", await response.text()];
  }
  const parts = async (): Promise<unknown> => {
    const [status, , text] = await deep();
    return [status, JSON.parse(text)];
  };

  test("without the registry the rest is unknown, and a load balancer reads a 503; a disk that is nearly full is said, and takes nobody out", async () => {
    const tell = (state: string) => fetch(`http://127.0.0.1:${tracker.port("drain")}/`, { method: "PUT", body: state });
    await tracker.cause("registry-down");
    expect(await parts()).toEqual([503, { ok: false, registry: false, counts: true }]);
    await tracker.cause(null);
    expect((await tell("nearly-full")).status).toBe(204);
    await expect.poll(parts, within).toEqual([200, { ok: true, ...ALL_WELL, disk: false }]);
    expect((await tracker.api("GET", "/status")).body).toMatchObject({ disk: "nearly-full" });
    const cookie = await sessionOf(tracker);
    const page = async (language: string) => (await get(tracker, "/staff/settings/status", cookie, { "accept-language": language })).text();
    expect(await page("nl")).toContain("De schijf is bijna vol. Maak ruimte");
    expect(await page("en")).toContain("Something needs attention.");
    await tell("ok");
    expect((await tracker.api("GET", "/status")).body).toMatchObject({ disk: "ok" });
    expect(await page("en")).toContain("Everything is working.");
  });

  test("however many ask, the registry is asked once in three seconds at most; each knows of the counts in its own memory at once", async () => {
    await tracker.cause(null);
    const start = Date.now();
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 40 }, () => deep()));
    const calls = (await tracker.calls()).filter(({ of }) => of === "parts");
    expect(calls.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - start) / 3_000));
    await tracker.cause("throw-before");
    await tracker.visitors(10);
    await expect.poll(parts, within).toMatchObject([503, { ok: false, registry: true, counts: false }]);
    await tracker.cause(null);
    await expect.poll(parts, within).toMatchObject([200, { counts: true }]);
  });

  test("Prometheus gets its own text, by its Accept or by the query, and a 200 whatever the states are", async () => {
    const asked = { accept: "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1" };
    const [status, type, text] = await deep("", asked);
    expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    expect(await deep("&format=prometheus")).toEqual([status, type, text]);
    expect(text).toMatch(/^# HELP fivebar_part_ok .*\n# TYPE fivebar_part_ok gauge\nfivebar_part_ok\{part="registry"\} 1\n/);
    for (const line of text.trim().split("\n"))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) fivebar_part_ok .*|fivebar_part_ok\{part="[a-z]+"\} [01])$/);
    for (const accept of ["*/*", "application/json", "text/html,*/*;q=0.8"]) expect((await deep("", { accept }))[1]).toContain("json");
    const keyed = await tracker.api<string>("GET", "/status", undefined, asked);
    expect(keyed.headers.get("content-type")).toBe(type);
    expect(keyed.body).toContain(`fivebar_info{version="${VERSION}",schema="`);
    expect(keyed.body).toContain('fivebar_shard_ok{shard="signups"} 1\n');
    expect((await tracker.api<string>("GET", "/status?format=prometheus")).body).toBe(keyed.body);
    readProblem(await tracker.api("GET", "/status?format=xml"), 400);
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
        closes: "ok",
        lost: "none",
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
