/** More that a platform or proxy can do to a deployment, each found by the doctor; and that one bad answer does not hide the others. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checksOf, leading, MisbehavingServer, type Misbehaviour, onLink, type Reply, setHeader } from "../setup/misbehaving.ts";

let server: MisbehavingServer;

beforeAll(async () => {
  server = await new MisbehavingServer().start();
});
afterAll(() => server.close());

const onPath =
  (path: string, change: (reply: Reply) => unknown): Misbehaviour =>
  (reply, asked) => {
    if (asked.path === path) change(reply);
  };
const body = (text: string) => (reply: Reply) => Object.assign(reply, { body: text });
const policy = (text: string) => (reply: Reply) => {
  reply.headers["content-security-policy"] = `default-src 'none'; ${text}`;
};

test.each<[string, string[], string, Misbehaviour]>([
  ["a cookie of a challenge", ["cookies"], "cf_clearance", setHeader("set-cookie", "cf_clearance=1")],
  [
    "a date that a browser asks about again",
    ["empty"],
    "last-modified",
    onLink(setHeader("last-modified", "Tue, 24 Nov 2026 12:00:00 GMT")),
  ],
  ["hints that are called critical", ["empty"], "critical-ch", onLink(setHeader("critical-ch", "Sec-CH-UA-Model"))],
  ["reporting endpoints", ["reporting"], "reporting-endpoints", setHeader("reporting-endpoints", 'cf="https://report.example/"')],
  ["a policy that reports", ["reporting"], "report-uri", onPath("/about", policy("report-uri /collect"))],
  [
    "a policy that only reports",
    ["reporting"],
    "report-to",
    setHeader("content-security-policy-report-only", "default-src 'self'; report-to cf"),
  ],
  ["a policy that lets a script in", ["pages"], "https://static.example", onPath("/about", policy("script-src https://static.example"))],
  ["an image", ["pages"], "<img", onPath("/about", body("<img src=/pixel.gif>"))],
  ["a frame", ["pages"], "<iframe", onPath("/about", body("<iframe src=/x></iframe>"))],
  ["a handler in an attribute", ["pages"], "onload", onPath("/about", body("<body onload=go()>"))],
  [
    "a beacon on the page of an unknown link alone",
    ["pages"],
    "<script",
    onPath("/no-such-link-for-the-doctor", body("<script src=/beacon.js></script>")),
  ],
  ["a beacon on the campaign's page alone", ["pages"], "<script", onPath("/about/fix", body("<script src=/beacon.js></script>"))],
  [
    "a campaign's page that is missing",
    ["pages"],
    "the campaign's page answers 404",
    onPath("/about/fix", (reply) => Object.assign(reply, { status: 404 })),
  ],
  ["rules for loading ahead", ["pages"], "speculation-rules", setHeader("speculation-rules", '"/cdn-cgi/speculation"')],
  [
    "an unknown link that is answered as if there were one",
    ["pages"],
    "an unknown link answers 200",
    onPath("/no-such-link-for-the-doctor", (reply) => Object.assign(reply, { status: 200 })),
  ],
  ["a redirect within the domain", ["redirect", "about"], "no whole address", leading(() => "/elsewhere#")],
  ["a fragment that travels on", ["window"], "no fragment", leading((location) => location.replace("#", ""))],
  [
    "an opener and a window's name that travel on",
    ["window"],
    "null",
    onLink(({ headers }) => Reflect.deleteProperty(headers, "cross-origin-opener-policy")),
  ],
])("%s is found", async (_, failed, found, how) => {
  server.misbehave = how;
  const seen = await checksOf(`${server.origin}/fix`);
  expect([seen.code, seen.failed.filter((id) => !["passing", "code"].includes(id) || failed.includes(id))]).toEqual([1, failed]);
  expect(seen.found.join("; ")).toContain(found);
});

test.each([
  ["hang", "no whole answer within 1 seconds"],
  ["endless", "an answer of more than 1000000 characters"],
] as const)("one answer that is %s is a finding, and the other checks have their verdicts", async (manner, found) => {
  server.misbehave = onPath("/about", (reply) => Object.assign(reply, { manner }));
  const seen = await checksOf(`${server.origin}/fix`, {}, ["--patience", "1"]);
  expect(seen).toMatchObject({ code: 1, failed: ["answers", "pages"] });
  expect(seen.found[0]).toBe(`/about: ${found}`);
  server.misbehave = onPath("/fix", (reply) => Object.assign(reply, { manner }));
  expect((await checksOf(`${server.origin}/fix`, {}, ["--patience", "1"])).failed).toEqual(expect.arrayContaining(["answers", "redirect"]));
});

test("it asks as a browser does that follows a link from another site", async () => {
  const asked: Record<string, unknown>[] = [];
  const listening = createServer((request, response) => {
    asked.push(request.headers);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  await checksOf(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/fix`);
  listening.close();
  for (const headers of asked)
    expect(headers).toMatchObject({
      accept: expect.stringContaining("text/html"),
      "sec-fetch-dest": "document",
      "sec-fetch-mode": "navigate",
      "sec-fetch-site": "cross-site",
    });
});
