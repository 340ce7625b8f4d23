/**
 * Who came back from the identity provider: the code is exchanged for an ID token, whose signature, issuer, audience, times and nonce are
 * checked, and the token says who. Deny by default: what cannot be verified is nobody's.
 */
import {
  AuthorizationResponseError,
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  getValidatedIdTokenClaims,
  jwksCache,
  processAuthorizationCodeResponse,
  processUserInfoResponse,
  ResponseBodyError,
  userInfoRequest,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from "oauth4webapi";
import * as v from "valibot";
import type { OidcConfig } from "../../domain/config.ts";
import { MEMBER_ROLES, type MemberRole } from "../../storage/registry/members.ts";
import type { StaffContext } from "../http/context.ts";
import { memberEmail } from "../openapi/request_schemas.ts";
import type { Attempt } from "./openid_attempt.ts";
import { isInsecure, ProviderDown, providerFetch } from "./openid_fetch.ts";
import { hostsOf, keepKeys, knownKeys } from "./openid_provider.ts";

/** What the provider says of somebody, verified. */
type Claims = Readonly<Record<string, unknown>>;

export type OpenIdAnswer =
  /** @property role as the claim has it; null where admins say who has which role */
  | { readonly type: "person"; readonly email: string; readonly role: MemberRole | null }
  | { readonly type: "no-role"; readonly email: string }
  | { readonly type: "unverified" | "declined" | "refused" | "down" };

/** @param redirectUri where the provider was told to lead back */
export async function identityFrom(
  c: StaffContext,
  oidc: OidcConfig,
  server: AuthorizationServer,
  attempt: Attempt,
  redirectUri: string,
): Promise<OpenIdAnswer> {
  try {
    return personIn(await claimsFrom(c, oidc, server, attempt, redirectUri), oidc.roleClaim);
  } catch (error) {
    if (error instanceof ProviderDown) return { type: "down" };
    if (error instanceof AuthorizationResponseError) return { type: "declined" };
    tellOperator(error, Date.now());
    return { type: "refused" };
  }
}

async function claimsFrom(
  c: StaffContext,
  { clientId, clientSecret, roleClaim }: OidcConfig,
  server: AuthorizationServer,
  { state, nonce, verifier }: Attempt,
  redirectUri: string,
): Promise<Claims> {
  const client: Client = { client_id: clientId };
  const options = {
    [customFetch]: providerFetch(c, server.issuer, hostsOf(server)),
    [allowInsecureRequests]: isInsecure(server.issuer),
  };
  const answer = validateAuthResponse(server, client, new URL(c.req.url), state);
  const credentials = authenticationOf(server, clientSecret);
  const response = await authorizationCodeGrantRequest(server, client, credentials, answer, redirectUri, verifier, options);
  const token = await processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true });
  const keys = knownKeys(server.issuer, keyIdOf(token.id_token ?? ""));
  await validateApplicationLevelSignature(server, response, { ...options, [jwksCache]: keys });
  keepKeys(server.issuer, keys);
  const claims = getValidatedIdTokenClaims(token);
  if (claims === undefined) throw new Error("no ID token");
  const isWhole = claims.email !== undefined && (roleClaim === null || claims[roleClaim] !== undefined);
  if (isWhole || server.userinfo_endpoint === undefined) return claims;
  // Some providers say in the ID token only who it is, and the rest to whoever has the access token.
  const info = await userInfoRequest(server, client, token.access_token, options);
  return { ...(await processUserInfoResponse(server, client, claims.sub, info)), ...claims };
}

/** As the provider takes it; the first way is the one that every provider must take unless it says otherwise. */
function authenticationOf({ token_endpoint_auth_methods_supported: ways }: AuthorizationServer, clientSecret: string): ClientAuth {
  const isBasic = ways === undefined || ways.includes("client_secret_basic") || !ways.includes("client_secret_post");
  return isBasic ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}

/** Which key is said to have signed the token; undefined where it does not say. Nothing else is read before it is verified. */
function keyIdOf(token: string): string | undefined {
  try {
    const header = (token.split(".")[0] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const { kid } = JSON.parse(atob(header)) as { kid?: unknown };
    return typeof kid === "string" ? kid : undefined;
  } catch {
    return undefined;
  }
}

function personIn(claims: Claims, roleClaim: string | null): OpenIdAnswer {
  const email = v.safeParse(memberEmail, claims.email);
  if (!email.success || !isVerified(claims)) return { type: "unverified" };
  const person = email.output;
  if (roleClaim === null) return { type: "person", email: person, role: null };
  const role = roleIn(claims[roleClaim]);
  return role === null ? { type: "no-role", email: person } : { type: "person", email: person, role };
}

/** Microsoft Entra ID has no `email_verified`; it says in `xms_edov` whether the domain of the address is verified as the office's own. */
function isVerified({ email_verified, xms_edov }: Claims): boolean {
  if (email_verified !== undefined) return email_verified === true;
  return xms_edov === true || xms_edov === 1 || xms_edov === "1" || xms_edov === "true";
}

/** The highest role among the claim's values, which is one text or a list of them; null where none is a role. Other values mean nothing. */
function roleIn(claim: unknown): MemberRole | null {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return MEMBER_ROLES.findLast((role) => values.includes(role)) ?? null;
}

const TOLD_MS = 60_000;
let toldMs = Number.NEGATIVE_INFINITY;

/** Once a minute, by a code and nothing that anybody sent: a setting may be wrong, and strangers can bring this about at will. */
function tellOperator(error: unknown, nowMs: number): void {
  if (Math.abs(nowMs - toldMs) < TOLD_MS) return;
  toldMs = nowMs;
  const said = error instanceof ResponseBodyError ? error.error : String((error as { code?: unknown }).code ?? "");
  const code = /^[A-Za-z_]{1,60}$/.test(said) ? said : "unreadable";
  console.error(`staff: an answer of the identity provider was refused (${code})`);
}
