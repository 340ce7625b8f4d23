/** The doctor with a reader's key: every link of it, to where a visitor arrives. On the real tracker, with destinations that misbehave. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { certify } from "../setup/certificate.ts";
import { doctor, MisbehavingServer } from "../setup/misbehaving.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "../setup/tracker.ts";

/** Pages of a website, each with what is wrong with it. */
const PAGES: Readonly<Record<string, (url: URL, response: ServerResponse) => unknown>> = {
  "/good": (_, response) => response.end("<h1>Sign</h1>"),
  "/long": (_, response) => response.end("x".repeat(2_000_000)),
  "/moved": ({ search }, response) => response.writeHead(301, { location: `/good${search}` }).end(),
  "/fragment": (_, response) => response.end(),
  "/loses": (_, response) => response.writeHead(302, { location: "/good" }).end(),
  "/other-code": (_, response) => response.writeHead(302, { location: "/good?c=another" }).end(),
  "/cookie": (_, response) => response.writeHead(200, { "set-cookie": ["_ga=1", "session=2; HttpOnly"] }).end(),
  "/cookie-on-the-way": ({ search }, response) => response.writeHead(302, { location: `/good${search}`, "set-cookie": "hop=1" }).end(),
  "/gone": (_, response) => response.writeHead(404).end(),
  "/broken": (_, response) => response.writeHead(500).end(),
  "/circle": ({ search }, response) => response.writeHead(302, { location: `/circle${search}` }).end(),
  "/nowhere": ({ search }, response) => response.writeHead(302, { location: `http://[${search}` }).end(),
  "/hangs": () => undefined,
};

let tracker: Tracker;
let site: Server;
let siteOrigin: string;
let folder: string;
let keyFile: string;
let seen: IncomingMessage[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    seen.push(request);
    const url = new URL(request.url ?? "/", "http://site");
    PAGES[url.pathname]?.(url, response);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  tracker = await startTracker();
  folder = await mkdtemp(join(tmpdir(), "fivebar-doctor-links-"));
  keyFile = join(folder, "reader.key");
  const { body } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Doctor", role: "reader" });
  await writeFile(keyFile, `${body.key}\n`);
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await discard(tracker);
  await rm(folder, { recursive: true, force: true });
});

interface Told {
  readonly links: readonly {
    readonly link: string;
    readonly leadsTo: string;
    readonly arrivesAt: string;
    readonly found: readonly string[];
  }[];
}

async function told(): Promise<{ code: number; found: Record<string, string>; links: Told["links"] }> {
  const { code, stdout } = await doctor(["--json", "--patience", "5", "--key-file", keyFile, tracker.origin]);
  const { links } = JSON.parse(stdout) as Told;
  return { code, links, found: Object.fromEntries(links.map(({ link, found }) => [link.split("/").at(-1) ?? "", found.join("; ")])) };
}

test("links whose destinations answer, keep the code and set no cookie pass, and nothing is counted", async () => {
  await tracker.createCampaign("good", { destination: `${siteOrigin}/good?lang=nl` });
  await tracker.createCampaign("long", { destination: `${siteOrigin}/long` });
  await tracker.createCampaign("moved", { destination: `${siteOrigin}/moved` });
  await tracker.createCampaign("fragment", { destination: `${siteOrigin}/fragment#form` });
  await tracker.createCampaign("over", { destination: `${siteOrigin}/good`, endsOn: "2026-01-01" });
  seen = [];
  const { code, found, links } = await told();
  expect([code, found]).toEqual([0, { good: "", long: "", moved: "", fragment: "", over: "" }]);
  expect(links.find(({ link }) => link.endsWith("/moved"))?.arrivesAt).toBe(`${siteOrigin}/good?c=moved`);
  for (const { headers, method } of seen) {
    expect([method, headers["sec-fetch-mode"], headers.authorization]).toEqual(["GET", "navigate", undefined]);
    expect(headers["user-agent"]).toContain("Mozilla/5.0");
  }
  const { stdout } = await doctor(["--key-file", keyFile, `${tracker.origin}/`]);
  expect(stdout).toContain(`leads to ${siteOrigin}/moved?c=moved#\n        arrives at ${siteOrigin}/good?c=moved`);
  expect(stdout).toMatch(/5 links: all arrive\.\nNo visit was counted[^\n]*\n\nNot looked at:\n- What scripts/);
  expect((await tracker.report()).totals.visits).toBe(0);
});

