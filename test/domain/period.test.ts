import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, daysBetween } from "../../src/domain/day.ts";
import { endOfMonth, type Interval, monthsBefore, periodStart, periods } from "../../src/domain/period.ts";
import { day, given } from "./given.ts";

const days = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays(day("2012-01-01"), offset));

describe("a period", () => {
  test.each<[string, Exclude<Interval, "total">, string]>([
    ["2026-08-24", "week", "2026-08-24"],
    ["2026-08-30", "week", "2026-08-24"],
    ["2026-08-31", "week", "2026-08-31"],
    ["2027-01-03", "week", "2026-12-28"],
    ["2026-08-31", "month", "2026-08-01"],
    ["2026-08-31", "day", "2026-08-31"],
  ])("with %s in it, a %s, begins on %s", (text, interval, first) => {
    expect(periodStart(day(text), interval)).toBe(first);
  });

  test("of a week begins on the last Monday", () => {
    fc.assert(
      fc.property(days, (at) => {
        const monday = periodStart(at, "week");
        expect(new Date(monday).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" })).toBe("Monday");
        expect([0, 1, 2, 3, 4, 5, 6]).toContain(daysBetween(monday, at));
      }),
    );
  });

  test.each([
    ["2026-02-10", "2026-02-28"],
    ["2028-02-01", "2028-02-29"],
    ["2100-02-28", "2100-02-28"],
    ["2026-04-30", "2026-04-30"],
    ["2026-12-31", "2026-12-31"],
  ])("of the month of %s ends on %s", (text, last) => {
    expect(endOfMonth(day(text))).toBe(last);
  });

  test.each([
    ["2026-03-31", 0, "2026-03-01"],
    ["2026-03-31", 1, "2026-02-01"],
    ["2026-01-01", 1, "2025-12-01"],
    ["2026-08-24", 25, "2024-07-01"],
    ["2026-08-24", 600, "1976-08-01"],
  ])("of the month of %s less %i months begins on %s", (text, months, first) => {
    expect(monthsBefore(day(text), months)).toBe(first);
  });
});

describe("a range", () => {
  const labelled = (from: string, to: string, interval: Interval) =>
    periods(day(from), day(to), interval).map(({ label, first, last }) => [label, first, last].map((at) => at.slice(5)).join(" "));

  test("has cut weeks at its ends, named by their Mondays", () => {
    expect(labelled("2026-08-26", "2026-09-08", "week")).toEqual(["08-24 08-26 08-30", "08-31 08-31 09-06", "09-07 09-07 09-08"]);
  });

  test("has cut months at its ends, named by their first days", () => {
    expect(labelled("2026-01-31", "2026-03-01", "month")).toEqual(["01-01 01-31 01-31", "02-01 02-01 02-28", "03-01 03-01 03-01"]);
  });

  test("is one period in total, named by its own first day", () => {
    expect(labelled("2026-08-26", "2026-09-08", "total")).toEqual(["08-26 08-26 09-08"]);
  });

  test("falls into periods without gap or overlap, each within the one that names it", () => {
    fc.assert(
      fc.property(days, fc.nat(200), fc.constantFrom<Interval>("total", "day", "week", "month"), (from, length, interval) => {
        const to = addDays(from, length);
        const parts = periods(from, to, interval);
        expect([parts[0]?.first, parts.at(-1)?.last]).toEqual([from, to]);
        for (const [index, { label, first, last }] of parts.entries()) {
          if (index > 0) expect(first).toBe(addDays(given(parts[index - 1], "a period").last, 1));
          if (interval !== "total") for (const at of [first, last]) expect<Day>(periodStart(at, interval)).toBe(label);
          expect(first <= last).toBe(true);
        }
        expect(new Set(parts.map(({ label }) => label)).size).toBe(parts.length);
      }),
    );
  });
});
