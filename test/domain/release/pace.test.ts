/** Whether a target is on its way, and the paces beside it. */
import fc from "fast-check";
import "../../seed.ts";
import { expect, test } from "vitest";
import { addDays } from "../../../src/domain/day.ts";
import { dueOn, isOnTrack, mostHidden, pacesOf } from "../../../src/domain/release/pace.ts";
import { day } from "../given.ts";

const TARGET = { from: day("2026-11-01"), by: day("2026-11-10"), signups: 100 };

test.each([
  ["2026-10-31", 0],
  ["2026-11-01", 10],
  ["2026-11-05", 50],
  ["2026-11-10", 100],
  ["2027-01-01", 100],
])("at the end of %s an even pace has brought %d", (through, due) => {
  expect(dueOn(TARGET, day(through))).toBe(due);
});

test.each<[released: number, hidden: number, through: string | null, today: string, onTrack: boolean | null]>([
  [50, 4, "2026-11-05", "2026-11-06", true],
  [60, 4, "2026-11-05", "2026-11-06", true],
  [45, 4, "2026-11-05", "2026-11-06", false],
  [45, 8, "2026-11-05", "2026-11-06", null],
  [0, 4, null, "2026-11-06", null],
  [0, 4, "2026-10-31", "2026-11-06", null],
  [100, 4, "2026-11-02", "2026-11-06", true],
  [100, 0, null, "2026-11-06", true],
  [95, 4, "2026-11-10", "2026-11-20", false],
  // Today is not over: it can make up for what is missing of it, and not for more.
  [45, 4, "2026-11-05", "2026-11-05", null],
  [35, 4, "2026-11-05", "2026-11-05", false],
  [0, 4, "2026-11-01", "2026-11-01", null],
])("%d released, up to %d hidden, through %s on %s: %s", (released, hidden, through, today, onTrack) => {
  const progress = { released, mostHidden: hidden, mostNoise: 0, through: through === null ? null : day(through), today: day(today) };
  expect(isOnTrack(TARGET, progress)).toBe(onTrack);
});

test.each<[released: number, noise: number, onTrack: boolean | null]>([
  [62, 12, true],
  [61, 12, null],
  [50, 12, null],
  [38, 12, null],
  [37, 12, false],
  // Whether it is reached may be noise, too.
  [111, 12, true],
  [100, 60, null],
])("%d released on the fifth of ten days, with up to %d of noise to both sides: %s", (released, noise, onTrack) => {
  const progress = { released, mostHidden: noise, mostNoise: noise, through: day("2026-11-05"), today: day("2026-11-06") };
  expect(isOnTrack(TARGET, progress)).toBe(onTrack);
});

test.each([
  [0, 5, 0],
  [1, 5, 4],
  [2, 5, 8],
  [200, 5, 440],
  [3, 10, 24],
])("%d counts in bundles of %d hide hardly more than %d", (sources, groupSize, most) => {
  expect(mostHidden(sources, groupSize)).toBe(most);
});

test.each<[released: number, through: string | null, today: string, soFar: number | null, needed: number | null]>([
  [25, "2026-11-05", "2026-11-06", 5, 15],
  [0, null, "2026-11-06", null, 20],
  [0, "2026-10-31", "2026-10-20", null, 10],
  [100, "2026-11-05", "2026-11-06", 20, 0],
  [60, "2026-11-10", "2026-11-20", 6, null],
  [60, "2026-11-19", "2026-11-20", 6, null],
  [90, "2026-11-09", "2026-11-09", 10, 10],
])("%d released through %s on %s: so far %s a day, needed %s", (released, through, today, soFar, needed) => {
  expect(pacesOf(TARGET, released, through === null ? null : day(through), day(today))).toEqual({ soFar, needed });
});

test("more signups never make it worse", () => {
  const counts = fc.integer({ min: 0, max: 200 });
  const ranks = [false, null, true];
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 15 }),
      fc.boolean(),
      (one, more, hidden, days, isOver) => {
        const through = addDays(TARGET.from, days);
        const today = isOver ? addDays(through, 1) : through;
        const rank = (released: number): number =>
          ranks.indexOf(isOnTrack(TARGET, { released, mostHidden: hidden, mostNoise: 0, through, today }));
        expect(rank(one + more)).toBeGreaterThanOrEqual(rank(one));
      },
    ),
  );
});
