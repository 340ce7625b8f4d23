/**
 * Sessions of staff who signed in with an access key or at the organisation's identity provider: one signed cookie, good for twelve hours,
 * that names the key or the member, and the session. Both are looked up at each request, so a session ends with its key or membership and
 * when its owner signs out, copies of the cookie included. No cookie is set anywhere but below `/staff`.
 */
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import type { Config, OidcConfig } from "../../domain/config.ts";
import type { Member, RoleSource } from "../../storage/registry/members.ts";
import { type Caller, registry, type StaffContext } from "../http/context.ts";
import { CONFIGURED_ADMIN } from "./access_keys.ts";
import { hmacSha256, toHex } from "./digests.ts";

const SESSION_COOKIE = "fivebar";
const SESSION_SECONDS = 12 * 3_600;
/** What the owner of a member's session begins with; the id of a key is a UUID. */
const MEMBER = "member ";
/** `__Host-` binds the cookie to this host; it takes `Secure` and the path `/`. */
const OPTIONS = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

/** What the cookie says, its signature and time checked. */
interface Session {
  readonly owner: string;
  readonly untilMs: number;
  readonly id: string;
}

/** The registry's secret as this isolate has it: a plain value, which requests share. */
let madeSecret: string | null = null;

/** What signs sessions: `SESSION_SECRET`, or else what the registry made. */
export async function sessionSecretOf(c: StaffContext): Promise<string> {
  const { sessionSecret } = c.var.config;
  if (sessionSecret !== null) return sessionSecret;
  madeSecret ??= await registry(c).sessionSecret();
  return madeSecret;
}

/** Signs the owner of a key in. */
export function startSession(c: StaffContext, owner: Caller): Promise<void> {
  return start(c, owner.id);
}

/** Signs a member in for whom the identity provider vouches. */
export function startMemberSession(c: StaffContext, email: string): Promise<void> {
  return start(c, `${MEMBER}${encodeURIComponent(email).replaceAll(".", "%2E")}`);
}

/** @param owner the id of a key, or a member; never with a full stop in it */
async function start(c: StaffContext, owner: string): Promise<void> {
  const secret = await sessionSecretOf(c);
  const mark = await markOf(owner, c.var.config, secret);
  const value = [owner, Date.now() + SESSION_SECONDS * 1_000, mark, crypto.randomUUID()].join(".");
  await setSignedCookie(c, SESSION_COOKIE, value, secret, { ...OPTIONS, maxAge: SESSION_SECONDS });
}

/** Ends the session for good, and makes the browser forget it. */
export async function endSession(c: StaffContext): Promise<void> {
  const session = await sessionOf(c);
  if (session !== null) await registry(c).endSession(session.id, session.untilMs);
  deleteCookie(c, SESSION_COOKIE, OPTIONS);
}

/** Who is signed in; null without a session, with one that is over or forged, and once its key is gone. */
export async function readSession(c: StaffContext): Promise<Caller | null> {
  const session = await sessionOf(c);
  if (session === null) return null;
  if (session.owner.startsWith(MEMBER)) return memberOf(c, session);
  if (session.owner !== CONFIGURED_ADMIN.id) return registry(c).useKeyOfSession(session.owner, session.id);
  return (await registry(c).isSessionEnded(session.id)) ? null : CONFIGURED_ADMIN;
}

async function memberOf(c: StaffContext, { owner, id }: Session): Promise<Caller | null> {
  const { oidc } = c.var.config;
  if (oidc === null) return null;
  const member = await registry(c).useMemberOfSession(decodeURIComponent(owner.slice(MEMBER.length)), roleSourceOf(oidc), id);
  return member === null ? null : callerOf(member);
}

/** Who says which role a member has: admins, unless the identity provider does. */
export function roleSourceOf({ roleClaim }: OidcConfig): RoleSource {
  return roleClaim === null ? "admin" : "claim";
}

export function callerOf({ email, role }: Member): Caller {
  return { id: email, name: email, role };
}

/** Whether the browser holds a session cookie, valid or not. */
export function hasSessionCookie(c: StaffContext): boolean {
  return getCookie(c, SESSION_COOKIE, "host") !== undefined;
}

async function sessionOf(c: StaffContext): Promise<Session | null> {
  // Without a cookie there is no call to the registry.
  if (!hasSessionCookie(c)) return null;
  const secret = await sessionSecretOf(c);
  const value = await getSignedCookie(c, secret, SESSION_COOKIE, "host");
  const [owner = "", until, mark, id = ""] = value ? value.split(".") : [];
  const untilMs = Number(until);
  if (!(untilMs > Date.now()) || id === "" || mark !== (await markOf(owner, c.var.config, secret))) return null;
  return { owner, untilMs, id };
}

/**
 * Changes with `ADMIN_KEY`, so that the configured admin's sessions end when it changes, and with the identity provider for sessions of
 * members; empty for keys with an id of their own.
 */
async function markOf(owner: string, { adminKey, oidc }: Config, secret: string): Promise<string> {
  if (owner.startsWith(MEMBER))
    return oidc === null ? "none" : mac(secret, `identity provider ${oidc.issuer} ${oidc.clientId} ${oidc.roleClaim}`);
  if (owner !== CONFIGURED_ADMIN.id) return "";
  return adminKey === null ? "none" : mac(secret, `admin key ${adminKey}`);
}

async function mac(secret: string, text: string): Promise<string> {
  return toHex((await hmacSha256(secret, text)).slice(0, 12));
}
