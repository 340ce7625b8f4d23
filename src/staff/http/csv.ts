/** CSV for spreadsheets, guarded against formula injection. `src/domain/tables/` reads it. */
import Papa from "papaparse";

/**
 * What begins a cell in some spreadsheet. In Europe many split at semicolons, whatever separator the file has; the last three
 * characters end a line in some.
 */
const CELL_START = "(?<=^|[;|\\t\\r\\n\u0085\u2028\u2029])";
/** What may stand in front of a formula: quotation marks, blanks of any script, and characters that cannot be seen. */
const BEFORE = "['\"\\p{Zs}\\p{Cf}]*";
/** Characters that begin a formula in a spreadsheet, with the full-width and small forms that some spreadsheets accept too. */
const FORMULA = `${BEFORE}[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]`;
const UNGUARDED = new RegExp(`${CELL_START}(?=${FORMULA})`, "gu");
const GUARDED = new RegExp(`${CELL_START}'(?=${FORMULA})`, "gu");

/** What stands between cells, and before the decimals of a number. */
interface Signs {
  readonly separator: string;
  readonly decimal: string;
}

/** A table as CSV (RFC 4180). An apostrophe before each possible formula stops spreadsheets from running it. */
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
