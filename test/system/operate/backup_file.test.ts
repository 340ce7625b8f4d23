/** The file of `npm run backup`, `npm run restore` and `npm run check-data`: what is in it, and what is refused. */
import { execFile, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { archiveOf } from "../../../scripts/backup/archive.ts";
import { checkFolder } from "../../../scripts/backup/commands.ts";
import { alarmsPath, REGISTRY_PATH, shardPath } from "../../../scripts/backup/databases.ts";
import { restoreBackup, verifyBackup } from "../../../scripts/backup/restore.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { bytesOf, change, isInstalled, query, run, signupsOnDisk } from "../setup/backups.ts";
import { Tracker } from "../setup/tracker.ts";

let folder: string;
/** Of a tracker that has stopped. */
let dataDir: string;
let quiet: string;

const today = (): string => new Date().toISOString().slice(0, 10);

const place = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-backup-"));
  dataDir = place("data");
  quiet = place("quiet.tar.gz");
  await mkdir(dataDir, { mode: 0o700 });
  const tracker = new Tracker(dataDir, { SIGNUP_RELEASE: "live" });
  await tracker.start();
  for (const slug of ["one", "two"]) {
    await tracker.createCampaign(slug);
    await tracker.visit(`/${slug}`);
    await tracker.api("POST", "/signups", { campaign: slug, count: 4 });
  }
  await tracker.stop();
  expect(await run("backup", dataDir, [quiet])).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("it is its owner's alone, holds no times, and is the same file when it is made again", async () => {
  expect((await stat(quiet)).mode & 0o777).toBe(0o600);
  const names = [place("once.tar.gz"), place("again.tar.gz")] as const;
  // The day stands in it.
  for (let day = ""; day !== today(); ) {
    day = today();
    for (const name of names) expect(await run("backup", dataDir, [name, "--overwrite"])).toMatchObject({ code: 0 });
  }
  expect(await readFile(names[1])).toEqual(await readFile(names[0]));
  const { stdout } = await promisify(execFile)("tar", ["-tvzf", quiet]);
  expect(stdout.trim().split("\n")).toHaveLength(6);
  expect(stdout).not.toMatch(/20\d\d-/);
  expect((await readdir(dataDir)).filter((name) => name.startsWith("backup"))).toEqual([]);
});

test("what a killed backup left in the data folder is removed by the next one", async () => {
  const { pid } = spawnSync("true");
  await mkdir(join(dataDir, `backup.${pid}.abcdef`));
  expect(await run("backup", dataDir, [place("after.tar.gz")])).toMatchObject({ code: 0 });
  expect((await readdir(dataDir)).filter((name) => name.startsWith("backup"))).toEqual([]);
});

test("a file that is there is overwritten only when that is asked for", async () => {
  await writeFile(place("taken"), "mine");
  expect(await run("backup", dataDir, [place("taken")])).toEqual({
    code: 1,
    output: expect.stringContaining("is there already, and was left as it is"),
  });
  expect(await readFile(place("taken"), "utf8")).toBe("mine");
  expect(await run("backup", dataDir, [place("taken"), "--overwrite"])).toMatchObject({ code: 0 });
  expect((await verifyBackup(place("taken"), null)).files).toHaveLength(5);
  expect(await run("backup", dataDir, [join(dataDir, "inside.tar.gz")])).toMatchObject({
    code: 1,
    output: expect.stringContaining("inside DATA_DIR"),
  });
  expect(await run("backup", place("nothing"), [place("none.tar.gz")])).toMatchObject({
    code: 1,
    output: expect.stringContaining("has no data of a tracker"),
  });
  expect(await run("backup", dataDir, [])).toMatchObject({
    code: 1,
    output: expect.stringContaining("FILE is missing.\nUse: npm run backup -- FILE"),
  });
  expect((await readdir(folder)).filter((name) => name.includes(".new"))).toEqual([]);
});

test("it is restored into an empty folder only", async () => {
  expect(await run("restore", dataDir, [quiet])).toEqual({
    code: 1,
    output: expect.stringMatching(/Nothing was restored: DATA_DIR .* must be empty, and has objects in it/),
  });
  const target = place("empty");
  await mkdir(target);
  expect(await run("restore", target, [quiet])).toMatchObject({ code: 0 });
  expect((await stat(join(target, REGISTRY_PATH))).mode & 0o777).toBe(0o600);
  expect((await readdir(target)).sort()).toEqual(["objects"]);
  expect(query(target, REGISTRY_PATH, "SELECT slug FROM campaigns")).toEqual(query(dataDir, REGISTRY_PATH, "SELECT slug FROM campaigns"));
});

test("one that is cut off, changed in any byte, or no backup at all is refused before anything is written", async () => {
  const whole = await readFile(quiet);
  const spoilt: [string, Buffer][] = [
    ["half", whole.subarray(0, Math.floor(whole.length / 2))],
    ["last bytes", whole.subarray(0, -4)],
    ["empty", Buffer.alloc(0)],
    ["text", Buffer.from("a table;of something\n")],
    ...Array.from({ length: 12 }, (_, nth): [string, Buffer] => {
      const at = Math.floor(((nth + 0.5) * whole.length) / 12);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      return [`byte ${at}`, changed];
    }),
  ];
  const target = place("refused");
  for (const [name, bytes] of spoilt) {
    await writeFile(place("spoilt"), bytes);
    const refused = await restoreBackup({ file: place("spoilt"), dataDir: target, identity: null }).catch((error: Error) => error.message);
    expect([name, refused]).toEqual([name, expect.stringMatching(/it is (?:damaged|cut off|no backup)/)]);
    expect(await readdir(folder)).not.toContain("refused");
  }
  expect(await run("restore", target, [place("spoilt")])).toEqual({
    code: 1,
    output: expect.stringMatching(/^Nothing was restored: it is /),
  });
  expect(await run("check_data", target, [place("spoilt")])).toMatchObject({ code: 1 });
});

test("one that a newer version made is refused with what to do", async () => {
  const newer = place("newer");
  await restoreBackup({ file: quiet, dataDir: newer, identity: null });
  change(newer, shardPath("signups"), "INSERT INTO migrations (version, applied_at) VALUES (99, '2030-01-01')");
  const sentence =
    /the data of the shard were written by a newer version.* \(schema 99; this one knows up to \d+\): use that version, or a backup from before the upgrade/;
  expect(await run("check_data", newer, [])).toMatchObject({ code: 1, output: expect.stringMatching(sentence) });
  const manifest = { fivebar: "9.0.0", madeOn: "2030-01-01", schema: { registry: 1, shard: 99 }, files: [] };
  await writeFile(place("newer.tar.gz"), await bytesOf(archiveOf(manifest, [], null)));
  const refused = await run("restore", place("older"), [place("newer.tar.gz")]);
  expect(refused).toEqual({ code: 1, output: expect.stringMatching(sentence) });
  expect(refused.output).toContain("a newer version, 9.0.0");
});

test("one with a file that is none of a tracker's, or that leads out of the folder, is refused", async () => {
  const entry = { bytes: 1, sha256: "0".repeat(64) };
  for (const path of ["../admin.key", "objects/fivebar-shard/../../../x.sqlite", "/etc/passwd", "tracker.lock.1"]) {
    const manifest = { fivebar: VERSION, madeOn: "2026-11-27", schema: { registry: 1, shard: 1 }, files: [{ path, ...entry }] };
    await writeFile(place("one"), "x");
    await writeFile(place("foreign.tar.gz"), await bytesOf(archiveOf(manifest, [{ path, from: place("one") }], null)));
    await expect(verifyBackup(place("foreign.tar.gz"), null)).rejects.toThrow("its manifest.json cannot be read");
  }
});

test("it is encrypted to a key of age or OpenPGP, and nobody without that key reads it", async (context) => {
  if (!(await isInstalled("age")) || !(await isInstalled("gpg"))) return context.skip("needs age and gpg");
  const { stderr } = await promisify(execFile)("age-keygen", ["-o", place("age.key")]);
  const recipient = /age1\w+/.exec(stderr)?.[0] ?? "";
  await mkdir(place("gnupg"), { mode: 0o700 });
  const env = { GNUPGHOME: place("gnupg") };
  await promisify(execFile)(
    "gpg",
    ["--batch", "--passphrase", "", "--quick-generate-key", "backup@example.org", "default", "default", "never"],
    {
      env: { ...process.env, ...env },
    },
  );
  const ways: [file: string, made: string[], restored: string[]][] = [
    [place("backup.age"), ["--age", recipient], ["--identity", place("age.key")]],
    [place("backup.gpg"), ["--openpgp", "backup@example.org"], []],
  ];
  for (const [file, made, restored] of ways) {
    expect(await run("backup", dataDir, [file, ...made], env)).toMatchObject({
      code: 0,
      output: expect.stringContaining("encrypted by"),
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file)).includes("SQLite format 3")).toBe(false);
    const refused = await run("restore", place("locked"), [file], { GNUPGHOME: folder });
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("Nothing was restored") });
    expect(await run("restore", `${file}.data`, [file, ...restored], env)).toMatchObject({ code: 0 });
    expect(signupsOnDisk(`${file}.data`)).toBe(signupsOnDisk(dataDir));
    expect(await run("check_data", dataDir, [file, ...restored], env)).toMatchObject({
      code: 0,
      output: expect.stringContaining("All is well."),
    });
  }
  await promisify(execFile)("gpgconf", ["--kill", "gpg-agent"], { env: { ...process.env, ...env } });
  const unknown = await run("backup", dataDir, [place("unknown"), "--age", "age1nobody"]);
  expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining("There is no backup: age failed:") });
  expect(await readdir(folder)).not.toContain("unknown");
  const missing = await run("backup", dataDir, [place("unknown"), "--age", recipient], { PATH: folder });
  expect(missing).toMatchObject({ code: 1, output: expect.stringContaining("age is not installed") });
});

