/**
 * Cloudflare Access as the sign-in, with real tokens from a key server of the test's own. Cloudflare's servers cannot be reached here:
 * the runtime's way to them is led to that server, and nothing in the Worker knows.
 */

import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { complaints } from "./axe.ts";
import { launchBrowser } from "./browser.ts";
import { get, post, sessionOf, signIn, startDashboard } from "./dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "./tracker.ts";

const TEAM = "team.cloudflareaccess.com";
const AUDIENCE = "audience-of-the-dashboard";

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}

let tracker: Tracker;
let keyServer: Server;
let first: SigningKey;
/** What the key server publishes; null while it is down. */
let published: JWK[] | null;
const asked: string[] = [];

beforeAll(async () => {
  first = await newSigningKey("first");
  published = [first.publicJwk];
  keyServer = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    if (published === null) return void response.writeHead(500).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, "127.0.0.1", resolve));
  const { port } = keyServer.address() as AddressInfo;
  const config = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  const led = config.replace(
    /\(name = "access-keys", network = .*\),\n/,
    `(name = "access-keys", external = (address = "127.0.0.1:${port}", http = ())),\n`,
  );
  expect(led).not.toBe(config);
  const file = join(PROJECT, "dist", "access.capnp");
  await writeFile(file, led.replace('embed "dist/worker.js"', 'embed "worker.js"'));
  tracker = await startDashboard({ ACCESS_TEAM_DOMAIN: TEAM, ACCESS_AUD: AUDIENCE }, file);
});
afterAll(async () => {
  await discard(tracker);
  await new Promise((resolve) => keyServer.close(resolve));
});

interface TokenParts {
  readonly email?: string | null;
  readonly key?: SigningKey;
  readonly kid?: string;
  readonly issuer?: string;
  readonly audience?: string | string[];
  readonly expiresInSeconds?: number;
  readonly notBeforeSeconds?: number;
}

