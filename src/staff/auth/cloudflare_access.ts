/**
 * Cloudflare Access as the staff's sign-in: Access puts a signed token beside each request (the header `Cf-Access-Jwt-Assertion`), and
 * here it is verified against the team's public keys. Deny by default: what cannot be verified is nobody's.
 */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { StaffContext } from "../http/context.ts";

export type AccessAnswer =
  | { readonly type: "person"; readonly email: string }
  | { readonly type: "no-token" }
  | { readonly type: "bad-token" }
  | { readonly type: "unavailable" };

/** The least time between two fetches of the keys. An unknown key causes a new fetch, because keys rotate. */
const COOLDOWN_MS = 2_000;

/** The team's keys, cached in this isolate. No request awaits another request's promise (jose sees to it in Workers). */
let keys: { readonly teamDomain: string; readonly find: JWTVerifyGetKey } | null = null;

/** Whom Access vouches for. There must be an Access configuration. */
export async function accessIdentity(c: StaffContext): Promise<AccessAnswer> {
  const { access } = c.var.config;
  const token = c.req.header("cf-access-jwt-assertion");
  if (access === null || token === undefined || token === "") return { type: "no-token" };
  if (keys?.teamDomain !== access.teamDomain) keys = { teamDomain: access.teamDomain, find: keysOf(c, access.teamDomain) };
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      issuer: `https://${access.teamDomain}`,
      audience: access.audience,
      algorithms: ["RS256", "ES256"],
      requiredClaims: ["exp", "email"],
    });
    const { email } = payload;
    return typeof email === "string" && email.includes("@") ? { type: "person", email: email.toLowerCase() } : { type: "bad-token" };
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || isFetchFailure(error)) return { type: "unavailable" };
    return { type: "bad-token" };
  }
}

function keysOf(c: StaffContext, teamDomain: string): JWTVerifyGetKey {
  const { ACCESS_KEYS } = c.env;
  return createRemoteJWKSet(new URL(`https://${teamDomain}/cdn-cgi/access/certs`), {
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: 3_000,
    [customFetch]: (url, { headers, method, redirect, signal }) =>
      (ACCESS_KEYS === undefined ? fetch : ACCESS_KEYS.fetch.bind(ACCESS_KEYS))(url, { headers, method, redirect, signal }),
  });
}

/** Whether fetching the keys failed; false when the keys are there and the token does not match them. */
function isFetchFailure(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return error.code === "ERR_JOSE_GENERIC";
}
