/** Access keys of the API: `Authorization: Bearer <key>`, deny by default. */
import { registryStub } from "../counters/env.ts";
import type { Role } from "../counters/registry/keys.ts";
import type { Call } from "./call.ts";
import { refuse } from "./problem.ts";

/** A key that is in use: whose it is, and the id under which a session finds it again. */
export interface KeyOwner {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The admin key of the configuration, which is in no table. */
export const CONFIGURED_ADMIN: KeyOwner = { id: "admin", name: "admin key", role: "admin" };

/** Refuses the request unless its key has one of `roles`; else remembers who is asking. */
export async function requireRole(c: Call, roles: readonly Role[]): Promise<void> {
  const presented = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const caller = presented === undefined ? null : await identify(c, presented);
  if (caller === null) return refuse({ kind: "unauthorized" });
  if (!roles.includes(caller.role)) {
    return refuse({ kind: "forbidden", detail: `A key with the role ${caller.role} may not do this; it takes ${roles.join(" or ")}.` });
  }
  c.set("caller", caller);
}

/** Whose key it is; null for nobody's. */
export async function identify(c: Call, presented: string): Promise<KeyOwner | null> {
  const hash = await sha256(presented);
  const { adminKey } = c.var.config;
  if (adminKey !== null && crypto.subtle.timingSafeEqual(hash, await sha256(adminKey))) return CONFIGURED_ADMIN;
  return registryStub(c.env, c.var.config).useKey(toHex(hash));
}

async function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}

function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether `text` has the form of a key that Fivebar made: too many random bits to be guessed. */
export function isMadeKey(text: string): boolean {
  return /^fivebar_[a-z]+_[\w-]{43}$/.test(text);
}

/** A new access key (256 random bits, the role readable in front) with the hash under which it is stored. */
export async function newKey(role: Role): Promise<{ readonly key: string; readonly hash: string }> {
  const random = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  const key = `fivebar_${role}_${random.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  return { key, hash: toHex(await sha256(key)) };
}
