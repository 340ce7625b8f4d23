/**
 * Files for people's spreadsheets, from the dashboard: with names, dates, what came without a campaign, and the separators of the reader's
 * language. Programs get the API's file (report_csv.ts), which is the same in every language.
 */
import type { Channel } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import { SKIP_REASONS } from "../../domain/kind.ts";
import type { RowMargin } from "../../domain/release/margin.ts";
import type { Report, ReportRow } from "../../domain/release/report.ts";
import type { Unattributed } from "../../domain/release/unattributed.ts";
import { writeCsv } from "../http/csv.ts";
import type { FileTable, TableCell } from "../http/workbook.ts";
import type { Language, Messages } from "../ui/messages/index.ts";

export interface Sheet {
  readonly report: Report;
  readonly by: "channel" | "campaign";
  readonly interval: "total" | "day";
  readonly channels: readonly Channel[];
  /** The names of campaigns by their slugs, archived ones' too. */
  readonly names: ReadonlyMap<string, string>;
  readonly unattributed: readonly Unattributed[];
  /** Whether the last columns say how far the figures may be off. */
  readonly isFormal: boolean;
}

/** The separator of cells and the decimal sign that spreadsheets in a language expect. */
const SIGNS: Readonly<Record<Language, { readonly separator: string; readonly decimal: string }>> = {
  nl: { separator: ";", decimal: "," },
  en: { separator: ",", decimal: "." },
};
/** Tells Excel that a file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** The name of the file, without its kind. */
export function sheetName({ report, by, interval }: Sheet, { sheet }: Messages): string {
  return `fivebar-${sheet.files[by]}${interval === "day" ? `-${sheet.files.day}` : ""}-${report.from}-${report.to}`;
}

/** A table as CSV for the spreadsheets of a language. */
export function localCsv({ fields, rows }: FileTable, language: Language): string {
  const plain = (cell: TableCell): string | number | null => (typeof cell === "object" && cell !== null ? cell.day : cell);
  return `${BYTE_ORDER_MARK}${writeCsv(
    fields,
    rows.map((row) => row.map(plain)),
    SIGNS[language],
  )}`;
}

export function sheetTable(content: Sheet, messages: Messages): FileTable {
  const { sheet, figures, skipped, overview } = messages;
  const { report, by, interval, channels, names, unattributed, isFormal } = content;
  const isByDay = interval === "day";
  const fields = [
    ...(isByDay ? [sheet.day] : [sheet.from, sheet.to]),
    overview.channel,
    ...(by === "campaign" ? [sheet.campaign, sheet.code] : []),
    figures.visits,
    figures.signups,
    ...[figures.rate, sheet.low, sheet.high],
    ...SKIP_REASONS.map((reason) => `${sheet.skipped}: ${skipped[reason]}`),
    ...(isFormal ? marginHeads(messages) : []),
  ];
  const when = (period: Day | undefined): TableCell[] =>
    isByDay ? [period === undefined ? null : { day: period }] : [{ day: report.from }, { day: report.to }];
  const rows = report.rows.map((row) => [
    ...when(row.period),
    channels.find(({ id }) => id === row.channel)?.name ?? row.channel ?? "",
    ...(by === "campaign" ? [names.get(row.campaign ?? "") ?? "", row.campaign ?? ""] : []),
    row.visits,
    row.signups,
    ...rateCells(row),
    ...SKIP_REASONS.map((reason) => row.skipped[reason]),
    ...(isFormal ? marginCells(row.margin, messages) : []),
  ]);
  const without = unattributed.map(({ period, signups, margin }) => [
    ...when(period),
    overview.unattributed,
    ...(by === "campaign" ? ["", ""] : []),
    null,
    signups,
    ...[null, null, null],
    ...SKIP_REASONS.map(() => null),
    ...(isFormal ? [null, margin ?? null, null] : []),
  ]);
  return { fields, rows: [...rows, ...without] };
}

function marginHeads({ formal: { columns } }: Messages): string[] {
  return [columns.visits, columns.signups, columns.mostlyNoise];
}

/** How far the figures of a row may be off; a figure that is not out yet has an empty cell. */
function marginCells(margin: RowMargin | undefined, { formal }: Messages): TableCell[] {
  if (margin === undefined) return [null, null, null];
  return [margin.visits, margin.signups, margin.mostlyNoise ? formal.yes : formal.no];
}

/** In a hundred, with two decimals: what the dashboard shows has one. */
function rateCells({ rate, rateLow, rateHigh }: ReportRow): (number | null)[] {
  return [rate, rateLow, rateHigh].map((share) => (share === null ? null : Math.round(share * 10_000) / 100));
}
