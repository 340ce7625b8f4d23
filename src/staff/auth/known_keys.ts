/**
 * Which keys there are, as this isolate last read it: hashes only, a plain value that requests share. Whoever tries keys that are none
 * costs the registry a call every two seconds, not one each; whoever has a right one is always asked about there, so that a deleted key
 * ends at once.
 */
import type { registryStub } from "../../storage/env.ts";
import type { Caller } from "../http/context.ts";
import type { Guesses } from "./token_bucket.ts";

/** How old the list must be before a key that is not in it makes it be read again, once wrong keys have used up their limit. */
const FRESH_MS = 2_000;

/** Whose key it is; or nobody's, and then the seconds to wait before the next try. */
export type Identified = { readonly owner: Caller } | { readonly owner: null; readonly waitSeconds: number };

export class KnownKeys {
  private hashes: Set<string> | null = null;
  private askedMs = 0;
  private readonly guesses: Guesses;

  constructor(guesses: Guesses) {
    this.guesses = guesses;
  }

  /** @param hash SHA-256 of the presented key, in hex */
  async find(registry: ReturnType<typeof registryStub>, hash: string, nowMs: number): Promise<Identified> {
    if (this.hashes?.has(hash) !== true) {
      const waitSeconds = this.guesses.take(nowMs);
      const isOld = this.hashes === null || nowMs - this.askedMs >= FRESH_MS || nowMs < this.askedMs;
      if (waitSeconds === 0 || isOld) {
        this.askedMs = nowMs;
        this.hashes = new Set(await registry.keyHashes());
      }
      if (this.hashes?.has(hash) !== true) return { owner: null, waitSeconds };
      if (waitSeconds === 0) this.guesses.giveBack();
    }
    const owner = await registry.useKey(hash);
    if (owner !== null) return { owner };
    this.hashes?.delete(hash);
    return { owner: null, waitSeconds: this.guesses.take(nowMs) };
  }

  forget(): void {
    this.hashes = null;
  }
}
