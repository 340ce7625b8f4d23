/** One worksheet of an XLSX file, as rows. Pure. */
import { type Cell, type TableFault, type TableRow, tableFault } from "./table_row.ts";
import { textOfSerial } from "./xlsx_dates.ts";
import { attributeOf, readXml } from "./xml.ts";

export interface Bounds {
  readonly maxRows: number;
  readonly maxColumns: number;
}

/** What a cell does not say itself. */
export interface CellContext {
  /** The texts that cells name by number. */
  readonly strings: readonly string[];
  /** For each style of cells, whether it shows a number as a day. */
  readonly isDate: readonly boolean[];
  /** Days count from 1904 instead of 1900. */
  readonly from1904: boolean;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  readonly text: string[];
}

export function readSheet(xml: string, context: CellContext, bounds: Bounds): readonly TableRow[] | TableFault {
  const sheet = new SheetReader(context, bounds);
  const isRead = readXml(xml, {
    open: (name, attributes) => sheet.open(name, attributes),
    close: (name) => sheet.close(name),
    text: (text) => sheet.text(text),
  });
  return sheet.fault ?? (isRead ? sheet.rows : tableFault("not-a-table"));
}

/** Puts rows together of the elements as they come. After a fault nothing more is kept. */
class SheetReader {
  readonly rows: TableRow[] = [];
  fault: TableFault | null = null;
  readonly #context: CellContext;
  readonly #bounds: Bounds;
  #row = 0;
  #cells: Cell[] = [];
  #column = -1;
  #cell: OpenCell | null = null;
  #inValue = false;
  #inPhonetic = false;

  constructor(context: CellContext, bounds: Bounds) {
    this.#context = context;
    this.#bounds = bounds;
  }

  open(name: string, attributes: string): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") this.#inValue = !this.#inPhonetic;
    else if (name === "rPh") this.#inPhonetic = true;
    else if (name === "f" && this.#cell !== null) this.#cell.hasFormula = true;
    else if (name === "row") {
      this.#row = Number(attributeOf(attributes, "r") ?? this.#row + 1);
      this.#cells = [];
      this.#column = -1;
    }
  }

  #openCell(attributes: string): void {
    this.#column = columnOf(attributeOf(attributes, "r")) ?? this.#column + 1;
    const style = Number(attributeOf(attributes, "s") ?? 0);
    this.#cell = { column: this.#column, type: attributeOf(attributes, "t") ?? "n", style, hasFormula: false, text: [] };
  }

  text(text: string): void {
    if (this.#inValue) this.#cell?.text.push(text);
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "rPh") this.#inPhonetic = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (cell === null || this.fault !== null) return;
    const value = cellValue(cell, this.#context);
    if (value === "") {
      // A formula whose result is not in the file: what stood there is not known.
      if (cell.hasFormula) this.fault = tableFault("changed-by-spreadsheet", { row: this.#row, what: "formula" });
      return;
    }
    if (cell.column >= this.#bounds.maxColumns) {
      this.fault = tableFault("too-many-columns", { max: this.#bounds.maxColumns });
      return;
    }
    while (this.#cells.length < cell.column) this.#cells.push("");
    this.#cells[cell.column] = value;
  }

  #closeRow(): void {
    if (this.#cells.length === 0 || this.fault !== null) return;
    if (this.rows.length === this.#bounds.maxRows) this.fault = tableFault("too-many-lines", { max: this.#bounds.maxRows });
    else this.rows.push({ row: this.#row, cells: this.#cells });
  }
}

function cellValue({ type, text, style }: OpenCell, { strings, isDate, from1904 }: CellContext): Cell {
  const written = text.join("");
  const said = type === "s" ? (strings[Number(written)] ?? "") : written;
  if (said.trim() === "") return "";
  if (type === "b") return said === "1" ? "true" : "false";
  const number = type === "n" ? Number(said) : Number.NaN;
  if (!Number.isFinite(number)) return said;
  return isDate[style] === true ? textOfSerial(number, from1904) : number;
}

/** The number of a cell's column from 0, of its place such as `AB12`; null when it has none. */
function columnOf(place: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(place ?? "")?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
