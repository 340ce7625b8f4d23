/** Rows added up to a file's figures and audiences, or why they cannot be. Pure. */
import { type Fault, fault } from "../fault.ts";
import { failure, type Result, success } from "../problems.ts";
import type { AdFile, LeftOutRow } from "./ad_file.ts";
import type { AdRow } from "./ad_row.ts";
import { groupIn, isTooFineDimension } from "./audience_group.ts";
import type { Collected } from "./collected.ts";
import type { Span } from "./dated_rows.ts";
import { audienceOf, figuresOf, type UnitRow } from "./figures.ts";
import type { Layout } from "./layout.ts";
import { MAX_AD_CURRENCIES, MAX_AD_UNITS_PER_FILE } from "./limits.ts";
import { checksOf, notesOf } from "./remarks.ts";
import { statedRange } from "./statement.ts";
import { Units } from "./units.ts";

export function collectFigures(given: Collected): Result<AdFile, Fault> {
  const { layout, rows } = given;
  const units = new Units(layout);
  const leftOut: LeftOutRow[] = given.totals.map((row) => ({ row, why: fault("ad-row-total") }));
  const kept: UnitRow[] = [];
  for (const row of rows) {
    const refusal = rowRefusal(row, layout);
    const unit = refusal === null ? units.of(row.texts) : null;
    if (unit === null) leftOut.push({ row: row.row, why: refusal ?? fault("ad-row-personal") });
    else kept.push({ ...row, unit: unit.key });
  }
  const refusal = tableRefusal(given, kept, units);
  if (refusal !== null) return failure(refusal);
  const range = rangeOf(given, kept);
  if (!range.ok) return range;
  // A report without days has none in its rows. A report is by day only if every row is about one day.
  const isByDay = kept.length > 0 ? kept.every(({ from, to }) => from === to) : layout.columns.has("day");
  const hasGroups = kept.some(({ texts }) => groupIn(texts) !== null);
  const isAudience = hasGroups && !isByDay;
  const figures = isAudience ? [] : figuresOf(kept, layout, isByDay);
  const audience = isAudience ? audienceOf(kept) : { cells: [], crossed: false, short: false };
  return success({
    platform: layout.platform,
    granularity: isByDay ? "day" : "period",
    ...range.value,
    currencies: [...new Set(figures.map(({ currency }) => currency))].sort(),
    level: layout.level,
    units: units.all,
    figures,
    audience: audience.cells,
    leftOut: leftOut.toSorted((one, other) => one.row - other.row),
    checks: checksOf(given, kept),
    notes: notesOf(given, { isByDay, hasGroups, kept, figures, audience, hasLostIds: units.hasLostIds, range: range.value }),
  });
}

/** Why nothing is taken of one row. */
function rowRefusal({ texts, spendMicros, impressions, clicks, reach }: AdRow, { unit, unitId }: Layout): Fault | null {
  if (spendMicros === null && impressions === null && clicks === null && reach === null) return fault("ad-row-empty");
  return texts.text(unit) === "" && (unitId === null || texts.text(unitId) === "") ? fault("ad-row-nameless") : null;
}

/** Why nothing is taken of any row. */
function tableRefusal({ layout, options }: Collected, kept: readonly UnitRow[], units: Units): Fault | null {
  const fine = kept.find(({ texts }) => isTooFineDimension(texts));
  if (fine !== undefined) return fault("too-fine", { columns: [fine.texts.text("dimension").toLowerCase()] });
  if (units.all.length > MAX_AD_UNITS_PER_FILE) return fault("too-many-units", { max: MAX_AD_UNITS_PER_FILE });
  const withoutGroup = kept.filter(({ texts }) => groupIn(texts) === null);
  if (!layout.columns.has("spend") && withoutGroup.length > 0) return fault("no-spend");
  if (layout.columns.has("spend") && kept.some(({ currency }) => currency === null)) return fault("no-currency");
  const currencies = new Set(kept.flatMap(({ currency }) => currency ?? []));
  if (currencies.size > MAX_AD_CURRENCIES) return fault("too-many-currencies", { max: MAX_AD_CURRENCIES });
  const [first] = currencies;
  if (options.currency != null && first !== undefined && !currencies.has(options.currency))
    return fault("other-currency", { currency: first });
  return layout.platform === "fivebar" || layout.platform === "ga4" ? twice(kept) : null;
}

/** In a form whose rows have no parts, two rows of one campaign and day contradict each other. */
function twice(kept: readonly UnitRow[]): Fault | null {
  const rows = new Map<string, number>();
  for (const { unit, from, to, currency, row } of kept) {
    const key = [unit.toLowerCase(), from, to, currency].join(" ");
    const other = rows.get(key);
    if (other !== undefined) return fault("day-twice", { row, other });
    rows.set(key, row);
  }
  return null;
}

/** The dates that the file is about: those that it states, or its sender, else its first and last day. */
function rangeOf(
  { statement, options, whole }: Collected,
  kept: readonly UnitRow[],
): Result<Span | { readonly from: null; readonly to: null }, Fault> {
  const [one] = kept;
  if (one === undefined) return success(whole ?? { from: null, to: null });
  const from = kept.reduce((first, row) => (row.from < first ? row.from : first), one.from);
  const to = kept.reduce((last, row) => (row.to > last ? row.to : last), from);
  const stated = statedRange(statement, options.dates ?? null);
  if (whole === null) return success({ from, to });
  const isWithin = from >= whole.from && to <= whole.to;
  if (stated === null) return isWithin ? success(whole) : failure(fault("other-period", { from, to }));
  const outside = kept.find((row) => row.from < whole.from || row.to > whole.to);
  if (outside !== undefined) return failure(fault("ambiguous-dates", { row: outside.row, what: "outside" }));
  const isAsSaid = options.from == null || options.to == null || (options.from === whole.from && options.to === whole.to);
  return isAsSaid ? success(whole) : failure(fault("other-period", { from: whole.from, to: whole.to }));
}
