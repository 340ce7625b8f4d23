/** One row of a platform's table: texts first, and then, once the notation of the whole file is known, figures. Pure. */
import type { Day } from "../day.ts";
import { type DecimalSign, numberIn } from "../tables/notation.ts";
import { type Cell, type TableRow, textOf } from "../tables/table_row.ts";
import type { AdField } from "./columns/field.ts";
import type { Layout } from "./layout.ts";

/** A row as it stands in the file. */
export interface RowTexts {
  readonly row: number;
  /** The cell of a field; empty where the platform writes a dash or nothing. */
  cell(field: AdField): Cell;
  text(field: AdField): string;
  /** The first text of the row. */
  readonly label: string;
  /** The texts of all cells, also in columns that are not read: the label of a total may be there. */
  texts(): readonly string[];
  readonly cellCount: number;
}

export function rowTexts({ row, cells }: TableRow, { columns }: Layout): RowTexts {
  const cell = (field: AdField): Cell => {
    const found = cells[columns.get(field) ?? -1];
    return found === undefined || isBlank(found) ? "" : found;
  };
  const label = textOf(cells.find((one) => !isBlank(one)));
  return { row, cell, text: (field) => textOf(cell(field)), texts: () => cells.map(textOf), label, cellCount: cells.length };
}

/** What platforms write where there is nothing to say: nothing, `-`, ` --` or a longer dash. */
export function isBlank(cell: Cell): boolean {
  return typeof cell === "string" && /^(?:-{1,2}|[–—])?$/.test(cell.trim());
}

/** The figures of a row; null where the cell is blank, or there is no such column. */
interface RowFigures {
  readonly spendMicros: number | null;
  readonly impressions: number | null;
  readonly clicks: number | null;
  readonly reach: number | null;
}

export interface AdRow extends RowFigures {
  readonly row: number;
  readonly texts: RowTexts;
  readonly from: Day;
  readonly to: Day;
  readonly currency: string | null;
}

const MICROS = 1_000_000;

/** @returns the field whose number is not one in this notation, or is not whole and must be */
export function readFigures(texts: RowTexts, sign: DecimalSign): RowFigures | { readonly wrong: "spend" | "count" } {
  const spend = texts.cell("spend");
  const amount = spend === "" ? null : numberIn(spend, sign);
  const spendMicros = amount === null ? null : Math.round(amount * MICROS);
  if (spend !== "" && (spendMicros === null || !Number.isSafeInteger(spendMicros))) return { wrong: "spend" };
  const counts = (["impressions", "moreImpressions", "clicks", "reach"] as const).map((field) => countIn(texts.cell(field), sign));
  const [impressions = null, more = null, clicks = null, reach = null] = counts;
  if (counts.some((count) => Number.isNaN(count))) return { wrong: "count" };
  return { spendMicros, impressions: impressions === null && more === null ? null : (impressions ?? 0) + (more ?? 0), clicks, reach };
}

/**
 * Null for a blank cell, NaN for what is no whole number. Some programs write every number with decimals, as `12.0`; three of them are a group of
 * thousands in the other notation, which contradicts the amounts.
 */
function countIn(cell: Cell, sign: DecimalSign): number | null {
  if (cell === "") return null;
  const decimals = typeof cell === "string" ? (textOf(cell).split(sign)[1] ?? "") : "";
  const count = numberIn(cell, sign);
  return count !== null && Number.isSafeInteger(count) && decimals.length < 3 ? count : Number.NaN;
}
