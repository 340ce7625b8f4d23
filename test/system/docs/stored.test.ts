/** docs/STORED.md against the databases and files of a tracker that has counted, reported and closed its files. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("stored", { thanksUrl: "https://example.org/" });
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/stored");
  await tracker.visit("/stored/thanks");
  await tracker.api("POST", "/signups", { campaign: "stored" }, { "idempotency-key": "a-key" });
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  await tracker.stop();
});
afterAll(() => discard(tracker));

/** `table.column` of each `## section`, as the page lists them. */
async function documented(): Promise<Map<string, string[]>> {
  const sections = (await readFile(join(PROJECT, "docs", "STORED.md"), "utf8")).split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const columns = section
        .split(/^### /m)
        .slice(1)
        .flatMap((part) => {
          const table = /^`(.+)`/.exec(part)?.[1] ?? "";
          return [...part.matchAll(/^\| `(\w+)` \|/gm)].map(([, column]) => `${table}.${column}`);
        });
      return [section.slice(0, section.indexOf("\n")), columns.sort()];
    }),
  );
}

/** `table.column` of every database in a folder of objects. */
async function live(folder: string): Promise<string[]> {
  const path = join(tracker.dataDir, "objects", folder);
  const files = (await readdir(path)).filter((file) => file.endsWith(".sqlite"));
  expect(files.length).toBeGreaterThan(0);
  const found = files.flatMap((file) => {
    const database = new DatabaseSync(join(path, file));
    const rows = database
      .prepare(
        "SELECT t.name || '.' || c.name AS name FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type IN ('table', 'view')",
      )
      .all();
    database.close();
    return rows.map(({ name }) => String(name));
  });
  return [...new Set(found)].sort();
}

test.each([
  ["Registry", "fivebar-registry"],
  ["Shard", "fivebar-shard"],
])("every table and column of the %s is documented, and nothing else is", async (section, folder) => {
  const pages = await documented();
  const runtime = pages.get("Tables of the runtime") ?? [];
  const columns = await live(folder);
  expect(columns.filter((name) => !name.startsWith("_cf_"))).toEqual(pages.get(section));
  expect(columns.filter((name) => name.startsWith("_cf_") && !runtime.includes(name))).toEqual([]);
});

test("the runtime's own tables that are documented are there", async () => {
  const all = [...(await live("fivebar-registry")), ...(await live("fivebar-shard"))];
  const documentedOnes = (await documented()).get("Tables of the runtime") ?? [];
  expect(documentedOnes.filter((name) => !all.includes(name))).toEqual([]);
});

test("every file that a tracker leaves is of a kind that is documented", async () => {
  const entries = await readdir(join(tracker.dataDir), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(tracker.dataDir.length + 1));
  const known = /^objects\/fivebar-(?:registry|shard)\/(?:[0-9a-f]{64}|metadata)\.sqlite(?:-wal|-shm)?$/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  const page = await readFile(join(PROJECT, "docs", "STORED.md"), "utf8");
  for (const kind of ["admin.key", "metadata.sqlite", "fivebar-registry/<id>.sqlite", "fivebar-shard/<id>.sqlite", "-wal"]) {
    expect(page).toContain(kind);
  }
});
