/** XLSX files: what programs write, read as a table; what hostile ones write, refused within bounds. */
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { MAX_UNPACKED_BYTES } from "../../../src/domain/limits.ts";
import { readTable, type Table } from "../../../src/domain/tables/table.ts";
import { OWN_DATE_STYLE, workbook, workbookOf } from "./workbook.ts";

const NAMES = new Set(["name", "day", "spend"]);
const OPTIONS = { isKnown: (name: string) => NAMES.has(name.toLowerCase()), maxRows: 1_000, maxColumns: 300 };

function codeOf(bytes: Uint8Array): string {
  const table = readTable(bytes, OPTIONS);
  return table.ok ? "read" : table.error.code;
}

function read(bytes: Uint8Array): Table {
  const table = readTable(bytes, OPTIONS);
  if (!table.ok) throw new Error(table.error.code);
  return table.value;
}

const cells = (bytes: Uint8Array): unknown[] => read(bytes).rows.map(({ row, cells: found }) => [row, found]);
const HEADER = ["name", "day", "spend"];
const DAY = new Date("2026-10-05T00:00:00Z");

describe("a workbook is read", () => {
  test.each([
    ["with its texts in place", {}],
    ["with shared texts", { shared: true }],
    ["with prefixes before its elements", { prefix: "x:" }],
    ["that counts days from 1904", { from1904: true }],
  ])("%s", (_, options) => {
    const rows = [HEADER, ["Zoë & <co>", DAY, 12.5], null, ["", DAY, 3]];
    expect(cells(workbook(rows, options))).toEqual([
      [2, ["Zoë & <co>", "2026-10-05", 12.5]],
      [4, ["", "2026-10-05", 3]],
    ]);
  });

  test("numbers are numbers, whatever they look like as text; yes and no are words", () => {
    expect(cells(workbook([HEADER, ["1,234", "2026-10-05", 22.379999999999999], [true, false, 1e21]]))).toEqual([
      [2, ["1,234", "2026-10-05", 22.38]],
      [3, ["true", "false", 1e21]],
    ]);
  });

  test("a day by a format of its own, a time behind a day, and text in pieces", () => {
    const own = { xml: "<v>46300</v>", attributes: ` s="${OWN_DATE_STYLE}"` };
    const time = { xml: "<v>46300.5</v>", attributes: ' s="1"' };
    const pieces = {
      xml: '<is><r><t>Zo</t></r><rPh sb="0" eb="1"><t>no</t></rPh><r><t xml:space="preserve">mer </t></r></is>',
      attributes: ' t="inlineStr"',
    };
    expect(cells(workbook([HEADER, [pieces, own, time]]))).toEqual([[2, ["Zomer ", "2026-10-05", "2026-10-05 12:00:00"]]]);
  });

  test("a formula by its result, and not where the result is missing", () => {
    const formula = (value: string) => ({ xml: `<f>SUM(A1:A9)</f>${value}` });
    expect(cells(workbook([HEADER, ["One", DAY, formula("<v>7</v>")]]))).toEqual([[2, ["One", "2026-10-05", 7]]]);
    expect(codeOf(workbook([HEADER, ["One", DAY, formula("")]]))).toBe("changed-by-spreadsheet");
  });

  test("below title lines, and from the sheet that has the names", () => {
    const table = read(workbook([["Report"], ["1 October 2026 - 31 October 2026"], HEADER, ["One", DAY, 1]]));
    expect([table.headerRow, table.above.map(({ cells: [text] }) => text)]).toEqual([3, ["Report", "1 October 2026 - 31 October 2026"]]);
    expect(
      cells(
        workbookOf([
          [["For people"], ["One: 1"]],
          [HEADER, ["One", DAY, 1]],
        ]),
      ),
    ).toEqual([[2, ["One", "2026-10-05", 1]]]);
  });

  test("with cells that name no place, and numbers of characters", () => {
    const sheet =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>spend</t></is></c></row>' +
      '<row><c t="inlineStr"><is><t>&#x41;&#66;&amp;&unknown;</t></is></c><c><v>5</v></c></row></sheetData></worksheet>';
    expect(cells(workbook([], { parts: { "xl/worksheets/sheet1.xml": sheet } }))).toEqual([[2, ["AB&&unknown;", 5]]]);
  });
});

test("cut at any byte it is none", () => {
  const bytes = workbook([HEADER, ["One", DAY, 12.5], ["Two", DAY, 3]], { shared: true });
  expect(codeOf(bytes)).toBe("read");
  for (let length = 4; length < bytes.length; length += 1)
    expect([length, codeOf(bytes.subarray(0, length))]).toEqual([length, "truncated"]);
});

