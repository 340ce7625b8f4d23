/** Tables for spreadsheets, in which no cell is taken for a formula. `src/domain/tables/` reads them. */
import Papa from "papaparse";

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

/** What stands between cells, and before the decimals of a number. */
interface Signs {
  readonly separator: string;
  readonly decimal: string;
}

/** A table as RFC 4180 has it, in which no spreadsheet finds a formula: an apostrophe is put in front of each. */
export function writeCsv(
  fields: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  { separator, decimal }: Signs = { separator: ",", decimal: "." },
): string {
  const written = (cell: string | number | null): string | number | null => {
    if (typeof cell === "string") return cell.replace(UNGUARDED, "'");
    return cell === null || decimal === "." ? cell : String(cell).replace(".", decimal);
  };
  const data = rows.map((row) => row.map(written));
  const quotes = (cell: unknown): boolean => /[;|\t]/.test(String(cell));
  return `${Papa.unparse({ fields: [...fields], data }, { delimiter: separator, quotes })}\r\n`;
}

/** The text that `writeCsv` made this cell from. */
export function plainCell(cell: string): string {
  return cell.replace(GUARDED, "");
}
