/** Rows of one unit, added up: by day or period and currency, and by group of people. Pure. */
import { daysBetween } from "../day.ts";
import type { AdFigure, AudienceCell } from "./ad_file.ts";
import type { AdRow } from "./ad_row.ts";
import { groupIn } from "./audience_group.ts";
import type { Layout } from "./layout.ts";
import { MIN_AUDIENCE_DAYS } from "./limits.ts";

/** A row with the key of its unit. */
export type UnitRow = AdRow & { readonly unit: string };

export function figuresOf(rows: readonly UnitRow[], layout: Layout, isByDay: boolean): AdFigure[] {
  const sums = new Map<string, AdFigure>();
  for (const row of rows) {
    const key = [row.unit, row.from, row.to, row.currency].join("\n");
    sums.set(key, added(sums.get(key), row, clicksOf(row, layout), isByDay));
  }
  return [...sums.values()].sort(
    (one, other) =>
      compare(one.unit, other.unit) || compare(one.from, other.from) || compare(one.to, other.to) || compare(one.currency, other.currency),
  );
}

/**
 * Null where the file has no clicks, and for Spotify's -5, which stands for "few, not zero". A blank cell is 0 on a platform. In the two forms it is
 * unknown: so Fivebar writes what it does not know, and an export that is imported again says the same.
 */
function clicksOf({ clicks }: UnitRow, { columns, platform }: Layout): number | null {
  const isFew = platform === "spotify" && clicks !== null && clicks < 0;
  const blank = platform === "fivebar" || platform === "ga4" ? null : 0;
  return columns.has("clicks") && !isFew ? (clicks ?? blank) : null;
}

/** Reach is kept only for periods, and only if a single row states it: several ads or days can reach the same people. */
function added(before: AdFigure | undefined, row: UnitRow, clicks: number | null, isByDay: boolean): AdFigure {
  const { unit, from, to, currency, spendMicros, impressions, reach } = row;
  const [spend, shown] = [spendMicros ?? 0, impressions ?? 0];
  if (before === undefined) {
    return { unit, from, to, currency: currency ?? "", spendMicros: spend, impressions: shown, clicks, reach: isByDay ? null : reach };
  }
  return {
    ...before,
    spendMicros: before.spendMicros + spend,
    impressions: before.impressions + shown,
    clicks: before.clicks === null || clicks === null ? null : before.clicks + clicks,
    reach: null,
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export interface Audience {
  readonly cells: readonly AudienceCell[];
  /** Whether some were left out because they told regions together with ages or genders. */
  readonly crossed: boolean;
  /** Whether some were left out because their period was too short. */
  readonly short: boolean;
}

export function audienceOf(rows: readonly UnitRow[]): Audience {
  const cells = new Map<string, AudienceCell>();
  let [crossed, short] = [false, false];
  for (const { unit, from, to, texts, impressions, reach } of rows) {
    const group = groupIn(texts);
    if (group === null) continue;
    const isCrossed = group.region !== null && (group.age !== null || group.gender !== null);
    const isShort = daysBetween(from, to) + 1 < MIN_AUDIENCE_DAYS;
    crossed ||= isCrossed;
    short ||= isShort;
    if (isCrossed || isShort) continue;
    const key = [unit, from, to, group.age, group.gender, group.region].join("\n");
    const before = cells.get(key);
    cells.set(key, {
      unit,
      from,
      to,
      ...group,
      impressions: (before?.impressions ?? 0) + (impressions ?? 0),
      reach: before === undefined ? reach : null,
    });
  }
  return { cells: [...cells.values()], crossed, short };
}
