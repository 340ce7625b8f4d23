/** Requests as bytes, odd ones among them, answered by several processes as by one: the same status, the same headers, the same body. */
import { mkdtemp } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY, BROWSER, discard, Tracker } from "../setup/tracker.ts";

let one: Tracker;
let several: Tracker;

beforeAll(async () => {
  const start = async (processes: number): Promise<Tracker> => {
    const tracker = new Tracker(await mkdtemp(join(tmpdir(), "fivebar-raw-")), {}, undefined, [], processes);
    await tracker.start();
    await tracker.createCampaign("fix-tiktok");
    return tracker;
  };
  [one, several] = await Promise.all([start(0), start(2)]);
});
afterAll(() => Promise.all([discard(one), discard(several)]));

/** All that comes until the connection ends, with what differs between two trackers taken out; the headers in their alphabetical order. */
function answerOf({ origin }: Tracker, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), "127.0.0.1", () => socket.write(bytes, "latin1"));
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", reject).on("close", () => {
      const [head = "", ...body] = text.split("\r\n\r\n");
      const [status, ...headers] = head.split("\r\n");
      const own = headers.filter((header) => !/^(?:date|connection):/i.test(header)).sort();
      resolve(
        [status, ...own, ...body]
          .join("\n")
          .replaceAll(new URL(origin).port, "PORT")
          .replace(/"createdAt":"[^"]*"/g, ""),
      );
    });
  });
}

const KEY = `Authorization: Bearer ${ADMIN_KEY}`;
const JSON_TYPE = "Content-Type: application/json";

function bytesOf(line: string, headers: readonly string[] = [], body = "", host: string | null = "go.example.org"): string {
  const all = [...(host === null ? [] : [`Host: ${host}`]), `User-Agent: ${BROWSER}`, "Connection: close", ...headers];
  return `${line} HTTP/1.1\r\n${all.map((header) => `${header}\r\n`).join("")}\r\n${body}`;
}

const METHODS = ["GET", "HEAD", "OPTIONS", "DELETE", "PUT", "PATCH", "TRACE", "PROPFIND", "PURGE", "UNHEARD-OF", "get"];
const PATHS = [
  "/fix-tiktok",
  "/staff",
  "/staff/sign-in",
  "/api/v1/campaigns",
  "/api/v1/nothing",
  "/about",
  "/none",
  `/report/${"A".repeat(43)}`,
];
const MAKE = "POST /api/v1/campaigns";

const REQUESTS: readonly string[] = [
  ...METHODS.flatMap((method) => PATHS.flatMap((path) => [bytesOf(`${method} ${path}`), bytesOf(`${method} ${path}`, [KEY])])),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Content-Length: 2"], "{}"),
  bytesOf(MAKE, [`authorization: bearer ${ADMIN_KEY}`, JSON_TYPE, "Content-Length: 2"], "{}"),
  bytesOf(MAKE, [KEY, KEY, JSON_TYPE, "Content-Length: 2"], "{}"),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Content-Length: 2", "Content-Length: 3"], "{}"),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Content-Length: -1"]),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Content-Length: 2", "Transfer-Encoding: chunked"], "2\r\n{}\r\n0\r\n\r\n"),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Transfer-Encoding: chunked"], "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Expect: 100-continue", "Content-Length: 2"], "{}"),
  bytesOf(MAKE, [KEY, JSON_TYPE, "Content-Encoding: gzip", "Content-Length: 2"], "{}"),
  bytesOf(MAKE, [KEY, JSON_TYPE]),
  ...["websocket", "WebSocket", "h2c"].map((to) => bytesOf(MAKE, [KEY, JSON_TYPE, `Upgrade: ${to}`, "Content-Length: 2"], "{}")),
  bytesOf("DELETE /api/v1/campaigns/none", [KEY, "Upgrade: websocket", "Sec-WebSocket-Key: AA==", "Sec-WebSocket-Version: 13"]),
  ...["GET /staff", "HEAD /staff/sign-in", "GET /api/v1/report", MAKE, "DELETE /api/v1/campaigns/none"].map((line) =>
    bytesOf(line, [KEY, "Fivebar-Broken-Body: 1"]),
  ),
  bytesOf(MAKE, [KEY, "Content-Type: text/xml", "Content-Length: 2"], "{}"),
  bytesOf("PATCH /api/v1/campaigns/fix-tiktok", [KEY, JSON_TYPE, 'If-Match: "99"', "Content-Length: 12"], '{"name":"y"}'),
  ...["GET", "DELETE"].map((method) => bytesOf(`${method} /api/v1/campaigns/none`, [KEY, "Content-Length: 5"], "hello")),
  bytesOf("GET /api/v1/report", [KEY, "Content-Length: 5"], "hello"),
  bytesOf("GET /api/v1/report.csv", [KEY]),
  bytesOf("GET /staff/sign-in", ["Cookie: a=b", "Cookie: c=d", "Range: bytes=0-10", "Accept-Encoding: gzip, br", "Accept-Language: nl"]),
  bytesOf("GET /staff", ["X-Forwarded-Proto: https, http", "X-Forwarded-Host: elsewhere.example"]),
  bytesOf("GET /staff", ["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"]),
  bytesOf("GET /staff", ["Fivebar-Links-Version: 1", `X-Long: ${"a".repeat(20_000)}`, "X-Bytes: \u00ff\u00fe"]),
  ...["a b", "", null, "go.example.org:99999", "user@x", "[::1]:80"].map((host) => bytesOf("GET /staff", [], "", host)),
  ...[
    "http://elsewhere.example/staff",
    "//staff",
    "/staff/%2e%2e/api",
    "/STAFF",
    "/staff?x=%ff%fe",
    "/staff#part",
    `/staff?${"a".repeat(5_000)}`,
  ].map((path) => bytesOf(`GET ${path}`)),
  bytesOf("GET /staff", ["No colon"]),
  bytesOf("GET  /staff"),
  bytesOf("OPTIONS *"),
];

test("whatever comes", async () => {
  for (const request of REQUESTS) expect(await answerOf(several, request), request.slice(0, 300)).toBe(await answerOf(one, request));
});

test("requests that do not wait for each other's answers are answered in their order", async () => {
  const visit = bytesOf("GET /fix-tiktok").replace("Connection: close\r\n", "");
  const answer = await answerOf(
    several,
    visit + bytesOf("GET /api/v1/report", [KEY]).replace("Connection: close\r\n", "") + visit + bytesOf("GET /none"),
  );
  expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["302", "200", "302", "404"]);
});
