/** Tables that somebody sends: links of another service, or campaigns. From a body, or from a form's file or text. */
import Papa from "papaparse";
import { MAX_CSV_COLUMNS, MAX_CSV_LINES } from "../../domain/limits.ts";
import type { Result } from "../../domain/problems.ts";
import { readTable, readTextTable, type Table } from "../../domain/tables/table.ts";
import { type TableFault, textOf } from "../../domain/tables/table_row.ts";
import { decodeText } from "../../domain/tables/text.ts";
import type { StaffContext } from "./context.ts";
import { mediaTypeOf, readBytes } from "./input.ts";
import { refuse } from "./problem.ts";

/** A name as it is compared: `Destination URL`, `destination_url` and `destinationUrl` are one. */
export function columnName(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, "");
}

/** @param isKnown whether a column may have this name, as `columnName` makes it */
export function tableFrom(given: Uint8Array | string, isKnown: (name: string) => boolean): Result<Table, TableFault> {
  const options = { isKnown: (name: string) => isKnown(columnName(name)), maxRows: MAX_CSV_LINES, maxColumns: MAX_CSV_COLUMNS };
  return typeof given === "string" ? readTextTable(given, options) : readTable(given, options);
}

/** Whether the row with this index, the last one, ends before its columns and without a line break: what its last cell says may not be all of it. */
export function isCut({ rows, header, source }: Table, index: number): boolean {
  return index === rows.length - 1 && !source.isComplete && (rows[index]?.cells.length ?? 0) < header.length;
}

/** Media types under which a table may be sent. Its first bytes tell what it really is. */
const TABLE_TYPES: readonly string[] = [
  "text/csv",
  "text/tab-separated-values",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.ms-excel",
];

/** The bytes of a body that is a table; null when its media type is another one. */
export async function tableBody(c: StaffContext): Promise<Uint8Array | null> {
  return TABLE_TYPES.includes(mediaTypeOf(c)) ? new Uint8Array(await readBytes(c)) : null;
}

/** Like `tableBody`, for operations that accept nothing else. */
export async function readTableBody(c: StaffContext): Promise<Uint8Array> {
  return (await tableBody(c)) ?? refuse({ type: "media-type", accepted: ["text/csv"] });
}

export interface SentText {
  /** What the next form carries on. */
  readonly text: string;
  /** Whether letters with accents may be wrong: the file was no UTF-8. */
  readonly isWindows1252: boolean;
}

/** A form's file as text, or what was pasted. Null when it is neither text nor a workbook. */
export async function pastedOrFile(form: FormData, isKnown: (name: string) => boolean): Promise<SentText | null> {
  const file = form.get("file");
  const pasted = form.get("csv");
  if (typeof file === "string" || file === null || file.size === 0) return asSent(typeof pasted === "string" ? pasted : "");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    const decoded = decodeText(bytes);
    return decoded === null ? null : asSent(decoded.text, decoded.encoding === "windows-1252");
  }
  const table = tableFrom(bytes, isKnown);
  return table.ok ? asSent(textOfTable(table.value)) : null;
}

function asSent(text: string, isWindows1252 = false): SentText {
  return { text, isWindows1252 };
}

/** The same table as CSV, each row where it was. */
function textOfTable({ above, header, headerRow, rows }: Table): string {
  const lines: string[][] = [];
  for (const { row, cells } of [...above, { row: headerRow, cells: header }, ...rows]) {
    while (lines.length < Math.min(row - 1, MAX_CSV_LINES)) lines.push([""]);
    lines.push(cells.map(textOf));
  }
  return `${Papa.unparse(lines)}\r\n`;
}
