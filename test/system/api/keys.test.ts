/** Access keys: who may do what, and that a key is known only to whom it was shown. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AD_FIGURE_ROUTES } from "../setup/ad_figure_routes.ts";
import { type Key, pathsOf, readProblem } from "../setup/answers.ts";
import { CHANNEL_ROUTES } from "../setup/channel_routes.ts";
import { keyRoutes } from "../setup/key_routes.ts";
import { REPORT_LINK_ROUTES } from "../setup/report_link_routes.ts";
import { TARGET_ROUTES } from "../setup/target_routes.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const ROLES = ["reader", "marketer", "admin", "site"] as const;
type Role = (typeof ROLES)[number];
const MAX_KEYS = 100;
let tracker: Tracker;
/** One key of each role, and those that are no keys. */
const presented: Record<string, string | null> = { "no key": null, "a wrong key": `fivebar_admin_${"w".repeat(43)}` };
/** A key for each role to delete. */
const victims: Record<string, string> = {};

async function makeKey(name: string, role: Role): Promise<Required<Key>> {
  const answer = await tracker.api<Required<Key>>("POST", "/keys", { name, role });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** The status of an answer to whoever presents `key`. */
async function statusFor(key: string | null, method: string, path: string, body?: unknown): Promise<number> {
  const headers = {
    authorization: key === null ? "" : `Bearer ${key}`,
    ...(typeof body === "string" ? { "content-type": "text/csv" } : {}),
  };
  return (await tracker.api(method, path, body, headers)).status;
}

beforeAll(async () => {
  tracker = await startTracker();
  for (const role of ROLES) {
    presented[role] = (await makeKey(`A ${role}`, role)).key;
    victims[role] = (await makeKey(`A victim for ${role}`, "reader")).id;
    for (const use of ["read", "change", "archive"]) await tracker.createCampaign(`${use}-${role}`);
    await tracker.allowHosts([`${role}.example.net`]);
  }
  const gone = await makeKey("Gone", "admin");
  presented["a deleted key"] = gone.key;
  expect((await tracker.api("DELETE", `/keys/${gone.id}`)).status).toBe(204);
});
afterAll(() => discard(tracker));

const READERS: readonly Role[] = ["reader", "marketer", "admin"];
const CAN_EDIT: readonly Role[] = ["marketer", "admin"];

/** What a role sends to a route, made so that it succeeds where it is allowed. */
interface Route {
  readonly operation: string;
  readonly allowed: readonly Role[];
  readonly status: number;
  path(role: string): string;
  body?(role: string): unknown;
}

const campaign = (role: string) => ({ name: `By ${role}`, channel: "tiktok", destination: "https://example.org/" });

const MATRIX: readonly Route[] = [
  { operation: "POST /campaigns", allowed: CAN_EDIT, status: 201, path: () => "/campaigns", body: campaign },
  { operation: "GET /campaigns", allowed: READERS, status: 200, path: () => "/campaigns" },
  { operation: "GET /campaigns/{slug}", allowed: READERS, status: 200, path: (role) => `/campaigns/read-${role}` },
  {
    operation: "PATCH /campaigns/{slug}",
    allowed: CAN_EDIT,
    status: 200,
    path: (role) => `/campaigns/change-${role}`,
    body: () => ({ status: "paused" }),
  },
  { operation: "DELETE /campaigns/{slug}", allowed: CAN_EDIT, status: 204, path: (role) => `/campaigns/archive-${role}` },
  { operation: "POST /campaigns/{slug}/restore", allowed: CAN_EDIT, status: 200, path: (role) => `/campaigns/archive-${role}/restore` },
  { operation: "POST /campaigns/bulk", allowed: CAN_EDIT, status: 201, path: () => "/campaigns/bulk", body: (role) => [campaign(role)] },
  {
    operation: "POST /campaigns/import",
    allowed: CAN_EDIT,
    status: 200,
    path: () => "/campaigns/import?channel=google",
    body: (role) => `keyword,url\nmoved-${role},https://example.org/\n`,
  },
  { operation: "GET /campaigns/{slug}/qr.svg", allowed: READERS, status: 200, path: (role) => `/campaigns/read-${role}/qr.svg` },
  ...CHANNEL_ROUTES,
  { operation: "POST /export", allowed: ["admin"], status: 409, path: () => "/export", body: () => ({ moveKey: "none" }) },
  { operation: "POST /import", allowed: ["admin"], status: 409, path: () => "/import", body: () => "a record" },
  { operation: "GET /status", allowed: ROLES, status: 200, path: () => "/status" },
  { operation: "POST /shards/{shard}/accept-loss", allowed: ["admin"], status: 409, path: () => "/shards/signups/accept-loss" },
  { operation: "GET /hosts", allowed: READERS, status: 200, path: () => "/hosts" },
  { operation: "POST /hosts", allowed: ["admin"], status: 201, path: () => "/hosts", body: (role) => ({ host: `${role}.example.org` }) },
  { operation: "DELETE /hosts/{host}", allowed: ["admin"], status: 204, path: (role) => `/hosts/${role}.example.net` },
  { operation: "POST /signups", allowed: ["admin", "site"], status: 200, path: () => "/signups", body: () => ({ campaign: null }) },
  { operation: "GET /report", allowed: READERS, status: 200, path: () => "/report" },
  { operation: "GET /report.csv", allowed: READERS, status: 200, path: () => "/report.csv" },
  ...AD_FIGURE_ROUTES,
  ...REPORT_LINK_ROUTES,
  ...TARGET_ROUTES,
  ...keyRoutes(victims),
];

describe("roles", () => {
  test.each(MATRIX)("$operation is for $allowed and nobody else", async ({ operation, allowed, status, path, body }) => {
    const method = operation.split(" ")[0] ?? "";
    const statuses: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const [who, key] of Object.entries(presented)) {
      const role = ROLES.find((one) => one === who);
      expected[who] = role === undefined ? 401 : allowed.includes(role) ? status : 403;
      statuses[who] = await statusFor(key, method, path(role ?? "reader"), body?.(who));
    }
    expect(statuses).toEqual(expected);
  });

  test("no route of the API is missing above", async () => {
    const { body } = await tracker.api<{ paths: Record<string, Record<string, unknown>> }>("GET", "/openapi.json");
    const routes = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual([...MATRIX.map(({ operation }) => operation), "GET /openapi.json"].sort());
  });

  test("the description of the API is open to everybody", async () => {
    for (const key of Object.values(presented)) expect(await statusFor(key, "GET", "/openapi.json")).toBe(200);
  });

  test("a refused change changes nothing", async () => {
    await tracker.createCampaign("kept");
    for (const who of ["no key", "a wrong key", "a deleted key", "reader", "site"]) {
      await statusFor(presented[who] ?? null, "PATCH", "/campaigns/kept", { status: "paused" });
      await statusFor(presented[who] ?? null, "DELETE", "/campaigns/kept");
    }
    expect((await tracker.api("GET", "/campaigns/kept")).body).toMatchObject({ status: "live", version: 1 });
  });
});

