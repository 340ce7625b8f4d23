/** The period of a page: the days that an address chooses, and those that they are compared with. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, daysBetween, parseDay } from "../../../src/domain/day.ts";
import { choosePeriod, weeksCompared } from "../../../src/staff/reports/chosen_period.ts";
import { axisEnd, roundUp, spread, ticks } from "../../../src/staff/ui/charts/scale.ts";

const TODAY = "2026-11-24" as Day;
const someDay = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays("2002-01-01" as Day, days));

describe("a period", () => {
  test.each([
    [{}, "2026-10-26", "2026-11-24", 30],
    [{ days: "7" }, "2026-11-18", "2026-11-24", 7],
    [{ days: "90" }, "2026-08-27", "2026-11-24", 90],
    [{ days: "31" }, "2026-10-26", "2026-11-24", 30],
    [{ period: "month" }, "2026-11-01", "2026-11-24", "month"],
    [{ period: "last-week" }, "2026-11-16", "2026-11-22", "last-week"],
    [{ period: "last-month" }, "2026-10-01", "2026-10-31", "last-month"],
    [{ period: "year" }, "2025-11-25", "2026-11-24", "year"],
    [{ period: "all" }, "2026-02-03", "2026-11-24", "all"],
    [{ from: "2026-01-01", to: "2026-01-31" }, "2026-01-01", "2026-01-31", "custom"],
  ])("of %j", (query, from, to, choice) => {
    expect(choosePeriod(query as Record<string, string>, TODAY, "2026-02-03" as Day)).toMatchObject({ from, to, choice });
  });

  test.each([
    { from: "2026-02-01" },
    { to: "x", from: "2026-01-01" },
    { from: "2026-02-30", to: "2026-03-01" },
    { from: "2026-03-02", to: "2026-03-01" },
  ])("is none for %j", (query) => {
    expect(choosePeriod(query as Record<string, string>, TODAY)).toBeNull();
  });

  test("is compared with as many whole days, just before it, that are over", () => {
    fc.assert(
      fc.property(someDay, someDay, someDay, (one, other, today) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const period = choosePeriod({ from, to }, today);
        if (period?.compared == null) return;
        const { compared } = period;
        expect(addDays(compared.to, 1)).toBe(from);
        expect(daysBetween(compared.from, compared.to)).toBe(daysBetween(from, compared.through));
        expect(compared.through <= to).toBe(true);
        if (from < today) expect(compared.through < today).toBe(true);
        expect(parseDay(compared.from)).not.toBeNull();
      }),
    );
  });
});

describe("an axis", () => {
  test("without marks ends not far behind the largest value", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        expect(axisEnd(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(axisEnd(value) * 0.74).toBeLessThan(value);
      }),
    );
    expect([0.085, 0.11, 0.12].map(axisEnd).map((end) => Number(end.toFixed(6)))).toEqual([0.1, 0.12, 0.12]);
  });

  test("begins at 0, rises in equal round steps, and holds the largest value", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 5, max: 60 }),
        (max, count, group) => {
          const marks = ticks(max, count, group);
          const step = marks[1] ?? 0;
          expect(marks[0]).toBe(0);
          expect(marks.at(-1)).toBeGreaterThanOrEqual(max);
          expect(marks.length).toBeLessThanOrEqual(count + 2);
          expect(marks.every((mark, index) => Math.abs(mark - index * step) < 1e-9)).toBe(true);
          expect(step % group).toBe(0);
          expect([step, step / group]).toContain(step === roundUp(step) ? step : roundUp(step / group));
        },
      ),
    );
  });

  test.each([
    [0, 5, [0, 5]],
    [5, 5, [0, 5]],
    [20, 5, [0, 5, 10, 15, 20]],
    [60, 5, [0, 20, 40, 60]],
    [965, 5, [0, 200, 400, 600, 800, 1000]],
    [35, 7, [0, 7, 14, 21, 28, 35]],
  ])("up to %i has marks on whole groups of %i", (max, group, marks) => {
    expect(ticks(max, 5, group)).toEqual(marks);
  });

  test("names as many periods as it was asked to, the first of them included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 10 }), (length, count) => {
        const found = spread(length, count);
        expect(found[0]).toBe(0);
        expect(found.length).toBeLessThanOrEqual(count);
        expect(found.every((index) => index < length)).toBe(true);
      }),
    );
  });
});

test("signups that stand on Sundays are compared in as many weeks on both sides, whatever day it is", () => {
  const isSunday = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
  const sundays = (from: Day, to: Day): Day[] =>
    Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index)).filter(isSunday);
  fc.assert(
    fc.property(someDay, fc.integer({ min: 0, max: 100 }), (from, days) => {
      const through = addDays(from, days);
      const compared = weeksCompared(from, through);
      const own = sundays(from, through);
      if (own.length === 0) {
        expect(compared).toBeNull();
        return;
      }
      expect(compared).toMatchObject({ days: 7 * own.length, through: own.at(-1) });
      expect(sundays(compared?.from as Day, compared?.to as Day)).toHaveLength(own.length);
      expect(sundays(addDays(compared?.to as Day, 1), through)).toEqual(own);
    }),
  );
});
