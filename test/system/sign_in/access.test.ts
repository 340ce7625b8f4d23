/** Cloudflare Access as the sign-in: who is let in by a token and who is not, and how the team's keys rotate. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  AUDIENCE,
  accessStand,
  addMember,
  first,
  keyServer,
  newSigningKey,
  signInBehindAccess,
  startBehindAccess,
  TEAM,
  token,
  tracker,
  visit,
} from "../setup/access_stand.ts";
import { get, sessionOf, signIn } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard } from "../setup/tracker.ts";

accessStand();

// Whose tokens are refused below: members, so that it is their tokens that are wrong and nothing else.
beforeAll(async () => {
  await addMember("noor@example.org", "reader");
  await addMember("chief@example.org", "admin");
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
    keyServer.published = [second.publicJwk];
    const jwt = await token({ key: second });
    await expect.poll(async () => (await visit("/staff", jwt)).status, { timeout: 15_000 }).toBe(200);
    expect((await visit("/staff", await token())).status).toBe(403);
    keyServer.published = [first.publicJwk, second.publicJwk];
    await expect.poll(async () => (await visit("/staff", await token())).status, { timeout: 15_000 }).toBe(200);
  });

  test("that cannot be fetched let nobody in, and the page says so", async () => {
    const alone = await startBehindAccess();
    const before = keyServer.published;
    keyServer.published = null;
    try {
      const answer = await get(alone, "/staff", "", { "cf-access-jwt-assertion": await token() });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain("keys of Cloudflare Access cannot be fetched");
    } finally {
      keyServer.published = before;
      await discard(alone);
    }
  });
});

test("visitors' links and the API need no Access", async () => {
  expect((await tracker.visit("/nobody")).status).toBe(404);
  expect((await tracker.api("GET", "/campaigns")).status).toBe(200);
  await expect(sessionOf(tracker)).rejects.toThrow();
});
