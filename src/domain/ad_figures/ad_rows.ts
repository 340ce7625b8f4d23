/** From the rows of a table whose columns are known to figures and audiences. Pure. */
import { type Fault, fault } from "../fault.ts";
import { failure, type Result, success } from "../problems.ts";
import { type DecimalSign, decimalSignIn, numberIn } from "../tables/notation.ts";
import type { Table } from "../tables/table.ts";
import { type Cell, textOf } from "../tables/table_row.ts";
import type { AdFile, AdFileOptions } from "./ad_file.ts";
import { type AdRow, isBlank, type RowTexts, readFigures, rowTexts } from "./ad_row.ts";
import { collectFigures } from "./collect.ts";
import type { AdField } from "./columns/field.ts";
import { datingOf, dayOrderOf, type Span, spanOf } from "./dated_rows.ts";
import type { Layout } from "./layout.ts";
import { canBeside, currencyOf } from "./row_currency.ts";
import { readStatement, type Statement, statedRange } from "./statement.ts";
import { subtotals } from "./subtotals.ts";
import { compareTotals, isTotal, keysIn, type Summand } from "./totals.ts";

interface ReadRows {
  readonly file: AdFile;
  /** Whether the last row is a complete total that all others add up to: then the file is whole. */
  readonly endsWithTotal: boolean;
}

/** What platforms write in the place of rows, or behind them. */
const NO_DATA = /^(?:no data\b|no results|there is no data|geen gegevens|geen resultaten|keine daten|aucune donnée)/i;
const COPYRIGHT = /^[@©] ?\d{4} /;

export function readAdRows(table: Table, layout: Layout, statement: Statement, options: AdFileOptions): Result<ReadRows, Fault> {
  if (statement.isHourly) return failure(fault("too-fine", { columns: ["hour"] }));
  const isFooter = (text: string): boolean => NO_DATA.test(text) || COPYRIGHT.test(text);
  const rows = table.rows
    .map((row) => rowTexts(row, layout))
    .filter(({ label, cellCount }) => !(isFooter(label) && cellCount < layout.width) && label !== "");
  const hasFooter = table.rows.some(({ cells }) => COPYRIGHT.test(textOf(cells.find((cell) => !isBlank(cell)))));
  const keys = keysIn(rows, layout);
  const [totals, data] = [rows.filter((texts) => isTotal(texts, layout, keys)), rows.filter((texts) => !isTotal(texts, layout, keys))];
  const missing = missingRow(table, layout, statement, data, hasFooter || totals.length > 0) ?? movedRow(table, rows, layout);
  if (missing !== null) return failure(missing);
  const sign = signOf(rows, layout, options.decimal ?? null);
  if (!sign.ok) return sign;
  const changed = changedCount(table, rows, sign.value);
  if (changed !== null) return failure(changed);
  const dated = datedRows(data, layout, statement, sign.value, options);
  if (!dated.ok) return dated;
  const summed = summands(totals, layout, sign.value, options);
  if (!summed.ok) return summed;
  const sums = subtotals(dated.value.rows, table.header, layout);
  const counted = dated.value.rows.filter((row) => !sums.has(row));
  const compared = compareTotals(summed.value, counted, layout, keys);
  if (compared.kind === "wrong") return failure(fault("truncated", { row: compared.row, what: "total" }));
  const last = rows.at(-1);
  const file = collectFigures({
    table,
    layout,
    statement,
    options,
    rows: counted,
    whole: dated.value.whole,
    totals: [...totals, ...sums].map(({ row }) => row),
    compared,
  });
  const isWhole = last !== undefined && last.cellCount >= layout.width && compared.compared.has(last.row);
  return file.ok ? success({ file: file.value, endsWithTotal: isWhole }) : file;
}

/** A report that consists of the lines above the table alone: it has no rows. Null for any other table. */
export function emptyFile(table: Table, { platform = null }: AdFileOptions): Result<AdFile, Fault> | null {
  const statement = readStatement([{ row: table.headerRow, cells: table.header }, ...table.above, ...table.rows]);
  if (!table.source.isComplete || statement.platform !== "linkedin" || !statement.isAll || (platform ?? "linkedin") !== "linkedin")
    return null;
  const range = statedRange(statement, null);
  return success({
    platform: "linkedin",
    granularity: "period",
    from: range?.from ?? null,
    to: range?.to ?? null,
    currencies: [],
    level: "campaign",
    units: [],
    figures: [],
    audience: [],
    leftOut: [],
    checks: [],
    notes: [fault("ad-no-rows")],
  });
}

/** What shows that rows are missing, before any of them is read. */
function missingRow({ source }: Table, layout: Layout, statement: Statement, data: readonly RowTexts[], hasEnd: boolean): Fault | null {
  const truncated = fault("truncated", { row: null });
  const last = data.at(-1);
  if (statement.rows !== null && statement.rows !== data.length) return truncated;
  if (source.format !== "text" || last === undefined) return null;
  if (last.cellCount < layout.width) return truncated;
  // Programs leave empty cells at the end of a row away; platforms always write how much was spent and shown.
  const needed = Math.max(layout.columns.get("spend") ?? 0, layout.columns.get("impressions") ?? 0);
  const short = data.find(({ cellCount }) => cellCount <= needed);
  if (short !== undefined) return fault("truncated", { row: short.row, what: "cells" });
  // Microsoft writes a line of its own behind the last row, and TikTok a total.
  const endsWithLine = statement.platform === "microsoft" || (layout.platform === "tiktok" && layout.isSure);
  return endsWithLine && !hasEnd ? truncated : null;
}

const FIGURES: readonly AdField[] = ["spend", "impressions"];

function isNumber(cell: Cell | undefined): boolean {
  return cell !== undefined && (numberIn(cell, ".") ?? numberIn(cell, ",")) !== null;
}

