/** From bytes to named cells: encodings, where the header is, and what spreadsheets put around a table. */
import { describe, expect, test } from "vitest";
import { readTable, type Table } from "../../../src/domain/tables/table.ts";

const NAMES = new Set(["name", "channel", "spend"]);
const OPTIONS = { isKnown: (name: string) => NAMES.has(name.toLowerCase()), maxRows: 100, maxColumns: 20 };

function result(given: string | Uint8Array): ReturnType<typeof readTable> {
  return readTable(typeof given === "string" ? new TextEncoder().encode(given) : given, OPTIONS);
}

function read(given: string | Uint8Array): Table {
  const table = result(given);
  if (!table.ok) throw new Error(table.error.code);
  return table.value;
}

const PLAIN = "name,channel,spend\nCafé,tiktok,1\nZoë,google,2\n";
const ROWS = [
  { row: 2, cells: ["Café", "tiktok", "1"] },
  { row: 3, cells: ["Zoë", "google", "2"] },
];

function utf16(text: string, mark: boolean, order: "le" | "be"): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

test.each([
  ["UTF-8", Buffer.from(PLAIN), "utf-8"],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${PLAIN}`), "utf-8"],
  ["UTF-16, little-endian with a mark", utf16(PLAIN, true, "le"), "utf-16"],
  ["UTF-16, big-endian with a mark", utf16(PLAIN, true, "be"), "utf-16"],
  ["UTF-16, little-endian without a mark", utf16(PLAIN, false, "le"), "utf-16"],
  ["UTF-16, big-endian without a mark", utf16(PLAIN, false, "be"), "utf-16"],
  ["Windows-1252", Buffer.from(PLAIN, "latin1"), "windows-1252"],
])("%s is read, and said", (_, bytes, encoding) => {
  expect(read(bytes)).toMatchObject({
    header: ["name", "channel", "spend"],
    headerRow: 1,
    rows: ROWS,
    source: { encoding, isComplete: true },
  });
});

test("UTF-16 without a mark may have letters whose other byte is zero", () => {
  for (const order of ["le", "be"] as const)
    expect(read(utf16("name,channel\nĀda,tiktok\n", false, order)).rows[0]?.cells).toEqual(["Āda", "tiktok"]);
});

test("a mark of UTF-8 in front of what is none is no table; a letter that was cut in two at the end is the end", () => {
  const bytes = [...Buffer.from(`\ufeff${PLAIN}`)];
  expect(result(Uint8Array.from(bytes.with(5, 0xff)))).toMatchObject({ error: { code: "not-a-table" } });
  const cut = result(Uint8Array.from(bytes.slice(0, bytes.indexOf(0xc3) + 1)));
  expect(cut).toMatchObject({ value: { source: { encoding: "utf-8", isComplete: false } } });
});

test("Windows-1252 has letters where Latin-1 has none", () => {
  expect(read(Buffer.from([...Buffer.from("name\n"), 0x80, 0x96, 0x93, 0x0a])).rows[0]?.cells).toEqual(["€–“"]);
});

describe("the header is found", () => {
  test.each([
    ["with semicolons", PLAIN.replaceAll(",", ";"), 1],
    ["with tabs", PLAIN.replaceAll(",", "\t"), 1],
    ["below `sep=;`", `sep=;\n${PLAIN.replaceAll(",", ";")}`, 2],
    ["below `sep=|`", `sep=|\r\n${PLAIN.replaceAll(",", "|")}`, 2],
    ["below `sep=;` that a spreadsheet has padded", `sep=;;;\n${PLAIN.replaceAll(",", ";")}`, 2],
    ["below a `sep=,` that is not true any more", `sep=,\n${PLAIN.replaceAll(",", ";")}`, 2],
    ["below a table's name", `Tabel 1\n${PLAIN}`, 2],
    ["below a title with commas in it", `"Report, of May 1, 2026"\nMay 1, 2026 - May 31, 2026\n\n${PLAIN.replaceAll(",", "\t")}`, 4],
    ["below nineteen other lines", `${"a title\n".repeat(19)}${PLAIN}`, 20],
    ["below empty lines", `\n\n;;\n${PLAIN.replaceAll(",", ";")}`, 4],
    ["below a line with one of its names", `name\n${PLAIN}`, 2],
  ])("%s", (_, text, row) => {
    const table = read(text);
    expect([table.header, table.headerRow]).toEqual([["name", "channel", "spend"], row]);
    expect(table.rows.map(({ row: number, cells }) => [number - row + 1, cells])).toEqual(
      ROWS.map(({ row: number, cells }) => [number, cells]),
    );
  });

  test("and no further down than the twentieth line", () => {
    expect(read(`${"a title\n".repeat(20)}${PLAIN}`).header).toEqual(["a title"]);
  });

  test("and is the first line that is not empty where no name is known", () => {
    expect(read("\nfoo;bar,baz;x\n1;2;3\n")).toMatchObject({ header: ["foo", "bar,baz", "x"], headerRow: 2 });
  });
});

test("empty columns and rows are left out, and rows keep their numbers", () => {
  const table = read("name;channel;;\n\nA;tiktok;;\n;;;\nB\n");
  expect(table.header).toEqual(["name", "channel"]);
  expect(table.rows.map(({ row, cells }) => [row, cells.slice(0, 2)])).toEqual([
    [3, ["A", "tiktok"]],
    [5, ["B"]],
  ]);
});

test.each([
  [PLAIN, true],
  [PLAIN.trimEnd(), false],
  [`${PLAIN.trimEnd()}\r`, true],
  [`${PLAIN}"open`, false],
  [`${PLAIN}"open\n`, false],
])("%j: whether the text has its end is known", (text, isComplete) => {
  expect(read(text).source.isComplete).toBe(isComplete);
});

test.each([
  ["nothing", ""],
  ["blanks", " \r\n\t\n"],
  ["a page", "<!doctype html><table><tr><td>name</td></tr></table>"],
  ["a page behind a mark", "\ufeff  <html>"],
  ["an old workbook", Buffer.from("d0cf11e0a1b11ae1000000000000", "hex")],
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
  ["zero bytes among letters", "name,channel\nA\u0000B,tiktok\n"],
])("%s is no table", (_, given) => {
  const table = result(given);
  expect(table.ok ? "read" : table.error.code).toBe("not-a-table");
});

test("limits are named", () => {
  expect(result(`name\n${"a\n".repeat(100)}`)).toMatchObject({ error: { code: "too-many-lines", params: { max: 100 } } });
  expect(result(`name\n${",".repeat(20)}\n`)).toMatchObject({ error: { code: "too-many-columns", params: { max: 20 } } });
});
