/** The noise of the formal mode: the proof that its masses keep their promise, and that what is drawn follows them. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Epsilon, QUARTERS } from "../../../src/domain/formal/epsilon.ts";
import { massesOf, noiseOf, noiseTable, TOTAL_MASS } from "../../../src/domain/formal/noise.ts";

const EPSILONS = Object.keys(QUARTERS) as Epsilon[];
/** Fixed point with 300 bits behind the point: more than the code under test has. */
const ONE = 1n << 300n;

/** e^(quarters / 4), rounded down: terms of a series that are all positive, and left out from some on. */
function lowerBoundOfExp(quarters: bigint): bigint {
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term > 0n; n += 1n) {
    term = (term * quarters) / (4n * n);
    sum += term;
  }
  return sum;
}

/** Random bits that are the same in every run: SHA-256 of a counter. */
function fixedBits(): () => bigint {
  let [count, spare] = [0, null as bigint | null];
  return () => {
    if (spare !== null) {
      const bits = spare;
      spare = null;
      return bits;
    }
    const hash = createHash("sha256").update(`fivebar ${count}`).digest("hex");
    count += 1;
    spare = BigInt(`0x${hash.slice(32)}`);
    return BigInt(`0x${hash.slice(0, 32)}`);
  };
}

describe.each(EPSILONS)("the masses at ε = %s", (epsilon) => {
  const masses = massesOf(epsilon);
  const massOf = (value: number): bigint => masses[Math.abs(value)] ?? 0n;
  const values = Array.from({ length: 2 * masses.length + 3 }, (_, index) => index - masses.length - 1);

  test("add up to exactly 2^128, and each is what the distribution says, to half a unit", () => {
    expect(values.reduce((sum, value) => sum + massOf(value), 0n)).toBe(TOTAL_MASS);
    // tanh(ε/2) · e^−ε|k|, in floating point: good enough to tell a wrong table from a right one.
    const [scale, x] = [Math.tanh(QUARTERS[epsilon] / 8), QUARTERS[epsilon] / 4];
    for (const [value, mass] of masses.entries()) {
      const expected = scale * Math.exp(-x * value) * 2 ** 128;
      expect(Math.abs(Number(mass) - expected)).toBeLessThanOrEqual(expected * 1e-12 + 1);
    }
    expect(masses.at(-1)).toBeGreaterThan(0n);
  });

  test("differ from one value to the next by a factor of e^ε at most, but for 2^−119 of all draws: one event changes no odds by more", () => {
    const factor = lowerBoundOfExp(BigInt(QUARTERS[epsilon]));
    for (const step of [1, -1]) {
      // What is drawn with a count of one more or less: the same masses, moved by one. δ is what goes beyond e^ε, added up.
      const beyond = values.reduce((sum, value) => {
        const over = massOf(value) * ONE - factor * massOf(value + step);
        return over > 0n ? sum + over : sum;
      }, 0n);
      expect(beyond).toBeLessThanOrEqual(2n ** 9n * ONE);
      // And as rounding leaves it, it is smaller by far.
      expect(beyond).toBeLessThan(2n ** 6n * ONE);
    }
  });

  test("are looked up at every edge, one before and one behind it, as adding the masses up finds them", () => {
    const table = noiseTable(epsilon);
    const found = (bits: bigint): number => {
      let sum = 0n;
      for (let value = -table.farthest; ; value += 1) {
        sum += massOf(value);
        if (bits < sum) return value;
      }
    };
    expect(table.edges.length).toBe(2 * table.farthest);
    for (const bits of [0n, 1n, TOTAL_MASS - 1n, TOTAL_MASS - 2n, ...table.edges.flatMap((edge) => [edge - 1n, edge, edge + 1n])]) {
      if (bits < TOTAL_MASS) expect(noiseOf(table, bits)).toBe(found(bits));
    }
    expect(noiseOf(table, 0n)).toBe(-table.farthest);
    expect(noiseOf(table, TOTAL_MASS - 1n)).toBe(table.farthest);
  });

  test("have the variance that the intervals reckon with", () => {
    const a = Math.exp(-QUARTERS[epsilon] / 4);
    expect(noiseTable(epsilon).variance).toBeCloseTo((2 * a) / (1 - a) ** 2, 9);
  });
});

describe("what is drawn", () => {
  const DRAWS = 200_000;

  /** The chi-square statistic of `draws` beside the distribution at `epsilon`, as a number of standard deviations (Wilson and Hilferty, 1931). */
  function misfit(epsilon: Epsilon, draw: () => number): number {
    const masses = massesOf(epsilon);
    const counts = new Map<number, number>();
    for (let nth = 0; nth < DRAWS; nth += 1) {
      const value = draw();
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const shareOf = (value: number): number => Number(masses[Math.abs(value)] ?? 0n) / 2 ** 128;
    let edge = 0;
    while (shareOf(edge + 1) * DRAWS > 20) edge += 1;
    let [statistic, inside, insideShare, cells] = [0, 0, 0, 0];
    for (let value = -edge; value <= edge; value += 1) {
      const [count, expected] = [counts.get(value) ?? 0, shareOf(value) * DRAWS];
      statistic += (count - expected) ** 2 / expected;
      inside += count;
      insideShare += shareOf(value);
      cells += 1;
    }
    const rest = (1 - insideShare) * DRAWS;
    statistic += (DRAWS - inside - rest) ** 2 / rest;
    const free = cells;
    return (Math.cbrt(statistic / free) - (1 - 2 / (9 * free))) / Math.sqrt(2 / (9 * free));
  }
  /** One of a million runs with other bits would lie above it. */
  const ONE_IN_A_MILLION = 4.753;

  test.each(EPSILONS)("follows the masses at ε = %s", (epsilon) => {
    const next = fixedBits();
    expect(misfit(epsilon, () => noiseOf(noiseTable(epsilon), next()))).toBeLessThan(ONE_IN_A_MILLION);
  });

  test("and the same test tells another ε, and a rounded floating-point sampler, from it", () => {
    const next = fixedBits();
    const uniform = () => Number(next() >> 75n) / 2 ** 53;
    const geometric = (epsilon: number): number => Math.floor(Math.log(1 - uniform()) / -epsilon);
    const twoSided = (epsilon: number) => () => geometric(epsilon) - geometric(epsilon);
    const rounded = () => {
      const half = uniform() - 0.5;
      return Math.round(-Math.sign(half) * Math.log(1 - 2 * Math.abs(half)));
    };
    expect(misfit("1", twoSided(1))).toBeLessThan(ONE_IN_A_MILLION);
    expect(misfit("1", twoSided(1.03))).toBeGreaterThan(ONE_IN_A_MILLION);
    expect(misfit("1", twoSided(0.97))).toBeGreaterThan(ONE_IN_A_MILLION);
    expect(misfit("1", rounded)).toBeGreaterThan(ONE_IN_A_MILLION);
  });
});
