/** Random numbers and counts that are the same for the same seed. */

/** Random numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws counts that are expected to be `mean` on average (Poisson), by a table of their cumulative probabilities. */
export function counts(mean: number, random: () => number): () => number {
  const first = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 10));
  const last = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  const sums: number[] = [];
  let [log, sum] = [-mean, 0];
  for (let count = 1; count <= first; count += 1) log += Math.log(mean / count);
  for (let count = first; count <= last && mean > 0; count += 1) {
    sum += Math.exp(log);
    sums.push(sum);
    log += Math.log(mean / (count + 1));
  }
  return () => {
    const drawn = random() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 1) > drawn) high = middle;
      else low = middle + 1;
    }
    return first + Math.max(0, low);
  };
}
