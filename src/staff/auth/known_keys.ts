/**
 * A cache of the hashes of all access keys, shared by the requests of this isolate. Wrong keys cost the registry one call in two seconds
 * and not one each. A right key is always looked up in the registry, so that a deleted key stops working at once.
 */
import type { registryStub } from "../../storage/env.ts";
import type { Caller } from "../http/context.ts";
import type { TokenBucket } from "./token_bucket.ts";

/** The least age of the cache at which an unknown key refreshes it, once the token bucket for wrong keys is empty. */
const FRESH_MS = 2_000;

/** Whose key it is; or nobody's, and then the seconds to wait before the next try. */
export type Identified = { readonly owner: Caller } | { readonly owner: null; readonly waitSeconds: number };

export class KnownKeys {
  private hashes: Set<string> | null = null;
  private askedMs = 0;
  private readonly wrongKeys: TokenBucket;

  constructor(wrongKeys: TokenBucket) {
    this.wrongKeys = wrongKeys;
  }

  /** @param hash SHA-256 of the presented key, in hex */
  async find(registry: ReturnType<typeof registryStub>, hash: string, nowMs: number): Promise<Identified> {
    if (this.hashes?.has(hash) !== true) {
      const waitSeconds = this.wrongKeys.take(nowMs);
      const isOld = this.hashes === null || nowMs - this.askedMs >= FRESH_MS || nowMs < this.askedMs;
      if (waitSeconds === 0 || isOld) {
        this.askedMs = nowMs;
        this.hashes = new Set(await registry.keyHashes());
      }
      if (this.hashes?.has(hash) !== true) return { owner: null, waitSeconds };
      if (waitSeconds === 0) this.wrongKeys.giveBack();
    }
    const owner = await registry.useKey(hash);
    if (owner !== null) return { owner };
    this.hashes?.delete(hash);
    return { owner: null, waitSeconds: this.wrongKeys.take(nowMs) };
  }

  forget(): void {
    this.hashes = null;
  }
}
