/** `npm run backup` of a tracker that runs: nothing acknowledged is missing, and nothing counts twice after `npm run restore`. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesOf } from "../../../scripts/backup/databases.ts";
import { restoreBackup } from "../../../scripts/backup/restore.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { run, signupsOnDisk } from "../setup/backups.ts";
import { npmStart } from "../setup/npm_start.ts";
import { ADMIN_KEY, BROWSER, Tracker } from "../setup/tracker.ts";

/** Websites that report signups one after the other, each with a key of its own, and visitors beside them. */
class Load {
  readonly acknowledged: string[] = [];
  readonly sent: string[] = [];
  private isOver = false;
  private readonly lanes: readonly Promise<void>[];

  constructor(tracker: Tracker) {
    const reporting = async (lane: number): Promise<void> => {
      for (let nth = 0; !this.isOver; nth += 1) {
        const key = `${lane}-${nth}`;
        this.sent.push(key);
        if (await report(tracker, key)) this.acknowledged.push(key);
      }
    };
    const visiting = async (): Promise<void> => {
      while (!this.isOver) await tracker.visit("/one", { headers: { "user-agent": BROWSER } });
    };
    this.lanes = [...[0, 1, 2, 3].map(reporting), visiting(), visiting()];
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lanes);
  }
}

const report = async (tracker: Tracker, key: string): Promise<boolean> =>
  (await tracker.api("POST", "/signups", { campaign: "one" }, { "idempotency-key": key })).status === 200;

let folder: string;

const place = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-hot-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `BACKUP_ROUNDS=100 npm test -- test/system/operate/hot_backup.test.ts` takes as many backups, at as many moments. */
const ROUNDS = Number(process.env.BACKUP_ROUNDS ?? "1");

test(
  "of a tracker under load it holds every signup that was acknowledged before it began; after a restore a repeat counts once",
  async () => {
    const tracker = new Tracker(place("data"), { SIGNUP_RELEASE: "live" });
    await tracker.start();
    await tracker.createCampaign("one");
    const load = new Load(tracker);
    await expect.poll(() => load.acknowledged.length).toBeGreaterThan(50);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const before = load.acknowledged.length;
      const made = await run("backup", tracker.dataDir, [place("load.tar.gz"), "--overwrite"]);
      const after = load.sent.length;
      expect(made).toMatchObject({ code: 0, output: expect.stringContaining(`a backup of Fivebar ${VERSION}`) });
      expect(load.acknowledged.length).toBeGreaterThan(before);
      await rm(place("restored"), { recursive: true, force: true });
      await restoreBackup({ file: place("load.tar.gz"), dataDir: place("restored"), identity: null });
      expect(signupsOnDisk(place("restored"))).toBeGreaterThanOrEqual(before);
      expect(signupsOnDisk(place("restored"))).toBeLessThanOrEqual(after);
    }
    await load.end();
    await tracker.stop();

    const again = new Tracker(place("restored"), { SIGNUP_RELEASE: "live" });
    await again.start();
    // The websites cannot know which of their reports are in the backup, and send all of them again.
    for (const key of load.sent) expect(await report(again, key)).toBe(true);
    expect((await again.report()).totals.visits).toBeGreaterThan(0);
    await again.stop();
    expect(signupsOnDisk(again.dataDir)).toBe(load.sent.length);
    expect(await run("check_data", again.dataDir, [])).toMatchObject({ code: 0, output: expect.stringContaining("All is well.") });
  },
  60_000 + ROUNDS * 10_000,
);

test("the registry is read before the shards, and the alarms last: what is read later may only be further on", async () => {
  expect((await databasesOf(place("data"))).map(({ kind }) => kind)).toEqual(["registry", "shard", "shard", "alarms", "alarms"]);
});

test("a folder that was copied while its tracker ran says so, and not that another tracker runs on it", async () => {
  const original = place("original");
  const started = await npmStart({ PORT: "0", DATA_DIR: original, ADMIN_KEY });
  const copy = place("hot-copy");
  await cp(original, copy, { recursive: true, filter: (name) => !name.endsWith(".sock") });
  const refused = await npmStart({ PORT: "0", DATA_DIR: copy, ADMIN_KEY }).catch((error: Error) => error.message);
  expect(refused).toMatch(
    /Fivebar cannot start: DATA_DIR must not be a copy that was made of a running tracker: .* has the lock of process \d+, which runs on another folder/,
  );
  expect(await run("check_data", copy, [])).toMatchObject({
    output: expect.stringContaining("No tracker runs on it: it was copied while process"),
  });
  expect(await run("check_data", original, [])).toMatchObject({
    output: expect.stringMatching(/^ok {6}A tracker runs on it \(process \d+\)\.$/m),
  });
  expect(await started.stop()).toBe(0);
  const again = await npmStart({ PORT: "0", DATA_DIR: copy, ADMIN_KEY });
  expect(await again.stop()).toBe(0);
});
