/** The rows of a report as a table, with the columns that src/domain/release/figures.ts names. */
import { FIGURE_COLUMNS, figureCells } from "../../domain/release/figures.ts";
import type { ReportRow, RowKind } from "../../domain/release/report.ts";
import { writeCsv } from "../http/csv.ts";

const NAMES = { channel: ["channel", "campaign"], campaign: ["channel", "campaign"], group: ["group"] } as const;

export function rowsAsCsv(rows: readonly ReportRow[], by: RowKind): string {
  const names = NAMES[by];
  const data = rows.map((row) => [...names.map((name) => row[name] ?? ""), row.period ?? "", ...figureCells(row)]);
  return writeCsv([...names, "period", ...FIGURE_COLUMNS], data);
}
