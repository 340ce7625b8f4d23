/** Which platform a table is of, and in which column each field stands. Pure. */
import type { AdLevel, AdPlatform } from "./ad_file.ts";
import { columnName, currencyInName, PLATFORM_COLUMNS } from "./columns/columns.ts";
import type { AdField, PlatformColumns } from "./columns/field.ts";
import { isAboutPersons, isPlacementAddress, isTooFine } from "./columns/refused.ts";

export interface Layout {
  readonly platform: AdPlatform;
  readonly columns: ReadonlyMap<AdField, number>;
  /** Which field tells the units apart. */
  readonly unit: "slug" | "campaign" | "adset" | "ad";
  readonly unitId: "campaignId" | "adsetId" | "adId" | null;
  readonly level: AdLevel;
  /** The currency in the name of the column of amounts. */
  readonly currency: string | null;
  /** Whether a column has a name that no other platform uses, or the platform is stated. */
  readonly isSure: boolean;
  /** Columns of the table, and so cells of each row. */
  readonly width: number;
}

/** Every name that a file's header may have: that of a field, or one for which the file is refused. */
const KNOWN: ReadonlySet<string> = new Set(PLATFORM_COLUMNS.flatMap(({ columns, marks }) => [...marks, ...Object.values(columns).flat()]));

export function isKnownColumn(name: string): boolean {
  return KNOWN.has(columnName(name)) || isAboutPersons(name) || isTooFine(name) || isPlacementAddress(name);
}

/** A mark weighs more than all fields that platforms have in common. */
const MARK_WEIGHT = 100;
const TITLE_WEIGHT = 10 * MARK_WEIGHT;

interface Candidate {
  readonly of: PlatformColumns;
  readonly score: number;
  readonly columns: ReadonlyMap<AdField, number>;
}

/**
 * The layout of a table with this header.
 *
 * @param stated the platform that the lines above the table name
 * @param given the platform that the sender names
 * @returns `other` when the table is another platform's than the given one; null when it is no platform's
 */
export function layoutOf(
  header: readonly string[],
  stated: AdPlatform | null,
  given: AdPlatform | null,
): Layout | { readonly other: AdPlatform } | null {
  const names = header.map(columnName);
  const candidates = PLATFORM_COLUMNS.map((of): Candidate => {
    const columns = columnsOf(of, names);
    const marks = of.marks.filter((mark) => names.includes(mark)).length;
    return { of, columns, score: MARK_WEIGHT * marks + columns.size + (of.platform === stated ? TITLE_WEIGHT : 0) };
  }).filter(({ columns }) => isComplete(columns));
  const [best] = candidates.toSorted((one, other) => other.score - one.score);
  if (best === undefined) return null;
  const wanted = given === null ? best : candidates.find(({ of }) => of.platform === given);
  if (wanted === undefined || (best.score >= MARK_WEIGHT && wanted.score < MARK_WEIGHT)) return { other: best.of.platform };
  return layoutFrom(wanted, header, names, given !== null);
}

function columnsOf({ columns }: PlatformColumns, names: readonly string[]): ReadonlyMap<AdField, number> {
  const found = new Map<AdField, number>();
  for (const [field, wanted] of Object.entries(columns) as [AdField, readonly string[]][]) {
    const name = wanted.find((one) => names.includes(one));
    if (name !== undefined) found.set(field, names.indexOf(name));
  }
  return found;
}

function isComplete(columns: ReadonlyMap<AdField, number>): boolean {
  const hasUnit = columns.has("slug") || columns.has("campaign") || columns.has("adset") || columns.has("ad");
  return hasUnit && (columns.has("spend") || columns.has("impressions"));
}

function layoutFrom(
  { of, columns, score }: Candidate,
  header: readonly string[],
  names: readonly string[],
  isGiven: boolean,
): Layout | null {
  // Two columns have the same name: nobody can know which one is meant.
  for (const index of columns.values()) if (names.indexOf(names[index] ?? "", index + 1) !== -1) return null;
  const unit = (["slug", "campaign", "adset", "ad"] as const).find((field) => columns.has(field));
  if (unit === undefined) return null;
  const unitId = unit === "slug" ? null : (`${unit}Id` as const);
  const spend = columns.get("spend");
  return {
    platform: of.platform,
    columns,
    unit,
    unitId: unitId !== null && columns.has(unitId) ? unitId : null,
    level: unit === "slug" ? "campaign" : unit,
    currency: spend === undefined ? null : currencyInName(header[spend] ?? ""),
    isSure: isGiven || score >= MARK_WEIGHT,
    width: header.length,
  };
}
