/** The figures of units for a period, and of months whose days were folded. */
import type { PeriodFigures } from "../../../domain/costs/known_spend.ts";
import { type Day, dayNumber } from "../../../domain/day.ts";
import { deleteRows } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";

export interface PeriodRow {
  readonly unit: number;
  readonly currency: string;
  readonly first: Day;
  readonly last: Day;
  readonly days: number;
  readonly micros: number | null;
  readonly impressions: number | null;
  readonly clicks: number | null;
  readonly reach: number | null;
  readonly import: number;
}

/** The periods of a unit that share a day with those from `first` to `last`. */
export function periodsOfUnit(sql: SqlStorage, unit: number, first: Day, last: Day): PeriodRow[] {
  return sql
    .exec<Columns>("SELECT * FROM ad_periods WHERE unit = ? AND first <= ? AND last >= ? ORDER BY currency, first", unit, last, first)
    .toArray();
}

type Columns = { [Name in keyof PeriodRow]: PeriodRow[Name] };

export function writePeriod(sql: Transaction, row: PeriodRow): void {
  sql.exec(
    `INSERT OR REPLACE INTO ad_periods (unit, currency, first, last, days, micros, impressions, clicks, reach, import)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.unit,
    row.currency,
    row.first,
    row.last,
    row.days,
    row.micros,
    row.impressions,
    row.clicks,
    row.reach,
    row.import,
  );
}

export function deletePeriod(
  sql: Transaction,
  { unit, currency, first, last }: Pick<PeriodRow, "unit" | "currency" | "first" | "last">,
): void {
  deleteRows(sql, "ad_periods WHERE unit = ? AND currency = ? AND first = ? AND last = ?", unit, currency, first, last);
}

export function periodFigures({ first, last, days, micros, impressions, clicks, reach, import: order }: PeriodRow): PeriodFigures {
  return { first: dayNumber(first), last: dayNumber(last), days, micros, impressions, clicks, reach, order };
}
