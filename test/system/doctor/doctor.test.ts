/** The doctor, called as a user calls it: on the real thing, and on a server that misbehaves in each way. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksOf, doctor, leading, MisbehavingServer, type Misbehaviour, onLink, type Reply, setHeader } from "../setup/misbehaving.ts";
import { NOON_ZONE } from "../setup/noon.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let server: MisbehavingServer;

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok", { spec: { published: true } });
  server = await new MisbehavingServer().start();
});

afterAll(async () => {
  server.close();
  await discard(tracker);
});

test("the real thing passes every check, for one visit", async () => {
  const { code, stdout } = await doctor([`${tracker.origin}/fix-tiktok`]);
  expect(stdout).toContain("All is well.");
  expect(stdout).not.toContain("FAILED");
  expect(code).toBe(0);
  for (let more = 0; more < 4; more += 1) await doctor([`${tracker.origin}/fix-tiktok`]);
  const report = await tracker.reportWhen(({ totals }) => totals.visits >= 5);
  expect(report.totals).toMatchObject({ visits: 5, skipped: { head: 45, prefetch: 5, bot: 0 } });
});

test("a deployment whose unknown links lead elsewhere passes, and a link in capitals is the same link", async () => {
  const other = await startTracker({ FALLBACK_URL: "https://example.org/" });
  await other.createCampaign("fix-tiktok", { spec: { published: true } });
  const { code, stdout } = await doctor([`${other.origin}/Fix-TikTok`]);
  await discard(other);
  expect(stdout).toContain("All is well.");
  expect(code).toBe(0);
});

test("what may pass, a campaign that is over, and repeats that are not counted are no faults of the real thing", async () => {
  const other = await startTracker({ PASS_PARAMS: "lang, utm_source", TIME_ZONE: NOON_ZONE });
  try {
    await other.createCampaign("once", { spec: { published: true }, countRepeats: false, destination: "https://example.org/?lang=nl#top" });
    await other.createCampaign("over", { spec: { published: true }, endsOn: "2026-01-01" });
    await other.createCampaign("quiet");
    for (const slug of ["once", "over", "quiet"]) expect(await checksOf(`${other.origin}/${slug}`)).toMatchObject({ code: 0, failed: [] });
  } finally {
    await discard(other);
  }
});

test.each(["fix", "quiet"])("a server that answers as Fivebar does passes too: %s", async (slug) => {
  server.misbehave = () => undefined;
  const notApplicable = ["certificate", "https", "google-ads"];
  expect(await checksOf(`${server.origin}/${slug}`)).toEqual({ code: 0, failed: [], found: [], notApplicable });
});

describe("an address that is no campaign's link has that one verdict, with what to do,", () => {
  const only = (found: string) => ({ code: 1, checks: [expect.objectContaining({ id: "link", verdict: "failed", found })] });
  const seen = async (link: string) => {
    const { code, stdout } = await doctor(["--json", link]);
    return { code, checks: (JSON.parse(stdout) as { checks: unknown }).checks };
  };

  test("where it is unknown, or its campaign was archived", async () => {
    await tracker.createCampaign("gone");
    await tracker.api("DELETE", "/campaigns/gone");
    for (const path of ["/fix-tikotk", "/gone"])
      expect(await seen(`${tracker.origin}${path}`)).toEqual(only("no campaign's link: it answers 404"));
    const { code, stdout } = await doctor([`${tracker.origin}/gone`]);
    expect([code, stdout.match(/FAILED/g)]).toEqual([1, ["FAILED"]]);
    expect(stdout).toMatch(/Found: no campaign's link.*\n +Do: +\S.*\n\nNothing else was checked/);
  });

  test("where unknown links lead elsewhere", async () => {
    const other = await startTracker({ FALLBACK_URL: "https://example.org/" });
    const verdicts = await seen(`${other.origin}/fix-tiktok`);
    await discard(other);
    expect(verdicts).toEqual(only("no campaign's link: it leads to https://example.org/, as every unknown link does"));
  });

  const unknown: Misbehaviour = (reply) => Object.assign(reply, { status: 404, headers: {}, body: "" });
  test.each<[string, string, Misbehaviour, string]>([
    ["a link that /about.json tells of", "fix", onLink(unknown), "redirect"],
    ["a domain that does not tell of itself", "quiet", unknown, "about"],
  ])("but not %s: there every check has its finding", async (_, slug, how, among) => {
    server.misbehave = how;
    const { code, failed } = await checksOf(`${server.origin}/${slug}`);
    expect([code, failed.includes("link"), failed.includes(among)]).toEqual([1, false, true]);
  });
});

const onAbout =
  (change: Record<string, unknown>): Misbehaviour =>
  (reply, { path }) => {
    if (path === "/about.json") reply.body = JSON.stringify({ ...JSON.parse(reply.body), ...change });
  };
/** Changes what is said of the published campaign. */
const onEntry =
  (change: Record<string, unknown>): Misbehaviour =>
  (reply, { path }) => {
    if (path !== "/about.json") return;
    const { campaigns, ...about } = JSON.parse(reply.body) as { campaigns: object[] };
    reply.body = JSON.stringify({ ...about, campaigns: campaigns.map((entry) => ({ ...entry, ...change })) });
  };
