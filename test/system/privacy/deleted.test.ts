/** What was deleted is not in a tracker's files any more: databases, logs and all else below `DATA_DIR`, while it runs. */
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { get, post, SESSION_SECRET, sessionOf } from "../setup/dashboard.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const HOUR_MS = 3_600_000;
/** So many that their rows fill more than one page, and that pages are split. */
const REPORTS = 150;

let tracker: Tracker;
let copy: string;

beforeAll(async () => {
  tracker = await startTracker({ SESSION_SECRET }, FAULTY_CONFIG);
  copy = await mkdtemp(join(tmpdir(), "fivebar-deleted-"));
  await tracker.createCampaign("one");
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/one");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
});
afterAll(async () => {
  await discard(tracker);
  await rm(copy, { recursive: true, force: true });
});

const objects = () => join(tracker.dataDir, "objects");

/** The rows of a table in every database of a kind, read from a copy as whoever takes the folder would. */
async function rowsOf<Row>(kind: "registry" | "shard", query: string): Promise<Row[]> {
  await rm(copy, { recursive: true, force: true });
  await cp(objects(), copy, { recursive: true });
  const folder = join(copy, `fivebar-${kind}`);
  const files = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  return files.flatMap((file) => {
    const database = new DatabaseSync(join(folder, file));
    try {
      return database.prepare(query).all() as Row[];
    } finally {
      database.close();
    }
  });
}

/** How many of `wanted` stand anywhere in a file. */
async function found(wanted: readonly (string | Uint8Array)[]): Promise<number> {
  const entries = await readdir(tracker.dataDir, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => readFile(join(parentPath, name))),
  );
  return wanted.filter((bytes) => files.some((file) => file.includes(typeof bytes === "string" ? bytes : Buffer.from(bytes)))).length;
}

const clean = async (): Promise<void> => {
  expect((await tracker.visit("/__clean")).status).toBe(200);
};

test("salts and hashes of signup reports are overwritten when their day is over, those of later hours stay and work", async () => {
  for (let nth = 0; nth < REPORTS; nth += 1) {
    await tracker.api("POST", "/signups", { campaign: "one" }, { "idempotency-key": `early-${nth}` });
  }
  const salts = await rowsOf<{ salt: Uint8Array }>("shard", "SELECT salt FROM salts");
  const hashes = await rowsOf<{ key_hash: string; body_hash: string }>("shard", "SELECT key_hash, body_hash FROM repeats");
  const secrets = [...salts.map(({ salt }) => salt), ...hashes.flatMap((row) => [row.key_hash, row.body_hash])];
  expect(secrets.length).toBeGreaterThanOrEqual(2 * REPORTS + 1);
  expect(await found(secrets)).toBe(secrets.length);

  await tracker.visit(`/__clock?ms=${20 * HOUR_MS}`);
  for (let nth = 0; nth < REPORTS; nth += 1) {
    await tracker.api("POST", "/signups", { campaign: "one" }, { "idempotency-key": `late-${nth}` });
  }
  await tracker.visit(`/__clock?ms=${26 * HOUR_MS}`);
  await clean();
  expect(await found(secrets)).toBe(0);
  const repeated = await tracker.api("POST", "/signups", { campaign: null }, { "idempotency-key": "late-7" });
  expect(repeated.status, "the same key with another report").toBe(422);
  expect(await rowsOf("shard", "SELECT sum(length(bytes)) AS zeros FROM zeros WHERE 1 HAVING zeros > 0")).toEqual([]);
}, 60_000);

test("keys, members and ended sessions are overwritten at the next midnight after they were deleted", async () => {
  const { body: key } = await tracker.api<{ id: string }>("POST", "/keys", { name: "Website", role: "site" });
  const email = "somebody@members.example";
  await tracker.visit(`/__member?email=${email}`, { method: "POST" });
  const cookie = await sessionOf(tracker);
  await fetch(`${tracker.origin}/staff/sign-out`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: tracker.origin, "sec-fetch-site": "same-origin" },
  });
  const [stored] = await rowsOf<{ hash: string; session: string }>(
    "registry",
    `SELECT hash, (SELECT id FROM ended_sessions) AS session FROM keys WHERE id = '${key.id}'`,
  );
  const secrets = [stored?.hash ?? "", stored?.session ?? ""];
  expect(secrets.every((text) => text.length > 30)).toBe(true);
  expect(await found([...secrets, email])).toBe(3);
  await tracker.api("DELETE", `/keys/${key.id}`);
  await tracker.visit(`/__member?email=${email}`);
  await tracker.visit(`/__clock?ms=${50 * HOUR_MS}`);
  await clean();
  expect(await found(secrets)).toBe(0);
  // The history goes on naming who was a member.
  expect(await rowsOf("registry", "SELECT * FROM members")).toEqual([]);
  const [{ n } = { n: 0 }] = await rowsOf<{ n: number }>("registry", `SELECT count(*) AS n FROM history WHERE subject = 'member:${email}'`);
  expect(n).toBe(2);
}, 60_000);

