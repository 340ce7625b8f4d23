/** The doctor, called as a user calls it: on the real thing, and on a server that misbehaves in each way. */
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { examine } from "../../scripts/doctor/checks.ts";
import { discard, startTracker, type Tracker } from "./tracker.ts";

let tracker: Tracker;
let server: Server;
let origin: string;

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly query: string;
  readonly isPrefetch: boolean;
}

/** What the misbehaving server does to each of its replies, which are right before. */
let misbehave: (reply: Reply, asked: Asked) => void = () => undefined;

/** Answers as Fivebar does. */
function rightReply({ path }: Asked): Reply {
  const about = {
    groupSize: 5,
    codeParam: "c",
    passParams: [],
    campaigns: [{ slug: "fix", link: `${origin}/fix`, destination: "https://example.org/", status: "live" }],
  };
  const page = { "content-security-policy": "default-src 'none'", "content-type": "text/html" };
  if (path === "/about.json") return { status: 200, headers: {}, body: JSON.stringify(about) };
  if (path === "/about") return { status: 200, headers: page, body: "<h1>About</h1>" };
  if (path !== "/fix") return { status: 404, headers: page, body: "<h1>Unknown</h1>" };
  const headers = {
    location: "https://example.org/?c=fix",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
  };
  return { status: 302, headers, body: "" };
}

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok", { spec: { published: true } });
  server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://server");
    const asked = { path: pathname, method: request.method ?? "", query: search, isPrefetch: request.headers["sec-purpose"] !== undefined };
    const reply = rightReply(asked);
    misbehave(reply, asked);
    response.writeHead(reply.status, reply.headers).end(request.method === "HEAD" ? "" : reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await discard(tracker);
});

function doctor(...given: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(PROJECT, "scripts", "doctor", "main.ts"), ...given], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

async function failedChecks(): Promise<{ code: number; failed: string[] }> {
  const { code, stdout } = await doctor("--json", `${origin}/fix`);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; verdict: string }[] };
  return { code, failed: checks.filter(({ verdict }) => verdict === "failed").map(({ id }) => id) };
}

test("the real thing passes every check, for one visit", async () => {
  const { code, stdout } = await doctor(`${tracker.origin}/fix-tiktok`);
  expect(stdout).toContain("All is well.");
  expect(stdout).not.toContain("FAILED");
  expect(code).toBe(0);
  for (let more = 0; more < 4; more += 1) await doctor(`${tracker.origin}/fix-tiktok`);
  const report = await tracker.reportWhen(({ totals }) => totals.visits >= 5);
  expect(report.totals).toMatchObject({ visits: 5, skipped: { head: 5, prefetch: 5, bot: 0 } });
});

test("a deployment whose unknown links lead elsewhere passes, and a link in capitals is the same link", async () => {
  const other = await startTracker({ FALLBACK_URL: "https://example.org/" });
  await other.createCampaign("fix-tiktok", { spec: { published: true } });
  const { code, stdout } = await doctor(`${other.origin}/Fix-TikTok`);
  await discard(other);
  expect(stdout).toContain("All is well.");
  expect(code).toBe(0);
});

test("a server that answers as Fivebar does passes too", async () => {
  misbehave = () => undefined;
  expect(await failedChecks()).toEqual({ code: 0, failed: [] });
});

const onLink = (change: (reply: Reply, asked: Asked) => void) => (reply: Reply, asked: Asked) => {
  if (asked.path === "/fix") change(reply, asked);
};
const onAbout = (change: Record<string, unknown>) => (reply: Reply, asked: Asked) => {
  if (asked.path === "/about.json") reply.body = JSON.stringify({ ...JSON.parse(reply.body), ...change });
};
const setHeader = (name: string, value: string) => (reply: Reply) => {
  reply.headers[name] = value;
};

