/**
 * One attempt to sign in at the identity provider, from the way there to the way back. The browser keeps it in one short-lived signed cookie,
 * and nothing is stored here. State, nonce and PKCE verifier are made from the attempt's random name with a secret, so the cookie tells none
 * of them.
 */
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import type { StaffContext } from "../http/context.ts";
import { hmacSha256, toBase64Url } from "./digests.ts";
import { sessionSecretOf } from "./session.ts";

const COOKIE = "fivebar-attempt";
const ATTEMPT_SECONDS = 600;
/** The provider leads back from another site, so `Strict` would keep the cookie from us. */
const OPTIONS = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

export interface Attempt {
  /** The page that was asked for; empty for none. */
  readonly next: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Begins one; another that this browser has under way is over. */
export async function beginAttempt(c: StaffContext, next: string): Promise<Attempt> {
  const secret = await attemptSecret(c);
  const id = crypto.randomUUID();
  const value = [id, Date.now() + ATTEMPT_SECONDS * 1_000, encodeURIComponent(next)].join(" ");
  await setSignedCookie(c, COOKIE, value, secret, { ...OPTIONS, maxAge: ATTEMPT_SECONDS });
  return attempt(secret, id, next);
}

/** The attempt that this browser has under way, which is over with that; null where it has none, or took too long. */
export async function endAttempt(c: StaffContext): Promise<Attempt | null> {
  const secret = await attemptSecret(c);
  const value = await getSignedCookie(c, secret, COOKIE, "host");
  deleteCookie(c, COOKIE, OPTIONS);
  const [id = "", until, next = ""] = value ? value.split(" ") : [];
  return id !== "" && Number(until) > Date.now() ? attempt(secret, id, decodeURIComponent(next)) : null;
}

async function attempt(secret: string, id: string, next: string): Promise<Attempt> {
  const [state = "", nonce = "", verifier = ""] = await Promise.all(
    ["state", "nonce", "verifier"].map((what) => made(secret, `${what} ${id}`)),
  );
  return { next, state, nonce, verifier };
}

/** A secret of its own: what is signed as an attempt is never taken for a session. */
async function attemptSecret(c: StaffContext): Promise<string> {
  return made(await sessionSecretOf(c), "attempts to sign in");
}

/** A text that nobody makes without the secret. */
async function made(secret: string, text: string): Promise<string> {
  return toBase64Url(await hmacSha256(secret, text));
}
