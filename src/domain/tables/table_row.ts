/** What all tables consist of, and why a file is none. */
import { type Fault, fault, type Given } from "../fault.ts";

/** A text as it is written, or a number where the file itself says that it is one. */
export type Cell = string | number;

export interface TableRow {
  /** As a spreadsheet numbers it: the file's first line is row 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Why a file cannot be read as a table. */
type TableFaultCode = "not-a-table" | "truncated" | "changed-by-spreadsheet" | "too-many-lines" | "too-many-columns";
export type TableFault = Extract<Fault, { readonly code: TableFaultCode }>;

export function tableFault<C extends TableFaultCode>(code: C, ...params: Given<C>): TableFault {
  return fault(code, ...params) as TableFault;
}

export function textOf(cell: Cell | undefined): string {
  return cell === undefined ? "" : String(cell).trim();
}

export function isEmptyRow(cells: readonly Cell[]): boolean {
  return cells.every((cell) => textOf(cell) === "");
}
