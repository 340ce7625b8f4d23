/** What tells one visitor from another, or could: found by asking again, as other browsers, and at every open address. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { domainsApart } from "../../../scripts/doctor/google_ads.ts";
import { checksOf, doctor, leading, MisbehavingServer, type Misbehaviour, onLink, setHeader } from "../setup/misbehaving.ts";

let server: MisbehavingServer;
let asked = 0;

beforeAll(async () => {
  server = await new MisbehavingServer().start();
});
afterAll(() => server.close());

function number(): string {
  asked += 1;
  return String(asked);
}
const forAgent =
  (agent: RegExp, change: Misbehaviour): Misbehaviour =>
  (reply, question) => {
    if (agent.test(question.userAgent)) change(reply, question);
  };
const onPath =
  (path: string, change: Misbehaviour): Misbehaviour =>
  (reply, question) => {
    if (question.path === path) change(reply, question);
  };
const cookie = setHeader("set-cookie", "visitor=1; Max-Age=31536000");

/** Both for the published campaign and for the one that is not, of which /about.json says nothing. */
describe.each(["fix", "quiet"])("of the campaign %s", (slug) => {
  test.each<[string, string[], string, Misbehaviour]>([
    ["a visitor's number in the redirect", ["others"], "location: ", leading((to) => to.replace("#", `&v=${number()}#`))],
    ["a visitor's number in a fragment", ["others"], "location: ", leading((to) => `${to}${number()}`)],
    [
      "a number made of the user agent",
      ["others"],
      "Chrome on Android",
      leading((to, { userAgent }) => to.replace("#", `&v=${userAgent.length}#`)),
    ],
    [
      "another destination for phones with Android",
      ["others"],
      "Chrome on Android",
      forAgent(
        /Android/,
        leading(() => "https://other.example/#"),
      ),
    ],
    [
      "another destination in one app",
      ["others"],
      "Instagram",
      forAgent(
        /Instagram/,
        leading(() => "https://other.example/#"),
      ),
    ],
    [
      "a refusal of one browser",
      ["others"],
      "302 and 403",
      forAgent(
        /Gecko\/20/,
        onLink((reply) => Object.assign(reply, { status: 403 })),
      ),
    ],
    ["a cookie for Android only", ["others", "cookies"], "visitor", forAgent(/Android/, onLink(cookie))],
    ["a cookie for one app only", ["others", "cookies"], "visitor", forAgent(/BytedanceWebview/, onLink(cookie))],
    ["a header for Android only", ["others"], "vary: ", forAgent(/Android/, onLink(setHeader("vary", "user-agent")))],
    [
      "an HSTS that is another one's each time",
      ["others"],
      "strict-",
      onLink((reply) => setHeader("strict-transport-security", `max-age=${number()}`)(reply, {} as never)),
    ],
  ])("%s is found", async (_, expected, found, how) => {
    server.misbehave = how;
    const seen = await checksOf(`${server.origin}/${slug}`);
    expect(seen.code).toBe(1);
    expect(seen.failed).toEqual(expect.arrayContaining(expected));
    expect(seen.found.join("; ")).toContain(found);
  });

  test.each<[string, string[], string, Misbehaviour]>([
    ["a cookie on the thanks link", ["cookies"], "visitor", onPath(`/${slug}/thanks`, cookie)],
    [
      "an Alt-Svc with a host of one's own",
      ["unexpected"],
      'alt-svc: h2="v1.example:443"',
      onLink(setHeader("alt-svc", 'h2="v1.example:443"; ma=86400')),
    ],
    ["an Alt-Svc with a port of one's own", ["unexpected"], ':48213"', onLink(setHeader("alt-svc", 'h3=":443", h3=":48213"; ma=86400'))],
    [
      "an Alt-Svc that is another one's each time",
      ["others", "unexpected"],
      "alt-svc",
      onLink((reply) => setHeader("alt-svc", `h3=":${number()}"`)(reply, {} as never)),
    ],
    ["a header that nobody knows", ["unexpected"], "x-visitor", onLink(setHeader("x-visitor", "1"))],
    ["client hints that are kept", ["empty"], "critical-ch", onPath("/about", setHeader("critical-ch", "Sec-CH-UA-Model"))],
  ])("%s is found", async (_, expected, found, how) => {
    server.misbehave = how;
    const seen = await checksOf(`${server.origin}/${slug}`);
    expect([seen.code, seen.failed]).toEqual([1, expected]);
    expect(seen.found.join("; ")).toContain(found);
  });

  test("a header of the platform that says nothing of anybody is none of these", async () => {
    server.misbehave = (reply) => {
      Object.assign(reply.headers, {
        server: "cloudflare",
        "cf-ray": `${number()}-AMS`,
        "cf-cache-status": "DYNAMIC",
        "alt-svc": 'h3=":443"; ma=86400',
      });
    };
    expect(await checksOf(`${server.origin}/${slug}`)).toMatchObject({ code: 0, failed: [] });
  });
});

