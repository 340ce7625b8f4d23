/** Bad requests: addresses, queries, headers and methods that the API refuses, and a search for any that it cannot stand. */
import { connect } from "node:net";
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("there");
});
afterAll(async () => {
  expect(tracker.output).not.toMatch(/staff:|rror/);
  await discard(tracker);
});

describe("a body that breaks off, or is none, is the sender's fault", () => {
  const FORM = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
  const JSON_BODY = `Content-Type: application/json\r\nAuthorization: Bearer ${ADMIN_KEY}\r\n`;
  const BODIES = [
    "Content-Length: 200\r\n\r\nkey=",
    "Transfer-Encoding: chunked\r\n\r\n5\r\nkey=a\r\n",
    "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
  ];
  const requests = [
    ["/staff/sign-in", FORM],
    ["/api/v1/signups", JSON_BODY],
    ["/api/v1/signups", "Content-Type: application/json\r\n"],
    ["/api/v1/campaigns/import", JSON_BODY.replace("application/json", "text/csv")],
  ].flatMap(([path, headers]) =>
    BODIES.map((body) => [path, body, `POST ${path} HTTP/1.1\r\nHost: go.example.org\r\n${headers}${body}`] as const),
  );

  test.each(requests)("%s %j", async (_, body, request) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(tracker.origin).port), "127.0.0.1", () => socket.end(request));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", reject).on("close", () => resolve(text));
    });
    expect(answer).not.toMatch(/^HTTP\/1.1 [25]/);
    if (body.includes("zz")) expect(answer).toMatch(/^HTTP\/1.1 40[01]/);
  });
});

describe("an address", () => {
  test.each(["-", "a", "a%20b", "%00", "%ff", "a%2fb", "a.b", "%E2%84%AAelvin", "__proto__", "a".repeat(41), "a".repeat(2_000)])(
    "with the slug %s is refused",
    async (slug) => {
      for (const method of ["GET", "DELETE"]) {
        expect(pathsOf(readProblem(await tracker.api(method, `/campaigns/${slug}`), 400))).toEqual(["slug"]);
      }
      expect(pathsOf(readProblem(await tracker.api("PATCH", `/campaigns/${slug}`, { notes: null }), 400))).toEqual(["slug"]);
      expect(pathsOf(readProblem(await tracker.api("GET", `/campaigns/${slug}/qr.svg`), 400))).toEqual(["slug"]);
    },
  );

  test.each([
    "",
    "/",
    "/nothing",
    "/campaigns/",
    "/campaigns/there/",
    "/campaigns/there/qr.png",
    "/campaigns//qr.svg",
    "/Campaigns",
    "/report.xml",
  ])("that leads nowhere is not found: %j", async (path) => {
    readProblem(await tracker.api("GET", path), 404);
  });

  test.each(["", "none", "%00", "%ff", "..%2f..%2fetc", "'%20OR%201=1--", "k".repeat(2_000)])("of no key is not found: %j", async (id) => {
    readProblem(await tracker.api("DELETE", `/keys/${id}`), 404);
  });

  test.each([
    ["PUT", "/campaigns", "GET, HEAD, POST"],
    ["PUT", "/campaigns/there", "DELETE, GET, HEAD, PATCH"],
    ["DELETE", "/report", "GET, HEAD"],
    ["GET", "/signups", "POST"],
    ["OPTIONS", "/keys", "GET, HEAD, POST"],
  ])("does not take %s: %s", async (method, path, allowed) => {
    const answer = await tracker.api(method, path);
    readProblem(answer, 405);
    expect(answer.headers.get("allow")?.split(", ").sort().join(", ")).toBe(allowed);
  });
});

describe("a query", () => {
  test.each([
    ["from=", "from"],
    ["from=today", "from"],
    ["from=2026-02-30", "from"],
    ["from=1999-12-31", "from"],
    ["from=2026-01-01%00", "from"],
    ["from=%ff", "from"],
    ["from=1e308", "from"],
    ["to=2200-01-01", "to"],
    ["to=2026-01-01T00:00:00Z", "to"],
    ["from=2026-01-02&to=2026-01-01", "to"],
    ["by=", "by"],
    ["by=Channel", "by"],
    ["by=constructor", "by"],
    ["interval=year", "interval"],
    ["interval=day&interval=day", "interval"],
    ["from=2026-01-01&from=2026-01-02", "from"],
    ["unknown=1", "unknown"],
    ["constructor=1", "constructor"],
    ["__proto__=1", "__proto__"],
    ["from%00=2026-01-01", "from\u0000"],
  ])("%s is refused", async (query, path) => {
    expect(pathsOf(readProblem(await tracker.api("GET", `/report?${query}`), 400))).toEqual([path]);
  });
});

