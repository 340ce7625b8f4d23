/** What `npm start` finds in the data folder before anything is served from it: keys and databases that something has spoilt. */
import { execFile } from "node:child_process";
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskState } from "../../../scripts/start/disk.ts";
import { bareEnvironment, npmStart, START, START_ALONE, type Started } from "../setup/npm_start.ts";
import { BROWSER, Tracker } from "../setup/tracker.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-data-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> => npmStart({ PORT: "0", DATA_DIR: dataDir, ...env });

test("an empty admin.key, as a full disk can leave it, is made anew; one that is too short is named, with what to do", async () => {
  const file = join(dataDir, "admin.key");
  await writeFile(file, "\n");
  const started = await start();
  const key = (await readFile(file, "utf8")).trim();
  expect(started.output()).toContain(`Admin key: ${key}`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const headers = { authorization: `Bearer ${key}` };
  expect((await fetch(`${started.origin}/api/v1/campaigns`, { headers })).status).toBe(200);
  const status = (await (await fetch(`${started.origin}/api/v1/status`, { headers })).json()) as { readonly disk?: string };
  expect(["ok", "nearly-full"]).toContain(status.disk);
  expect(await started.stop()).toBe(0);
  await writeFile(file, "short\n");
  const reason = await start().catch((error: Error) => error.message);
  expect(reason).toContain("Fivebar cannot start: ADMIN_KEY must be");
  expect(reason).toContain(`the one in ${file} is not. Remove the file, and a new key is made`);
  expect(reason).not.toContain("short\n");
});

test("on a full disk no file is left instead of a key, and the refusal names the folder", async () => {
  const run = 'trap "" XFSZ; ulimit -f 0; exec "$@"';
  const args = ["-c", run, "sh", ...START_ALONE];
  const env = { ...bareEnvironment(), PORT: "0", DATA_DIR: dataDir };
  const failed = await promisify(execFile)("sh", args, { cwd: START.cwd, env }).catch((error: { code: number; stderr: string }) => error);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("Fivebar cannot start: DATA_DIR must have room for") });
  expect(await readdir(dataDir)).toEqual([]);
});

/** A tracker's folder with a link and some counts, and its databases, the largest last. */
async function databases(kind: "fivebar-registry" | "fivebar-shard"): Promise<string> {
  const tracker = new Tracker(dataDir, {});
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/fix-tiktok");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  await tracker.stop();
  const folder = join(dataDir, "objects", kind);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  return join(folder, names[0] ?? "");
}

/** Writes nonsense over the second half of the file, as a broken disk would. */
async function spoil(file: string): Promise<void> {
  for (const path of [file, `${file}-wal`]) {
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    if (size === 0) continue;
    const handle = await open(path, "r+");
    await handle.write(Buffer.alloc(Math.floor(size / 2), 0xa5), 0, null, Math.floor(size / 2));
    await handle.close();
  }
}

test.each([
  [50, 1_000, "nearly-full"],
  [200, 1_000, "ok"],
  [400, 10_000, "nearly-full"],
  [2_000, 100_000, "ok"],
  [99, 100, "nearly-full"],
])("with %i MB free of %i the disk is %s", (free, all, state) => {
  expect(diskState(free * 2 ** 20, all * 2 ** 20)).toBe(state);
});

test("every file of the objects is its owner's alone, also those that an earlier version made for all", async () => {
  const file = await databases("fivebar-shard");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await promisify(execFile)("chmod", ["644", file]);
  expect(await (await start()).stop()).toBe(0);
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) expect((await stat(join(entry.parentPath, entry.name))).mode & 0o077, entry.name).toBe(0);
});

test("a damaged registry stops the start, with its file and the remedy", async () => {
  const file = await databases("fivebar-registry");
  await spoil(file);
  const reason = await start().catch((error: Error) => error.message);
  expect(reason).toContain(`Fivebar cannot start: DATA_DIR (${dataDir}) has a damaged file: objects/fivebar-registry/`);
  expect(reason).toContain("put a backup of the whole folder in its place and start again: docs/FAULTS.md");
});

test("a damaged shard is named with the remedy, and visitors are sent on", async () => {
  await spoil(await databases("fivebar-shard"));
  const started = await start();
  expect(started.output()).toContain(`Warning:   DATA_DIR (${dataDir}) has a damaged file: objects/fivebar-shard/`);
  const answer = await fetch(`${started.origin}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, expect.stringContaining("https://example.org/?c=fix-tiktok")]);
  await started.stop();
});
