/** Draws the noise of the formal mode. It is kept nowhere: only its sum with the count is. */
import { type NoiseTable, noiseOf } from "../../domain/formal/noise.ts";

export function drawNoise(table: NoiseTable): number {
  const [high = 0n, low = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  return noiseOf(table, (high << 64n) | low);
}
