/**
 * Rows that are sums of others. They are left out, and compared: a file that does not add up to its own totals has lost rows, or was changed. Pure.
 */
import type { AdPlatform } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";
import type { AdField } from "./columns/field.ts";
import type { Layout } from "./layout.ts";

/** How a row of totals begins, in Dutch, English, German and French. */
const TOTAL =
  /^(?:(?:grand |sub)?totals?|(?:eind|sub)?totaal|totalen|(?:gesamt|summe|gesamtsumme|gesamtergebnis)|total général|ensemble)(?:$| *[:：-] *\S| (?:of|from|for|van|voor|von|für|de|des|du)\b)|^results? from \d|^resultaten van \d|^ergebnisse? (?:von|aus) \d|^résultats? (?:de|des|sur) \d/i;
/** Labels that stand alone: "Sum of us" is a campaign's name. */
const WHOLE_TOTAL =
  /^(?:sum|som|somme|insgesamt|total (?:general|account)|totaal account|all campaigns|alle (?:campagnes|kampagnen)|toutes les campagnes)$/i;
/** A label that is never a campaign's name: it names what it totals, or how many rows. */
const CERTAIN_TOTAL = /[:：]|\b\d+ \S+/;
const ACCOUNT = /account|konto|compte/i;
const COUNTED =
  /^(?:total of|totaal van|gesamt von|total de|results? from|resultaten van) (\d{1,7}) (?:results?|resultaten|ergebnisse|résultats)/i;

export function isTotalLabel(label: string): boolean {
  return TOTAL.test(label) || WHOLE_TOTAL.test(label);
}

