/** Which days each row is about: a day, a week, a month, a period in columns of its own, or the one that the file or its sender states. Pure. */
import { addDays, type Day, parseDay } from "../day.ts";
import { type Fault, fault } from "../fault.ts";
import { endOfMonth, periodStart, periods } from "../period.ts";
import { failure, type Result, success } from "../problems.ts";
import { boundariesIn, type DayOrder, daysIn, type ReadDate, readDate, readRange } from "../tables/dates.ts";
import type { AdFileOptions } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";
import type { AdField } from "./columns/field.ts";
import type { Layout } from "./layout.ts";
import { fitsOrder, type Statement, statedRange } from "./statement.ts";

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

const DATE_FIELDS = ["day", "week", "month", "from", "to"] as const;

/** The order of day and month: the one that every date fits, the one that keeps all dates within those that are stated, or the one that was given. */
export function dayOrderOf(rows: readonly RowTexts[], statement: Statement, given: DayOrder | null): Result<DayOrder | null, Fault> {
  // Each text once: a file has few days and many rows.
  const rowOf = new Map<string, number>();
  for (const texts of rows) for (const field of DATE_FIELDS) if (!rowOf.has(texts.text(field))) rowOf.set(texts.text(field), texts.row);
  const dates = [...rowOf].flatMap(([text, row]) => datesIn(text).map((days) => ({ row, ...days })));
  const unsure = dates.find(({ dmy, mdy }) => dmy !== mdy);
  // The dates above the table may need an order that those in it do not.
  if (unsure === undefined) return success(given ?? onlyOrder(statement));
  const ambiguous = fault("ambiguous-dates", { row: unsure.row });
  const fitting = (["dmy", "mdy"] as const).filter(
    (order) => fitsOrder(statement, order) && dates.every((date) => date[order] !== null || (date.dmy === null && date.mdy === null)),
  );
  // No answer would make sense of all of them.
  if (fitting.length === 0) return failure(fault("ambiguous-dates", { row: unsure.row, what: "none" }));
  if (given !== null) return fitting.includes(given) ? success(given) : failure(ambiguous);
  if (fitting.length === 1) return success(fitting[0] ?? null);
  const stated = statedRange(statement, null);
  if (stated === null) return failure(ambiguous);
  const within = fitting.filter((order) => dates.every((date) => date[order] === null || isWithin(date[order], stated)));
  return within.length === 1 ? success(within[0] ?? null) : failure(ambiguous);
}

function onlyOrder(statement: Statement): DayOrder | null {
  const [one, ...others] = (["dmy", "mdy"] as const).filter((order) => fitsOrder(statement, order));
  return others.length === 0 ? (one ?? null) : null;
}

/** The day that a cell says, or both of a week or month that it says as its first and last day. */
function datesIn(text: string): readonly ReturnType<typeof daysIn>[] {
  const days = daysIn(text);
  const parts = days.dmy === null && days.mdy === null ? boundariesIn(text) : [];
  return parts.length === 0 ? [days] : parts.map(daysIn);
}

function isWithin(day: Day, { from, to }: Span): boolean {
  return day >= from && day <= to;
}

interface Dating {
  /** Reads a date in the file's order of day and month. */
  readonly read: (text: string) => ReadDate | null;
  readonly order: DayOrder | null;
  /** The dates that the file states, else those that its sender says. */
  readonly whole: Span | null;
  /** What a row's day stands for: itself, the week or month that begins with it, or all days that the file states. */
  readonly dayIs: "day" | "week" | "month" | "all";
}

export function datingOf(
  rows: readonly RowTexts[],
  layout: Layout,
  statement: Statement,
  order: DayOrder | null,
  options: AdFileOptions,
): Dating {
  const said = options.from != null && options.to != null ? { from: options.from, to: options.to } : null;
  const stated = statedRange(statement, order);
  const whole = stated ?? said;
  const read = readerOf(order);
  const byFirstDay = layout.platform === "linkedin" && stated !== null && !layout.columns.has("to") ? firstDays(rows, read, stated) : "day";
  return { read, order, whole, dayIs: statement.aggregation ?? byFirstDay };
}

/**
 * LinkedIn writes the first day of what a row is about and not the last: without a breakdown all rows have the first of the stated days, and by
 * month each has the first of a month of them.
 */
function firstDays(rows: readonly RowTexts[], read: Dating["read"], stated: Span): Dating["dayIs"] {
  const days = new Set(rows.map((texts) => read(texts.text("day"))?.day));
  if (days.size === 1 && days.has(stated.from) && stated.from < stated.to) return "all";
  const months = periods(stated.from, stated.to, "month").map(({ first }) => first);
  return months.length > 1 && days.size > 1 && [...days].every((day) => day !== undefined && months.includes(day)) ? "month" : "day";
}

/** Reads each text once. */
function readerOf(order: DayOrder | null): Dating["read"] {
  const known = new Map<string, ReadDate | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const date = readDate(text, order);
    known.set(text, date);
    return date;
  };
}

/** The days of one row; null where it says none and nothing else does. */
export function spanOf(texts: RowTexts, { columns }: Layout, dating: Dating): Result<Span | null, Fault> {
  const { read, whole, dayIs } = dating;
  const [day, week, month, from, to] = ["day", "week", "month", "from", "to"].map((field) => texts.text(field as AdField));
  if (dayIs === "all") return success(whole);
  if (day && dayIs !== "day") return spanOr(texts, cutTo(dayIs === "week" ? weekIn(day, dating) : monthIn(day, dating), whole));
  if (day) {
    if (read(day)?.hasTime === true) return failure(fault("too-fine", { columns: ["hour"] }));
    return spanOr(texts, between(read(day), read(columns.has("from") || !to ? day : to)));
  }
  if (week) return spanOr(texts, cutTo(weekIn(week, dating), whole));
  if (month) return spanOr(texts, cutTo(monthIn(month, dating), whole));
  return from || to ? spanOr(texts, between(read(from ?? ""), read(to ?? ""))) : success(whole);
}

function spanOr({ row }: RowTexts, span: Span | null): Result<Span, Fault> {
  return span === null ? failure(fault("ambiguous-dates", { row, what: "none" })) : success(span);
}

function between(from: ReadDate | null, to: ReadDate | null): Span | null {
  return from === null || to === null || to.day < from.day ? null : { from: from.day, to: to.day };
}

/** Two dates, or the first day of seven. */
function weekIn(text: string, { read, order }: Dating): Span | null {
  const first = read(text);
  return first === null ? readRange(text, order) : { from: first.day, to: addDays(first.day, 6) };
}

/** A week or month at the edge of a report has only the days that the report has. */
function cutTo(span: Span | null, whole: Span | null): Span | null {
  if (span === null || whole === null || span.to < whole.from || span.from > whole.to) return span;
  return { from: span.from < whole.from ? whole.from : span.from, to: span.to > whole.to ? whole.to : span.to };
}

/** `2026-10`, `10/2026`, `October 2026`, any day of the month, or its first and last day. */
function monthIn(text: string, { read, order }: Dating): Span | null {
  const range = readRange(text, order);
  if (range !== null) return range;
  const [, first = "", second = ""] = /^(\d{4})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  const [year, number] = first.length === 4 ? [first, second] : [second, first];
  const day = parseDay(`${year}-${number.padStart(2, "0")}-01`) ?? read(`1 ${text}`)?.day ?? read(text)?.day ?? null;
  return day === null ? null : { from: periodStart(day, "month"), to: endOfMonth(day) };
}
