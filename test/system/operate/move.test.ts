/** A whole tracker moves between one machine and Cloudflare's configuration, both on the real runtime: sealed, exact, and only into an empty one. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDatabases } from "../../../scripts/backup/check.ts";
import { REGISTRY_PATH, shardPath } from "../../../scripts/backup/databases.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { moveCommand } from "../../../scripts/move/commands.ts";
import { recordsIn } from "../../../scripts/move/records.ts";
import { STAYING } from "../../../src/storage/move/tables.ts";
import { readProblem } from "../setup/answers.ts";
import { keyFor } from "../setup/dashboard.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { ADMIN_KEY, discard, Tracker } from "../setup/tracker.ts";

const MOVE_KEY = "7f3c9b1ad25e4086b7c2f19e8d04a6537e91c8b2";
const ENV = { MOVE_KEY, SIGNUP_RELEASE: "live", TIME_ZONE: ZONE };

let folder: string;
let machine: Tracker;
let cloud: Tracker;
const place = (name: string): string => join(folder, name);

/** As on Cloudflare's network: the Worker is not told that it runs on one machine. */
async function cloudConfig(): Promise<string> {
  const file = join(PROJECT, "dist", "cloud", "fivebar.capnp");
  const text = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  await mkdir(join(PROJECT, "dist", "cloud"), { recursive: true });
  await writeFile(file, text.replace(/^.*"PLATFORM".*\n/m, "").replace('embed "dist/worker.js"', 'embed "../worker.js"'));
  return file;
}

async function move(direction: "export" | "import", from: string, to: string, env: NodeJS.ProcessEnv = {}): Promise<number> {
  return moveCommand([direction, from, to], { ADMIN_KEY, MOVE_KEY, INIT_CWD: folder, ...env });
}

/** The rows of a table, without what may differ: when it was stored. */
function rowsOf(tracker: Pick<Tracker, "dataDir">, path: string, table: string): unknown[] {
  const database = new DatabaseSync(join(tracker.dataDir, path), { readOnly: true });
  const found = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  return found;
}

/** Every table of an object that moves; the history has one entry more on either side. */
function tablesOf(tracker: Pick<Tracker, "dataDir">, path: string, object: "registry" | "shard"): string[] {
  const names = rowsOf(tracker, path, "sqlite_master").flatMap((row) => {
    const { type, name } = row as { type: string; name: string };
    return type === "table" && !/^(?:_cf_|sqlite_)/.test(name) ? [name] : [];
  });
  return names.filter((name) => !STAYING[object].includes(name) && name !== "history").sort();
}

function everything(tracker: Pick<Tracker, "dataDir">): Record<string, unknown> {
  const registry = tablesOf(tracker, REGISTRY_PATH, "registry").map((table) => [table, rowsOf(tracker, REGISTRY_PATH, table)]);
  const shards = ["visits-0", "visits-1", "signups"].flatMap((name) =>
    tablesOf(tracker, shardPath(name), "shard").map((table) => [`${name} ${table}`, rowsOf(tracker, shardPath(name), table)]),
  );
  return Object.fromEntries([...registry, ...shards]);
}

const historyOf = (tracker: Tracker): unknown[] => rowsOf(tracker, REGISTRY_PATH, "history");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-move-"));
  const config = await cloudConfig();
  machine = new Tracker(place("machine"), { ...ENV, SHARDS: "2" });
  cloud = new Tracker(place("cloud"), ENV, config, [], 0);
  await Promise.all([machine.start(), cloud.start()]);
  await machine.api("POST", "/channels", { id: "poster", name: "Posters" });
  await machine.api("DELETE", "/channels/spotify");
  for (const slug of ["one", "two", "gone"])
    await machine.createCampaign(slug, { channel: "poster", notes: "é, 'quoted'", spec: { description: "x", published: true } });
  for (let visit = 0; visit < 13; visit += 1) await machine.visit("/one");
  await machine.visit("/nowhere");
  await machine.api("POST", "/signups", { campaign: "one", count: 7 }, { "idempotency-key": "first" });
  await machine.api("POST", "/signups", { campaign: null, count: 6 });
  await machine.api("DELETE", "/campaigns/gone");
  await machine.api("POST", "/targets", { name: "Many", signups: 100, by: "2199-01-01" });
  await machine.reportWhen(({ totals }) => totals.visits === 10);
});
afterAll(async () => {
  await Promise.all([discard(machine), discard(cloud)]);
  await rm(folder, { recursive: true, force: true });
});

