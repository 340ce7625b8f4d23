import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day } from "../../../src/domain/day.ts";
import { type Cumulative, closedDaysAfter, released } from "../../../src/domain/release/rule.ts";
import { day } from "../given.ts";

const groupSizes = fc.integer({ min: 5, max: 12 });
const totals = fc.nat(1_000_000);

describe("what is released of a count", () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 5],
    [9, 5],
    [10, 10],
  ])("of %i in bundles of 5 is %i", (total, out) => {
    expect(released(total, 5)).toBe(out);
  });

  test("is the most whole bundles that are in it", () => {
    fc.assert(
      fc.property(totals, groupSizes, (total, groupSize) => {
        const out = released(total, groupSize);
        expect(out % groupSize).toBe(0);
        expect(out).toBeLessThanOrEqual(total);
        expect(total - out).toBeLessThan(groupSize);
      }),
    );
  });

  test("never shrinks when more are counted", () => {
    fc.assert(
      fc.property(totals, totals, groupSizes, (total, more, groupSize) => {
        expect(released(total + more, groupSize)).toBeGreaterThanOrEqual(released(total, groupSize));
      }),
    );
  });
});

const FIRST = day("2026-02-20");

/** Running totals of days with signups, some days without any between them. */
const signups: fc.Arbitrary<Cumulative> = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 25, size: "max" })
  .map((rows) => {
    let [at, total] = [FIRST, 0];
    return rows.map(({ gap, count }) => {
      at = addDays(at, gap);
      total += count;
      return { day: at, total };
    });
  });
const todays = fc.nat(80).map((days) => addDays(FIRST, days));

function cumulative(...rows: readonly [date: string, total: number][]): Cumulative {
  return rows.map(([date, total]) => ({ day: day(date), total }));
}

describe("signups close", () => {
  test("on the first past day by which a bundle of all sources has come", () => {
    const all = cumulative(["2026-03-01", 2], ["2026-03-02", 4], ["2026-03-05", 6], ["2026-03-06", 11]);
    expect(closedDaysAfter(null, 0, all, day("2026-03-07"), 5)).toEqual(cumulative(["2026-03-05", 6], ["2026-03-06", 11]));
  });

  test("not with one signup less than a bundle, and with the one that fills it", () => {
    expect(closedDaysAfter(null, 0, cumulative(["2026-03-01", 4]), day("2026-03-02"), 5)).toEqual([]);
    expect(closedDaysAfter(null, 0, cumulative(["2026-03-01", 5]), day("2026-03-02"), 5)).toHaveLength(1);
  });

  test("not today, however many come", () => {
    const all = cumulative(["2026-03-01", 500]);
    expect(closedDaysAfter(null, 0, all, day("2026-03-01"), 5)).toEqual([]);
    expect(closedDaysAfter(null, 0, all, day("2026-02-28"), 5)).toEqual([]);
  });

  test("again only when a bundle came since the last close, whose days are not closed twice", () => {
    const all = cumulative(["2026-03-01", 7], ["2026-03-02", 11], ["2026-03-03", 12]);
    expect(closedDaysAfter(day("2026-03-01"), 7, all, day("2026-03-09"), 5)).toEqual(cumulative(["2026-03-03", 12]));
  });

  test("with at least a bundle at each close, and less than one left waiting", () => {
    fc.assert(
      fc.property(signups, todays, groupSizes, (all, today, groupSize) => {
        const closedDays = closedDaysAfter(null, 0, all, today, groupSize);
        for (const { day: at, total } of all.filter((row) => row.day < today)) {
          const before = closedDays.findLast((closed) => closed.day < at)?.total ?? 0;
          expect(closedDays.some((closed) => closed.day === at)).toBe(total - before >= groupSize);
        }
        for (const closed of closedDays) expect(all).toContainEqual(closed);
        for (const closed of closedDays) expect(closed.day < today).toBe(true);
      }),
    );
  });

  test("on the same days whether looked at every day, now and then, or once at the end", () => {
    fc.assert(
      fc.property(signups, todays, fc.integer({ min: 1, max: 9 }), groupSizes, (all, today, step, groupSize) => {
        const closedDays: { day: Day; total: number }[] = [];
        for (let at = FIRST; at <= today; at = at < today && addDays(at, step) > today ? today : addDays(at, step)) {
          const last = closedDays.at(-1);
          const known = all.filter((row) => row.day <= at && (last === undefined || row.day > last.day));
          closedDays.push(...closedDaysAfter(last?.day ?? null, last?.total ?? 0, known, at, groupSize));
        }
        expect(closedDays).toEqual(closedDaysAfter(null, 0, all, today, groupSize));
      }),
    );
  });
});
