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
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return new Set([...groups.values()].flatMap((group) => (group.length === 1 ? [] : sumsIn(group, places))));
}

/** Linear in the rows: for each set of parts that a sum may leave open, what the rows come to is added up once. */
function sumsIn(group: readonly AdRow[], places: readonly number[]): AdRow[] {
  const read = group.map((row) => ({ row, parts: partsOf(row, places) }));
  const used = places.map((_, at) => at).filter((at) => read.some(({ parts }) => parts[at] !== ""));
  const isLeaf = ({ parts }: { readonly parts: readonly string[] }) => used.every((at) => parts[at] !== "");
  const leaves = read.filter(isLeaf);
  const added = new Map<string, Map<string, Added>>();
  const sums = read.filter((one) => {
    if (isLeaf(one)) return false;
    const named = used.filter((at) => one.parts[at] !== "");
    const sumOf = added.get(named.join()) ?? addedBy(leaves, named);
    added.set(named.join(), sumOf);
    const of = sumOf.get(named.map((at) => one.parts[at]).join("\n"));
    const { impressions, spendMicros } = one.row;
    // Each part is rounded to cents by itself.
    return (
      of !== undefined && of.impressions > 0 && of.impressions === impressions && Math.abs(of.spend - (spendMicros ?? 0)) <= 5_000 * of.rows
    );
  });
  return sums.map(({ row }) => row);
}

interface Added {
  spend: number;
  impressions: number;
  rows: number;
}

/** What rows come to, by the names of these parts. */
function addedBy(
  leaves: readonly { readonly row: AdRow; readonly parts: readonly string[] }[],
  named: readonly number[],
): Map<string, Added> {
  const sums = new Map<string, Added>();
  for (const { row, parts } of leaves) {
    const key = named.map((at) => parts[at]).join("\n");
    const sum = sums.get(key) ?? { spend: 0, impressions: 0, rows: 0 };
    sum.spend += row.spendMicros ?? 0;
    sum.impressions += row.impressions ?? 0;
    sum.rows += 1;
    sums.set(key, sum);
  }
  return sums;
}

/** The names of a row's parts; empty where it is about all of them. */
function partsOf({ texts }: AdRow, places: readonly number[]): string[] {
  const cells = texts.texts();
  return places.map((at) => {
    const text = cells[at] ?? "";
    return isBlank(text) || isTotalLabel(text) || isAll(text) ? "" : text;
  });
}