async function token(parts: TokenParts = {}): Promise<string> {
  const { email = "noor@example.org", key = first, issuer = `https://${TEAM}`, audience = AUDIENCE, expiresInSeconds = 600 } = parts;
  const now = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({ type: "app", ...(email === null ? {} : { email }) })
    .setProtectedHeader({ alg: "RS256", kid: parts.kid ?? key.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresInSeconds);
  if (parts.notBeforeSeconds !== undefined) jwt.setNotBefore(now + parts.notBeforeSeconds);
  return jwt.sign(key.privateKey);
}

function visit(path: string, jwt: string | null, cookie = ""): Promise<Response> {
  return get(tracker, path, cookie, jwt === null ? {} : { "cf-access-jwt-assertion": jwt });
}

async function addMember(email: string, role: string, notice = "member-saved"): Promise<void> {
  const jwt = await token({ email: "boss@example.org" });
  const cookie = (await signInBehindAccess(jwt)) ?? "";
  const answer = await post(tracker, "/staff/settings/members", { email, role }, cookie, { "cf-access-jwt-assertion": jwt });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/staff/settings?notice=${notice}`]);
}

/** The session that the admin key gets behind Access: how the first member comes in. */
async function signInBehindAccess(jwt: string): Promise<string | undefined> {
  const answer = await post(tracker, "/staff/sign-in", { key: ADMIN_KEY }, "", { "cf-access-jwt-assertion": jwt });
  return answer.headers.getSetCookie()[0]?.split(";")[0];
}

describe("a member", () => {
  test("is let in as themselves, with the role that an admin gave, and no cookie", async () => {
    await addMember("Noor@Example.org", "reader");
    const answer = await visit("/staff", await token());
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    expect(await answer.text()).toContain("noor@example.org");
    expect((await visit("/staff/settings", await token())).status).toBe(403);
    expect(asked[0]).toBe(`${TEAM}/cdn-cgi/access/certs`);
  });

  test("has another role at once when an admin says so, and none when removed", async () => {
    await addMember("role@example.org", "reader");
    const jwt = await token({ email: "role@example.org" });
    expect((await visit("/staff/new-campaign", jwt)).status).toBe(403);
    await addMember("role@example.org", "marketer", "member-changed");
    expect((await visit("/staff/new-campaign", jwt)).status).toBe(200);
    const boss = await token({ email: "boss@example.org" });
    const cookie = (await signInBehindAccess(boss)) ?? "";
    await post(tracker, "/staff/settings/members/role%40example.org/remove", {}, cookie, { "cf-access-jwt-assertion": boss });
    expect((await visit("/staff", jwt)).status).toBe(403);
  });

  test("who is an admin can neither remove themselves nor give themselves another role", async () => {
    await addMember("chief@example.org", "admin");
    const jwt = await token({ email: "chief@example.org" });
    const headers = { "cf-access-jwt-assertion": jwt };
    expect((await post(tracker, "/staff/settings/members/chief%40example.org/remove", {}, "", headers)).status).toBe(400);
    expect((await post(tracker, "/staff/settings/members", { email: "chief@example.org", role: "reader" }, "", headers)).status).toBe(400);
    const settings = await visit("/staff/settings", jwt);
    expect(settings.status).toBe(200);
    const page = await settings.text();
    expect(page).toContain("this is you");
    expect(page).toContain("members/noor%40example.org/remove");
    expect(page).not.toContain("members/chief%40example.org/remove");
  });

  test("signs out where they signed in, and is offered no form for a key", async () => {
    await addMember("leaver@example.org", "reader");
    const jwt = await token({ email: "leaver@example.org" });
    const html = await (await visit("/staff", jwt)).text();
    expect(html).toContain('<a href="/cdn-cgi/access/logout">');
    expect(html).not.toContain("/staff/sign-out");
    const answer = await post(tracker, "/staff/sign-out", {}, "", { "cf-access-jwt-assertion": jwt });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/cdn-cgi/access/logout"]);
    const form = await visit("/staff/sign-in?next=/staff/how", jwt);
    expect([form.status, form.headers.get("location")]).toEqual([303, "/staff/how"]);
  });

  test("is listed with the day of their last visit and no more of it", async () => {
    await addMember("seen@example.org", "reader");
    const boss = await token({ email: "boss@example.org" });
    const cookie = (await signInBehindAccess(boss)) ?? "";
    const row = async (): Promise<string> =>
      /<tr><th scope="row">seen@example\.org.*?<\/tr>/.exec(await (await visit("/staff/settings", boss, cookie)).text())?.[0] ?? "";
    expect(await row()).toContain(">never<");
    await visit("/staff", await token({ email: "seen@example.org" }));
    expect(await row()).toMatch(/>\d{1,2} \w+ \d{4}</);
  });

  test("is named in the history of what they change", async () => {
    await addMember("maker@example.org", "marketer");
    const headers = { "cf-access-jwt-assertion": await token({ email: "maker@example.org" }) };
    const fields = { name: "Behind Access", slug: "behind-access", channels: "tiktok", destination: "https://example.org/join" };
    expect((await post(tracker, "/staff/new-campaign", fields, "", headers)).status).toBe(303);
    expect(await (await visit("/staff/campaigns/behind-access", headers["cf-access-jwt-assertion"])).text()).toContain("maker@example.org");
  });
});

describe("somebody whom Access knows and nobody here does", () => {
  test("reads whom to ask, and that the admin key opens the door for the first members", async () => {
    await addMember("chief@example.org", "admin");
    const answer = await visit("/staff", await token({ email: "stranger@example.org" }));
    const text = await answer.text();
    expect(answer.status).toBe(403);
    expect(text).toContain("stranger@example.org");
    expect(text).toContain("mailto:chief@example.org");
    expect(text).toContain("Sign in with an access key");
  });
});

describe.each(["nl", "en"])("behind Access in a browser, in %s", (locale) => {
  test("axe finds nothing on the members' page, nor on that of somebody who has no access", async () => {
    // Two admins, so that the page for strangers has addresses one below the other.
    for (const email of ["looker@example.org", "other@example.org"]) await addMember(email, "admin");
    const browser = await launchBrowser();
    try {
      for (const [email, path, status] of [
        ["looker@example.org", "/staff/settings", 200],
        ["looker@example.org", "/staff/settings/members/looker%40example.org/remove", 200],
        ["unknown@example.org", "/staff", 403],
      ] as const) {
        const extraHTTPHeaders = { "cf-access-jwt-assertion": await token({ email }) };
        const context = await browser.newContext({ locale, bypassCSP: true, extraHTTPHeaders });
        const page = await context.newPage();
        const answer = await page.goto(`${tracker.origin}${path}`);
        expect([email, path, answer?.status()]).toEqual([email, path, status]);
        expect(await complaints(page)).toEqual([]);
        const own = page.getByRole("row").filter({ hasText: "looker@example.org" });
        if (path === "/staff/settings") expect(await own.locator("td").nth(1).textContent()).toMatch(/^\d{1,2} \w+ \d{4}$/);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  });
});

describe("nobody", () => {
  test.each<readonly [string, () => Promise<string | null>]>([
    ["without a token", async () => null],
    ["with an empty token", async () => ""],
    ["with no token at all in it", async () => "not.a.token"],
    ["with another team's issuer", () => token({ issuer: "https://other.cloudflareaccess.com" })],
    ["with another application's audience", () => token({ audience: "another-application" })],
    ["with a token that has expired", () => token({ expiresInSeconds: -30 })],
    ["with a token that is not valid yet", () => token({ notBeforeSeconds: 300 })],
    ["without an address", () => token({ email: null })],
    ["with a key that is not the team's", async () => token({ key: await newSigningKey("first") })],
    ["with a key that nobody published", async () => token({ key: await newSigningKey("unknown") })],
    ["with a token that is signed with nothing", async () => `${btoa('{"alg":"none"}')}.${(await token()).split(".")[1]}.`],
    [
      "with a token whose address was changed",
      async () => {
        const [head, , signature] = (await token()).split(".");
        const payload = Buffer.from(JSON.stringify({ email: "chief@example.org", iss: `https://${TEAM}`, aud: AUDIENCE, exp: 4e9 }));
        return `${head}.${payload.toString("base64url")}.${signature}`;
      },
    ],
  ])("%s is let in, to any page", async (_, make) => {
    const jwt = await make();
    for (const path of ["/staff", "/staff/sign-in", "/staff/settings"]) {
      const answer = await visit(path, jwt);
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  test("gets past Access with a session alone", async () => {
    const cookie = (await signInBehindAccess(await token())) ?? "";
    expect((await visit("/staff/settings", await token(), cookie)).status).not.toBe(303);
    expect((await visit("/staff/settings", null, cookie)).status).toBe(403);
    expect((await signIn(tracker, ADMIN_KEY)).headers.getSetCookie()).toEqual([]);
  });
});

describe("the team's keys", () => {
  test("rotate: a new one is fetched when a token names it", async () => {
    const second = await newSigningKey("second");
    published = [second.publicJwk];
    const jwt = await token({ key: second });
    await expect.poll(async () => (await visit("/staff", jwt)).status, { timeout: 15_000 }).toBe(200);
    expect((await visit("/staff", await token())).status).toBe(403);
    published = [first.publicJwk, second.publicJwk];
    await expect.poll(async () => (await visit("/staff", await token())).status, { timeout: 15_000 }).toBe(200);
  });

  test("that cannot be fetched let nobody in, and the page says so", async () => {
    const alone = await startDashboard({ ACCESS_TEAM_DOMAIN: TEAM, ACCESS_AUD: AUDIENCE }, join(PROJECT, "dist", "access.capnp"));
    const before = published;
    published = null;
    try {
      const answer = await get(alone, "/staff", "", { "cf-access-jwt-assertion": await token() });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain("keys of Cloudflare Access cannot be fetched");
    } finally {
      published = before;
      await discard(alone);
    }
  });
});

test("visitors' links and the API need no Access", async () => {
  expect((await tracker.visit("/nobody")).status).toBe(404);
  expect((await tracker.api("GET", "/campaigns")).status).toBe(200);
  await expect(sessionOf(tracker)).rejects.toThrow();
});