test.each<[string, string[], string, Misbehaviour]>([
  ...["/style.css", "/favicon.ico", "/robots.txt", "/", "/.well-known/traffic-advice", "/.well-known/security.txt"].map(
    (path): [string, string[], string, Misbehaviour] => [`a cookie on ${path}`, ["cookies"], "visitor", onPath(path, cookie)],
  ),
  ["a cookie on the favicon for Android only", ["routes", "cookies"], "visitor", onPath("/favicon.ico", forAgent(/Android/, cookie))],
  ["an entity tag on the style sheet", ["empty"], "etag", onPath("/style.css", setHeader("etag", '"visitor"'))],
  [
    "a style sheet of one's own",
    ["routes"],
    "/style.css",
    onPath("/style.css", (reply) => Object.assign(reply, { body: `p{} /*${number()}*/` })),
  ],
  ["a page of one's own", ["routes"], "/about ", onPath("/about", (reply) => Object.assign(reply, { body: `<h1>${number()}</h1>` }))],
  [
    "a style sheet that is missing",
    ["routes"],
    "the style sheet answers 404",
    onPath("/style.css", (reply) => Object.assign(reply, { status: 404 })),
  ],
  ["network error logging on the favicon", ["reporting"], "nel", onPath("/favicon.ico", setHeader("nel", "{}"))],
])("%s is found", async (_, expected, found, how) => {
  server.misbehave = how;
  const seen = await checksOf(`${server.origin}/fix`);
  expect([seen.code, seen.failed]).toEqual([1, expected]);
  expect(seen.found.join("; ")).toContain(found);
});

test("it always says where the link leads, and ends with what was not looked at", async () => {
  server.misbehave = leading((to) => to.replace("example.org", "other.example"));
  const quiet = await doctor([`${server.origin}/quiet`]);
  expect(quiet.stdout).toMatch(/^The link leads to https:\/\/other\.example\/\?c=quiet#\n/);
  expect(quiet.stdout).not.toContain("All is well");
  expect(quiet.stdout).toContain("The campaign is not published: compare where its link leads");
  server.misbehave = onLink((reply) => Object.assign(reply, { status: 500, headers: {} }));
  const broken = await doctor([`${server.origin}/fix`]);
  expect(broken.stdout).toMatch(/^The link leads nowhere: it answers 500\.\n/);
  server.misbehave = () => undefined;
  const well = await doctor([`${server.origin}/fix`]);
  for (const { stdout } of [quiet, broken, well])
    expect(stdout).toMatch(
      /\nNot looked at:\n- What is stored[\s\S]*\n- Whether[^\n]*GET otherwise than HEAD[\s\S]*\n- What the destination does\.\n$/,
    );
  const { stdout } = await doctor(["--json", `${server.origin}/fix`]);
  expect(JSON.parse(stdout)).toMatchObject({
    leadsTo: "https://example.org/?c=fix#",
    notLookedAt: expect.arrayContaining([expect.stringContaining("HEAD")]),
  });
});

test.each([
  ["https://go.example.org/fix", "https://example.org/?c=fix#", ""],
  ["https://go.example.org/fix", "https://www.example.org/?c=fix#", ""],
  ["https://go.example.org/fix", "https://example.nl/?c=fix#", "the link is on example.org, and its destination on example.nl"],
  ["https://fivebar.mine.workers.dev/fix", "https://example.org/#", "the link is on mine.workers.dev, and its destination on example.org"],
  ["http://127.0.0.1:8787/fix", "https://example.org/#", ""],
])("Google Ads and %s, which leads to %s: %j", (link, location, apart) => {
  expect(domainsApart(new URL(link), location)).toBe(apart);
});
