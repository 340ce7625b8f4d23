/** What the formal mode draws: counted, or taken away, so that its counting can be compared with exact counts. */
import { createHash } from "node:crypto";
import { vi } from "vitest";

/** Draws 0 for every cell until `stop` is called, and counts the draws. */
export function withoutNoise(): { readonly drawn: () => number; readonly stop: () => void } {
  return spying((values) => {
    // The middle of the table: half of all masses lie on either side.
    values[0] = 2n ** 63n;
    values[1] = 0n;
  });
}

/** Draws what fixed random bits stand for, the same in every run: SHA-256 of a counter. */
export function withFixedNoise(): { readonly drawn: () => number; readonly stop: () => void } {
  let count = 0;
  return spying((values) => {
    const hash = createHash("sha256").update(`fivebar ${count}`).digest();
    count += 1;
    values[0] = hash.readBigUInt64BE(0);
    values[1] = hash.readBigUInt64BE(8);
  });
}

/** Counts the draws, which are as always. */
export function countingDraws(): { readonly drawn: () => number; readonly stop: () => void } {
  return spying(() => undefined);
}

function spying(change: (values: BigUint64Array) => void) {
  let drawn = 0;
  const original = crypto.getRandomValues.bind(crypto);
  const spy = vi.spyOn(crypto, "getRandomValues").mockImplementation(((values: Uint8Array | BigUint64Array) => {
    original(values as Uint8Array<ArrayBuffer>);
    if (values instanceof BigUint64Array) {
      drawn += 1;
      change(values);
    }
    return values;
  }) as typeof crypto.getRandomValues);
  return { drawn: () => drawn, stop: () => spy.mockRestore() };
}
