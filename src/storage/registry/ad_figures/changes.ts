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

/** A later import that can be undone too. */
export interface LaterImport {
  readonly id: number;
  readonly before: Before;
}

/**
 * Puts back what an import wrote over, where nothing later was written over that in turn. Later imports remember figures of this one as what was there
 * before them: there they are replaced too, so that undoing those does not bring them back.
 *
 * @param later in ascending order
 * @returns the later ones, as they are to be remembered from now on
 */
export function putBack(sql: Transaction, importId: number, before: Before, later: readonly LaterImport[]): LaterImport[] {
  const remembered = later.map(({ id, before: own }) => ({
    id,
    before: { months: [...own.months], periods: [...own.periods], audience: [...own.audience] },
  }));
  const lists = <Kind extends keyof Before>(kind: Kind) => remembered.map((one) => one.before[kind]);
  for (const month of before.months) putMonthBack(sql, importId, month, lists("months"));
  for (const { now, before: was } of before.periods) {
    const isPassedOn = replaceFirst(lists("periods"), (one) => isSame(one, now), importId, was);
    const current = periodsOfUnit(sql, now.unit, now.first, now.last).find((one) => isSame(one, now));
    if (isPassedOn || current?.import !== importId) continue;
    if (was === null) deletePeriod(sql, now);
    else writePeriod(sql, was);
  }
  for (const { now, before: was } of before.audience) {
    const isPassedOn = replaceFirst(lists("audience"), (one) => isSameAudience(one, now), importId, was);
    if (isPassedOn || findAudience(sql, now)?.import !== importId) continue;
    if (was === null) deleteAudience(sql, now);
    else writeAudience(sql, was);
  }
  return remembered;
}

type MonthBefore = Before["months"][number];

/** @param lists what the later imports found, which is replaced in place */
function putMonthBack(
  sql: Transaction,
  importId: number,
  { unit, currency, month, before }: MonthBefore,
  lists: readonly MonthBefore[][],
): void {
  const isSameMonth = (one: MonthBefore) => one.unit === unit && one.currency === currency && one.month === month;
  const found = lists.flatMap((list) => {
    const place = list.findIndex(isSameMonth);
    return place === -1 ? [] : [{ list, place }];
  });
  const rows = monthsOfUnit(sql, unit, `${month}-01` as Day, `${month}-31` as Day);
  const current = rows.find((row) => row.currency === currency)?.cells ?? [];
  const without = statesWithout(importId, before ?? [], [...found.map(({ list, place }) => list[place]?.before ?? []), current]);
  for (const [index, { list, place }] of found.entries()) {
    const cells = without[index] ?? [];
    list[place] = { unit, currency, month, before: cells.length === 0 ? null : cells };
  }
  writeMonth(sql, { unit, currency, month, cells: without.at(-1) ?? [] });
}

/**
 * A month's states after an import, as if that import had never been: for each day, what was there before it stands until something else is written.
 *
 * @param before the state that it found
 * @param states those after it: what each later import found, and what there is now
 */
function statesWithout(importId: number, before: readonly Cell[], states: readonly (readonly Cell[])[]): Cell[][] {
  const found = new Map(before.map((cell) => [cell[0], cell]));
  const after = states.map((cells) => new Map(cells.map((cell) => [cell[0], cell])));
  const days = new Set([...found.keys(), ...after.flatMap((cells) => [...cells.keys()])]);
  for (const day of days) {
    const old = found.get(day);
    for (const cells of after) {
      const cell = cells.get(day);
      // A day that is not there any more was taken out by this import, which is about another currency.
      if (cell === undefined ? old === undefined : cell[4] !== importId) break;
      if (old === undefined) cells.delete(day);
      else cells.set(day, old);
    }
  }
  return after.map((cells) => [...cells.values()].sort(([one], [other]) => one - other));
}

/** Replaces what the first of the later imports found there, where that was this import's; whether one of them wrote there at all. */
function replaceFirst<Row extends { readonly import: number }>(
  lists: readonly { readonly now: Row; readonly before: Row | null }[][],
  isAbout: (row: Row) => boolean,
  importId: number,
  before: Row | null,
): boolean {
  for (const list of lists) {
    const place = list.findIndex(({ now }) => isAbout(now));
    const change = list[place];
    if (change === undefined) continue;
    if (change.before?.import === importId) list[place] = { now: change.now, before };
    return true;
  }
  return false;
}

function isSame(one: PeriodRow, other: PeriodRow): boolean {
  return one.unit === other.unit && one.currency === other.currency && one.first === other.first && one.last === other.last;
}

function isSameAudience(one: AudienceRow, other: AudienceRow): boolean {
  return one.unit === other.unit && one.dimension === other.dimension && one.first === other.first && one.last === other.last;
}
