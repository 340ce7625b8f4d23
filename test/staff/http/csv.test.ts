/** Tables for spreadsheets: no cell is a formula, whatever a spreadsheet takes for the separator, and each is read back as it was. */
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { parseSeparated } from "../../../src/domain/tables/separated.ts";
import { plainCell, writeCsv } from "../../../src/staff/http/csv.ts";

/** Blanks of any script, and characters that cannot be seen, hide no formula. */
const FORMULA = /^["'\p{Zs}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]/u;

/** Each cell as a spreadsheet shows it that reads by `delimiter`, also one that trims cells and one that heeds no quotation marks. */
function cellsBy(csv: string, delimiter: string): string[] {
  const quoted = Papa.parse<string[]>(csv, { delimiter }).data.flat();
  const bare = csv.split(/\r\n|[\r\n\u0085\u2028\u2029]/).flatMap((line) => line.split(delimiter));
  return [...quoted, ...(delimiter === "," ? [] : bare)];
}

/** The cells that would be computed: guarded ones begin with an apostrophe, which spreadsheets take for "this is text". */
const formulasIn = (csv: string): string[] =>
  [",", ";", "\t", "|"].flatMap((delimiter) => cellsBy(csv, delimiter)).filter((cell) => FORMULA.test(cell.replace(/^"? *'.*/s, "")));

const read = (csv: string): string[] => (parseSeparated(csv, ",", 1_000, 100).rows[1] ?? []).map(plainCell);

test.each([
  "x;=1+1;y",
  "x;=1+1",
  ";=1",
  "x\t=1+1\ty",
  "=1+1",
  "+31",
  "-1",
  "@sum",
  "a|=1|b",
  "x; =1",
  'x;"=1+1"',
  "x;'=1",
  "x;''=1",
  "first line\n=1+1\nlast",
  "a\r\n-b",
  "\uff1d1+1",
  "x;\uff20a",
  "https://example.org/?a;=1+1;b",
  "'",
  "''=x",
  "it's; fine",
  "a;b",
  "\t=1",
  ";;=1;;",
  '"=1',
  '"";"";=1',
  "x;+1|-1\t@1",
  "\u00a0=1",
  "\u3000=1+1",
  "\ufeff=1",
  "x;\u200b\u00ad=1",
  "\u202e-1",
  "x\u2028=1",
  "x\u0085@1",
  "\ufe66SUM(1)",
  "\ufe62\ufe631",
  "x|\u2003'\u00a0\"=1",
])("%j is no formula, and is read back as it was", (text) => {
  const csv = writeCsv(["slug", "name"], [["fix", text]]);
  expect(formulasIn(csv)).toEqual([]);
  expect(read(csv)).toEqual(["fix", text]);
});

test("the test's own eye sees what a spreadsheet would compute", () => {
  const unguarded = (text: string): string => `slug,name\r\n${Papa.unparse([["fix", text]])}\r\n`;
  for (const text of ["x;=1+1;y", "=1", "a\t=1", "a\n=1", "a|-1"])
    expect([text, formulasIn(unguarded(text)).length > 0]).toEqual([text, true]);
});

test("whatever the text, nothing is computed and nothing is lost", () => {
  const text = fc.string({ unit: fc.constantFrom(...";|\t\n\r,=+-@'\" ab1\uff1d\uff20\u00a0\u200b\u2028\ufe66"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      const csv = writeCsv(["slug", ...texts.map((_, index) => `column${index}`)], [["fix", ...texts]]);
      expect(formulasIn(csv)).toEqual([]);
      expect(read(csv)).toEqual(["fix", ...texts]);
    }),
    { numRuns: 2_000 },
  );
});

test("numbers stay numbers, negative ones too", () => {
  expect(writeCsv(["a", "b"], [[-1, null]])).toBe("a,b\r\n-1,\r\n");
});