/** Whether a cell of a key, such as an age, stands for all of them. */
export function isAll(text: string): boolean {
  return /^(?:all|alle|alles|tous|toutes|overall|both|beide)(?: (?:ages|genders|days|regions|leeftijden|geslachten|dagen|regio's))?$/i.test(
    text,
  );
}

/** The name of a row of totals: in its first cell, as platforms write it, or in another where somebody has moved the columns. */
function labelOf(texts: RowTexts): string {
  return texts.texts().find(isTotalLabel) ?? texts.label;
}

/** The number of rows that a total claims to add up; null when it names none. */
function countInLabel(label: string): number | null {
  const count = COUNTED.exec(label)?.[1];
  return count === undefined ? null : Number(count);
}

/** What a row is about where it is not about everything. */
const KEYS: readonly AdField[] = ["day", "week", "month", "age", "gender", "region"];

/** Key columns that are filled in some row: every row that is no sum must fill them. */
export function keysIn(rows: readonly RowTexts[], { columns }: Layout): readonly AdField[] {
  return KEYS.filter((field) => columns.has(field) && rows.some((texts) => texts.text(field) !== "" && !isTotalLabel(texts.label)));
}

/**
 * Whether a row is a sum: its label says so, or it names no unit, day or age although other rows do.
 *
 * @param keys what other rows say: `keysIn`
 */
export function isTotal(texts: RowTexts, { unit, unitId, platform }: Layout, keys: readonly AdField[]): boolean {
  // These two forms have no sums: a row without a campaign is somebody's mistake.
  if (platform === "fivebar" || platform === "ga4") return false;
  const name = texts.text(unit);
  if (name === "" && (unitId === null || texts.text(unitId) === "")) return true;
  const lacksKey = keys.some((field) => saidOf(texts, field) === "");
  const isLabelled = isTotalLabel(texts.label) || isTotalLabel(name);
  if (isLabelled && (lacksKey || CERTAIN_TOTAL.test(isTotalLabel(name) ? name : texts.label))) return true;
  // A campaign may be called "Total". In a report without days only the name can tell, so the row counts as a total.
  if (isLabelled && keys.length === 0) return true;
  return lacksKey;
}

/** The value of a key column; empty when the cell holds the label of a total, which may be in any column, or stands for all. */
function saidOf(texts: RowTexts, field: AdField): string {
  const text = texts.text(field);
  return isTotalLabel(text) || isAll(text) ? "" : text;
}

/** A row with figures, as far as sums need it. */
export interface Summand {
  readonly row: number;
  readonly texts: RowTexts;
  readonly currency: string | null;
  readonly spendMicros: number | null;
  readonly impressions: number | null;
}

export type TotalsFound =
  | { readonly kind: "wrong"; readonly row: number }
  | { readonly kind: "fine"; readonly compared: ReadonlySet<number>; readonly hasRemoved: boolean };

/** Compares each total with the rows that it is about. */
export function compareTotals(totals: readonly Summand[], rows: readonly Summand[], layout: Layout, keys: readonly AdField[]): TotalsFound {
  const compared = new Set<number>();
  const sums = new RowSums(rows, layout);
  let hasRemoved = false;
  // Google: removed campaigns count in the account's total, and in those by type, and not in that of the campaigns. So that one comes first.
  const ordered = totals
    .map((total) => ({ total, isWider: isWider(total, layout) }))
    .sort((one, other) => Number(one.isWider) - Number(other.isWider));
  for (const { total, isWider } of ordered) {
    const counted = countInLabel(labelOf(total.texts));
    const found = counted !== null && counted !== rows.length ? "less" : comparison(total, sums, layout, keys);
    const isExplained = found === "more" && isWider && ordered.some((other) => !other.isWider && compared.has(other.total.row));
    if (found === "less" || (found === "more" && !isExplained)) return { kind: "wrong", row: total.row };
    if (found !== "unknown") compared.add(total.row);
    hasRemoved ||= isExplained;
  }
  return { kind: "fine", compared, hasRemoved };
}

/** Whether a total is as much as its rows, more, or less in anything; unknown where it has nothing to compare. */
function comparison(total: Summand, rows: RowSums, layout: Layout, keys: readonly AdField[]): "equal" | "more" | "less" | "unknown" {
  const sums = sumsFor(total, rows, layout, keys);
  if (sums === null) return "unknown";
  const spendMore = (total.spendMicros ?? sums.spend) - sums.spend;
  const impressionsMore = (total.impressions ?? sums.impressions) - sums.impressions;
  if (Math.abs(spendMore) <= sums.tolerance && impressionsMore === 0) return "equal";
  return spendMore >= -sums.tolerance && impressionsMore >= 0 ? "more" : "less";
}

/** Whether a total is of the account or of a type of campaigns, and not of the rows themselves. */
function isWider({ texts }: Summand, layout: Layout): boolean {
  return ACCOUNT.test(labelOf(texts)) || typeIn(labelOf(texts)) !== null || (layout.columns.has("type") && texts.text("type") !== "");
}

/** The type of campaigns that a label such as `Total: Search` is about. */
function typeIn(label: string): string | null {
  const said = /[:：] *(\S.*)$/.exec(label)?.[1]?.toLowerCase();
  return said === undefined || ACCOUNT.test(said) || /campaigns?|campagnes?|kampagnen|filter/.test(said) ? null : said;
}

/** Platforms whose amounts are whole cents, so that their sums are exact. Others round each row. */
const EXACT: ReadonlySet<AdPlatform> = new Set(["google", "tiktok", "microsoft"]);
const HALF_A_CENT = 5_000;

interface Sums {
  spend: number;
  impressions: number;
  rows: number;
  readonly currencies: Set<string | null>;
}

/** Sums of rows, by what a total may name of them: made once for all totals that name the same things, so that many totals cost no more than many rows. */
class RowSums {
  readonly #rows: readonly Summand[];
  readonly #unit: Layout["unit"];
  readonly #units: ReadonlySet<string>;
  readonly #byNames = new Map<string, Map<string, Sums>>();

  constructor(rows: readonly Summand[], { unit }: Layout) {
    this.#rows = rows;
    this.#unit = unit;
    this.#units = new Set(rows.map(({ texts }) => texts.text(unit)));
  }

  hasUnit(name: string): boolean {
    return this.#units.has(name);
  }

  /** What the rows come to that have this unit, type, currency and keys; empty or null: any. */
  of(unit: string, type: string | null, currency: string | null, keys: readonly (readonly [AdField, string])[]): Sums | null {
    const fields = keys.map(([field]) => field);
    const names = [unit === "", type === null, currency === null, ...fields].join();
    let sums = this.#byNames.get(names);
    if (sums === undefined) {
      sums = new Map();
      this.#byNames.set(names, sums);
      for (const row of this.#rows) {
        const { texts } = row;
        const of = [unit && texts.text(this.#unit), type && texts.text("type").toLowerCase(), currency && row.currency];
        add(sums, [...of, ...fields.map((field) => texts.text(field))].join("\n"), row);
      }
    }
    return sums.get([unit, type, currency, ...keys.map(([, text]) => text)].join("\n")) ?? null;
  }
}

function add(sums: Map<string, Sums>, key: string, { spendMicros, impressions, currency }: Summand): void {
  const sum = sums.get(key) ?? { spend: 0, impressions: 0, rows: 0, currencies: new Set() };
  sum.spend += spendMicros ?? 0;
  sum.impressions += impressions ?? 0;
  sum.rows += 1;
  sum.currencies.add(currency);
  sums.set(key, sum);
}

/** What the rows of a total come to; null when it cannot be told which they are, or when the total says nothing to compare. */
function sumsFor(
  total: Summand,
  rows: RowSums,
  layout: Layout,
  keys: readonly AdField[],
): { readonly spend: number; readonly impressions: number; readonly tolerance: number } | null {
  const type = typeIn(labelOf(total.texts));
  if (type !== null && !layout.columns.has("type")) return null;
  if (total.spendMicros === null && total.impressions === null) return null;
  const said = saidOf(total.texts, layout.unit);
  // What no row is called is the label of the total, whatever it says.
  const unit = rows.hasUnit(said) ? said : "";
  const filters = keys.filter((field) => saidOf(total.texts, field) !== "").map((field) => [field, total.texts.text(field)] as const);
  const { spend, impressions, rows: count, currencies } = rows.of(unit, type, total.currency, filters) ?? NONE;
  // Amounts in several currencies have no sum.
  if (currencies.size > 1) return null;
  // Each row is off by half a cent at most, and rarely all of them in the same direction.
  const tolerance = EXACT.has(layout.platform) ? HALF_A_CENT : HALF_A_CENT * (1 + 2 * Math.sqrt(count));
  return { spend, impressions, tolerance };
}

const NONE: Sums = { spend: 0, impressions: 0, rows: 0, currencies: new Set() };
