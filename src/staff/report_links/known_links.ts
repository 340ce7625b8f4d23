/**
 * A cache of the hashes of all report links, shared by the requests of this isolate: addresses that strangers guess cost the registry one
 * call in two seconds. A right one is always looked up there, so that a deleted link stops working at once.
 */
import type { registryStub } from "../../storage/env.ts";

const FRESH_MS = 2_000;
let hashes: ReadonlySet<string> | null = null;
let askedMs = 0;

/** Whether there may be a link whose token has this SHA-256. */
export async function mayBeKnown(registry: ReturnType<typeof registryStub>, hash: string, nowMs: number): Promise<boolean> {
  const isOld = hashes === null || nowMs - askedMs >= FRESH_MS || nowMs < askedMs;
  if (hashes?.has(hash) !== true && isOld) {
    askedMs = nowMs;
    hashes = new Set(await registry.reportLinkHashes());
  }
  return hashes?.has(hash) === true;
}

/** After a link was made: it must work at once, whatever this isolate has cached. */
export function forgetKnownLinks(): void {
  hashes = null;
}
