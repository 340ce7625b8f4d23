/**
 * What the identity provider says of itself: its addresses (OpenID Connect Discovery) and its public keys. This isolate keeps both as plain
 * values, which requests share; each request works on copies, so none ever waits for a promise of another.
 */
import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  type ExportedJWKSCache,
  processDiscoveryResponse,
} from "oauth4webapi";
import type { OidcConfig } from "../../domain/config.ts";
import type { StaffContext } from "../http/context.ts";
import { isInsecure, isTrusted, ProviderDown, providerFetch } from "./openid_fetch.ts";
import { TokenBucket } from "./token_bucket.ts";

/** How long the provider's own description is good, and how long it serves while the provider does not answer. */
const FRESH_MS = 10 * 60_000;
const STALE_MS = 24 * 3_600_000;
/** The least time between two tries of a provider that does not answer, and between two fetches of its keys. */
const COOLDOWN_MS = 1_000;

/** Strangers can have the provider asked, each by a request of their own, for as long as it does not answer. */
const asks = new TokenBucket(20, 250);

interface Described {
  readonly issuer: string;
  readonly server: AuthorizationServer;
  readonly askedMs: number;
}
let described: Described | null = null;
let failedMs = Number.NEGATIVE_INFINITY;
let keys: { readonly issuer: string; readonly cache: ExportedJWKSCache; readonly askedMs: number } | null = null;

/** The provider with its addresses, all of them trusted. Throws `ProviderDown`. */
export async function providerOf(c: StaffContext, { issuer }: OidcConfig): Promise<AuthorizationServer> {
  const nowMs = Date.now();
  const known = described?.issuer === issuer ? described : null;
  const ageMs = known === null ? Number.POSITIVE_INFINITY : Math.abs(nowMs - known.askedMs);
  if (known !== null && ageMs < FRESH_MS) return structuredClone(known.server);
  if (Math.abs(nowMs - failedMs) >= COOLDOWN_MS && asks.take(nowMs) === 0) {
    try {
      const server = await discover(c, issuer);
      described = { issuer, server: structuredClone(server), askedMs: nowMs };
      return server;
    } catch {
      failedMs = nowMs;
    }
  }
  if (known !== null && ageMs < STALE_MS) return structuredClone(known.server);
  throw new ProviderDown("the identity provider has not described itself");
}

async function discover(c: StaffContext, issuer: string): Promise<AuthorizationServer> {
  const url = new URL(issuer);
  const response = await discoveryRequest(url, {
    [customFetch]: providerFetch(c, issuer, [url.host]),
    [allowInsecureRequests]: isInsecure(issuer),
  });
  const server = await processDiscoveryResponse(url, response);
  const needed = [server.authorization_endpoint, server.token_endpoint, server.jwks_uri];
  if (!needed.every((address) => typeof address === "string" && URL.canParse(address) && isTrusted(address, issuer)))
    throw new ProviderDown("the identity provider names no addresses that can be trusted");
  return server;
}

/** Hosts that may be reached: the issuer's, and those that the issuer itself names for codes, keys and persons. */
export function hostsOf({ issuer, token_endpoint, jwks_uri, userinfo_endpoint }: AuthorizationServer): string[] {
  const addresses = [issuer, token_endpoint, jwks_uri, userinfo_endpoint].filter((address) => address !== undefined);
  return [...new Set(addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address).host))];
}

/** The provider's keys, as far as this isolate knows them: none where the key that a token names is not among them, because keys rotate. */
export function knownKeys(issuer: string, keyId: string | undefined): ExportedJWKSCache | Record<string, never> {
  if (keys?.issuer !== issuer) return {};
  const isThere = keyId === undefined || keys.cache.jwks.keys.some(({ kid }) => kid === keyId);
  if (!isThere && Math.abs(Date.now() - keys.askedMs) >= COOLDOWN_MS) return {};
  return structuredClone(keys.cache);
}

/** Keeps the keys that a request has fetched. */
export function keepKeys(issuer: string, cache: ExportedJWKSCache | Record<string, never>): void {
  if (!("jwks" in cache) || cache.jwks === undefined) return;
  if (keys?.issuer === issuer && keys.cache.uat === cache.uat) return;
  keys = { issuer, cache: structuredClone(cache as ExportedJWKSCache), askedMs: Date.now() };
}
