/** Data that a newer version of Fivebar wrote: refused with what to do, and left as they are. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { VERSION } from "../../../src/domain/version.ts";
import { npmStart } from "../setup/npm_start.ts";
import { ADMIN_KEY, Tracker } from "../setup/tracker.ts";

let dataDir: string;
let tracker: Tracker;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-newer-"));
  tracker = new Tracker(dataDir, {});
  await tracker.start();
  await tracker.createCampaign("kept");
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/kept");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  await tracker.stop();
});
afterEach(async () => {
  await tracker.stop("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs `statement` in each object's file of a folder. */
async function inFiles(folder: string, statement: string): Promise<void> {
  const path = join(dataDir, "objects", folder);
  const files = (await readdir(path)).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const database = new DatabaseSync(join(path, file));
    database.exec(statement);
    database.close();
  }
}

const page = async (language: string): Promise<string> => {
  const body = new URLSearchParams({ key: `fivebar_admin_${"x".repeat(43)}` });
  const headers = { "accept-language": language, "sec-fetch-site": "same-origin" };
  return (await tracker.visit("/staff/sign-in", { method: "POST", body, headers })).text();
};

test.each([
  ["registry", "fivebar-registry", "/campaigns"],
  ["shard", "fivebar-shard", "/report"],
] as const)(
  "the %s refuses them: npm start stops, the API and the dashboard say why, and nothing changes",
  async (object, folder, path) => {
    await inFiles(folder, "INSERT INTO migrations (version, applied_at) VALUES (99, '2030-01-01 00:00:00')");
    const sentence = `This is Fivebar ${VERSION}, and the data of the ${object} were written by a newer version \\(schema 99; this one knows up to \\d+\\): run the newer version again, or put back a backup from before the upgrade\\.`;

    const started = npmStart({ PORT: "0", DATA_DIR: dataDir, ADMIN_KEY });
    await expect(started).rejects.toThrow(new RegExp(`ended with 1:.*^Fivebar cannot start: ${sentence}$`, "ms"));

    await tracker.start();
    const answer = await tracker.api("GET", path);
    expect([answer.status, answer.body]).toEqual([500, expect.objectContaining({ detail: expect.stringMatching(`^${sentence}$`) })]);
    if (object === "shard") {
      const { body } = await tracker.api<{ shards: readonly { state: string }[] }>("GET", "/status");
      expect(body.shards.map(({ state }) => state)).toEqual(["newer", "newer"]);
      expect(await (await tracker.visit("/healthz?deep=1")).json()).toMatchObject({
        ok: false,
        registry: true,
        shards: false,
        schema: false,
      });
    }
    if (object === "registry") {
      expect(await page("en")).toContain("run the newer version again, or put back a backup");
      expect(await page("nl")).toContain("zijn geschreven door een nieuwere versie (schema 99");
    }
    await tracker.stop();

    await inFiles(folder, "DELETE FROM migrations WHERE version = 99");
    await tracker.start();
    expect((await tracker.report()).totals.visits).toBe(5);
  },
);

test("a start says which version it is and what visitors will miss; the version stands in /about.json, the API's description and the settings page", async () => {
  const started = await npmStart({ PORT: "0", DATA_DIR: dataDir, ADMIN_KEY });
  try {
    expect(started.output()).toMatch(new RegExp(`^Fivebar ${VERSION}$`, "m"));
    expect(started.output()).toMatch(/^Not set: {3}OPERATOR, PRIVACY_URL, SOURCE_URL; \/about names nobody who is responsible$/m);
    const about = (await (await fetch(`${started.origin}/about.json`)).json()) as { version: string };
    const described = (await (await fetch(`${started.origin}/api/v1/openapi.json`)).json()) as { info: { version: string } };
    expect([about.version, described.info.version]).toEqual([VERSION, VERSION]);
    const signedIn = await fetch(`${started.origin}/staff/sign-in`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ key: ADMIN_KEY }),
      headers: { "sec-fetch-site": "same-origin" },
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const settings = await (await fetch(`${started.origin}/staff/settings`, { headers: { cookie, "accept-language": "en" } })).text();
    expect(settings).toContain(`This is Fivebar ${VERSION}.`);
  } finally {
    await started.stop();
  }
});
