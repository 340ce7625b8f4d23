/** The rows of a report as a table, with the columns that src/domain/release/figures.ts names. */
import { FIGURE_COLUMNS, figureCells } from "../../domain/release/figures.ts";
import { MARGIN_COLUMNS, marginCells } from "../../domain/release/margin.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import type { RowKind } from "../../domain/release/row_sources.ts";
import { writeCsv } from "../http/csv.ts";

const NAMES = { channel: ["channel", "campaign"], campaign: ["channel", "campaign"], group: ["group"] } as const;

/** @param isFormal whether the last columns say how far the figures may be off: programs find the same columns on every day */
export function rowsAsCsv(rows: readonly ReportRow[], by: RowKind, isFormal: boolean): string {
  const names = NAMES[by];
  const data = rows.map((row) => [
    ...names.map((name) => row[name] ?? ""),
    row.period ?? "",
    ...figureCells(row),
    ...(isFormal ? marginCells(row.margin) : []),
  ]);
  return writeCsv([...names, "period", ...FIGURE_COLUMNS, ...(isFormal ? MARGIN_COLUMNS : [])], data);
}
