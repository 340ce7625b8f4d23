/** The rows of a report as a table, with the columns that src/domain/release/figures.ts names. */
import { FIGURE_COLUMNS, figureCells } from "../../domain/release/figures.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { writeCsv } from "../http/csv.ts";

export function rowsAsCsv(rows: readonly ReportRow[]): string {
  const data = rows.map((row) => [row.channel, row.campaign ?? "", row.period ?? "", ...figureCells(row)]);
  return writeCsv(["channel", "campaign", "period", ...FIGURE_COLUMNS], data);
}
