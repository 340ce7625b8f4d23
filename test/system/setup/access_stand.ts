/**
 * What the tests of Cloudflare Access stand on. Cloudflare's servers cannot be reached here: the runtime's way to them is led to a key
 * server of the test's own, which publishes the keys that sign real tokens, and nothing in the Worker knows.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { get, post, startDashboard } from "./dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "./tracker.ts";

export const TEAM = "team.cloudflareaccess.com";
export const AUDIENCE = "audience-of-the-dashboard";

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}

export let tracker: Tracker;
/** The key that signs, unless a test takes another. */
export let first: SigningKey;
/** What the key server publishes, null while it is down, and which addresses it was asked for. */
export const keyServer: { published: JWK[] | null; readonly asked: string[] } = { published: null, asked: [] };
let server: Server;
/** The runtime's configuration, with its way to Cloudflare's keys led to the key server. */
let config: string;

/** Starts all of it for the tests of the file that calls this, and ends it after them. */
export function accessStand(): void {
  beforeAll(async () => {
    first = await newSigningKey("first");
    keyServer.published = [first.publicJwk];
    keyServer.asked.length = 0;
    server = createServer((request, response) => {
      keyServer.asked.push(`${request.headers.host}${request.url}`);
      if (keyServer.published === null) return void response.writeHead(500).end();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: keyServer.published }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const own = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
    const led = own.replace(
      /\(name = "access-keys", network = .*\),\n/,
      `(name = "access-keys", external = (address = "127.0.0.1:${port}", http = ())),\n`,
    );
    expect(led).not.toBe(own);
    config = join(PROJECT, "dist", `access-${port}.capnp`);
    await writeFile(config, led.replace('embed "dist/worker.js"', 'embed "worker.js"'));
    tracker = await startBehindAccess();
  });
  afterAll(async () => {
    await discard(tracker);
    await new Promise((resolve) => server.close(resolve));
    await rm(config);
  });
}

/** A tracker behind the team's Access that has fetched no key yet. */
export function startBehindAccess(): Promise<Tracker> {
  return startDashboard({ ACCESS_TEAM_DOMAIN: TEAM, ACCESS_AUD: AUDIENCE }, config);
}

interface TokenParts {
  readonly email?: string | null;
  readonly key?: SigningKey;
  readonly kid?: string;
  readonly issuer?: string;
  readonly audience?: string | string[];
  readonly expiresInSeconds?: number;
  readonly notBeforeSeconds?: number;
}

export async function token(parts: TokenParts = {}): Promise<string> {
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

export function visit(path: string, jwt: string | null, cookie = ""): Promise<Response> {
  return get(tracker, path, cookie, jwt === null ? {} : { "cf-access-jwt-assertion": jwt });
}

export async function addMember(email: string, role: string, notice = "member-saved"): Promise<void> {
  const jwt = await token({ email: "boss@example.org" });
  const cookie = (await signInBehindAccess(jwt)) ?? "";
  const answer = await post(tracker, "/staff/settings/members", { email, role }, cookie, { "cf-access-jwt-assertion": jwt });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/staff/settings?notice=${notice}`]);
}

/** The session that the admin key gets behind Access: how the first member comes in. */
export async function signInBehindAccess(jwt: string): Promise<string | undefined> {
  const answer = await post(tracker, "/staff/sign-in", { key: ADMIN_KEY }, "", { "cf-access-jwt-assertion": jwt });
  return answer.headers.getSetCookie()[0]?.split(";")[0];
}
