/**
 * The noise of the formal mode: the discrete Laplace distribution, P(k) = (1 − a) / (1 + a) · a^|k| with a = e^−ε, in whole numbers only. Pure:
 * the random bits are passed in (src/storage/formal/draw.ts).
 *
 * Ghosh, Roughgarden and Sundararajan, "Universally utility-maximizing privacy mechanisms", SIAM Journal on Computing 41 (2012), 1673–1693. Noise
 * from rounded floating-point logarithms can tell counts apart: Mironov, "On significance of the least significant bits for differential
 * privacy", CCS 2012. So each probability is a whole number of 2^128ths, and a look-up of 128 random bits draws from exactly these.
 */
import { type Epsilon, QUARTERS } from "./epsilon.ts";

/** What all masses of a table add up to: as many as there are values of 128 bits. */
export const TOTAL_MASS = 2n ** 128n;
/** Of the fixed-point numbers in which masses are worked out. */
const FRACTION_BITS = 256n;
const ONE = 1n << FRACTION_BITS;

export interface NoiseTable {
  /** The largest value that can be drawn; the smallest is its negative. */
  readonly farthest: number;
  /** The masses of all values up to each one added up, in ascending order; without the last, which is the whole. */
  readonly edges: readonly bigint[];
  /** What the noise is expected to be away from 0, squared. */
  readonly variance: number;
}

/** e^−(quarters / 4) in fixed point: the series Σ (−x)^n / n!. */
function decay(quarters: bigint): bigint {
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term !== 0n; n += 1n) {
    term = (-term * quarters) / (4n * n);
    sum += term;
  }
  return sum;
}

/** The masses of 0, 1, 2 and so on, up to the last that is not 0. Those of negative values are the same. */
export function massesOf(epsilon: Epsilon): readonly bigint[] {
  const a = decay(BigInt(QUARTERS[epsilon]));
  const masses: bigint[] = [0n];
  let left = TOTAL_MASS;
  let probability = ((ONE - a) << FRACTION_BITS) / (ONE + a);
  for (;;) {
    probability = (probability * a) >> FRACTION_BITS;
    const mass = (probability * TOTAL_MASS + ONE / 2n) >> FRACTION_BITS;
    if (mass === 0n) break;
    masses.push(mass);
    left -= 2n * mass;
  }
  // What rounding leaves goes to 0, so that the masses add up to the whole.
  masses[0] = left;
  return masses;
}

function makeTable(epsilon: Epsilon): NoiseTable {
  const masses = massesOf(epsilon);
  const farthest = masses.length - 1;
  const edges: bigint[] = [];
  let [sum, squares] = [0n, 0n];
  for (let value = -farthest; value < farthest; value += 1) {
    const size = value < 0 ? -value : value;
    sum += masses[size] ?? 0n;
    edges.push(sum);
    if (value < 0) squares += 2n * BigInt(size * size) * (masses[size] ?? 0n);
  }
  return { farthest, edges, variance: Number((squares << 40n) / TOTAL_MASS) / 2 ** 40 };
}

const made = new Map<Epsilon, NoiseTable>();

/** The table of an ε, made once. */
export function noiseTable(epsilon: Epsilon): NoiseTable {
  const table = made.get(epsilon) ?? makeTable(epsilon);
  made.set(epsilon, table);
  return table;
}

/**
 * The noise that 128 random bits stand for. The whole table is walked each time, so that how long it takes tells nothing of what was drawn.
 *
 * @param bits from 0 to `TOTAL_MASS` − 1, each as likely as the others
 */
export function noiseOf({ farthest, edges }: NoiseTable, bits: bigint): number {
  let noise = -farthest;
  for (const edge of edges) noise += bits >= edge ? 1 : 0;
  return noise;
}
