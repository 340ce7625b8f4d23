/**
 * Sessions of staff who signed in with an access key: one signed cookie, kept for twelve hours, that names the key. The key is looked
 * up at each request, so a session ends with its key. No cookie is set anywhere but below `/staff`.
 */
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { CONFIGURED_ADMIN, type KeyOwner } from "./auth.ts";
import { type Call, registry } from "./call.ts";

export const SESSION_COOKIE = "fivebar";
const SESSION_SECONDS = 12 * 3_600;
/** `__Host-` binds the cookie to this host; it takes `Secure` and the path `/`. */
const OPTIONS = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

/** Signs `owner` in. There must be a `SESSION_SECRET`. */
export async function startSession(c: Call, owner: KeyOwner): Promise<void> {
  const { sessionSecret } = c.var.config;
  if (sessionSecret === null) throw new Error("no SESSION_SECRET");
  const value = [owner.id, Date.now() + SESSION_SECONDS * 1_000, await markOf(c, owner.id)].join(".");
  await setSignedCookie(c, SESSION_COOKIE, value, sessionSecret, { ...OPTIONS, maxAge: SESSION_SECONDS });
}

export function endSession(c: Call): void {
  deleteCookie(c, SESSION_COOKIE, OPTIONS);
}

/** Who is signed in; null without a session, with one that is over or forged, and once its key is gone. */
export async function readSession(c: Call): Promise<KeyOwner | null> {
  const { sessionSecret } = c.var.config;
  if (sessionSecret === null) return null;
  const value = await getSignedCookie(c, sessionSecret, SESSION_COOKIE, "host");
  const [id = "", expiresMs, mark] = value ? value.split(".") : [];
  if (!(Number(expiresMs) > Date.now()) || mark !== (await markOf(c, id))) return null;
  if (id === CONFIGURED_ADMIN.id) return CONFIGURED_ADMIN;
  return registry(c).useKeyOfSession(id);
}

/** What ends the configured admin's sessions when `ADMIN_KEY` changes; nothing for keys with an id of their own. */
async function markOf(c: Call, id: string): Promise<string> {
  const { adminKey, sessionSecret } = c.var.config;
  if (id !== CONFIGURED_ADMIN.id) return "";
  if (adminKey === null || sessionSecret === null) return "none";
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(sessionSecret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(`admin key ${adminKey}`)));
  return [...mac.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
