/** Random runs that can be repeated. */

/** How often, from which seed; prints the seed, also where all is well. `SEED=… npx vitest …` repeats the runs. */
export function seeded(what: string, numRuns: number): { readonly numRuns: number; readonly seed: number } {
  const seed = Number(globalThis.process?.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${what}: ${numRuns} histories from seed ${seed}`);
  return { numRuns, seed };
}