test("names of staff go when they are STAFF_NAMES_MONTHS old, from the files too; what was done, and when, stays", async () => {
  const [person, website, email, invited] = ["Canary Colleague", "Canary Site", "canary@members.example", "Canary Guest"];
  const { id, key } = (await tracker.api<{ id: string; key: string }>("POST", "/keys", { name: person, role: "admin" })).body;
  const own = { authorization: `Bearer ${key}` };
  const site = (await tracker.api<{ id: string }>("POST", "/keys", { name: website, role: "site" }, own)).body;
  await tracker.api("PATCH", "/campaigns/one", { name: "Another name" }, own);
  const figures = "slug,day,currency,spend,impressions,clicks\none,2026-10-01,EUR,21.55,3520,38\n";
  expect((await tracker.api("POST", "/ad-figures/import", figures, { ...own, "content-type": "text/csv" })).status).toBe(200);
  await tracker.visit(`/__member?email=${email}`, { method: "POST" });
  const cookie = await sessionOf(tracker, key);
  expect((await post(tracker, "/staff/settings/invitations", { name: invited, role: "reader" }, cookie)).status).toBe(200);
  await tracker.visit(`/__member?email=${email}`);
  for (const gone of [site.id, id]) expect((await tracker.api("DELETE", `/keys/${gone}`)).status).toBe(204);
  const names = [person, website, email, invited];
  const history = () => rowsOf<{ seq: number; at: string; action: string }>("registry", "SELECT seq, at, action FROM history ORDER BY seq");
  const before = await history();

  await tracker.visit(`/__clock?ms=${23 * 30 * 24 * HOUR_MS}`);
  await clean();
  expect(await found(names)).toBe(4);
  await tracker.visit(`/__clock?ms=${25 * 31 * 24 * HOUR_MS}`);
  await tracker.api("PATCH", "/campaigns/one", { name: "Yet another name" });
  await clean();
  expect(await found(names)).toBe(0);
  expect((await history()).slice(0, before.length)).toEqual(before);
  expect(await rowsOf("registry", "SELECT DISTINCT who FROM ad_imports")).toEqual([{ who: "" }]);
  const lines = (await tracker.api<string>("GET", "/history.jsonl")).body.trimEnd().split("\n");
  const told = lines.map((line) => JSON.parse(line) as { who: string; subject: string; changes: object });
  expect(told.find(({ changes }) => "name" in changes && changes.name === "Another name")?.who).toBe("");
  expect(told.at(-1)).toMatchObject({ who: "admin key", subject: "campaign:one", changes: { name: "Yet another name" } });
  expect(told.filter(({ subject }) => subject === "key:").length).toBeGreaterThanOrEqual(4);
  const page = await (await get(tracker, "/staff/campaigns/one", await sessionOf(tracker))).text();
  expect(page).toContain("name removed");
}, 60_000);

test("alarms are due at the full hour where signups left a salt, else at midnight: no file says when somebody came", async () => {
  const rows = await rowsOf<{ value: number | bigint }>(
    "shard",
    "SELECT CAST(value / 1000000 AS INTEGER) AS value FROM _cf_METADATA WHERE value > 1e15",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { value } of rows) expect(Number(value) % HOUR_MS).toBe(0);
  const midnight = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", timeStyle: "medium" });
  const [{ value } = { value: 0 }] = await rowsOf<{ value: number }>(
    "registry",
    "SELECT CAST(value / 1000000 AS INTEGER) AS value FROM _cf_METADATA WHERE value > 1e15",
  );
  expect(midnight.format(Number(value))).toBe("00:00:00");
  for (const kind of ["registry", "shard"] as const) {
    for (const { applied_at } of await rowsOf<{ applied_at: string }>(kind, "SELECT applied_at FROM migrations")) {
      expect(applied_at).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  }
});
