import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { cpus } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests of counting, which hold in both shapes of one machine: everything in one process, and visitors in processes of their own. */
const COUNTING = ["faults/{shards,registry,kills,outage,unwritable,installation,health}", "counting/counting"].map(
  (files) => `test/system/${files}.test.ts`,
);

/** No test fails because the machine is busy: one that hangs ends after a minute. */
const SLOW_MACHINE_MS = 60_000;

// All random tests of this run begin with it: see test/seed.ts. This file is read several times a run.
if (process.env.SEED === undefined) {
  process.env.SEED = String(Math.floor(Math.random() * 2 ** 31));
  console.log(`SEED=${process.env.SEED}`);
}
const seed = Number(process.env.SEED);

/** What is kept in memory at a time, with room for a copy of the project and its packages. */
const ROOM_BYTES = 4 * 2 ** 30;

/** A folder in memory, gone with this process; null where there is none with enough room. */
function folderInMemory(): string | null {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    if (Math.min(bavail * bsize, process.availableMemory()) < ROOM_BYTES) return null;
    const folder = mkdtempSync("/dev/shm/fivebar-tests-");
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch {
    return null;
  }
}

// Each command of a tracker waits for the disk, and tests give thousands: on a busy disk this was most of the time. `TMPDIR=… npm test` says otherwise.
if (process.env.TMPDIR === undefined) {
  const folder = folderInMemory();
  if (folder !== null) process.env.TMPDIR = folder;
}

/** They take long for their size, by which files are begun in order: left to the end, the last of them would run alone. */
const LONG =
  /(?:worker\/(?:adversary|finished_days)|storage\/adversary|start\/(?:life|install)|faults\/(?:shards|outage|kills|registry)|dashboard\/(?:pages|states)|load\/long_work|doctor\/doctor|api\/fuzz)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    // Many tests wait: for a process to end, or a shard that fails to be asked again.
    maxWorkers: Math.max(2, Math.ceil(cpus().length * 1.5)),
    projects: [
      // Pure code and documents, with properties: folders as in src/.
      {
        resolve: { alias: { "cloudflare:workers": new URL("./test/storage/cloudflare_workers.ts", import.meta.url).pathname } },
        test: {
          name: "domain",
          include: ["test/{domain,storage,staff,visitor,client,docs}/**/*.test.ts"],
          setupFiles: ["test/seed.ts"],
          provide: { seed },
          isolate: false,
          testTimeout: SLOW_MACHINE_MS,
        },
      },
      // The Durable Objects from inside, in the Workers runtime.
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: { ADMIN_KEY: "test-admin-key-of-the-workers" } },
          }),
        ],
        test: {
          name: "worker",
          include: ["test/worker/**/*.test.ts"],
          setupFiles: ["test/worker/setup.ts", "test/seed.ts"],
          provide: { seed },
          testTimeout: SLOW_MACHINE_MS,
        },
      },
      // The whole tracker from outside: the bundle on raw workerd, over real HTTP, with real browsers.
      {
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          globalSetup: ["test/system/setup/build.ts"],
          provide: { seed },
          testTimeout: SLOW_MACHINE_MS,
          hookTimeout: SLOW_MACHINE_MS,
          // A condition that is waited for may take its time on a busy machine.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      // The same with a process that answers visitors beside the one that counts (test/system/setup/tracker.ts).
      {
        test: {
          name: "processes",
          include: COUNTING,
          env: { PROCESSES: "1" },
          globalSetup: ["test/system/setup/build.ts"],
          testTimeout: SLOW_MACHINE_MS,
          hookTimeout: SLOW_MACHINE_MS,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
