/** What was counted lies within what may be hidden and what may be noise: of few campaigns and many, quiet and loud, from their first day and later. */
import { expect, test } from "vitest";
import { drawn, GROUP_SIZE, Series } from "../../../scripts/simulate/campaign.ts";
import { counts, randomFrom } from "../../../scripts/simulate/random.ts";
import { besideSum, type NoisySignups } from "../../../src/domain/release/sum_noise.ts";

const [WEEK, RUNS] = [7, 200];

test.each([
  [1, 0.5],
  [1, 30],
  [5, 2],
  [20, 0.25],
  [20, 10],
])("%d campaigns with %d signups a week each", (campaigns, weekly) => {
  for (const epsilon of ["1/4", "1/2", "1", "2"] as const)
    for (const [before, weeks] of [
      [0, 4],
      [26, 4],
      [2, 10],
    ] as const) {
      const random = randomFrom(20_270_401);
      const [noise, count] = [drawn(epsilon, random), counts(weekly / WEEK, random)];
      let held = 0;
      for (let run = 0; run < RUNS; run += 1) {
        let [released, counted] = [0, 0];
        const row = Array.from({ length: campaigns }, (): NoisySignups => {
          const series = new Series(noise, WEEK);
          for (let day = 0; day < (before + weeks) * WEEK; day += 1) series.add(count());
          const own = series.between(before * WEEK - 1, (before + weeks) * WEEK - 1);
          released += own.shown;
          counted += own.counted;
          return { released: own.shown, noise: weeks * noise.variance, noiseBefore: before * noise.variance, noiseOfCell: noise.variance };
        });
        const { hidden, tooMany } = besideSum(row, GROUP_SIZE);
        if (counted <= released + hidden && counted >= released - tooMany) held += 1;
      }
      expect(held / RUNS, `${epsilon} ${before} ${weeks}`).toBeGreaterThanOrEqual(0.93);
    }
});