test.each<[string, string[], typeof misbehave]>([
  ["a permanent redirect", ["redirect"], onLink((reply) => Object.assign(reply, { status: 301 }))],
  ["a redirect over http", ["redirect", "about"], onLink(setHeader("location", "http://example.org/?c=fix"))],
  ["a redirect that is stored", ["headers"], onLink(setHeader("cache-control", "public, max-age=60"))],
  ["a referrer", ["headers"], onLink(setHeader("referrer-policy", "unsafe-url"))],
  ["robots that are let in", ["headers"], onLink(setHeader("x-robots-tag", "all"))],
  ["an entity tag", ["empty"], onLink(setHeader("etag", '"person"'))],
  ["a request for hints", ["empty"], onLink(setHeader("accept-ch", "Sec-CH-UA-Model"))],
  ["a body", ["empty"], onLink((reply) => Object.assign(reply, { body: "<p>moved</p>" }))],
  ["a cookie of the platform on the link", ["cookies"], onLink(setHeader("set-cookie", "__cf_bm=1; HttpOnly"))],
  ["a cookie on a page", ["cookies"], (reply, { path }) => (path === "/about" ? setHeader("set-cookie", "_cfuvid=1")(reply) : undefined)],
  ["network error logging", ["reporting"], setHeader("nel", '{"report_to":"cf-nel"}')],
  ["a reporting endpoint", ["reporting"], setHeader("report-to", "{}")],
  [
    "a beacon in a page",
    ["pages"],
    (reply, { path }) => Object.assign(reply, path === "/about" ? { body: "<script src=/cdn-cgi/beacon.js></script>" } : {}),
  ],
  ["a page without a policy", ["pages"], (reply) => Object.assign(reply, { headers: { ...reply.headers, "content-security-policy": "" } })],
  [
    "a click id that travels on",
    ["click-ids", "head", "prefetch", "about"],
    onLink((reply, { query }) => setHeader("location", `https://example.org/${query || "?"}&c=fix`)(reply)),
  ],
  [
    "a HEAD that is answered otherwise",
    ["head"],
    onLink((reply, { method }) => Object.assign(reply, method === "HEAD" ? { status: 405 } : {})),
  ],
  ["a prefetch that is refused", ["prefetch"], onLink((reply, { isPrefetch }) => Object.assign(reply, isPrefetch ? { status: 503 } : {}))],
  ["an error page in place of /about", ["pages"], (reply, { path }) => Object.assign(reply, path === "/about" ? { status: 500 } : {})],
  ["groups of four", ["about"], onAbout({ groupSize: 4 })],
  ["a click id among what may pass", ["about"], onAbout({ passParams: ["gclid"] })],
  ["no JSON about itself", ["about"], (reply, { path }) => Object.assign(reply, path === "/about.json" ? { body: "<html>" } : {})],
  ["another destination than it publishes", ["about"], onLink(setHeader("location", "https://other.example/?c=fix"))],
  ["another campaign's code", ["about"], onLink(setHeader("location", "https://example.org/?c=other"))],
])("%s is found", async (_, failed, how) => {
  misbehave = how;
  expect(await failedChecks()).toEqual({ code: 1, failed });
});

test.each([
  ["https://go.example.org/fix", "max-age=31536000", "ok"],
  ["https://go.example.org/fix", "max-age=0", "failed"],
  ["https://go.example.org/fix", null, "failed"],
  ["http://go.example.org/fix", null, "failed"],
  ["http://127.0.0.1:8787/fix", null, "not applicable"],
])("%s with HSTS %s: %s", (address, hsts, expected) => {
  const answer = { status: 200, headers: new Headers(hsts === null ? {} : { "strict-transport-security": hsts }), cookies: [], body: "" };
  const observed = {
    url: new URL(address),
    click: answer,
    head: answer,
    prefetch: answer,
    about: answer,
    aboutJson: answer,
    unknown: answer,
  };
  expect(examine(observed).find(({ id }) => id === "https")?.verdict).toBe(expected);
});

test("each finding says what was found and what to do", async () => {
  misbehave = onLink(setHeader("set-cookie", "__cf_bm=1"));
  const { code, stdout } = await doctor(`${origin}/fix`);
  expect(code).toBe(1);
  expect(stdout).toMatch(/FAILED {2}No answer sets a cookie\n +Found: __cf_bm\n +Do: +\S/);
});

test.each([[[]], [["not-an-address"]], [["https://example.org/"]], [["https://example.org/a?b=c"]], [["--unknown"]]])(
  "called with %j it says how to call it",
  async (given) => {
    const { code, stderr } = await doctor(...given);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: npm run doctor -- ");
  },
);

test("a domain that does not answer is told of to programs too", async () => {
  const { code, stdout } = await doctor("--json", "http://127.0.0.1:9/fix");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ url: "http://127.0.0.1:9/fix", error: expect.stringContaining("does not answer") });
});

test("a domain that does not answer is told of in one line", async () => {
  const { code, stderr } = await doctor("http://127.0.0.1:9/fix");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:9 does not answer as it should: .+\n$/);
});
