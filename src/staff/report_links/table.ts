/** The table of an open report, for spreadsheets and other programs: a line for each channel or campaign and day. */
import type { OpenReport } from "../../domain/release/open_report.ts";
import { writeCsv } from "../http/csv.ts";

export function reportTable({ by, interval, names, rows, link }: OpenReport): string {
  const isByCampaign = by === "campaign";
  const period = interval === "total" ? [] : [interval];
  const fields = [
    ...period,
    "channel",
    ...(isByCampaign ? ["campaign", "name"] : ["name"]),
    "visits",
    ...(link.signups ? ["signups"] : []),
  ];
  const lines = rows.map((row) => [
    ...(interval === "total" ? [] : [row.period ?? ""]),
    row.channel,
    ...(isByCampaign ? [row.campaign ?? "", names.campaigns[row.campaign ?? ""] ?? ""] : [names.channels[row.channel] ?? ""]),
    row.visits,
    ...(link.signups ? [row.signups] : []),
  ]);
  return writeCsv(fields, lines);
}