const both =
  (...ways: readonly Misbehaviour[]): Misbehaviour =>
  (reply, asked) => {
    for (const way of ways) way(reply, asked);
  };
const kept = (value: string) =>
  onLink((reply, { method, isPrefetch }) => {
    if (method === "GET" && !isPrefetch) reply.headers["cache-control"] = value;
  });
const keep = (reply: Reply) => Object.assign(reply.headers, { "cache-control": "private, max-age=600" });
const withoutCode = leading((location) => location.replace(/\?c=\w+&?/, "?").replace(/\?#$/, "#"));

test.each<[string, string[], Misbehaviour]>([
  ["a permanent redirect", ["redirect"], onLink((reply, { isPrefetch }) => isPrefetch || Object.assign(reply, { status: 301 }))],
  ["a redirect over http", ["redirect", "passing", "about"], leading(() => "http://example.org/?c=fix#")],
  ["a redirect that everybody stores", ["headers", "head", "prefetch"], onLink(setHeader("cache-control", "public, max-age=60"))],
  ["a redirect without a word on caches", ["headers"], kept("")],
  ["a redirect that a browser keeps though repeats are counted", ["headers"], kept("private, max-age=600")],
  ["a redirect that a browser keeps for two days", ["headers"], both(kept("private, max-age=172800"), onEntry({ countRepeats: false }))],
  [
    "a prefetch that is kept and would swallow the visit",
    ["prefetch"],
    both(
      onLink((reply, { isPrefetch }) => isPrefetch && keep(reply)),
      onEntry({ countRepeats: false }),
    ),
  ],
  ["a HEAD that is kept", ["head"], onLink((reply, { method }) => method === "HEAD" && keep(reply))],
  ["a referrer", ["headers"], onLink(setHeader("referrer-policy", "unsafe-url"))],
  ["robots that are let in", ["headers"], onLink(setHeader("x-robots-tag", "all"))],
  ["an entity tag", ["empty"], onLink(setHeader("etag", '"person"'))],
  ["a request for hints", ["empty"], onLink(setHeader("accept-ch", "Sec-CH-UA-Model"))],
  ["a body", ["empty"], onLink((reply) => Object.assign(reply, { body: "<p>moved</p>" }))],
  ["a cookie of the platform on the link", ["cookies"], onLink(setHeader("set-cookie", "__cf_bm=1; HttpOnly"))],
  [
    "a cookie on a page",
    ["cookies"],
    (reply, { path }) => Object.assign(reply.headers, path === "/about" ? { "set-cookie": "_cfuvid=1" } : {}),
  ],
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
    ["click-ids", "passing", "head", "about"],
    leading((_, { query }) => `https://example.org/${query || "?"}&c=fix#`),
  ],
  [
    "a HEAD that is answered otherwise",
    ["passing", "head"],
    onLink((reply, { method }) => Object.assign(reply, method === "HEAD" ? { status: 405 } : {})),
  ],
  [
    "a prefetch that gets the redirect, which would swallow the visit",
    ["prefetch"],
    onLink((reply, { isPrefetch }) => isPrefetch && Object.assign(reply, { status: 302 })),
  ],
  [
    "a prefetch that is told where the link leads",
    ["prefetch"],
    onLink((reply, { isPrefetch }) => isPrefetch && Object.assign(reply.headers, { location: "https://example.org/?c=fix#" })),
  ],
  ["an error page in place of /about", ["pages"], (reply, { path }) => Object.assign(reply, path === "/about" ? { status: 500 } : {})],
  ["groups of four", ["about"], onAbout({ groupSize: 4 })],
  ["a click id among what may pass", ["passing", "about"], onAbout({ passParams: ["gclid"] })],
  ["no JSON about itself", ["about"], (reply, { path }) => Object.assign(reply, path === "/about.json" ? { body: "<html>" } : {})],
  ["another destination than it publishes", ["passing", "about"], leading(() => "https://other.example/?c=fix#")],
  ["another campaign's code", ["passing", "code", "about"], leading(() => "https://example.org/?c=other#")],
  ["a code that got lost", ["code", "about"], withoutCode],
  ["a code in the redirect of a campaign that is over", ["code", "about"], onEntry({ status: "ended" })],
  ["a parameter that does not pass though it may", ["passing"], onAbout({ passParams: ["lang", "utm_source"] })],
  ["a parameter that passes though none may", ["passing"], onAbout({ passParams: [] })],
  [
    "a parameter that passes though only another may",
    ["passing"],
    leading((location, { query }) => (query.includes("stray") ? location.replace("#", `&${query.slice(1)}#`) : location)),
  ],
])("%s is found", async (_, failed, how) => {
  server.misbehave = how;
  expect(await checksOf(`${server.origin}/fix`)).toMatchObject({ code: 1, failed });
});

describe("of a campaign that is not published", () => {
  test("a redirect that a browser keeps for the rest of a day may be right", async () => {
    server.misbehave = kept("private, max-age=600");
    expect(await checksOf(`${server.origin}/quiet`)).toMatchObject({ code: 0, failed: [] });
  });

  test("a code that is missing is a finding that says what cannot be seen from outside", async () => {
    server.misbehave = withoutCode;
    const { code, failed, found } = await checksOf(`${server.origin}/quiet`);
    expect([code, failed]).toEqual([1, ["code"]]);
    expect(found[0]).toContain("either it was lost on the way, or the campaign does not run");
  });
});

test("a redirect that a browser keeps is right where /about.json says that repeats are not counted", async () => {
  server.misbehave = both(kept("private, max-age=600"), onEntry({ countRepeats: false }));
  expect(await checksOf(`${server.origin}/fix`)).toMatchObject({ code: 0, failed: [] });
});

test("each finding says what was found and what to do", async () => {
  server.misbehave = onLink(setHeader("set-cookie", "__cf_bm=1"));
  const { code, stdout } = await doctor([`${server.origin}/fix`]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/FAILED {2}No answer sets a cookie\n +Found: __cf_bm\n +Do: +\S/);
});

test.each([[[]], [["not-an-address"]], [["https://example.org/"]], [["https://example.org/a?b=c"]], [["--unknown"]]])(
  "called with %j it says how to call it",
  async (given) => {
    const { code, stderr } = await doctor(given);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: npm run doctor -- ");
  },
);

test("a domain that does not answer is told of to programs too", async () => {
  const { code, stdout } = await doctor(["--json", "http://127.0.0.1:9/fix"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ url: "http://127.0.0.1:9/fix", error: expect.stringContaining("does not answer") });
});

test("a domain that does not answer is told of in one line", async () => {
  const { code, stderr } = await doctor(["http://127.0.0.1:9/fix"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:9 does not answer as it should: .+\n$/);
});