describe("a header", () => {
  test.each(["1", '"1', "abc", '"1" "2"', '"1",', ', "1"', 'w/"1"', '"1"; "2"'])("If-Match: %s is refused", async (etag) => {
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { notes: "x" } : undefined;
      const answer = await tracker.api(method, "/campaigns/there", body, { "if-match": etag });
      expect(pathsOf(readProblem(answer, 400))).toEqual(["If-Match"]);
    }
    expect((await tracker.api("GET", "/campaigns/there")).body).toMatchObject({ version: 1 });
  });
});

describe("whatever comes", () => {
  const OPERATIONS = [
    "POST /campaigns",
    "GET /campaigns",
    "GET /campaigns/{}",
    "PATCH /campaigns/{}",
    "DELETE /campaigns/{}",
    "POST /campaigns/bulk",
    "POST /campaigns/import",
    "GET /campaigns/{}/qr.svg",
    "POST /channels",
    "POST /hosts",
    "DELETE /hosts/{}",
    "POST /shards/{}/accept-loss",
    "POST /signups",
    "GET /report",
    "GET /report.csv",
    "POST /keys",
    "DELETE /keys/{}",
  ];
  const FIELDS =
    "slug name channel destination startsOn endsOn thanksUrl countRepeats notes spec status id role campaign count test host".split(" ");
  const VALID = { slug: "there", name: "New", channel: "tiktok", destination: "https://example.org/" };

  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      "",
      "there",
      "tiktok",
      "https://example.org/",
      "2026-02-28",
      "\u0000",
      "\ud800",
      "__proto__",
      null,
      0,
      -1,
      1e308,
      true,
      [],
      {},
    ),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.double(),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const changed = fc
    .dictionary(fc.constantFrom(...FIELDS, "__proto__", "constructor"), odd, { maxKeys: 5 })
    .map((more) => ({ ...VALID, ...more }));
  const cell = fc.oneof(
    fc.constantFrom("name", "channel", "destination", "spec.ageTo", '"', '""', "tiktok", "https://example.org/"),
    fc.string({ maxLength: 20 }),
  );
  const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
  const body = fc.oneof(
    changed.map((value) => JSON.stringify(value)),
    fc.array(changed, { maxLength: 3 }).map((value) => JSON.stringify(value)),
    fc
      .tuple(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"))
      .map(([rows, comma, end]) => rows.map((row) => row.join(comma)).join(end)),
    fc.json(),
    fc.string({ unit: "binary" }),
  );
  const segment = fc.oneof(
    fc.constantFrom("there", "bulk", "..", "%00", "%ff"),
    fc.string({ unit: "binary", maxLength: 45 }).map((text) => encodeURIComponent(text.toWellFormed())),
  );
  const query = fc.dictionary(
    fc.constantFrom("from", "to", "by", "interval", "x", "__proto__"),
    odd.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
    { maxKeys: 3 },
  );
  const headers = fc.record(
    {
      "content-type": fc.constantFrom("application/json", "application/json; charset=utf-8", "text/csv", "text/plain"),
      "if-match": fc.constantFrom('"1"', "*", "x"),
      "idempotency-key": fc.constantFrom("k", "é", ""),
    },
    { requiredKeys: ["content-type"] },
  );

  test("the API answers without failing, refuses with a problem document, and stays whole", async () => {
    const requests = fc.record({ operation: fc.constantFrom(...OPERATIONS), body, segment, query, headers });
    await fc.assert(
      fc.asyncProperty(requests, async ({ operation, ...request }) => {
        const [method = "", template = ""] = operation.split(" ");
        const search = new URLSearchParams(Object.entries(request.query).map(([name, value]) => [name, value.toWellFormed()]));
        const path = `${template.replace("{}", request.segment)}?${search}`;
        const answer = await send(method, path, method === "POST" || method === "PATCH" ? request.body : undefined, request.headers);
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) readProblem(answer, answer.status);
      }),
      { numRuns: 1_000 },
    );
    for (const path of ["/campaigns", "/channels", "/keys", "/report?by=campaign"])
      expect((await tracker.api("GET", path)).status).toBe(200);
    expect((await tracker.visit("/")).status).toBe(200);
  });

  function send(method: string, path: string, text: string | undefined, more: Record<string, string>): Promise<Answer> {
    const authorization = `Bearer ${ADMIN_KEY}`;
    return tracker.api(method, path, text, { ...more, authorization });
  }
});