describe("a request", () => {
  test("without a valid key is told how to send one", async () => {
    const answer = await tracker.api("GET", "/campaigns", undefined, { authorization: "" });
    expect(readProblem(answer, 401).detail).toContain("Authorization: Bearer");
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer\b/);
  });

  test("by a key without the right role is told which role it takes", async () => {
    const answer = await tracker.api("GET", "/keys", undefined, { authorization: `Bearer ${presented.reader}` });
    expect(readProblem(answer, 403).detail).toMatch(/reader.*admin/);
  });

  test.each([
    `Basic ${Buffer.from(`admin:${ADMIN_KEY}`).toString("base64")}`,
    ADMIN_KEY,
    "Bearer",
    `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`,
    `Bearer ${ADMIN_KEY}x`,
    `Bearer ${ADMIN_KEY.slice(0, -1)}`,
    `Bearer ${ADMIN_KEY.toUpperCase()}`,
    `Bearer ${"x".repeat(600)}`,
    "Bearer é",
  ])("with Authorization: %s has no access", async (authorization) => {
    readProblem(await tracker.api("GET", "/campaigns", undefined, { authorization }), 401);
  });

  test("with the key anywhere but in its header has no access", async () => {
    const headers = { authorization: "", cookie: `key=${ADMIN_KEY}`, "x-api-key": ADMIN_KEY };
    readProblem(await tracker.api("GET", `/campaigns?key=${ADMIN_KEY}&access_token=${ADMIN_KEY}`, undefined, headers), 401);
  });
});

