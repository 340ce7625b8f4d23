/** Text with separators: read as RFC 4180 and spreadsheets write it, and in time that grows with the text alone. */
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { parseSeparated } from "../../../src/domain/tables/separated.ts";

const cell = fc.string({ unit: fc.constantFrom(..."ab,;\t\"\r\n '|é"), maxLength: 8 });

test.each([",", ";", "\t"])("what a program wrote with %j is read back as it was", (delimiter) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("\n", "\r\n"),
      (rows, newline) => {
        const { rows: read, badlyQuoted, isOpen } = parseSeparated(Papa.unparse(rows, { delimiter, newline }), delimiter, 1_000, 100);
        expect(read).toEqual(rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "" ? rows.slice(0, -1) : rows);
        expect([badlyQuoted, isOpen]).toEqual([null, false]);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("plain text is read as papaparse reads it, whatever ends its lines", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab,, \n"), maxLength: 40 });
  fc.assert(
    fc.property(text, (plain) => {
      const expected = Papa.parse<string[]>(plain, { delimiter: ",", newline: "\n" }).data;
      // An empty line at the end is none.
      if (plain === "" || plain.endsWith("\n")) expected.pop();
      for (const newline of ["\n", "\r\n", "\r"])
        expect(parseSeparated(plain.replaceAll("\n", newline), ",", 1_000, 100).rows).toEqual(expected);
    }),
  );
});

test.each([
  ['a,"b', 0, true],
  ['a,b\n"c', 1, true],
  ['a,"b"x,c\nd', 0, false],
  ['a,"b" ,c', null, false],
  ['a,b"c"', null, false],
  ['"a""b"', null, false],
])("%j: a quotation mark that does not match is noticed, in its row", (text, badlyQuoted, isOpen) => {
  expect(parseSeparated(text, ",", 100, 100)).toMatchObject({ badlyQuoted, isOpen });
});

test("more rows or columns than are allowed stop the reading", () => {
  expect(parseSeparated("a\nb\nc\n", ",", 3, 3).stoppedBy).toBe(null);
  expect(parseSeparated("a\nb\nc\nd", ",", 3, 3).stoppedBy).toBe("rows");
  expect(parseSeparated("a,b,c", ",", 3, 3).stoppedBy).toBe(null);
  expect(parseSeparated("a,b,c,d", ",", 3, 3).stoppedBy).toBe("columns");
});
