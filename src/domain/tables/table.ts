/**
 * The one reader of tables: from the bytes of a file, as a platform gave it or a spreadsheet saved it, to a header and rows. Pure.
 *
 * The header is the line, among the first twenty and for each separator, with the most names that are known. That alone copes with title lines,
 * `sep=;`, a table's name on top, and empty columns.
 */
import { MAX_UNPACKED_BYTES } from "../limits.ts";
import { failure, type Result, success } from "../problems.ts";
import { parseSeparated } from "./separated.ts";
import type { Bounds } from "./sheet.ts";
import { isEmptyRow, type TableFault, type TableRow, tableFault, textOf } from "./table_row.ts";
import { decodeText, type Encoding } from "./text.ts";
import { readXlsx } from "./xlsx.ts";

export interface Table {
  /** The lines above the header that are not empty. */
  readonly above: readonly TableRow[];
  /** The names of the columns, on one line each, without empty ones at the end. Empty where nothing is known of any line. */
  readonly header: readonly string[];
  readonly headerRow: number;
  /** The rows below the header, without empty ones. A row may be shorter than the header, or longer. */
  readonly rows: readonly TableRow[];
  readonly source: TableSource;
}

interface TableSource {
  readonly format: "text" | "xlsx";
  readonly separator: string | null;
  readonly encoding: Encoding | null;
  /** Whether the last line ends with a line break, and every quotation mark is closed: a text that was cut short rarely does. */
  readonly isComplete: boolean;
  /** The number of a row whose quotation marks do not match; null when all do. */
  readonly badlyQuoted: number | null;
  /** How many other sheets of a workbook have the same names and rows below them, which are not read. */
  readonly otherSheets: number;
}

interface TableOptions extends Bounds {
  /** Whether a column may have this name. */
  readonly isKnown: (name: string) => boolean;
}

const SEARCHED_LINES = 20;
const SEPARATORS = [",", ";", "\t"] as const;

export function readTable(bytes: Uint8Array, options: TableOptions): Result<Table, TableFault> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readWorkbookTable(bytes, options);
  const decoded = decodeText(bytes);
  if (decoded === null) return failure(tableFault("not-a-table"));
  return readTextTable(decoded.text, options, decoded.encoding);
}

/** A table that is text already, such as one that was pasted. */
export function readTextTable(given: string, options: TableOptions, encoding: Encoding = "utf-8"): Result<Table, TableFault> {
  const text = given.replace(/^\ufeff/, "");
  // A page or a document of another kind: HTML under the name of a table, as some websites write it.
  if (/^\s*</.test(text) || text.trim() === "" || text.length > MAX_UNPACKED_BYTES) return failure(tableFault("not-a-table"));
  const separator = separatorOf(text, options);
  const { rows, badlyQuoted, isOpen, stoppedBy } = parseSeparated(text, separator, options.maxRows, options.maxColumns);
  if (stoppedBy === "rows") return failure(tableFault("too-many-lines", { max: options.maxRows }));
  if (stoppedBy === "columns") return failure(tableFault("too-many-columns", { max: options.maxColumns }));
  return success(
    tableOf(
      rows.map((cells, index) => ({ row: index + 1, cells })),
      options,
      {
        format: "text",
        separator,
        encoding,
        isComplete: /[\r\n]$/.test(text) && !isOpen,
        badlyQuoted: badlyQuoted === null ? null : badlyQuoted + 1,
        otherSheets: 0,
      },
    ),
  );
}

/** The separator for which some line among the first has the most known names: that of `sep=` where it is as good as others, then the one with the most cells. */
function separatorOf(text: string, options: TableOptions): string {
  const said = /^sep=([^\r\n"])[;,\t]*[\r\n]/i.exec(text)?.[1];
  const found = (said === undefined ? SEPARATORS : [said, ...SEPARATORS]).map((separator) => {
    const { rows } = parseSeparated(text, separator, SEARCHED_LINES, options.maxColumns);
    const header = headerAmong(
      rows.map((cells, index) => ({ row: index + 1, cells })),
      options,
    );
    return { separator, known: header.known, cells: rows[header.index]?.filter((cell) => cell.trim() !== "").length ?? 0 };
  });
  const isSaid = (one: { separator: string }) => Number(one.separator === said);
  found.sort((one, other) => other.known - one.known || isSaid(other) - isSaid(one) || other.cells - one.cells);
  return found[0]?.separator ?? ",";
}

/** The first of the rows with the most known names; where none has any, the first that is not empty. */
function headerAmong(rows: readonly TableRow[], { isKnown }: TableOptions): { readonly index: number; readonly known: number } {
  const counts = rows
    .slice(0, SEARCHED_LINES)
    .map(({ cells }) => new Set(cells.map(textOf).filter((name) => name !== "" && isKnown(name))).size);
  const known = Math.max(0, ...counts);
  const index = known > 0 ? counts.indexOf(known) : rows.findIndex(({ cells }) => !isEmptyRow(cells) && !/^sep=.$/i.test(textOf(cells[0])));
  return { index, known };
}

function tableOf(all: readonly TableRow[], options: TableOptions, source: TableSource): Table {
  const { index } = headerAmong(all, options);
  const header = (all[index]?.cells ?? []).map((cell) => textOf(cell).replace(/\s+/g, " "));
  while (header.at(-1) === "") header.pop();
  return {
    above: all.slice(0, Math.max(0, index)).filter(({ cells }) => !isEmptyRow(cells)),
    header,
    headerRow: all[index]?.row ?? 1,
    rows: all.slice(index + 1).filter(({ cells }) => !isEmptyRow(cells)),
    source,
  };
}

/** The sheet whose header has the most known names: some platforms write one for people and one for programs. */
function readWorkbookTable(bytes: Uint8Array, options: TableOptions): Result<Table, TableFault> {
  const sheets = readXlsx(bytes, options);
  if ("code" in sheets) return failure(sheets);
  const headers = sheets.map((rows) => headerAmong(rows, options));
  const known = Math.max(...headers.map((header) => header.known));
  const best = sheets[headers.findIndex((header) => header.known === known)];
  if (best === undefined || best.length === 0) return failure(tableFault("not-a-table"));
  const alike = headers.filter((header, at) => known > 0 && header.known === known && (sheets[at]?.length ?? 0) > header.index + 1);
  const otherSheets = Math.max(0, alike.length - 1);
  return success(
    tableOf(best, options, { format: "xlsx", separator: null, encoding: null, isComplete: true, badlyQuoted: null, otherSheets }),
  );
}
