/** Addresses as nobody means them, sent byte for byte: none chooses another path than the one that was asked for, and none is counted. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix", { thanksUrl: "https://example.org/thanks" });
});
afterAll(() => discard(tracker));

/** What comes back on a connection of its own. */
function raw(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(tracker.origin).port), "127.0.0.1", () => socket.write(`${head}\r\n\r\n`, "latin1"));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no end of the answer to ${head}`)));
    socket.on("data", (bytes) => {
      answer += bytes.toString("latin1");
    });
    socket.on("error", reject).on("close", () => resolve(answer));
  });
}

const get = (target: string, ...headers: readonly string[]): Promise<string> =>
  raw([`GET ${target} HTTP/1.1`, ...headers, `User-Agent: ${BROWSER}`, "Connection: close"].join("\r\n"));
const statusOf = (answer: string): number => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1]);

describe("a Host that is no plain host is refused", () => {
  test.each([
    "x/style.css?",
    "x/style.css#",
    "x/staff/assets/style.css?",
    "x?",
    "x#",
    "a@b",
    "a:b@c",
    "x\\style.css?",
    "x\\",
    "a b",
    "",
    "\t",
    "go:abc",
    "go:1:2",
    "go%2fstyle.css",
    "javascript:alert(1)",
    "a,b",
    "go;x",
    "[::1",
    "::1]",
    "[::1]x",
    "[/style.css?]:80",
    "go..org",
    ".go",
    "http://go",
    "*",
    "<x>",
    '"x"',
    "g\xf6",
    "x/../style.css?",
    "x/fix",
    `${"a".repeat(300)}.org`,
    `x/${"a".repeat(8_000)}`,
  ])("%j", async (host) => {
    for (const target of ["/fix", "/fix/thanks", "/unknown", "/about", "/style.css", "/staff/sign-in", "/api/v1/report"]) {
      const answer = await get(target, `Host: ${host}`, `Authorization: Bearer ${ADMIN_KEY}`);
      expect([target, statusOf(answer)]).toEqual([target, 400]);
      expect(answer).not.toMatch(/location:|max-age/i);
    }
  });

  test.each([
    ["two of them", ["Host: go.example.org", "Host: x/style.css?"]],
    ["two plain ones", ["Host: go.example.org", "Host: other.example"]],
    ["none", []],
  ])("%s", async (_, headers) => {
    expect(statusOf(await get("/fix", ...headers))).toBe(400);
  });

  test.each([
    "go.example.org",
    "GO.Example.ORG",
    "go.example.org.",
    "go.example.org:8080",
    "go.example.org:",
    "localhost",
    "fivebar_app:80",
    "[::1]",
    "[2001:db8::1]:8787",
    "192.0.2.1",
  ])("and %s is none of these", async (host) => {
    expect(await get("/fix", `Host: ${host}`)).toMatch(/^HTTP\/1\.1 302 [\s\S]*location: https:\/\/example\.org\/\?c=fix/i);
  });
});

describe("the scheme is http or https, whatever a header says", () => {
  test.each([
    "https://x/style.css?",
    "https://go/style.css?",
    "http://go/about?",
    "x/style.css?",
    "https:",
    "//",
    "https\\",
    "file",
    "javascript",
    "wss",
    "https://go/fix/thanks#",
    "https;x",
    "a b",
  ])("%j chooses no other path", async (said) => {
    const answer = await get("/fix", "Host: go", `X-Forwarded-Proto: ${said}`);
    expect(answer).toMatch(/^HTTP\/1\.1 302 [\s\S]*location: https:\/\/example\.org\/\?c=fix/i);
    expect(answer).not.toMatch(/max-age/i);
    expect(statusOf(await get("/style.css?://go/fix", "Host: go", `X-Forwarded-Proto: ${said}`))).toBe(200);
  });
});

describe("a request target", () => {
  test.each([
    ["http://other.example/fix", 302],
    ["http://other.example/style.css", 200],
    ["http://go/style.css?://go/fix", 200],
    ["http://other.example?x=/fix", 200],
    ["*", 400],
    ["/?x=/fix", 200],
    ["/fix?x=/style.css", 302],
    ["/style.css?x=/fix", 200],
    ["@go/fix", 400],
    [":80/fix", 400],
    ["?/fix", 400],
  ])("%s is answered by its own path, with %i", async (target, status) => {
    const answer = await get(target, "Host: go.example.org");
    expect(statusOf(answer)).toBe(status);
  });

  test.each(["OPTIONS", "TRACE", "DELETE", "PROPFIND"])("%s counts nothing, for a link and for everything", async (method) => {
    for (const target of ["*", "/fix"]) {
      const answer = await raw(`${method} ${target} HTTP/1.1\r\nHost: go.example.org\r\nUser-Agent: ${BROWSER}\r\nConnection: close`);
      expect([target, [400, 405, 501].includes(statusOf(answer))]).toEqual([target, true]);
    }
  });
});

test.each(["go.example.org:443", "127.0.0.1:22", "/fix", "x/style.css?"])(
  "a tunnel to %s is closed at once, and nothing is logged",
  async (to) => {
    const before = tracker.output.length;
    const answer = await raw(`CONNECT ${to} HTTP/1.1\r\nHost: go.example.org`);
    expect(answer.split("\r\n\r\n")[1] ?? "").not.toMatch(/SSH|HTTP/);
    expect(tracker.output.slice(before)).toBe("");
  },
);
