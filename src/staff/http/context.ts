/** What every handler of the staff plane gets. */
import type { Context } from "hono";
import type { Config } from "../../domain/config.ts";
import { type Bindings, registryStub } from "../../storage/env.ts";
import type { Role } from "../../storage/registry/keys.ts";
import { signupShardStub } from "../../storage/shard/stubs.ts";

/** Who is asking: a key, or a member whom Cloudflare Access or the identity provider vouches for. */
export interface Caller {
  /** The key's id, or the member's address. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Bindings of the staff plane, the only part that may send requests out. */
export interface StaffBindings extends Bindings {
  /** The way to the keys of Cloudflare Access, where the runtime lets nothing else out (fivebar.capnp). */
  readonly ACCESS_KEYS?: Fetcher;
  /** The way to the organisation's identity provider, in the same way. */
  readonly IDENTITY_PROVIDER?: Fetcher;
}

export interface StaffEnv {
  Bindings: StaffBindings;
  Variables: {
    readonly config: Config;
    caller: Caller;
    /** Whom Cloudflare Access vouches for, member or not. */
    accessEmail: string | undefined;
    /** Whether browsers may keep the answer: it is the same for everybody. */
    isCacheable: boolean | undefined;
  };
}

export type StaffContext = Context<StaffEnv>;

export function registry(c: StaffContext): ReturnType<typeof registryStub> {
  return registryStub(c.env, c.var.config);
}

export function signupShard(c: StaffContext): ReturnType<typeof signupShardStub> {
  return signupShardStub(c.env, c.var.config);
}

/** Scheme and host under which Fivebar was called. */
export function originOf(c: StaffContext): string {
  return new URL(c.req.url).origin;
}

/** What links begin with: `LINK_ORIGIN`, or where none is set, scheme and host of this request. */
export function linkOriginOf(c: StaffContext): string {
  return c.var.config.linkOrigin ?? originOf(c);
}
