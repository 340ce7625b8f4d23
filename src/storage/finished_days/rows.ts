/**
 * The rows of the cache. A row holds a year of one series: the running totals at the ends of its days, from the first of January to the last
 * day on which something was counted. On later days, and in years without a row, the total is the last one written. What the formal mode has
 * released (src/storage/formal/) has rows of the same form.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { type Day, dayNumber, daysBetween } from "../../domain/day.ts";
import type { Kind } from "../../domain/kind.ts";
import type { Totals } from "../../domain/release/released_counts.ts";
import { monthEnds } from "../shard/fold.ts";
import type { Series } from "../shard/series.ts";
import type { Transaction } from "../transaction.ts";

const BYTES_A_TOTAL = Float64Array.BYTES_PER_ELEMENT;

/** A table with such rows, and its column with their numbers. */
export interface YearTable {
  readonly name: "ledger" | "released";
  readonly column: "totals" | "best";
}
const FINISHED_DAYS: YearTable = { name: "ledger", column: "totals" };

/** A series' row of the year of `day`, and its total at the end of the day before. */
function rowAt(
  sql: SqlStorage,
  campaign: CampaignId,
  kind: Kind,
  day: Day,
): { readonly totals: Float64Array | null; readonly base: number } {
  const rows = sql
    .exec<{ year: number; totals: ArrayBuffer }>(
      "SELECT year, totals FROM ledger WHERE campaign = ? AND kind = ? AND year <= ? ORDER BY year DESC LIMIT 2",
      campaign,
      kind,
      yearOf(day),
    )
    .toArray()
    .map(({ year, totals }) => ({ year, totals: new Float64Array(totals) }));
  const offset = daysBetween(firstOf(yearOf(day)), day);
  const own = rows[0]?.year === yearOf(day) ? rows.shift() : undefined;
  const before = rows[0]?.totals.at(-1) ?? 0;
  const base = own === undefined || offset === 0 ? before : (own.totals[Math.min(offset, own.totals.length) - 1] ?? before);
  return { totals: own?.totals ?? null, base };
}

/**
 * Writes a series' totals for consecutive days of one year, from the day `first` on, after those of the days before. Overwrites what an
 * earlier attempt has left there.
 */
export function appendTo(sql: Transaction, { campaign, kind, totals: added }: Totals, first: Day): void {
  const year = yearOf(first);
  const offset = daysBetween(firstOf(year), first);
  const { totals, base } = rowAt(sql, campaign, kind, first);
  // What has not changed since the day before needs no row.
  if (added.at(-1) === base && (totals === null || totals.length <= offset)) return;
  const whole = new Float64Array(offset + added.length).fill(base, 0, offset);
  if (totals !== null) whole.set(totals.subarray(0, offset));
  whole.set(added, offset);
  writeRow(sql, FINISHED_DAYS, [campaign, kind], year, shortened(whole));
}

export function writeRow(
  sql: Transaction,
  { name, column }: YearTable,
  [campaign, kind]: Series,
  year: number,
  totals: Float64Array,
): void {
  sql.exec(
    `INSERT INTO ${name} (campaign, kind, year, ${column}) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET ${column} = ?4`,
    campaign,
    kind,
    year,
    totals.slice().buffer,
  );
}

/** `totals` up to the last change. */
function shortened(totals: Float64Array): Float64Array {
  let length = totals.length;
  while (length > 1 && totals[length - 1] === totals[length - 2]) length -= 1;
  return totals.subarray(0, length);
}

/** A row as it is read. */
type YearRow = readonly [campaign: CampaignId, kind: Kind, year: number, totals: ArrayBuffer];
/** The last total of a series before the first year that is read; not needed where the series has a row of that year. */
export type Before = { readonly campaign: CampaignId; readonly kind: Kind; readonly total: ArrayBuffer };

/**
 * The running totals of every series of `campaigns` at the ends of `days`, which ascend and are not after the last day in the cache.
 */
export function finishedTotals(sql: SqlStorage, campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[]): Totals[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const asked = [JSON.stringify(campaigns), JSON.stringify(kinds), yearOf(first)] as const;
  const before = sql.exec<Before>(
    `SELECT c.value AS campaign, k.value AS kind, (
       SELECT substr(totals, -${BYTES_A_TOTAL}) FROM ledger WHERE campaign = c.value AND kind = k.value AND year < ?3 ORDER BY year DESC LIMIT 1
     ) AS total FROM json_each(?1) AS c CROSS JOIN json_each(?2) AS k
     WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE campaign = c.value AND kind = k.value AND year = ?3) AND total IS NOT NULL`,
    ...asked,
  );
  const rows = () =>
    sql
      .exec(
        `SELECT campaign, kind, year, totals FROM ledger
         WHERE campaign IN (SELECT value FROM json_each(?1)) AND kind IN (SELECT value FROM json_each(?2)) AND year BETWEEN ?3 AND ?4
         ORDER BY campaign, kind, year`,
        ...asked,
        yearOf(last),
      )
      .raw<[campaign: CampaignId, kind: Kind, year: number, totals: ArrayBuffer]>();
  return totalsOfYears(days, before, rows);
}

