/**
 * A cache of the hashes of all tokens of a kind, shared by the requests of this isolate: addresses that strangers guess cost the registry
 * one call in two seconds. A right one is always looked up there, so that one that was deleted or used stops working at once.
 */
import type { registryStub } from "../../storage/env.ts";

type Registry = ReturnType<typeof registryStub>;

const FRESH_MS = 2_000;

export class KnownHashes {
  private hashes: ReadonlySet<string> | null = null;
  private askedMs = 0;
  private readonly ask: (registry: Registry) => Promise<string[]>;

  constructor(ask: (registry: Registry) => Promise<string[]>) {
    this.ask = ask;
  }

  /** Whether there may be one whose token has this SHA-256. */
  async has(registry: Registry, hash: string, nowMs: number): Promise<boolean> {
    const isOld = this.hashes === null || nowMs - this.askedMs >= FRESH_MS || nowMs < this.askedMs;
    if (this.hashes?.has(hash) !== true && isOld) {
      this.askedMs = nowMs;
      this.hashes = new Set(await this.ask(registry));
    }
    return this.hashes?.has(hash) === true;
  }

  /** After one was made: it must work at once, whatever this isolate has cached. */
  forget(): void {
    this.hashes = null;
  }
}
