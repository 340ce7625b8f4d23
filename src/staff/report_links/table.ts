/** The table of an open report, for spreadsheets and other programs: a line for each channel or campaign and day. */
import { MARGIN_COLUMNS, marginCells } from "../../domain/release/margin.ts";
import type { OpenReport } from "../../domain/release/open_report.ts";
import { writeCsv } from "../http/csv.ts";

/** @param isFormal whether the last columns say how far the figures may be off */
export function reportTable({ by, interval, names, rows, link }: OpenReport, isFormal: boolean): string {
  const isByCampaign = by === "campaign";
  // Of a link that shows visits alone, nothing is said of signups.
  const shown = link.signups ? MARGIN_COLUMNS.length : 1;
  const period = interval === "total" ? [] : [interval];
  const fields = [
    ...period,
    "channel",
    ...(isByCampaign ? ["campaign", "name"] : ["name"]),
    "visits",
    ...(link.signups ? ["signups"] : []),
    ...(isFormal ? MARGIN_COLUMNS.slice(0, shown) : []),
  ];
  const lines = rows.map((row) => [
    ...(interval === "total" ? [] : [row.period ?? ""]),
    row.channel,
    ...(isByCampaign ? [row.campaign ?? "", names.campaigns[row.campaign ?? ""] ?? ""] : [names.channels[row.channel] ?? ""]),
    row.visits,
    ...(link.signups ? [row.signups] : []),
    ...(isFormal ? marginCells(row.margin).slice(0, shown) : []),
  ]);
  return writeCsv(fields, lines);
}