test("a check finds what is damaged, missing, foreign or does not add up, and files that others can read", async () => {
  const cases: [change: string | ((copy: string) => Promise<unknown>), found: string][] = [
    ["UPDATE tallies SET total = total + 1 WHERE campaign = 1", "the signups of all campaigns added up are not"],
    ["UPDATE tallies SET total = total - 1 WHERE campaign = -1", "the signups of all campaigns added up are not"],
    ["UPDATE installation SET id = 7", "the data of the shard signups belong to another installation"],
    [
      "INSERT INTO tallies SELECT campaign, kind, '2099-01-01', total - 1 FROM tallies WHERE campaign = -1",
      "signups: a running total falls",
    ],
    [(copy) => rm(join(copy, shardPath("visits-0"))), "the counts of the shard visits-0 are lost"],
    [(copy) => rm(join(copy, REGISTRY_PATH)), "the registry's database is missing"],
    [(copy) => writeFile(join(copy, shardPath("signups")), "nonsense, and more of it"), "file is not a database"],
    [(copy) => cp(join(copy, shardPath("visits-0")), join(copy, shardPath("visits-9"))), "is the file of no shard that the registry knows"],
    [(copy) => rm(join(copy, alarmsPath(REGISTRY_PATH))), "would never run again"],
    [(copy) => chmod(join(copy, REGISTRY_PATH), 0o644), "can be read by others than its owner: chmod go-rwx"],
  ];
  for (const [nth, [what, found]] of cases.entries()) {
    const copy = place(`copy-${nth}`);
    await restoreBackup({ file: quiet, dataDir: copy, identity: null });
    if (typeof what === "string") change(copy, shardPath("signups"), what);
    else await what(copy);
    const { fine: _, problems } = await checkFolder(copy, {});
    expect([what, problems.join("; ")]).toEqual([what, expect.stringContaining(found)]);
  }
  expect(await run("check_data", place("copy-0"), [])).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^FAILED {2}the signups of all/m),
  });
});

