/** The largest files of ad platforms that are taken, in Fivebar's own form: as CSV, and as a spreadsheet saves it. */
import { strToU8, zipSync } from "fflate";
import { MAX_AD_FILE_BYTES, MAX_AD_LINES } from "../../src/domain/ad_figures/limits.ts";
import { addDays, type Day } from "../../src/domain/day.ts";
import { MAX_UNPACKED_BYTES } from "../../src/domain/limits.ts";

const HEADER = ["slug", "day", "currency", "spend", "impressions", "reach", "clicks"] as const;
const YEAR = 365;

/** As many rows as a file may have: campaigns `prefix` and a number, a year of each by day, with numbers as long as they come. */
function* rows(prefix: string, today: Day): Generator<readonly (string | number)[]> {
  for (let row = 0; row < MAX_AD_LINES - 1; row += 1) {
    const figures = [10_000 + (row % 89) / 100, 1_000_000 + 37 * row, 700_000 + 11 * row, 10_000 + row];
    yield [`${prefix}${Math.floor(row / YEAR)}`, addDays(today, (row % YEAR) - YEAR), "EUR", ...figures];
  }
}

export function largestAdFile(prefix: string, today: Day): string {
  const lines = [...rows(prefix, today)].map((cells) =>
    cells.map((cell, index) => (index === 3 ? Number(cell).toFixed(2) : cell)).join(","),
  );
  let file = `${HEADER.join(",")}\n`;
  for (const line of lines) if (file.length + line.length < MAX_AD_FILE_BYTES) file += `${line}\n`;
  return file;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/**
 * The same rows, with further columns that are not read.
 *
 * @param more how many: with 4 it is as large as a file may be; with 29 that are all alike, and cells that do not name their place, it unpacks to almost
 *   as much as a workbook may
 */
export function largestWorkbook(prefix: string, today: Day, more: 4 | 29): Uint8Array<ArrayBuffer> {
  const strings = new Map<string, number>();
  const named = (text: string): number => strings.get(text) ?? strings.set(text, strings.size).size - 1;
  const cell = (value: string | number, column: number, row: number): string => {
    const place = more === 4 ? `r="${String.fromCharCode(65 + column)}${row}" s="1"` : 's="1"';
    return typeof value === "string" ? `<c ${place} t="s"><v>${named(value)}</v></c>` : `<c ${place}><v>${value}</v></c>`;
  };
  const others = Array.from({ length: more }, (_, index) => (more === 4 ? index : 1));
  const all = [
    [...HEADER, ...others.map((_, index) => `more ${index}`)],
    ...[...rows(prefix, today)].map((cells) => [...cells, ...others]),
  ];
  const lines = all.map(
    (cells, index) => `<row r="${index + 1}">${cells.map((value, column) => cell(value, column, index + 1)).join("")}</row>`,
  );
  const sheet = `${XML}<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  const texts = [...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join("");
  const parts = {
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `${XML}<sst xmlns="${MAIN}">${texts}</sst>`,
    "xl/worksheets/sheet1.xml": sheet,
  };
  const size = Object.values(parts).reduce((sum, text) => sum + text.length, 0);
  const packed = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 9 });
  if (size > MAX_UNPACKED_BYTES || packed.byteLength > MAX_AD_FILE_BYTES)
    throw new Error(`${size} bytes, packed ${packed.byteLength}, are too many`);
  return packed as Uint8Array<ArrayBuffer>;
}
