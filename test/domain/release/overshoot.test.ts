/** The highest total so far: how far it lies above the last one, and what an interval makes of it. */
import { expect, test } from "vitest";
import { drawn } from "../../../scripts/simulate/campaign.ts";
import { counts, randomFrom } from "../../../scripts/simulate/random.ts";
import type { CampaignId } from "../../../src/domain/campaign/campaign.ts";
import { NoiseVariance } from "../../../src/domain/formal/variance.ts";
import type { Ends } from "../../../src/domain/release/ends.ts";
import { hiddenInBundles } from "../../../src/domain/release/hidden.ts";
import { overshoot } from "../../../src/domain/release/overshoot.ts";
import { rateOf } from "../../../src/domain/release/rate.ts";
import { channelId, day, slug } from "../given.ts";
import { EVER as EVER_ASKED } from "./history.ts";
import { readReport } from "./read_report.ts";

test.each([
  [0, 4],
  [0, 60],
  [0.2, 30],
  [1, 30],
  [1, 4],
  [3, 13],
  [20, 30],
])("at %d events a cell, after %d cells, it is what simulated walks have", (mean, cells) => {
  const [runs, random] = [4_000, randomFrom(20_270_401)];
  for (const epsilon of ["1/4", "1/2", "1", "2"] as const) {
    const noise = drawn(epsilon, random);
    const count = counts(mean, random);
    let sum = 0;
    for (let run = 0; run < runs; run += 1) {
      let [last, highest] = [0, 0];
      for (let cell = 0; cell < cells; cell += 1) {
        last += noise.draw() + (mean === 0 ? 0 : count());
        highest = Math.max(highest, last);
      }
      sum += highest - last;
    }
    const found = overshoot(mean * cells, { variance: cells * noise.variance, cell: noise.variance });
    const deviation = Math.sqrt(cells * noise.variance);
    expect(Math.abs(found - sum / runs), `${epsilon}: ${found} for ${sum / runs}`).toBeLessThan(0.1 * deviation + 0.1);
  }
});

const quiet = (before: number): Ends => ({
  visitsBefore: 0,
  visits: 20,
  signupsBefore: 0,
  signups: 5,
  visitNoise: 28 * 1.84,
  signupNoise: 4 * 7.84,
  visitNoiseBefore: before * 1.84,
  signupNoiseBefore: (before / 7) * 7.84,
  visitCell: 1.84,
  signupCell: 7.84,
});

test("where it can explain what campaigns show together, the interval says so: from the start, and less so after a year", () => {
  const row = (before: number): Ends[] => Array.from({ length: 50 }, () => quiet(before));
  const [atStart, later] = [0, 364].map((before) => hiddenInBundles(row(before), 5).signupsAt(0.01));
  expect(atStart).toBeLessThan(-30);
  expect(later).toBeLessThan(-3);
  expect(later).toBeGreaterThan(-30);
});

test("a report reckons with the noise of its own cells and of those before it", async () => {
  const through = day("2026-11-29");
  const names = Array.from({ length: 20 }, (_, index) => index + 1);
  const campaigns = names.map((id) => ({
    id: id as CampaignId,
    slug: slug(`quiet-${id}`),
    channel: channelId("tiktok"),
    archivedOn: null,
    endsOn: null,
    madeOn: day("2026-10-05"),
  }));
  const noise = new NoiseVariance([{ from: day("2026-10-05"), visit: "1", signup: "1/2", period: "week" }], through, campaigns);
  const closedDays = ["2026-10-11", "2026-10-18", "2026-10-25", "2026-11-01", "2026-11-29"].map((at) => ({ day: day(at), total: 0 }));
  const source = {
    ...({ today: day("2026-11-30"), timeZone: "UTC", groupSize: 5, signupRelease: "daily", visitRelease: "daily" } as const),
    ...{ campaigns, channels: [{ id: channelId("tiktok"), name: "TikTok" }], closedDays, formal: { through, noise } },
    read: async (ids: readonly CampaignId[], _kinds: readonly unknown[], days: readonly string[]) =>
      ids.flatMap((campaign) =>
        (
          [
            ["visit", 20],
            ["signup", 5],
          ] as const
        ).map(([kind, total]) => ({
          campaign,
          kind,
          totals: Float64Array.from(days, (at) => (campaign === 0 || at < "2026-11-29" ? 0 : total)),
        })),
      ),
  };
  const read = await readReport({ ...EVER_ASKED, from: day("2026-11-02"), to: through }, source);
  const [visit, signup] = [noise.ofCell.visitCell, noise.ofCell.signupCell];
  const ends: Ends = {
    ...quiet(0),
    visitNoise: 28 * visit,
    signupNoise: 4 * signup,
    visitNoiseBefore: 28 * visit,
    signupNoiseBefore: 4 * signup,
    visitCell: visit,
    signupCell: signup,
  };
  const expected = rateOf(
    100,
    400,
    hiddenInBundles(
      names.map(() => ends),
      5,
    ),
  );
  expect(read.ok && read.value.totals).toMatchObject({ visits: 400, signups: 100, ...expected });
  expect(
    rateOf(
      100,
      400,
      hiddenInBundles(
        names.map(() => ({ ...ends, visitNoiseBefore: 0, signupNoiseBefore: 0 })),
        5,
      ),
    ),
  ).not.toEqual(expected);
});
