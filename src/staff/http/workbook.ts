/**
 * Excel workbooks (ECMA-376) of one table: with a bold head that stays in sight, numbers and days that a spreadsheet shows in its own language,
 * and texts that it never takes for formulas. `src/domain/tables/` reads them.
 */
import type { Day } from "../../domain/day.ts";
import { zipped } from "./zip_file.ts";

export type TableCell = string | number | { readonly day: Day } | null;

export interface FileTable {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const ROWS_A_PIECE = 100;
const MS_PER_DAY = 86_400_000;
/** The day before which a workbook's days are counted. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** Places in `STYLES`. */
const STYLE = { head: 1, day: 2, whole: 3, decimals: 4 } as const;
const WIDTH = { least: 9, most: 48 } as const;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const CONTENT_TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETS}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/></Types>`;
const PACKAGE = `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Fivebar" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const BOOK_PARTS = `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
/** A day, a whole number, and one with two to four decimals: spreadsheets write each as their own language does. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00##"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

export function workbook(table: FileTable): Promise<ArrayBuffer> {
  return zipped([
    ["[Content_Types].xml", [CONTENT_TYPES]],
    ["_rels/.rels", [PACKAGE]],
    ["xl/workbook.xml", [BOOK]],
    ["xl/_rels/workbook.xml.rels", [BOOK_PARTS]],
    ["xl/styles.xml", [STYLES]],
    ["xl/worksheets/sheet1.xml", sheet(table)],
  ]);
}

function* sheet({ fields, rows }: FileTable): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  for (const [index, field] of fields.entries()) {
    const longest = rows.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? null)), field.length);
    const width = Math.min(WIDTH.most, Math.max(WIDTH.least, longest)) + 2;
    yield `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  }
  yield `</cols><sheetData><row>${fields.map((field) => textCell(field, STYLE.head)).join("")}</row>`;
  for (let first = 0; first < rows.length; first += ROWS_A_PIECE) {
    const piece = rows.slice(first, first + ROWS_A_PIECE);
    yield piece.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  }
  yield "</sheetData></worksheet>";
}

const lengthOf = (value: TableCell): number => (typeof value === "string" ? value.length : WIDTH.least);

function cell(value: TableCell): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "string") return textCell(value);
  if (typeof value === "number") return `<c s="${Number.isInteger(value) ? STYLE.whole : STYLE.decimals}"><v>${value}</v></c>`;
  return `<c s="${STYLE.day}"><v>${(Date.parse(`${value.day}T00:00:00Z`) - DAY_ZERO_MS) / MS_PER_DAY}</v></c>`;
}

/** A text is never a formula here, whatever it begins with. `_x0041_` would be read as one character, so its first sign is written so itself. */
function textCell(text: string, style = 0): string {
  const escaped = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<c${style === 0 ? "" : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}
