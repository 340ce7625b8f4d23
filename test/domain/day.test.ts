import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayAndEnd, dayOf, daysBetween, parseDay, startOfDay } from "../../src/domain/day.ts";
import { day } from "./given.ts";

const AMSTERDAM = "Europe/Amsterdam";
const MS_PER_HOUR = 3_600_000;
// biome-ignore format: one block reads better than sixteen lines
const ZONES = [
  "UTC", AMSTERDAM, "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "Pacific/Kiritimati", "Etc/GMT+12", "Australia/Lord_Howe",
  "America/Havana", "Africa/Cairo", "Asia/Beirut", "America/Nuuk", "Pacific/Chatham", "America/Los_Angeles", "Antarctica/Troll",
];

const FIRST = day("2012-01-01");
const days = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays(FIRST, offset));
const zones = fc.constantFrom(...ZONES);
const moments = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2121, 0, 1) });

describe("a day is read", () => {
  test.each(["2026-08-24", "2028-02-29", "2000-01-01", "2199-12-31"])("from %j", (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    [
      "that does not exist",
      ["2026-02-30", "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-08-00", "2026-08-32"],
    ],
    ["in another form", ["2026-1-1", "24-08-2026", "20260824", "2026/08/24", "+2026-08-24", "2026-W35-1", "２０２６-08-24"]],
    ["with more around it", [" 2026-08-24", "2026-08-24 ", "2026-08-24\n", "2026-08-24T00:00:00Z", "x2026-08-24"]],
    ["outside 2000 to 2199", ["1999-12-31", "2200-01-01", "0000-01-01", "9999-12-31"]],
    ["of junk", ["", "junk", "null", "NaN", "0", "yesterday"]],
  ])("but not from one %s", (_, texts) => {
    expect(texts.filter((text) => parseDay(text) !== null)).toEqual([]);
  });

  test("exactly where the calendar has it", () => {
    const part = (max: number) => fc.nat(max);
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2199 }), part(13), part(32), (year, month, date) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
        const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        const exists = date >= 1 && date <= (lengths[month - 1] ?? 0);
        expect(parseDay(text)).toBe(exists ? text : null);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the day at a moment", () => {
  test.each([
    ["2026-03-28T22:59:59.999Z", AMSTERDAM, "2026-03-28"],
    ["2026-03-28T23:00:00.000Z", AMSTERDAM, "2026-03-29"],
    ["2026-08-23T21:59:59.999Z", AMSTERDAM, "2026-08-23"],
    ["2026-08-23T22:00:00.000Z", AMSTERDAM, "2026-08-24"],
    ["2026-05-04T18:14:59.999Z", "Asia/Kathmandu", "2026-05-04"],
    ["2026-05-04T18:15:00.000Z", "Asia/Kathmandu", "2026-05-05"],
    ["2011-12-30T09:59:59.999Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00.000Z", "Pacific/Apia", "2011-12-31"],
    ["2018-11-04T02:59:59.999Z", "America/Sao_Paulo", "2018-11-03"],
    ["2018-11-04T03:00:00.000Z", "America/Sao_Paulo", "2018-11-04"],
  ])("%s in %s is %s", (moment, zone, expected) => {
    expect(dayOf(Date.parse(moment), zone)).toBe(expected);
  });

  test("is a day that exists, the one on a calendar of that zone", () => {
    fc.assert(
      fc.property(moments, zones, (nowMs, zone) => {
        const found = dayOf(nowMs, zone);
        expect(parseDay(found)).toBe(found);
        expect(found).toBe(new Date(nowMs).toLocaleDateString("sv-SE", { timeZone: zone }));
      }),
    );
  });
});

describe("the start of a day", () => {
  test.each([
    ["2026-03-29", AMSTERDAM, "2026-03-28T23:00:00.000Z", 23],
    ["2026-10-25", AMSTERDAM, "2026-10-24T22:00:00.000Z", 25],
    ["2026-08-24", AMSTERDAM, "2026-08-23T22:00:00.000Z", 24],
    ["2026-03-29", "UTC", "2026-03-29T00:00:00.000Z", 24],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", 23],
    ["2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00:00.000Z", 24.5],
    ["2026-05-05", "Pacific/Kiritimati", "2026-05-04T10:00:00.000Z", 24],
    ["2026-05-05", "Etc/GMT+12", "2026-05-05T12:00:00.000Z", 24],
  ])("%s in %s is at %s, and the day has %s hours", (text, zone, expected, hours) => {
    const start = startOfDay(day(text), zone);
    expect(new Date(start).toISOString()).toBe(expected);
    expect(startOfDay(addDays(day(text), 1), zone) - start).toBe(hours * MS_PER_HOUR);
    for (const nowMs of [start, start + 1, start + hours * MS_PER_HOUR - 1]) {
      expect(dayAndEnd(nowMs, zone)).toEqual({ day: text, endMs: start + hours * MS_PER_HOUR });
    }
  });

  test("is the first millisecond of that day", () => {
    fc.assert(
      fc.property(days, zones, (at, zone) => {
        const start = startOfDay(at, zone);
        expect([dayOf(start - 1, zone), dayOf(start, zone)]).toEqual([addDays(at, -1), at]);
      }),
    );
  });

  test("of a day that a zone skipped is that of the next day", () => {
    expect(startOfDay(day("2011-12-30"), "Pacific/Apia")).toBe(startOfDay(day("2011-12-31"), "Pacific/Apia"));
    expect(new Date(dayAndEnd(Date.UTC(2011, 11, 29, 20), "Pacific/Apia").endMs).toISOString()).toBe("2011-12-30T10:00:00.000Z");
  });
});

test("a day ends when the next one begins, and not before", () => {
  fc.assert(
    fc.property(moments, zones, (nowMs, zone) => {
      const { day: today, endMs } = dayAndEnd(nowMs, zone);
      expect([today, endMs > nowMs]).toEqual([dayOf(nowMs, zone), true]);
      expect([dayOf(endMs - 1, zone), dayOf(endMs, zone)]).toEqual([today, addDays(today, 1)]);
    }),
  );
});

describe("counting days", () => {
  test("crosses months, years and changes of the clock", () => {
    expect(addDays(day("2026-02-28"), 1)).toBe("2026-03-01");
    expect(addDays(day("2028-02-28"), 1)).toBe("2028-02-29");
    expect(addDays(day("2027-01-01"), -1)).toBe("2026-12-31");
    expect(addDays(day("2026-03-28"), 2)).toBe("2026-03-30");
    expect(daysBetween(day("2026-03-01"), day("2026-02-27"))).toBe(-2);
  });

  test("there and back is the same day, and keeps the order of days", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (from, count) => {
        const to = addDays(from, count);
        expect([addDays(to, -count), daysBetween(from, to)]).toEqual([from, count]);
        expect(to > from).toBe(count > 0);
      }),
    );
  });
});
