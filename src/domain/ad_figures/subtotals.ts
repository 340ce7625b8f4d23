/**
 * Rows that sum up the parts of their campaign and day: below each ad set or placement, some programs write the campaign's sum once more. Such a row
 * names no part, or "all", and is exactly what the parts come to. Pure.
 */
import { type AdRow, isBlank } from "./ad_row.ts";
import type { AdField } from "./columns/field.ts";
import type { Layout } from "./layout.ts";
import { isAll, isTotalLabel } from "./totals.ts";

const PARTS: readonly AdField[] = ["adset", "adsetId", "ad", "adId"];
const OTHER_PARTS = /^(?:platform|placement|plaatsing|platzierung|plattform|plateforme|network|netwerk|netzwerk|réseau)\b/i;
/** What rows must share to be about the same. */
const SAME: readonly AdField[] = ["campaign", "campaignId", "age", "gender", "region", "dimension", "value"];

/** The rows that are sums of others. */
export function subtotals(
  rows: readonly AdRow[],
  header: readonly string[],
  { platform, columns, unit, unitId }: Layout,
): ReadonlySet<AdRow> {
  const own = [columns.get(unit), unitId === null ? undefined : columns.get(unitId)];
  const parts = [
    ...PARTS.flatMap((field) => columns.get(field) ?? []),
    ...header.flatMap((name, at) => (OTHER_PARTS.test(name) ? [at] : [])),
  ];
  const places = parts.filter((at) => !own.includes(at));
  if (platform === "fivebar" || platform === "ga4" || places.length === 0) return new Set();
  const groups = new Map<string, AdRow[]>();
  for (const row of rows) {
    const { texts, from, to, currency } = row;
    const key = [texts.text(unit), from, to, currency, ...SAME.map((field) => texts.text(field))].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return new Set([...groups.values()].flatMap((group) => (group.length === 1 ? [] : sumsIn(group, places))));
}

function sumsIn(group: readonly AdRow[], places: readonly number[]): AdRow[] {
  const read = group.map((row) => ({ row, parts: partsOf(row, places) }));
  const leaves = read.filter(({ parts }) => parts.every((part, at) => part !== "" || read.every((other) => other.parts[at] === "")));
  const others = read.filter((one) => !leaves.includes(one));
  const sums = others.filter(({ row, parts }) => {
    const of = leaves.filter((leaf) => parts.every((part, at) => part === "" || part === leaf.parts[at])).map((leaf) => leaf.row);
    const impressions = of.reduce((sum, one) => sum + (one.impressions ?? 0), 0);
    const spend = of.reduce((sum, one) => sum + (one.spendMicros ?? 0), 0);
    // Each part is rounded to cents by itself.
    const isSpent = Math.abs(spend - (row.spendMicros ?? 0)) <= 5_000 * of.length;
    return impressions > 0 && impressions === row.impressions && isSpent;
  });
  return sums.map(({ row }) => row);
}

/** The names of a row's parts; empty where it is about all of them. */
function partsOf({ texts }: AdRow, places: readonly number[]): string[] {
  const cells = texts.texts();
  return places.map((at) => {
    const text = cells[at] ?? "";
    return isBlank(text) || isTotalLabel(text) || isAll(text) ? "" : text;
  });
}
