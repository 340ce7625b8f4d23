/**
 * Sessions of staff who signed in with an access key: one signed cookie, good for twelve hours, that names the key and the session. Both
 * are looked up at each request, so a session ends with its key and when its owner signs out, copies of the cookie included. No cookie is
 * set anywhere but below `/staff`.
 */
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { type Caller, registry, type StaffContext } from "../http/context.ts";
import { CONFIGURED_ADMIN } from "./access_keys.ts";

const SESSION_COOKIE = "fivebar";
const SESSION_SECONDS = 12 * 3_600;
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
async function secretOf(c: StaffContext): Promise<string> {
  const { sessionSecret } = c.var.config;
  if (sessionSecret !== null) return sessionSecret;
  madeSecret ??= await registry(c).sessionSecret();
  return madeSecret;
}

/** Signs `owner` in. */
export async function startSession(c: StaffContext, owner: Caller): Promise<void> {
  const secret = await secretOf(c);
  const mark = await markOf(owner.id, c.var.config.adminKey, secret);
  const value = [owner.id, Date.now() + SESSION_SECONDS * 1_000, mark, crypto.randomUUID()].join(".");
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
  if (session.owner !== CONFIGURED_ADMIN.id) return registry(c).useKeyOfSession(session.owner, session.id);
  return (await registry(c).isSessionEnded(session.id)) ? null : CONFIGURED_ADMIN;
}

/** Whether the browser holds a session cookie, valid or not. */
export function hasSessionCookie(c: StaffContext): boolean {
  return getCookie(c, SESSION_COOKIE, "host") !== undefined;
}

async function sessionOf(c: StaffContext): Promise<Session | null> {
  // Without a cookie there is no call to the registry.
  if (!hasSessionCookie(c)) return null;
  const secret = await secretOf(c);
  const value = await getSignedCookie(c, secret, SESSION_COOKIE, "host");
  const [owner = "", until, mark, id = ""] = value ? value.split(".") : [];
  const untilMs = Number(until);
  if (!(untilMs > Date.now()) || id === "" || mark !== (await markOf(owner, c.var.config.adminKey, secret))) return null;
  return { owner, untilMs, id };
}

/** Changes with `ADMIN_KEY`, so that the configured admin's sessions end when it changes; empty for keys with an id of their own. */
async function markOf(id: string, adminKey: string | null, secret: string): Promise<string> {
  if (id !== CONFIGURED_ADMIN.id) return "";
  if (adminKey === null) return "none";
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(`admin key ${adminKey}`)));
  return [...mac.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
