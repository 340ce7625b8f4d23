/** What comes back from the identity provider and is wrong: each is refused, and the page offers the form for a key. The proxy makes the wrong tokens. */
import { createPublicKey } from "node:crypto";
import { SignJWT } from "jose";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { get } from "../setup/dashboard.ts";
import { type ChangeToken, CLIENT_SECRET, newSigningKey, type SigningKey } from "../setup/identity_provider.ts";
import {
  addMember,
  begin,
  comeBack,
  Jar,
  office,
  openIdStand,
  refused,
  signInThere,
  throughProvider,
  tracker,
} from "../setup/openid_stand.ts";

openIdStand();

let second: SigningKey;

beforeAll(async () => {
  await addMember("noor@example.org", "admin");
  second = await newSigningKey("second");
});
afterEach(() => Object.assign(office, { changeToken: null, changeMetadata: null, publishedKeys: null, instead: null }));

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const unsigned = (claims: object): string =>
  `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
const byHmac = (claims: Record<string, unknown>, secret: string | Buffer): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(Buffer.from(secret));
const publicPem = (): string =>
  createPublicKey({ key: office.key.publicJwk as object, format: "jwk" } as never)
    .export({ type: "spki", format: "pem" })
    .toString();

describe("a token is refused", () => {
  test.each<readonly [string, ChangeToken]>([
    ["for another audience", (claims) => office.sign({ ...claims, aud: "another" })],
    [
      "for several audiences, handed on by another one",
      (claims) => office.sign({ ...claims, aud: ["fivebar", "another"], azp: "another" }),
    ],
    ["of another issuer", (claims) => office.sign({ ...claims, iss: "https://login.elsewhere.example" })],
    ["of the issuer with a slash behind it", (claims) => office.sign({ ...claims, iss: `${office.issuer}/` })],
    ["with another nonce", (claims) => office.sign({ ...claims, nonce: "another" })],
    ["without a nonce", ({ nonce: _, ...claims }) => office.sign(claims)],
    ["that has expired", (claims) => office.sign({ ...claims, exp: nowSeconds() - 60 })],
    ["without an end", ({ exp: _, ...claims }) => office.sign(claims)],
    ["that is not valid yet", (claims) => office.sign({ ...claims, nbf: nowSeconds() + 300 })],
    ["without a subject", ({ sub: _, ...claims }) => office.sign(claims)],
    ["with an algorithm called none", (claims) => unsigned(claims)],
    ["with the public key for a secret (HS256)", (claims) => byHmac(claims, publicPem())],
    ["with the client's secret for a key (HS256)", (claims) => byHmac(claims, CLIENT_SECRET)],
    ["signed by another key under the name of the right one", (claims) => office.sign(claims, second, "first")],
    ["signed by a key that nobody published", (claims) => office.sign(claims, second)],
    ["whose signature is gone", (_, token) => `${token.split(".").slice(0, 2).join(".")}.`],
    [
      "whose claims were changed after it was signed",
      (claims, token) => {
        const [head, , signature] = token.split(".");
        return `${head}.${Buffer.from(JSON.stringify({ ...claims, email: "chief@example.org" })).toString("base64url")}.${signature}`;
      },
    ],
    ["that is none", () => "not.a.token"],
    ["that is not there", () => undefined],
  ])("%s", async (_, change) => {
    office.changeToken = change;
    await refused(/was not valid, so nobody was signed in/, 403);
  });
});

describe("an answer is refused", () => {
  test("whose code was used before, with the cookie of the attempt kept", async () => {
    const { address, jar } = await begin();
    const kept = new Jar();
    kept.set(jar.header);
    const back = await throughProvider(address);
    expect((await comeBack(back, jar)).status).toBe(200);
    const again = await comeBack(back, kept);
    expect([again.status, kept.session]).toEqual([403, undefined]);
    const reloaded = await comeBack(back, new Jar());
    expect(reloaded.status).toBe(400);
    expect(await reloaded.text()).toContain("is over, or was begun in another window");
  });

  test("of an attempt that another browser began: nobody is signed in as somebody else", async () => {
    const back = await throughProvider((await begin()).address);
    const { jar: victim } = await begin();
    expect((await comeBack(back, victim)).status).toBe(403);
    const stranger = new Jar();
    expect([(await comeBack(back, stranger)).status, victim.session, stranger.session]).toEqual([400, undefined, undefined]);
  });

  test.each<readonly [string, (address: URL) => void]>([
    ["without a state", (address) => address.searchParams.delete("state")],
    ["with another state", (address) => address.searchParams.set("state", "x".repeat(43))],
    ["with two states", (address) => address.searchParams.append("state", "x".repeat(43))],
    ["without a code", (address) => address.searchParams.delete("code")],
    ["with a made-up code", (address) => address.searchParams.set("code", "canary-made-up")],
    ["of another issuer", (address) => address.searchParams.set("iss", "https://login.elsewhere.example")],
    ["that carries a token itself", (address) => address.searchParams.set("id_token", "a.b.c")],
  ])("%s", async (_, change) => {
    const { address, jar } = await begin();
    const back = new URL(await throughProvider(address));
    change(back);
    const answer = await comeBack(back.href, jar);
    expect([answer.status, jar.session]).toEqual([403, undefined]);
    expect(await answer.text()).not.toContain("canary");
  });

  test.each(["changed", "foreign", "late", "session"])("with a cookie that is %s", async (how) => {
    const { address, jar } = await begin();
    const [name = "", value = ""] = jar.header.split("=");
    const bad = new Jar();
    // A session's cookie is signed with another secret.
    const { jar: signedIn } = how === "session" ? await signInThere() : { jar };
    const values: Record<string, string> = {
      changed: value.replace(/^./, (first) => (first === "a" ? "b" : "a")),
      foreign: encodeURIComponent(`0b54c1de-6f0e-4b58-9d3a-2f1f0c8a7d11 ${Date.now() + 60_000} .${"A".repeat(43)}=`),
      late: value.replace(/%20\d+%20/, `%20${Date.now() + 999_999}%20`),
      session: signedIn.session?.split("=")[1] ?? "",
    };
    bad.set(`${name}=${values[how]}`);
    expect((await comeBack(await throughProvider(address), bad)).status).toBe(400);
    expect(bad.session).toBeUndefined();
  });

  test("that names an address of the attempt's cookie as a session's", async () => {
    const { jar } = await begin();
    const session = jar.header.replace("__Host-fivebar-attempt=", "__Host-fivebar=");
    expect((await get(tracker, "/staff", session)).status).toBe(303);
  });
});

test("the provider's keys rotate: a new one is fetched when a token names it, and the old one is worth nothing then", async () => {
  expect((await signInThere()).answer.status).toBe(200);
  office.publishedKeys = [second.publicJwk];
  office.changeToken = (claims) => office.sign(claims, second);
  await expect.poll(async () => (await signInThere()).answer.status, { timeout: 15_000 }).toBe(200);
  const fetched = office.asked.filter((path) => path === "GET /jwks").length;
  expect((await signInThere()).answer.status).toBe(200);
  expect(office.asked.filter((path) => path === "GET /jwks").length).toBe(fetched);
  office.changeToken = null;
  await refused(/was not valid/, 403);
});