test("with one byte of its parts changed it is none, or as it was", () => {
  const bytes = workbook([HEADER, ["One", DAY, 12.5], ["Two", DAY, 3]]);
  const whole = JSON.stringify(cells(bytes));
  const directory = new DataView(bytes.buffer).getUint32(bytes.length - 6, true);
  for (let at = 2; at < directory; at += 1) {
    const changed = Uint8Array.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    const table = readTable(changed, OPTIONS);
    if (table.ok) expect([at, JSON.stringify(table.value.rows.map(({ row, cells: found }) => [row, found]))]).toEqual([at, whole]);
  }
});

/** CPU time of a call in milliseconds. */
function cpuMs(call: () => unknown): number {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe("a hostile file is refused within a second", () => {
  const zeros = new Uint8Array(MAX_UNPACKED_BYTES + 1);
  const sheet = (inner: string) =>
    workbook([], { parts: { "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${inner}</sheetData></worksheet>` } });

  /** The same archive, whose directory and parts claim that each part unpacks to `size` bytes. */
  function claiming(bytes: Uint8Array, size: number): Uint8Array {
    const changed = Uint8Array.from(bytes);
    const view = new DataView(changed.buffer);
    for (let at = 0; at + 46 < changed.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
    }
    return changed;
  }

  test.each<[string, () => Uint8Array, string]>([
    ["a part that unpacks to more than is allowed", () => workbook([], { parts: { "xl/worksheets/sheet1.xml": zeros } }), "not-a-table"],
    [
      "one that hides how much it unpacks to",
      () => claiming(workbook([], { parts: { "xl/worksheets/sheet1.xml": zeros } }), 100),
      "not-a-table",
    ],
    ["one that claims more than there is", () => claiming(workbook([HEADER]), MAX_UNPACKED_BYTES - 1), "not-a-table"],
    [
      "parts that are too much together",
      () =>
        workbookOf([[HEADER], [HEADER], [HEADER]], {
          parts: Object.fromEntries(
            [1, 2, 3].map((n) => [`xl/worksheets/sheet${n}.xml`, `<worksheet>${" ".repeat(MAX_UNPACKED_BYTES / 3)}</worksheet>`]),
          ),
        }),
      "not-a-table",
    ],
    ["elements in one another, a million deep", () => sheet("<a>".repeat(1_000_000)), "not-a-table"],
    ["the same, closed again", () => sheet("<a>".repeat(500_000) + "</a>".repeat(500_000)), "not-a-table"],
    [
      "entities that make a text grow",
      () =>
        workbook([], {
          parts: { "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>' },
        }),
      "not-a-table",
    ],
    [
      "a hundred thousand columns",
      () => sheet(`<row r="1">${'<c r="A1"><v>1</v></c><c><v>1</v></c>'.repeat(50_000)}<c r="ZZZ1"><v>1</v></c></row>`),
      "too-many-columns",
    ],
    ["a hundred thousand rows", () => sheet("<row><c><v>1</v></c></row>".repeat(100_000)), "too-many-lines"],
    ["an element that does not end", () => sheet(`<row ${'a="1" '.repeat(200_000)}`), "not-a-table"],
    [
      "a thousand and one parts",
      () => zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`${n}`, new Uint8Array(0)]))),
      "truncated",
    ],
    ["an archive of something else", () => zipSync({ "word/document.xml": new Uint8Array(10) }), "not-a-table"],
  ])("%s", (_, make, code) => {
    const bytes = make();
    let found = "";
    const ms = cpuMs(() => {
      found = codeOf(bytes);
    });
    expect(found).toBe(code);
    expect(ms).toBeLessThan(1_000);
  });

  test.each([
    ["commas", ",".repeat(1_000_000)],
    ["quotation marks", '"'.repeat(1_000_000)],
    ["quotation marks and letters", '"a'.repeat(500_000)],
    ["quotation marks and commas", '",'.repeat(500_000)],
    ["line breaks", "\n".repeat(1_000_000)],
    ["one line of letters", "a".repeat(1_000_000)],
    ["a number that is very long", `name,day,spend\na,2026-10-01,${"1,".repeat(400_000)}1\n`],
    ["blanks", `name,day,spend\na,2026-10-01,${" ".repeat(900_000)}x\n`],
  ])("a text of %s", (_, text) => {
    const bytes = new TextEncoder().encode(text);
    expect(cpuMs(() => readTable(bytes, OPTIONS))).toBeLessThan(1_000);
  });
});
