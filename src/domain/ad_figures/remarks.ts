/** What there is to say about a file that is read: how it was compared with itself, and remarks for the sender. Pure. */
import { type Fault, fault } from "../fault.ts";
import type { AdFigure } from "./ad_file.ts";
import type { Collected } from "./collected.ts";
import type { Audience, UnitRow } from "./figures.ts";
import { MIN_AUDIENCE_DAYS } from "./limits.ts";

export function checksOf({ table, compared, layout }: Collected, kept: readonly UnitRow[]): Fault[] {
  if (kept.length === 0) return [];
  if (compared.compared.size === 0) {
    const uneven = unevenDay(kept);
    const isForm = layout.platform === "fivebar" || layout.platform === "ga4";
    const open = isForm && !table.source.isComplete ? [fault("ad-open-end")] : [];
    return [...(isForm ? open : [fault("ad-no-total")]), ...(uneven === null ? [] : [fault("ad-last-day-uneven", { day: uneven })])];
  }
  return [fault("ad-adds-up", { rows: compared.compared.size }), ...(compared.hasRemoved ? [fault("ad-removed-campaigns")] : [])];
}

/** The last day of a file by day, where units are missing that have a row on the day before: as if its end was cut off between two rows. */
function unevenDay(kept: readonly UnitRow[]): string | null {
  const isInOrder = kept.every(({ from, to }, index) => from === to && from >= (kept[index - 1]?.from ?? ""));
  const last = kept.at(-1)?.from;
  const before = kept.findLast(({ from }) => from !== last)?.from;
  if (!isInOrder || last === undefined || before === undefined) return null;
  const unitsOn = (day: string) => new Set(kept.filter(({ from }) => from === day).map(({ unit }) => unit));
  const there = unitsOn(last);
  return [...unitsOn(before)].some((unit) => !there.has(unit)) ? last : null;
}

/** The first two rows with figures that are the same in every cell, as when lines were pasted twice; null where none are. */
function sameRows(kept: readonly UnitRow[]): { readonly row: number; readonly other: number } | null {
  const known = new Map<string, number>();
  for (const { row, texts, impressions } of kept) {
    const key = texts.texts().join("\n");
    const other = known.get(key);
    if (other !== undefined && (impressions ?? 0) > 0) return { row, other };
    known.set(key, row);
  }
  return null;
}

interface Found {
  readonly isByDay: boolean;
  /** Whether rows tell ages, genders or regions apart. */
  readonly hasGroups: boolean;
  readonly kept: readonly UnitRow[];
  readonly figures: readonly AdFigure[];
  readonly audience: Audience;
  readonly hasLostIds: boolean;
  readonly range: { readonly to: string | null };
}

export function notesOf({ table, layout, statement }: Collected, found: Found): Fault[] {
  const { isByDay, hasGroups, kept, figures, audience, hasLostIds, range } = found;
  const { platform, columns } = layout;
  const isAudience = hasGroups && !isByDay;
  const lastDay = kept.reduce((last, { to }) => (to > last ? to : last), "");
  const hasLostReach = !isByDay && !isAudience && columns.has("reach") && figures.length < kept.length;
  const same = sameRows(kept);
  const said: readonly (readonly [boolean, Fault])[] = [
    [kept.length === 0, fault("ad-no-rows")],
    [same !== null, fault("ad-same-rows", same ?? { row: 0, other: 0 })],
    [table.source.otherSheets > 0, fault("ad-other-sheets", { sheets: table.source.otherSheets })],
    [table.source.encoding === "windows-1252", fault("ad-windows-1252")],
    [hasLostIds, fault("ad-ids-lost")],
    [figures.some(({ clicks }) => clicks === null), fault("ad-clicks-unknown")],
    [hasLostReach, fault("ad-reach-added")],
    [kept.length > 0 && (platform === "linkedin" || platform === "spotify"), fault("ad-days-utc")],
    [kept.length > 0 && platform === "tiktok", fault("ad-days-no-summer-time")],
    [statement.isIncomplete, fault("ad-incomplete")],
    [isByDay && range.to !== null && lastDay !== "" && lastDay < range.to, fault("ad-last-day", { day: lastDay })],
    [isAudience, fault("ad-audience-only")],
    [hasGroups && isByDay, fault("ad-audience-by-day")],
    [audience.short, fault("ad-audience-short", { days: MIN_AUDIENCE_DAYS })],
    [audience.crossed, fault("ad-audience-crossed")],
  ];
  return said.flatMap(([applies, note]) => (applies ? [note] : []));
}