test("nothing leaves without MOVE_KEY, and what leaves cannot be read or changed", async () => {
  const { key } = await keyFor(machine, "reader");
  readProblem(await machine.api("POST", "/export", { moveKey: MOVE_KEY }, { authorization: `Bearer ${key}` }), 403);
  readProblem(await machine.api("POST", "/export", { moveKey: `${MOVE_KEY}0` }), 403);
  readProblem(await machine.api("POST", "/export", {}), 400);
  const off = new Tracker(place("off"), {}, undefined, [], 0);
  await off.start();
  expect(readProblem(await off.api("POST", "/export", { moveKey: "" }), 409).detail).toContain("MOVE_KEY is not set here");
  readProblem(await off.api("POST", "/import", "x", { "content-type": "application/octet-stream" }), 409);
  await off.stop();
  expect(await move("export", machine.origin, "first.move")).toBe(0);
  const file = await readFile(place("first.move"));
  for (const text of ["campaigns", "tallies", "https://example.org", "quoted"]) expect(file.includes(text)).toBe(false);
  const records = [...recordsIn(file)];
  expect(records.length).toBeGreaterThan(8);
  for (const [nth, record] of records.entries()) {
    const changed = Buffer.from(record);
    changed[(nth * 37) % record.length] = (changed[(nth * 37) % record.length] ?? 0) ^ 1;
    expect(readProblem(await send(cloud, changed), 400).detail).toContain("was changed");
  }
  readProblem(await send(cloud, records[1] ?? Buffer.alloc(0)), 409);
  expect(await move("import", "first.move", cloud.origin, { MOVE_KEY: "other" })).toBe(0);
});