test("a closed day and the cache of finished days must agree with the shards", async () => {
  const copy = place("days");
  await restoreBackup({ file: quiet, dataDir: copy, identity: null });
  const [{ day, total } = { day: "", total: 0 }] = query<{ day: string; total: number }>(
    copy,
    shardPath("signups"),
    "SELECT day, total FROM tallies WHERE campaign = -1",
  );
  change(copy, REGISTRY_PATH, `INSERT INTO closes (day, total) VALUES ('${day}', ${total})`);
  expect((await checkFolder(copy, {})).problems).toEqual([]);
  change(copy, REGISTRY_PATH, "UPDATE closes SET total = total - 1");
  expect((await checkFolder(copy, {})).problems).toEqual([`the day ${day} closed with another sum of signups than the shard has of it`]);
  change(copy, REGISTRY_PATH, "DELETE FROM closes");
  const totals = Buffer.from(new Float64Array([4]).buffer).toString("hex");
  const year = Number(day.slice(0, 4));
  change(
    copy,
    REGISTRY_PATH,
    `DELETE FROM ledger_head; INSERT INTO ledger_head VALUES (0, '${day}', 2, NULL); INSERT INTO ledger VALUES (1, 'signup', ${year}, x'${totals}')`,
  );
  expect((await checkFolder(copy, {})).problems).toEqual([]);
  change(copy, shardPath("signups"), "UPDATE tallies SET total = total + 1 WHERE campaign IN (1, -1)");
  expect((await checkFolder(copy, {})).problems).toEqual([
    expect.stringContaining("the registry's cache of finished days and the shards differ (campaign 1, signup"),
  ]);
});
