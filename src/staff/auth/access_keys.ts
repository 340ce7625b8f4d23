/** Access keys of the API: `Authorization: Bearer <key>`, deny by default. */
import { registryStub } from "../../storage/env.ts";
import { ADMIN_NAME } from "../../storage/registry/admin_name.ts";
import type { Role } from "../../storage/registry/keys.ts";
import { countWrongKey } from "../../wrong_keys.ts";
import type { Caller, StaffContext } from "../http/context.ts";
import { refuse } from "../http/problem.ts";
import { hashOf, randomText, sha256, toHex } from "./digests.ts";
import { type Identified, KnownKeys } from "./known_keys.ts";
import { TokenBucket } from "./token_bucket.ts";

/** The admin key of the configuration, which is in no table. */
export const CONFIGURED_ADMIN: Caller = { id: "admin", name: ADMIN_NAME, role: "admin" };

/** Limits this isolate's wrong keys: those typed into the form, and those in the form of a key that Fivebar made. */
const typed = new TokenBucket(10, 6_000);
const known = new KnownKeys(new TokenBucket(100, 1_000));

/** Refuses the request unless its key has one of `roles`; else remembers who is asking. */
export async function requireRole(c: StaffContext, roles: readonly Role[]): Promise<void> {
  const presented = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (presented === undefined) return refuse({ type: "unauthorized" });
  const identified = await identify(c, presented);
  if (identified.owner === null) {
    const { waitSeconds } = identified;
    return refuse(waitSeconds === 0 ? { type: "unauthorized" } : { type: "too-many", waitSeconds });
  }
  const { role } = identified.owner;
  if (!roles.includes(role)) {
    return refuse({ type: "forbidden", detail: `A key with the role ${role} may not do this; it takes ${roles.join(" or ")}.` });
  }
  c.set("caller", identified.owner);
}

/** Whose key it is. Each wrong one is counted, for the operator. */
export async function identify(c: StaffContext, presented: string): Promise<Identified> {
  const identified = await ownerOf(c, presented);
  if (identified.owner === null) countWrongKey(Date.now());
  return identified;
}

/**
 * A right key always works, however many wrong keys others try: a limit that strangers can use up must not lock the admin out. So nothing
 * here slows wrong keys down. Refusing a key unseen would refuse the right one too, a delay would hold a connection open for each key,
 * and telling clients apart would need their addresses. The key itself withstands guessing: it has 256 random bits, or is an `ADMIN_KEY`
 * that passed src/domain/admin_key.ts. A key without the form of a made key costs the registry nothing. A token bucket limits the
 * others, because the registry also serves the visitors' links.
 */
async function ownerOf(c: StaffContext, presented: string): Promise<Identified> {
  const hash = await sha256(presented);
  const { adminKey } = c.var.config;
  if (adminKey !== null && crypto.subtle.timingSafeEqual(hash, await sha256(adminKey))) return { owner: CONFIGURED_ADMIN };
  if (!isMadeKey(presented)) return { owner: null, waitSeconds: 0 };
  return known.find(registryStub(c.env, c.var.config), toHex(hash), Date.now());
}

/** After a wrong key was typed into the form: 0, or how long to wait with the next one, in seconds. */
export function slowDown(): number {
  return typed.take(Date.now());
}

/** After a key was made: it must work at once, whatever this isolate has cached. */
export function forgetKnownKeys(): void {
  known.forget();
}

/** Whether `text` has the form of a key that Fivebar made. */
function isMadeKey(text: string): boolean {
  return /^fivebar_[a-z]+_[\w-]{43}$/.test(text);
}

/** A new access key (256 random bits, the role readable in front) with the hash under which it is stored. */
export async function newKey(role: Role): Promise<{ readonly key: string; readonly hash: string }> {
  const key = `fivebar_${role}_${randomText()}`;
  return { key, hash: await hashOf(key) };
}