async function send(tracker: Tracker, record: Buffer) {
  const response = await fetch(`${tracker.origin}/api/v1/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(record),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test("from one machine to Cloudflare and back everything is the same, to the very event", async () => {
  const before = everything(machine);
  expect(everything(cloud)).toEqual(before);
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(["campaigns", "keys", "signups tallies", "signups repeats", "visits-1 tallies"]),
  );
  const history = historyOf(machine);
  expect(history.at(-1)).toMatchObject({ subject: "move:export", who: "admin key" });
  expect(historyOf(cloud)).toMatchObject([...history, { subject: "move:import", who: "admin key" }]);
  expect(await cloud.report("?by=campaign")).toEqual(await machine.report("?by=campaign"));
  expect((await cloud.visit("/one")).status).toBe(302);
  // A report that the first tracker had counted counts no second time.
  expect((await cloud.api("POST", "/signups", { campaign: "one", count: 7 }, { "idempotency-key": "first" })).status).toBe(200);
  await cloud.visit("/one");
  expect((await cloud.reportWhen(({ totals }) => totals.visits === 15)).totals).toMatchObject({ visits: 15, signups: 5 });
  await cloud.createCampaign("later");
  const ids = rowsOf(cloud, REGISTRY_PATH, "campaigns").map((row) => (row as { id: number }).id);
  expect(ids).toEqual([1, 2, 3, 4]);

  expect(await move("export", cloud.origin, "back.move")).toBe(0);
  const back = new Tracker(place("back"), ENV);
  await back.start();
  // What strangers asked a new tracker for does not hinder.
  for (let request = 0; request < 5; request += 1) await back.visit("/wp-login");
  await back.reportWhen(({ unknownLinks }) => unknownLinks === 5);
  expect(await move("import", "back.move", back.origin)).toBe(0);
  expect(everything(back)).toEqual(everything(cloud));
  await back.stop();
  expect((await checkDatabases(back.dataDir)).problems).toEqual([]);
  await rm(back.dataDir, { recursive: true });
});

test("a tracker that has counted or has had a campaign takes nothing in, and keeps what it has", async () => {
  const before = everything(machine);
  expect(await move("import", "back.move", machine.origin)).toBe(1);
  expect(everything(machine)).toEqual(before);
  const counted = new Tracker(place("counted"), ENV);
  await counted.start();
  await counted.api("POST", "/signups", { campaign: null });
  const [first = Buffer.alloc(0)] = recordsIn(await readFile(place("back.move")));
  expect(readProblem(await send(counted, first), 409).detail).toContain("never had a campaign and has counted nothing");
  await discard(counted);
  for (const [env, what] of [
    [{ GROUP_SIZE: "6" }, "GROUP_SIZE is 5 there and 6 here"],
    [{ TIME_ZONE: ZONE_A_DAY_AHEAD }, `TIME_ZONE is ${ZONE} there and ${ZONE_A_DAY_AHEAD} here`],
  ] as const) {
    const other = new Tracker(place(`other-${what.slice(0, 4)}`), { ...ENV, ...env });
    await other.start();
    expect(readProblem(await send(other, first), 409).detail).toContain(what);
    await discard(other);
  }
});

test("one that breaks off leaves no link that works, goes on where it was, and may begin again", async () => {
  const target = new Tracker(place("target"), ENV);
  await target.start();
  const records = [...recordsIn(await readFile(place("back.move")))];
  for (const record of records.slice(0, -1)) expect((await send(target, record)).status).toBe(200);
  expect((await target.visit("/one")).status).toBe(404);
  expect(
    readProblem(
      await target.api("POST", "/campaigns", { slug: "new", name: "x", channel: "poster", destination: "https://example.org/" }),
      409,
    ).detail,
  ).toContain("moving in");
  // Sent again, it is acknowledged and changes nothing.
  expect((await send(target, records[3] ?? Buffer.alloc(0))).body).toMatchObject({ done: false });
  readProblem(await send(target, Buffer.concat([(records.at(-1) ?? Buffer.alloc(0)).subarray(0, 30)])), 400);
  await target.stop();
  await target.start();
  expect(await move("export", machine.origin, "again.move")).toBe(0);
  expect(await move("import", "again.move", target.origin)).toBe(0);
  expect(everything(target)).toEqual(everything(machine));
  expect((await target.visit("/one")).status).toBe(302);
  await discard(target);
});

test("in the formal mode what was released stays to the last figure, and open days travel sealed and close in the new place", async () => {
  const formal = { MOVE_KEY, SHARDS: "2", TIME_ZONE: ZONE, RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day" };
  const later = { ...formal, TIME_ZONE: ZONE_A_DAY_AHEAD };
  const first = new Tracker(place("formal"), formal);
  await first.start();
  await first.createCampaign("one");
  for (let visit = 0; visit < 30; visit += 1) await first.visit("/one");
  await first.api("POST", "/signups", { campaign: "one", count: 40 });
  await first.stop();
  const old = new Tracker(first.dataDir, later);
  const [target, bundles] = [
    new Tracker(place("formal-target"), later),
    new Tracker(place("formal-bundles"), { ...ENV, TIME_ZONE: ZONE_A_DAY_AHEAD }),
  ];
  await Promise.all([old.start(), target.start(), bundles.start()]);
  const before = await old.report("?by=campaign&interval=day");
  expect(before.releasedThrough.visits).not.toBeNull();
  // Not in any figure yet, and not to be read in the file either.
  await old.api("POST", "/signups", { campaign: "one", count: 25 });
  expect(await move("export", old.origin, "formal.move")).toBe(0);
  expect((await readFile(place("formal.move"))).includes("released_head")).toBe(false);
  const refused = await send(bundles, [...recordsIn(await readFile(place("formal.move")))][0] ?? Buffer.alloc(0));
  expect(readProblem(refused, 409).detail).toContain("RELEASE is formal there and bundles here");
  expect(await move("import", "formal.move", target.origin)).toBe(0);
  expect(everything(target)).toEqual(everything(old));
  expect(await target.report("?by=campaign&interval=day")).toEqual(before);
  const counted = "SELECT total FROM tallies WHERE kind = 'signup' AND campaign = 1 ORDER BY day DESC LIMIT 1";
  const database = new DatabaseSync(join(target.dataDir, shardPath("signups")), { readOnly: true });
  expect(database.prepare(counted).get()).toEqual({ total: 65 });
  database.close();
  await Promise.all([old, target, bundles].map(discard));
});
