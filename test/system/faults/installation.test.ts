/** Files of a tracker that were lost, emptied, or come from elsewhere: noticed, instead of read as zero or given to the next campaign. */
import { copyFile, cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { REGISTRY_MIGRATIONS } from "../../../src/storage/registry/migrations.ts";
import { SHARD_MIGRATIONS } from "../../../src/storage/shard/migrations.ts";
import { readProblem } from "../setup/answers.ts";
import { npmStart } from "../setup/npm_start.ts";
import { bringBack } from "../setup/older_data.ts";
import { ADMIN_KEY, Tracker } from "../setup/tracker.ts";

type Part = "registry" | "visits-0" | "signups";

const within = { timeout: 15_000, interval: 50 };
let backup: string;
let dataDir: string;
let tracker: Tracker;

const fresh = (): Promise<string> => mkdtemp(join(tmpdir(), "fivebar-installation-"));

beforeAll(async () => {
  backup = await counted();
}, 60_000);
afterAll(() => rm(backup, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await fresh();
  await cp(backup, dataDir, { recursive: true });
  tracker = new Tracker(dataDir, {});
});
afterEach(async () => {
  await tracker.stop("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

/** The folder of a tracker that has stopped, with ten visits and five signups of one campaign. */
async function counted(): Promise<string> {
  const made = new Tracker(await fresh(), { SIGNUP_RELEASE: "live" });
  await made.start();
  await made.createCampaign("old");
  for (let visit = 0; visit < 10; visit += 1) await made.visit("/old");
  await made.api("POST", "/signups", { campaign: "old", count: 5 });
  await made.reportWhen(({ totals }) => totals.visits === 10 && totals.signups === 5);
  await made.stop();
  return made.dataDir;
}

async function filesOf(folder: string, kind: "registry" | "shard"): Promise<string[]> {
  const path = join(folder, "objects", `fivebar-${kind}`);
  return (await readdir(path)).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)).map((name) => join(path, name));
}

async function fileOf(part: Part): Promise<string> {
  const files = await filesOf(backup, part === "registry" ? "registry" : "shard");
  const kind = part === "signups" ? "signup" : "visit";
  const found = files.find((file) => part === "registry" || ask(file, `SELECT 1 FROM tallies WHERE kind = '${kind}'`).length > 0);
  return join(dataDir, "objects", part === "registry" ? "fivebar-registry" : "fivebar-shard", basename(found ?? "none"));
}

function ask(file: string, query: string): unknown[] {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

function run(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

async function lose(part: Part): Promise<string> {
  const file = await fileOf(part);
  for (const end of ["", "-wal", "-shm"]) await rm(file + end, { force: true });
  return file;
}

const page = async (language: string): Promise<string> => {
  const signedIn = await tracker.visit("/staff/sign-in", {
    method: "POST",
    body: new URLSearchParams({ key: ADMIN_KEY }),
    headers: { "sec-fetch-site": "same-origin" },
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return (await tracker.visit("/staff", { headers: { cookie, "accept-language": language } })).text();
};

const LOST = "The counts of the shard visits-0 are lost: its file is missing or empty. Stop, and put back all files of one backup together";

test.each([
  ["is deleted", async () => void (await lose("visits-0"))],
  ["is emptied", async () => writeFile(await lose("visits-0"), "")],
])(
  "a shard's file that %s is noticed everywhere; visitors are sent on, and their counts wait until the loss is accepted",
  async (_, harm) => {
    await harm();
    await tracker.start();
    for (let visit = 0; visit < 5; visit += 1) {
      const answer = await tracker.visit("/old");
      expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://example.org/?c=old#"]);
    }
    await tracker.untilTold(LOST);
    await tracker.untilTold("counts cannot be written; they wait in memory");
    expect(readProblem(await tracker.api("GET", "/report"), 500).detail).toMatch(LOST);
    await expect
      .poll(async () => (await tracker.visit("/healthz")).json(), within)
      .toEqual({ ok: false, counts: "waiting", registry: "ok", shards: "failing" });
    expect((await tracker.api<{ shards: unknown }>("GET", "/status")).body.shards).toEqual([
      { name: "visits-0", state: "lost" },
      { name: "signups", state: "ok" },
    ]);
    expect(await page("en")).toContain("The counts of the shard visits-0 are lost");
    expect(await page("nl")).toContain("De tellingen van visits-0 zijn weg");
    readProblem(await tracker.api("POST", "/shards/signups/accept-loss"), 409);
    readProblem(
      await tracker.api("POST", "/campaigns", { slug: "new", name: "n", channel: "tiktok", destination: "https://example.org/" }),
      500,
    );

    expect((await tracker.api("POST", "/shards/visits-0/accept-loss")).status).toBe(204);
    expect((await tracker.reportWhen(({ totals }) => totals.visits > 0)).totals.visits).toBe(5);
    await expect.poll(async () => (await tracker.visit("/healthz")).json(), within).toEqual({ ok: true });
    await tracker.createCampaign("new");
  },
);

test("a lost file of signups: none is acknowledged into a new one, until the loss is accepted; then days of signups close again", async () => {
  await lose("signups");
  await tracker.start();
  const refused = readProblem(await tracker.api("POST", "/signups", { campaign: "old" }), 500);
  expect(refused.detail).toContain("The data of the shard signups do not belong to this registry");
  expect(readProblem(await tracker.api("GET", "/report"), 500).detail).toContain("The counts of the shard signups are lost");
  expect((await tracker.api("POST", "/shards/signups/accept-loss")).status).toBe(204);
  expect((await tracker.api("POST", "/signups", { campaign: "old", count: 5 })).status).toBe(200);
  const { totals } = await tracker.report();
  expect([totals.visits, totals.signups]).toEqual([10, 0]);
  await tracker.stop();
  run(await fileOf("signups"), "UPDATE tallies SET day = date(day, '-2 days'); UPDATE clock SET day = date(day, '-2 days')");
  await tracker.start();
  await expect.poll(async () => (await tracker.report()).totals.signups, within).toBe(5);
});

test("a shard's file of another installation gets no count, and is named; with its own file back all is there", async () => {
  const other = await counted();
  const file = await lose("visits-0");
  await copyFile(join(other, "objects", "fivebar-shard", basename(file)), file);
  await rm(other, { recursive: true, force: true });
  await tracker.start();
  expect((await tracker.visit("/old")).status).toBe(302);
  await tracker.untilTold("The data of the shard visits-0 do not belong to this registry");
  await tracker.untilTold("counts cannot be written; they wait in memory");
  const { body } = await tracker.api<{ shards: unknown[] }>("GET", "/status");
  expect(body.shards).toContainEqual({ name: "visits-0", state: "foreign" });
  expect(readProblem(await tracker.api("GET", "/report"), 500).detail).toContain("or of another installation");
  expect(await page("nl")).toContain("De gegevens van visits-0 horen niet bij deze registry");
  await tracker.stop();
  expect(ask(file, "SELECT max(total) AS total FROM tallies WHERE kind = 'visit'")).toEqual([{ total: 10 }]);
  await rm(dataDir, { recursive: true });
  await cp(backup, dataDir, { recursive: true });
  await tracker.start();
  expect((await tracker.report()).totals.visits).toBe(10);
});

test("a lost registry does not give old counts to new campaigns: npm start refuses, and so does all that would make one", async () => {
  const LOST_REGISTRY = "The registry's data are lost: its file is missing or empty, and the shard visits-0 is older.";
  await lose("registry");
  await expect(npmStart({ PORT: "0", DATA_DIR: dataDir, ADMIN_KEY })).rejects.toThrow(
    new RegExp(`ended with 1:.*^Fivebar cannot start: ${LOST_REGISTRY} Stop, and put back all files of one backup together`, "ms"),
  );
  await tracker.start();
  const draft = { slug: "new", name: "new", channel: "tiktok", destination: "https://example.org/" };
  expect(readProblem(await tracker.api("POST", "/campaigns", draft), 500).detail).toContain(LOST_REGISTRY);
  readProblem(await tracker.api("POST", "/campaigns/bulk", [draft]), 500);
  readProblem(await tracker.api("GET", "/report"), 500);
  expect((await tracker.visit("/old")).status).toBe(404);
  await expect.poll(async () => (await tracker.visit("/healthz")).status, within).toBe(503);
  expect(await page("nl")).toContain("De gegevens van de registry zijn weg");
});

test("a lost registry is noticed as well where its shards are from before there were installations", async () => {
  for (const file of await filesOf(dataDir, "shard")) await bringBack(file, SHARD_MIGRATIONS, "CREATE TABLE installation");
  await lose("registry");
  await tracker.start();
  const draft = { slug: "new", name: "new", channel: "tiktok", destination: "https://example.org/" };
  expect(readProblem(await tracker.api("POST", "/campaigns", draft), 500).detail).toContain("The registry's data are lost");
});

test("a registry of an earlier moment than its shards gives no campaign a number that has counts", async () => {
  await tracker.start();
  await tracker.createCampaign("since");
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/since");
  await tracker.reportWhen(({ totals }) => totals.visits === 15);
  await tracker.stop();
  const file = await lose("registry");
  for (const end of ["", "-wal", "-shm"])
    await copyFile(join(backup, "objects", "fivebar-registry", basename(file)) + end, file + end).catch(() => undefined);
  await tracker.start();
  await tracker.createCampaign("next");
  const { rows } = await tracker.report("?by=campaign");
  expect(rows.map(({ campaign, visits }) => [campaign, visits])).toEqual([
    ["old", 10],
    ["next", 0],
  ]);
});

test("data from before there were installations are taken as they are, once; what is lost after that is noticed", async () => {
  for (const file of await filesOf(dataDir, "registry")) {
    run(file, "DELETE FROM settings WHERE name = 'installation'");
    await bringBack(file, REGISTRY_MIGRATIONS, "CREATE TABLE joined_shards");
  }
  for (const file of await filesOf(dataDir, "shard")) await bringBack(file, SHARD_MIGRATIONS, "CREATE TABLE installation");
  await tracker.start();
  await tracker.visit("/old");
  expect((await tracker.report()).totals.visits).toBe(10);
  expect(await (await tracker.visit("/healthz")).json()).toEqual({ ok: true });
  await tracker.stop();
  const ids = await Promise.all((await filesOf(dataDir, "shard")).map((file) => ask(file, "SELECT id FROM installation")));
  const own = (await filesOf(dataDir, "registry")).flatMap((file) =>
    ask(file, "SELECT value AS id FROM settings WHERE name = 'installation'"),
  );
  expect(ids).toEqual([own, own]);
  await lose("visits-0");
  await tracker.start();
  expect(readProblem(await tracker.api("GET", "/report"), 500).detail).toMatch(LOST);
});
