/** Numbers, days, and yes and no, as people and programs write them; where there are two readings, none is chosen. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysIn, readDate, readRange } from "../../../src/domain/tables/dates.ts";
import { decimalSignIn, numberIn } from "../../../src/domain/tables/notation.ts";
import { yesOrNo } from "../../../src/domain/tables/yes_no.ts";

describe("a number", () => {
  test.each([
    ["1234.56", 1234.56, null],
    ["1,234.56", 1234.56, null],
    ["1.234,56", null, 1234.56],
    ["1234,56", null, 1234.56],
    ["1,234", 1234, 1.234],
    ["1.234", 1.234, 1234],
    ["1,234,567", 1_234_567, null],
    ["1.234.567", null, 1_234_567],
    ["0.582", 0.582, null],
    ["0,582", null, 0.582],
    ["12", 12, 12],
    ["-12.34", -12.34, null],
    ["−12.34", -12.34, null],
    ["(12.34)", -12.34, null],
    ["€ 12,50", null, 12.5],
    ["12.50 EUR", 12.5, null],
    ["-€12.50", -12.5, null],
    ["€ -12.50", -12.5, null],
    ["US$ 1,200.00", 1200, null],
    ["1 234,50", null, 1234.5],
    ["1\u00a0234,50", null, 1234.5],
    ["1'234.50", 1234.5, null],
    ["1529.9933875526", 1529.9933875526, null],
    [".5", 0.5, null],
    ["-0.00", 0, null],
    ["1,23,456.00", null, null],
    ["1.234.56", null, null],
    ["12,34,", null, null],
    ["1e5", null, null],
    ["12.34-", -12.34, null],
    ["€12,50-", null, -12.5],
    ["–12.34", -12.34, null],
    ["€ (12.50)", -12.5, null],
    ["(€ 12.50)", -12.5, null],
    ["zł 12,50", null, 12.5],
    ["\u200e12.50", 12.5, null],
    ["-12.50-", null, null],
    ["(-12.50)", null, null],
    ["((12.50))", null, null],
    ["(12.50", null, null],
    ["EUR 12.50 EUR", null, null],
    ["12%", null, null],
    ["abc", null, null],
    ["", null, null],
    ["--5", null, null],
    ["1,234 567", null, null],
  ])("%s with a point is %s, and with a comma %s", (text, point, comma) => {
    expect([numberIn(text, "."), numberIn(text, ",")]).toEqual([point, comma]);
  });

  test("whatever it is, it is read back in the notation in which it was written, and never as another one", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.boolean(), fc.constantFrom(".", ","), (cents, grouped, sign) => {
        const [whole = "", rest = ""] = (Math.abs(cents) / 100).toFixed(2).split(".");
        const other = sign === "." ? "," : ".";
        const text = `${cents < 0 ? "-" : ""}${grouped ? whole.replace(/\B(?=(\d{3})+$)/g, other) : whole}${sign}${rest}`;
        expect(numberIn(text, sign as "." | ",")).toBe(cents / 100 || 0);
        expect(numberIn(text, other as "." | ",")).toBe(null);
      }),
    );
  });

  test("what a column shows", () => {
    expect(decimalSignIn(["1,234", "12", "9.70"])).toEqual({ kind: "sign", sign: "." });
    expect(decimalSignIn(["1.234", "12", "9,70"])).toEqual({ kind: "sign", sign: "," });
    expect(decimalSignIn(["12", "1,234", "1.234"])).toEqual({ kind: "ambiguous", index: 1 });
    expect(decimalSignIn(["12.5", "1", "12,5"])).toEqual({ kind: "contradiction", index: 2 });
    expect(decimalSignIn(["12", "x"])).toEqual({ kind: "unreadable", index: 1 });
    expect(decimalSignIn(["12", "0", 12.5])).toEqual({ kind: "nothing" });
  });
});

describe("a day", () => {
  test.each([
    "2026-10-05",
    "2026/10/05",
    "2026.10.05",
    "20261005",
    "2026-10-05T00:00:00Z",
    "2026-10-05 00:00",
    "2026-10-05T00:00:00.000+02:00",
    "5 October 2026",
    "5 oktober 2026",
    "5. Oktober 2026",
    "05-Oct-2026",
    "5th of October 2026",
    "5 octobre 2026",
    "5 okt. 2026",
    "October 5, 2026",
    "Oct 5, 2026",
    "October 5, 2026, 12:00 AM",
    "5 oktober 2026 00:00",
    "Mon, Oct 5, 2026",
    "maandag 5 oktober 2026",
    "05.10.2026",
    "5.10.2026",
  ])("%s is 5 October 2026", (text) => {
    expect(readDate(text)).toEqual({ day: "2026-10-05", hasTime: false });
  });

  test.each(["1er mars 2026", "1 maart 2026", "1. März 2026", "March 1st, 2026", "1 mrt 2026"])("%s is 1 March 2026", (text) => {
    expect(readDate(text)?.day).toBe("2026-03-01");
  });

  test.each(["05/10/2026", "5-10-2026", "05-10-2026 00:00"])("%s can be two", (text) => {
    expect(daysIn(text)).toEqual({ dmy: "2026-10-05", mdy: "2026-05-10", hasTime: false });
    expect([readDate(text), readDate(text, "dmy")?.day, readDate(text, "mdy")?.day]).toEqual([null, "2026-10-05", "2026-05-10"]);
  });

  test.each([
    ["31/12/2026", "2026-12-31"],
    ["12/31/2026", "2026-12-31"],
    ["3-3-2026", "2026-03-03"],
  ])("%s can be one only", (text, day) => {
    expect(readDate(text)?.day).toBe(day);
  });

  test.each([
    "",
    "2026-02-30",
    "32-01-2026",
    "1-2-26",
    "01-02-26",
    "2026-10",
    "46300",
    "yesterday",
    "5 foo 2026",
    "1999-01-01",
    "2026-10-5T",
  ])("%j is none", (text) => {
    expect(readDate(text)).toBe(null);
  });

  test.each(["2026-10-05T09:12:11+02:00", "5-10-2026 23:59", "October 5, 2026, 11:59 PM", "2026-10-05 00:00:01"])(
    "%s has a time",
    (text) => {
      expect(readDate(text, "dmy")).toEqual({ day: "2026-10-05", hasTime: true });
    },
  );

  test.each([
    "October 1, 2026 - October 31, 2026",
    "1 October 2026 - 31 October 2026",
    "1 oktober 2026 – 31 oktober 2026",
    "2026-10-01 - 2026-10-31",
    "10/1/2026 - 10/31/2026",
    "1. Oktober 2026 bis 31. Oktober 2026",
    "1 oktober 2026 t/m 31 oktober 2026",
    "2026-10-01,2026-10-31",
  ])("%s is October", (text) => {
    expect(readRange(text, "mdy")).toEqual({ from: "2026-10-01", to: "2026-10-31" });
  });

  test.each(["All time", "October 31, 2026 - October 1, 2026", "1 October 2026", ""])("%j is no range", (text) => {
    expect(readRange(text)).toBe(null);
  });
});

test("yes and no in four languages; every other word is neither", () => {
  for (const word of ["TRUE", "waar", "WAHR", "vrai", "Ja", "oui", "yes", "1", " t "]) expect([word, yesOrNo(word)]).toEqual([word, true]);
  for (const word of ["FALSE", "onwaar", "Falsch", "FAUX", "nee", "nein", "non", "no", "0", "f"])
    expect([word, yesOrNo(word)]).toEqual([word, false]);
  for (const word of ["", "misschien", "vero", "2", "nope", "null"]) expect([word, yesOrNo(word)]).toEqual([word, null]);
});
