/** Tables as spreadsheets and other services write them: RFC 4180 with any of the usual separators, with or without a byte order mark. */
import Papa from "papaparse";
import { MAX_CSV_COLUMNS, MAX_CSV_LINES } from "../../domain/limits.ts";
import { type Fault, fault } from "../../domain/problems.ts";

interface CsvTable {
  readonly header: readonly string[];
  /** The row that a spreadsheet shows the header in, 1 unless empty ones come before it. */
  readonly headerRow: number;
  /** The rows below the header, empty ones included, so that their places are those that a spreadsheet shows. */
  readonly lines: readonly (readonly string[])[];
  /** The index among `lines` of one whose quotation marks do not match; null when all do. */
  readonly badlyQuoted: number | null;
}

/** Why a file is not even read: it has more lines or columns than can be meant. Counted without making anything of them. */
export function sizeRefusal(text: string): Fault | null {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1 && lines <= MAX_CSV_LINES; at = text.indexOf("\n", at + 1)) lines += 1;
  // Old spreadsheets end lines with a carriage return alone.
  for (let at = text.indexOf("\r"); at !== -1 && lines <= MAX_CSV_LINES; at = text.indexOf("\r", at + 1))
    if (text[at + 1] !== "\n") lines += 1;
  if (lines > MAX_CSV_LINES) return fault("too-many-lines", { max: MAX_CSV_LINES });
  return headerOf(text).length > MAX_CSV_COLUMNS ? fault("too-many-columns", { max: MAX_CSV_COLUMNS }) : null;
}

/** The names of the columns, trimmed; none where there is nothing. */
export function headerOf(text: string): readonly string[] {
  const plain = text.replace(/^\ufeff/, "").trimStart();
  const { data } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain), preview: 1 });
  return (data[0] ?? []).map((name) => name.trim());
}

/** Reads a table; null when there is not even a header. The header's cells are trimmed, the others are as they were written. */
export function parseCsv(text: string): CsvTable | null {
  const plain = text.replace(/^\ufeff/, "");
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain), skipEmptyLines: false });
  const top = data.findIndex((line) => !isEmptyLine(line));
  const header = data[top];
  if (header === undefined) return null;
  const quoted = errors.find(({ type }) => type === "Quotes");
  const badlyQuoted = quoted === undefined ? null : Math.max(0, (quoted.row ?? 0) - top - 1);
  return { header: header.map((name) => name.trim()), headerRow: top + 1, lines: data.slice(top + 1), badlyQuoted };
}

/**
 * Where a cell begins for some spreadsheet: in Europe many read by semicolons, whatever a file is written with; the last
 * three end a line for some.
 */
const CELL_START = "(?<=^|[;|\\t\\r\\n\u0085\u2028\u2029])";
/** What may stand in front of a formula: quotation marks, blanks of any script, and characters that cannot be seen. */
const BEFORE = "['\"\\p{Zs}\\p{Cf}]*";
/** What a spreadsheet takes for the beginning of a formula, with the full-width and small signs that some take for the others. */
const FORMULA = `${BEFORE}[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]`;
const UNGUARDED = new RegExp(`${CELL_START}(?=${FORMULA})`, "gu");
const GUARDED = new RegExp(`${CELL_START}'(?=${FORMULA})`, "gu");

/** A table as RFC 4180 has it, in which no spreadsheet finds a formula: an apostrophe is put in front of each. */
export function writeCsv(fields: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const data = rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell.replace(UNGUARDED, "'") : cell)));
  return `${Papa.unparse({ fields: [...fields], data }, { quotes: (cell: unknown) => /[;|\t]/.test(String(cell)) })}\r\n`;
}

/** The text that `writeCsv` made this cell from. */
export function plainCell(cell: string): string {
  return cell.replace(GUARDED, "");
}

export function isEmptyLine(line: readonly string[]): boolean {
  return line.every((cell) => cell.trim() === "");
}

/** What stands between the columns' names: a comma, or what spreadsheets write in its place. */
function delimiterOf(text: string): string {
  const [header = ""] = text.trimStart().split(/[\r\n]/, 1);
  const [best] = [",", ";", "\t"].map((sign) => ({ sign, count: header.split(sign).length })).sort((one, other) => other.count - one.count);
  return best?.sign ?? ",";
}