test("what is wrong with a destination is found, each with its link", async () => {
  const bad = ["loses", "other-code", "cookie", "cookie-on-the-way", "gone", "broken", "circle", "nowhere", "hangs"];
  for (const slug of bad) await tracker.createCampaign(slug, { destination: `${siteOrigin}/${slug}` });
  await tracker.createCampaign("nobody", { destination: "http://127.0.0.1:9/" });
  const { code, found } = await told();
  expect(code).toBe(1);
  const host = siteOrigin.slice("http://".length);
  expect(found).toMatchObject({
    good: "",
    loses: `the destination loses c=loses on the way to ${siteOrigin}/good`,
    "other-code": `the destination loses c=other-code on the way to ${siteOrigin}/good?c=another`,
    cookie: `${host} sets cookies at once: _ga, session`,
    "cookie-on-the-way": `${host} sets cookies at once: hop`,
    gone: `the destination ${host} answers 404`,
    broken: `the destination ${host} answers 500`,
    circle: "more than 20 redirects",
    nowhere: expect.stringContaining("leads to no address"),
    hangs: `the destination ${host} gives no whole answer within 5 seconds`,
    nobody: expect.stringMatching(/the destination 127\.0\.0\.1:9 gives .*ECONNREFUSED/),
  });
});

test("a link that something in front of the tracker leads elsewhere, or answers itself, is found", async () => {
  const front = await new MisbehavingServer().start();
  const campaign = { channel: "google", status: "live", destination: "https://example.org/" };
  const campaigns = ["fix", "quiet", "missing"].map((slug) => ({ ...campaign, slug, link: `${front.origin}/${slug}` }));
  front.misbehave = (reply, { path }) => {
    if (path === "/api/v1/campaigns") Object.assign(reply, { status: 200, body: JSON.stringify({ campaigns }) });
    if (path === "/fix") reply.headers.location = `${siteOrigin}/good?c=fix#`;
    if (path === "/quiet") Object.assign(reply, { status: 200 });
  };
  const { stdout } = await doctor(["--json", "--key-file", keyFile, front.origin]);
  front.close();
  expect((JSON.parse(stdout) as Told).links.map(({ found }) => found)).toEqual([
    ["the link leads elsewhere than its campaign says (https://example.org/?c=fix)"],
    ["the link answers 200 instead of leading on"],
    ["the link answers 404 instead of leading on"],
  ]);
});

test("the key goes to nobody whose certificate is bad, not over http, and is never printed", async () => {
  const trusted: string[] = [];
  const server = await new MisbehavingServer(certify("127.0.0.1")).start();
  server.misbehave = (_, { path }) => trusted.push(path);
  const bad = await doctor(["--key-file", keyFile, server.origin]);
  server.close();
  expect([bad.code, trusted]).toEqual([1, []]);
  expect(bad.stderr).toMatch(/SELF_SIGNED|self.signed/i);
  const plain = await doctor(["--key-file", keyFile, "http://go.example.org"]);
  expect([plain.code, plain.stderr]).toEqual([2, "A key is sent over https only: give an address that begins with https://.\n"]);
  const wrong = join(folder, "wrong.key");
  await writeFile(wrong, "fivebar_reader_wrong-key-of-nobody");
  const refused = await doctor(["--key-file", wrong, tracker.origin]);
  expect([refused.code, refused.stderr]).toEqual([1, `${tracker.origin} does not take the key (401): make one with the role reader\n`]);
  for (const { stdout, stderr } of [bad, plain, refused]) expect(stdout + stderr).not.toMatch(/fivebar_reader_|test-admin/);
});

test.each([
  ["a file that is not there", "missing.key", null, "cannot be read"],
  ["an empty file", "empty.key", "\n", "must have a key in it and nothing else"],
  ["a file of other things", "other.key", `name: Doctor\nkey: ${ADMIN_KEY}\n`, "must have a key in it and nothing else"],
])("%s is said in a sentence", async (_, name, text, expected) => {
  const file = join(folder, name);
  if (text !== null) await writeFile(file, text);
  const { code, stderr } = await doctor(["--key-file", file, tracker.origin]);
  expect([code, stderr.split("\n").length]).toEqual([2, 2]);
  expect(stderr).toContain(expected);
  expect(stderr).not.toContain(ADMIN_KEY);
});

test.each([["https://go.example.org/fix"], ["https://go.example.org?x=1"], ["go.example.org"]])(
  "with a key the address is the deployment's alone, and %s is not",
  async (address) => {
    const { code, stderr } = await doctor(["--key-file", keyFile, address]);
    expect([code, stderr.startsWith("Usage: ")]).toEqual([2, true]);
  },
);
