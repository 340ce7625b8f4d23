/** Bad input: each request of the table is refused with a problem document that names its faults, and leaves everything as it was. */
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";
import { BAD_REQUESTS, type BadRequest } from "./bad_input_table.ts";

let tracker: Tracker;
/** All that a request could have changed, as the test before left it. */
let known: unknown[];

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("there");
  known = await everything();
});
afterEach(async () => {
  const before = known;
  known = await everything();
  expect(known).toEqual(before);
});
afterAll(async () => {
  expect(tracker.output).not.toMatch(/staff:|rror/);
  await discard(tracker);
});

async function everything(): Promise<unknown[]> {
  const paths = ["/campaigns", "/channels", "/keys", "/report?by=campaign"];
  return Promise.all(paths.map(async (path) => (await tracker.api("GET", path)).body));
}

async function send({ method, path, body, contentType, headers }: BadRequest, more: RequestInit = {}): Promise<Answer> {
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  const response = await fetch(`${tracker.origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, ...headers, ...(contentType === null ? {} : { "content-type": contentType }) },
    ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    ...more,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function expectRefused(request: BadRequest, more: RequestInit = {}): Promise<void> {
  const { errors = [] } = readProblem(await send(request, more), request.status);
  // A field may have several faults.
  if (request.paths !== null) expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual([...request.paths].sort());
}

test.each(BAD_REQUESTS.map((request) => [request.what, request] as const))("%s", async (_, request) => {
  await expectRefused(request);
});

test("a body above 256 KiB is refused also where it does not say its length", async () => {
  const large = BAD_REQUESTS.find(({ status }) => status === 413);
  if (large === undefined) throw new Error("no large body in the table");
  await expectRefused({ ...large, body: new Blob([JSON.stringify(large.body)]).stream() }, { duplex: "half" } as RequestInit);
});

test("a list where an object is expected is called one", async () => {
  for (const path of ["/campaigns", "/signups", "/channels", "/keys"]) {
    const { errors } = readProblem(await tracker.api("POST", path, [{ name: "New" }]), 400);
    expect(errors).toEqual([{ path: "", message: "must be an object, not a list", code: "wrong-type" }]);
  }
});

test.each([
  ["PUT", "/campaigns", "GET, HEAD, POST"],
  ["PUT", "/campaigns/there", "DELETE, GET, HEAD, PATCH"],
  ["DELETE", "/report", "GET, HEAD"],
  ["GET", "/signups", "POST"],
  ["OPTIONS", "/keys", "GET, HEAD, POST"],
])("an address does not take %s: %s", async (method, path, allowed) => {
  const answer = await tracker.api(method, path);
  readProblem(answer, 405);
  expect(answer.headers.get("allow")?.split(", ").sort().join(", ")).toBe(allowed);
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