/**
 * A row that is not where or as it was: above the header, since somebody has sorted the lines, or with something in more cells than there are columns,
 * since a name or a number without quotation marks was split at a separator.
 */
function movedRow({ above, source }: Table, rows: readonly RowTexts[], { columns, width }: Layout): Fault | null {
  const moved = above.find(({ cells }) => FIGURES.every((field) => isNumber(cells[columns.get(field) ?? -1])));
  if (moved !== undefined) return fault("changed-by-spreadsheet", { row: moved.row, what: "above" });
  if (source.format !== "text") return null;
  const long = rows.find(
    ({ cellCount, texts }) =>
      cellCount > width &&
      texts()
        .slice(width)
        .some((text) => text !== ""),
  );
  return long === undefined ? null : fault("changed-by-spreadsheet", { row: long.row, what: "cells" });
}

/** What a spreadsheet writes in the place of a number: `23-mei` for 23.5, `########` where a column was too narrow, `#NAAM?`. */
function isSpreadsheets(text: string): boolean {
  return (
    text.startsWith("#") ||
    /^\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?$/.test(text) ||
    /^(?:\d{1,2}-[a-z]{3,4}|[a-z]{3,4}-\d{1,4})\.?$/i.test(text)
  );
}

/** How amounts are written, as they themselves show it, or as the sender says where they do not contradict it. */
function signOf(rows: readonly RowTexts[], { columns }: Layout, given: DecimalSign | null): Result<DecimalSign, Fault> {
  const cellsOf = (fields: readonly ("spend" | "impressions" | "clicks")[]) =>
    rows.flatMap((texts) =>
      fields
        .filter((field) => columns.has(field) && texts.cell(field) !== "")
        .map((field) => ({ row: texts.row, cell: texts.cell(field) })),
    );
  const amounts = cellsOf(["spend"]);
  const shown = decimalSignIn(amounts.map(({ cell }) => cell));
  const rowAt = (index: number) => amounts[index]?.row ?? 1;
  const ambiguous = (index: number) => failure(fault("ambiguous-numbers", { row: rowAt(index) }));
  if (shown.kind === "unreadable") {
    const amount = amounts[shown.index];
    const isChanged = amount !== undefined && isSpreadsheets(textOf(amount.cell));
    return failure(
      isChanged
        ? fault("changed-by-spreadsheet", { row: amount.row, what: "amount" })
        : fault("ambiguous-numbers", { row: rowAt(shown.index), what: "none" }),
    );
  }
  if (shown.kind === "contradiction") return failure(fault("changed-by-spreadsheet", { row: rowAt(shown.index), what: "amount" }));
  if (shown.kind === "sign") return given === null || given === shown.sign ? success(shown.sign) : ambiguous(0);
  if (given !== null) return success(given);
  if (shown.kind === "ambiguous") return ambiguous(shown.index);
  // Amounts without decimals: nothing shows what a sign in a count means.
  const counts = cellsOf(["impressions", "clicks"]);
  const asked = decimalSignIn(counts.map(({ cell }) => cell));
  return asked.kind === "nothing"
    ? success(".")
    : failure(fault("ambiguous-numbers", { row: counts["index" in asked ? asked.index : 0]?.row ?? 1 }));
}

/**
 * Semicolons between cells, decimal points, and commas in counts: no platform writes that. A spreadsheet has read `3,640` as 3.64, and `12,000` as
 * 12 without a trace.
 */
function changedCount({ source }: Table, rows: readonly RowTexts[], sign: DecimalSign): Fault | null {
  if (source.separator !== ";" || sign !== ".") return null;
  const changed = rows.find((texts) => /\d,\d/.test(textOf(texts.cell("impressions"))) || /\d,\d/.test(textOf(texts.cell("clicks"))));
  return changed === undefined ? null : fault("changed-by-spreadsheet", { row: changed.row });
}

function datedRows(
  data: readonly RowTexts[],
  layout: Layout,
  statement: Statement,
  sign: DecimalSign,
  options: AdFileOptions,
): Result<{ readonly rows: readonly AdRow[]; readonly whole: Span | null }, Fault> {
  const order = dayOrderOf(data, statement, options.dates ?? null);
  if (!order.ok) return order;
  const dating = datingOf(data, layout, statement, order.value, options);
  const rows: AdRow[] = [];
  for (const texts of data) {
    const figures = readFigures(texts, sign);
    if ("wrong" in figures) return failure(wrongNumber(figures.wrong, texts.row));
    const span = spanOf(texts, layout, dating);
    if (!span.ok) return span;
    if (span.value === null) return failure(fault("no-period"));
    const currency = currencyOf(texts, layout, options);
    if (currency === null && texts.text("currency") !== "") return failure(fault("no-currency"));
    if (currency !== null && !canBeside(texts.cell("spend"), currency)) return failure(fault("currency-contradicted", { row: texts.row }));
    rows.push({ row: texts.row, texts, ...figures, ...span.value, currency });
  }
  return success({ rows, whole: dating.whole });
}

function wrongNumber(wrong: "spend" | "count", row: number): Fault {
  return wrong === "count" ? fault("changed-by-spreadsheet", { row }) : fault("ambiguous-numbers", { row, what: "none" });
}

function summands(
  totals: readonly RowTexts[],
  layout: Layout,
  sign: DecimalSign,
  options: AdFileOptions,
): Result<readonly Summand[], Fault> {
  const found: Summand[] = [];
  for (const texts of totals) {
    const figures = readFigures(texts, sign);
    if ("wrong" in figures) return failure(wrongNumber(figures.wrong, texts.row));
    found.push({ row: texts.row, texts, currency: currencyOf(texts, layout, options), ...figures });
  }
  return success(found);
}
