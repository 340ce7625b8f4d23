/** The figures of units by day: a row for each unit, currency and month. */
import type { DayFigures } from "../../../domain/costs/known_spend.ts";
import { type Day, dayNumber } from "../../../domain/day.ts";
import { deleteRows, markDeleted } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";

/** A day's figures with the number of the import that they came with. */
interface KeptDay extends DayFigures {
  readonly importId: number;
}

/** As stored: the day of the month, millionths of the currency, impressions, clicks, and the import. */
export type Cell = readonly [dayOfMonth: number, micros: number, impressions: number, clicks: number | null, importId: number];

export interface MonthRow {
  readonly unit: number;
  readonly currency: string;
  /** `2026-10` */
  readonly month: string;
  readonly cells: readonly Cell[];
}

/** Cells are stored one behind the other, as one list of numbers: a year of all campaigns is read in one go. */
type Stored = (number | null)[];
const CELL = 5;

type Row = Omit<MonthRow, "cells"> & { figures: string };

function fromRow({ figures, ...row }: Row): MonthRow {
  const stored = JSON.parse(figures) as Stored;
  const cells = Array.from({ length: stored.length / CELL }, (_, at) => stored.slice(at * CELL, (at + 1) * CELL) as unknown as Cell);
  return { ...row, cells };
}

/** The days of a month as it is stored, in ascending order. */
export function storedDays(month: string, figures: string): DayFigures[] {
  const stored = JSON.parse(figures) as Stored;
  const before = dayNumber(`${month}-01` as Day) - 1;
  const days: DayFigures[] = [];
  for (let at = 0; at < stored.length; at += CELL) {
    const [day, micros, impressions] = [stored[at] ?? 0, stored[at + 1] ?? 0, stored[at + 2] ?? 0];
    days.push({ day: before + day, micros, impressions, clicks: stored[at + 3] ?? null });
  }
  return days;
}

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The rows of a unit that have days from `first` to `last`. */
export function monthsOfUnit(sql: SqlStorage, unit: number, first: Day, last: Day): MonthRow[] {
  return sql
    .exec<Row>(
      "SELECT unit, currency, month, figures FROM ad_days WHERE unit = ? AND month BETWEEN ? AND ? ORDER BY currency, month",
      unit,
      monthOf(first),
      monthOf(last),
    )
    .toArray()
    .map(fromRow);
}

/** All rows of months before `month`. */
export function monthsBefore(sql: SqlStorage, month: string): MonthRow[] {
  return sql.exec<Row>("SELECT unit, currency, month, figures FROM ad_days WHERE month < ?", month).toArray().map(fromRow);
}

/** Writes a month's days, in any order; without days its row goes. */
export function writeMonth(sql: Transaction, { unit, currency, month, cells }: MonthRow): void {
  if (cells.length === 0) {
    deleteRows(sql, "ad_days WHERE unit = ? AND currency = ? AND month = ?", unit, currency, month);
    return;
  }
  const sorted = [...cells].sort(([one], [other]) => one - other);
  sql.exec(
    "INSERT OR REPLACE INTO ad_days (unit, currency, month, figures) VALUES (?, ?, ?, ?)",
    unit,
    currency,
    month,
    JSON.stringify(sorted.flat()),
  );
  markDeleted(sql);
}

/** A month's days as numbers of days, in ascending order. */
export function daysOf({ month, cells }: Pick<MonthRow, "month" | "cells">): KeptDay[] {
  const before = dayNumber(`${month}-01` as Day) - 1;
  return cells.map(([at, micros, impressions, clicks, importId]) => ({ day: before + at, micros, impressions, clicks, importId }));
}
