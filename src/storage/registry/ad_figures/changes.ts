/** What an import writes over: kept, so that it can be undone. */

import type { Day } from "../../../domain/day.ts";
import type { Transaction } from "../../transaction.ts";
import { type AudienceRow, deleteAudience, findAudience, writeAudience } from "./audience.ts";
import { type Cell, type MonthRow, monthsOfUnit, writeMonth } from "./days.ts";
import { deletePeriod, type PeriodRow, periodsOfUnit, writePeriod } from "./periods.ts";

/** What was there before an import, of each row that it wrote: null where there was none. */
export interface Before {
  readonly months: (Omit<MonthRow, "cells"> & { readonly before: readonly Cell[] | null })[];
  readonly periods: { readonly now: PeriodRow; readonly before: PeriodRow | null }[];
  readonly audience: { readonly now: AudienceRow; readonly before: AudienceRow | null }[];
}

/** A row of SQLite has 2 MB at most. An import that changes more than fits cannot be undone. */
const MAX_CHARS = 1_500_000;

export function packed(before: Before): string | null {
  const text = JSON.stringify(before);
  return text.length > MAX_CHARS ? null : text;
}

/** Puts back what an import wrote over, where nothing later was written over that in turn. */
export function putBack(sql: Transaction, importId: number, { months, periods, audience }: Before): void {
  for (const { unit, currency, month, before } of months) {
    const now = monthsOfUnit(sql, unit, `${month}-01` as Day, `${month}-31` as Day).find((one) => one.currency === currency)?.cells ?? [];
    const stays = now.filter(([, , , , id]) => id !== importId);
    const isTaken = new Set(stays.map(([day]) => day));
    const returns = (before ?? []).filter(([day]) => !isTaken.has(day));
    writeMonth(sql, { unit, currency, month, cells: [...stays, ...returns] });
  }
  for (const { now, before } of periods) {
    const found = periodsOfUnit(sql, now.unit, now.first, now.last).find((one) => isSame(one, now));
    if (found?.import !== importId) continue;
    if (before === null) deletePeriod(sql, now);
    else writePeriod(sql, before);
  }
  for (const { now, before } of audience) {
    if (findAudience(sql, now)?.import !== importId) continue;
    if (before === null) deleteAudience(sql, now);
    else writeAudience(sql, before);
  }
}

function isSame(one: PeriodRow, other: PeriodRow): boolean {
  return one.currency === other.currency && one.first === other.first && one.last === other.last;
}