describe("a key", () => {
  test("is shown in the answer to its making and never again", async () => {
    const { key, ...rest } = await makeKey("Shown once", "reader");
    expect(key).toMatch(/^fivebar_reader_[A-Za-z0-9_-]{43}$/);
    const { keys } = (await tracker.api<{ keys: Key[] }>("GET", "/keys")).body;
    expect(keys.find(({ id }) => id === rest.id)).toEqual(rest);
    expect(JSON.stringify(keys)).not.toContain(key);
  });

  test("is listed without today's use, which would say that a website has just reported somebody", async () => {
    const { id, key, createdOn } = await makeKey("Used", "reader");
    const listed = async (): Promise<Key | undefined> =>
      (await tracker.api<{ keys: Key[] }>("GET", "/keys")).body.keys.find((one) => one.id === id);
    expect(await listed()).toEqual({ id, name: "Used", role: "reader", createdOn, lastUsedOn: null });
    await statusFor(key, "GET", "/report");
    expect(await listed()).toEqual({ id, name: "Used", role: "reader", createdOn, lastUsedOn: null });
  });

  test("works until it is deleted, and not once more", async () => {
    const { id, key } = await makeKey("Short-lived", "admin");
    expect(await statusFor(key, "GET", "/keys")).toBe(200);
    expect(await statusFor(key, "DELETE", `/keys/${id}`)).toBe(204);
    expect(await statusFor(key, "GET", "/keys")).toBe(401);
    readProblem(await tracker.api("DELETE", `/keys/${id}`), 404);
  });

  test("still works after a restart, and a deleted one still does not", async () => {
    await tracker.stop();
    await tracker.start();
    expect(await statusFor(presented.reader ?? null, "GET", "/report")).toBe(200);
    expect(await statusFor(presented["a deleted key"] ?? null, "GET", "/report")).toBe(401);
  });

  test("has a name that no other key has", async () => {
    await makeKey("Taken", "site");
    expect(pathsOf(readProblem(await tracker.api("POST", "/keys", { name: " Taken ", role: "reader" }), 409))).toEqual(["name"]);
  });

  test("is stored as its SHA-256 only, and neither it nor the admin key is ever written", async () => {
    const { key } = await makeKey("Looked for", "marketer");
    await tracker.stop();
    const bytes = await allBytes(tracker.dataDir);
    await tracker.start();
    expect(bytes.includes(createHash("sha256").update(key).digest("hex"))).toBe(true);
    const secrets = [
      ADMIN_KEY,
      ...[key, presented.admin, presented.reader, presented.site].map((one) => one?.split("_").slice(2).join("_") ?? ""),
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(30);
      expect(bytes.includes(secret)).toBe(false);
      expect(tracker.output).not.toContain(secret);
    }
  });

  test("is one of 100 at most", async () => {
    const { keys } = (await tracker.api<{ keys: Key[] }>("GET", "/keys")).body;
    for (let n = keys.length; n < MAX_KEYS; n += 1) await makeKey(`Number ${n}`, "site");
    expect(readProblem(await tracker.api("POST", "/keys", { name: "One more", role: "site" }), 409).detail).toContain("100");
  });
});

/** The bytes of every file below `folder`. */
async function allBytes(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name)));
  return Buffer.concat(await Promise.all(files));
}
