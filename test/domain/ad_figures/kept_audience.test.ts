import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AudienceCell } from "../../../src/domain/ad_figures/ad_file.ts";
import { audienceShares, foldAudience } from "../../../src/domain/ad_figures/kept_audience.ts";
import { day } from "../given.ts";

const MONTH = { unit: "name:ig-story", from: day("2026-10-01"), to: day("2026-10-31"), region: null };
const cell = (age: string | null, gender: AudienceCell["gender"], reach: number | null, impressions = 2 * (reach ?? 0)): AudienceCell => ({
  ...MONTH,
  age,
  gender,
  impressions,
  reach,
});
const kept = (cells: readonly AudienceCell[], dimension: string) =>
  Object.fromEntries(foldAudience(cells).flatMap((one) => (one.dimension === dimension ? [[one.group, one.count]] : [])));

describe("what is kept of an audience", () => {
  test("is each age and each gender, of crossed ones the sums", () => {
    const cells = [cell("18-24", "female", 100), cell("18-24", "male", 60), cell("25-34", "female", 500), cell("25-34", "male", 70)];
    expect(kept(cells, "age")).toEqual({ "18-24": 160, "25-34": 570 });
    expect(kept(cells, "gender")).toEqual({ female: 600, male: 130 });
  });

  test("folds groups below fifty, and drops what they come to below that", () => {
    expect(kept([cell("13-17", null, 20), cell("18-24", null, 49), cell("25-34", null, 50)], "age")).toEqual({ other: 69, "25-34": 50 });
    expect(kept([cell("13-17", null, 20), cell("18-24", null, 29), cell("25-34", null, 50)], "age")).toEqual({ "25-34": 50 });
  });

  test("counts impressions where the platform does not tell persons of every cell", () => {
    expect(foldAudience([cell("18-24", null, null, 90), cell("25-34", null, 60, 80)])).toMatchObject([
      { basis: "impressions", group: "18-24", count: 90 },
      { basis: "impressions", group: "25-34", count: 80 },
    ]);
  });

  test("is nothing of less than a week", () => {
    expect(foldAudience([{ ...cell("18-24", null, 900), to: day("2026-10-06") }])).toEqual([]);
    expect(foldAudience([{ ...cell("18-24", null, 900), to: day("2026-10-07") }])).toHaveLength(1);
  });

  test("has no group below fifty, whatever the file has", () => {
    const cells = fc.array(
      fc.tuple(fc.constantFrom("13-17", "18-24", "25-34", "65+"), fc.constantFrom("female", "male", "other", "unknown"), fc.nat(200)),
    );
    fc.assert(
      fc.property(cells, (drawn) => {
        const groups = foldAudience(drawn.map(([age, gender, reach]) => cell(age, gender as AudienceCell["gender"], reach)));
        for (const { count } of groups) expect(count).toBeGreaterThanOrEqual(50);
      }),
    );
  });
});

describe("shares of an audience", () => {
  const two = (one: number, other: number) =>
    audienceShares([
      { group: "a", count: one },
      { group: "b", count: other },
    ]).map(({ share }) => share);

  test("are whole percents from 5,000 people, twentieths from 1,000, and none of fewer", () => {
    expect(two(1_234, 3_766)).toEqual([0.25, 0.75]);
    expect(two(1_150, 3_850)).toEqual([0.23, 0.77]);
    expect(two(1_150, 3_849)).toEqual([0.25, 0.75]);
    expect(two(230, 770)).toEqual([0.25, 0.75]);
    expect(two(230, 769)).toEqual([]);
    expect(audienceShares([])).toEqual([]);
  });

  test("are in steps worth fifty people at least, so that one person more never shows by itself", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 9_000 }), { minLength: 1, maxLength: 9 }), (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const step = total >= 5_000 ? 1 : 5;
        for (const { share } of audienceShares(counts.map((count, at) => ({ group: String(at), count })))) {
          expect(Math.round(share * 100) % step).toBe(0);
          expect((step / 100) * total).toBeGreaterThanOrEqual(50);
        }
      }),
    );
  });
});