/**
 * The totals at the ends of `days`, which ascend.
 *
 * @param rows those of the years from the first to the last of `days`, in the order of their years; asked for when `before` is read
 */
export function totalsOfYears(days: readonly Day[], before: Iterable<Before>, rows: () => Iterable<YearRow>): Totals[] {
  const years = placesIn(days);
  const found = new Map<number, Map<Kind, Totals>>();
  const seriesOf = (campaign: CampaignId, kind: Kind): Totals => {
    const kinds = found.get(campaign) ?? new Map<Kind, Totals>();
    const series = kinds.get(kind) ?? { campaign, kind, totals: new Float64Array(days.length) };
    found.set(campaign, kinds.set(kind, series));
    return series;
  };
  for (const { campaign, kind, total } of before) seriesOf(campaign, kind).totals.fill(new Float64Array(total)[0] ?? 0);
  for (const [campaign, kind, year, blob] of rows()) {
    const { totals } = seriesOf(campaign, kind);
    const places = years.get(year);
    const row = new Float64Array(blob);
    const end = row.length - 1;
    if (places === undefined) {
      // No day of this year is asked for, but those after it begin with its last total.
      const after = days.findIndex((day) => yearOf(day) > year);
      totals.fill(row[end] ?? 0, after);
      continue;
    }
    const { at, offsets } = places;
    for (let index = 0; index < offsets.length; index += 1) totals[at + index] = row[Math.min(offsets[index] ?? 0, end)] ?? 0;
    totals.fill(row[end] ?? 0, at + offsets.length);
  }
  return Array.from(found.values(), (kinds) => [...kinds.values()]).flat();
}

/** For each year among `days`: the index of its first day there, and each day's number in the year, from 0. */
function placesIn(days: readonly Day[]): Map<number, { readonly at: number; readonly offsets: number[] }> {
  const years = new Map<number, { at: number; offsets: number[] }>();
  for (const [index, day] of days.entries()) {
    const year = yearOf(day);
    const places = years.get(year) ?? { at: index, offsets: [] };
    places.offsets.push(dayNumber(day) - dayNumber(firstOf(year)));
    years.set(year, places);
  }
  return years;
}

/** All series that have a row. */
export function everySeries(sql: SqlStorage, { name }: YearTable = FINISHED_DAYS): Series[] {
  const rows = sql.exec<{ campaign: CampaignId; kind: Kind }>(`SELECT DISTINCT campaign, kind FROM ${name}`).toArray();
  return rows.map(({ campaign, kind }): Series => [campaign, kind]);
}

/**
 * Folds a series' days before `before`, the first of a month. Of each month it keeps the last day and the last closed day.
 *
 * @param since the day from which on rows were not folded before; null for all
 * @param closedDays the last closed day of each month before `before`
 */
export function foldSeries(
  sql: Transaction,
  series: Series,
  since: Day | null,
  before: Day,
  closedDays: readonly Day[],
  table: YearTable = FINISHED_DAYS,
): void {
  const rows = sql
    .exec<{ year: number; totals: ArrayBuffer }>(
      `SELECT year, ${table.column} AS totals FROM ${table.name} WHERE campaign = ? AND kind = ? AND year <= ? ORDER BY year`,
      ...series,
      yearOf(before),
    )
    .toArray();
  let base = 0;
  for (const { year, totals } of rows) {
    const old = new Float64Array(totals);
    if (since === null || year >= yearOf(since)) {
      const whole = new Float64Array(daysIn(year)).fill(old.at(-1) ?? 0);
      whole.set(old);
      keepOnly(
        whole,
        keptOffsets(year, before, closedDays),
        before > firstOf(year + 1) ? daysIn(year) : daysBetween(firstOf(year), before),
        base,
      );
      writeRow(sql, table, series, year, shortened(whole));
    }
    base = old.at(-1) ?? base;
  }
}

/** The days of `year` before `before` whose totals are kept, by their numbers in the year: ends of months, and closed days. */
function keptOffsets(year: number, before: Day, closedDays: readonly Day[]): number[] {
  const first = firstOf(year);
  const days = [...monthEnds(first, before), ...closedDays].filter((day) => yearOf(day) === year);
  return days.map((day) => daysBetween(first, day)).sort((one, other) => one - other);
}

/** Gives each of the first `length` days the total of the last of the days `kept` up to it; `base` before the first of those. */
function keepOnly(totals: Float64Array, kept: readonly number[], length: number, base: number): void {
  let next = 0;
  let total = base;
  for (let index = 0; index < length; index += 1) {
    if (kept[next] === index) total = totals[index] ?? total;
    while ((kept[next] ?? length) <= index) next += 1;
    totals[index] = total;
  }
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function firstOf(year: number): Day {
  return `${year}-01-01` as Day;
}

function daysIn(year: number): number {
  return daysBetween(firstOf(year), firstOf(year + 1));
}
