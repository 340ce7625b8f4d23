/**
 * Two isolates on the runtime itself, each with a memory of its own, that count at the same shards: as two machines of the network do. The
 * second runs the same bundle as another service, bound to the objects of the first.
 */
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { BROWSER, discard, Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

/** The project's configuration with a second service, on a socket named `second`. */
async function configForTwo(): Promise<string> {
  const config = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  const worker = config.slice(config.indexOf("const fivebar :"));
  const second = worker
    .replace("const fivebar :", "const second :")
    .replace(/\n {2}durableObjectNamespaces = \[[^\]]*\],\n {2}durableObjectStorage = [^\n]*/, "")
    .replace('durableObjectNamespace = "Registry"', 'durableObjectNamespace = (className = "Registry", serviceName = "fivebar")')
    .replace('durableObjectNamespace = "Shard"', 'durableObjectNamespace = (className = "Shard", serviceName = "fivebar")');
  const both = config
    .replace("services = [", 'services = [\n    (name = "second", worker = .second),')
    .replace("sockets = [", 'sockets = [\n    (name = "second", address = "127.0.0.1:0", http = (), service = "second"),');
  const file = join(PROJECT, "dist", "two-isolates.capnp");
  await writeFile(file, `${both}\n${second}`.replaceAll('embed "dist/worker.js"', 'embed "worker.js"'));
  return file;
}

beforeAll(async () => {
  tracker = new Tracker(await mkdtemp(join(tmpdir(), "fivebar-test-")), {}, await configForTwo());
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
});
afterAll(() => discard(tracker));

test("two isolates count at one shard: each visit once, each isolate under a name of its own", async () => {
  const origins = [tracker.origin, `http://127.0.0.1:${tracker.port("second")}`];
  let left = 2_000;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(`${origins[left % 2]}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
      expect(response.status).toBe(302);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= 2_000)).totals.visits).toBe(2_000);
  await tracker.stop();
  expect(await writers()).toBe(2);
});

/** How many names of isolates the shards have heard. */
async function writers(): Promise<number> {
  const folder = join(tracker.dataDir, "objects", "fivebar-shard");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sqlite"));
  const counts = files.map((file) => {
    const database = new DatabaseSync(join(folder, file));
    // The runtime keeps a database of its own beside the objects'.
    const isShard = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'writers'").get() !== undefined;
    const row = isShard ? database.prepare("SELECT count(*) AS n FROM writers").get() : { n: 0 };
    database.close();
    return Number(row?.n);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
