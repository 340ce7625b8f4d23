/**
 * What the formal mode has released: of each series the highest noisy total so far, at the end of each day that has closed. The tables hold no
 * noise and no exact count: `released` has the highest totals, `released_head` the last noisy ones.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { type Day, daysBetween } from "../../domain/day.ts";
import type { Kind } from "../../domain/kind.ts";
import type { PartialTotals, Totals } from "../../domain/release/released_counts.ts";
import { type Before, everySeries, firstOf, foldSeries, totalsOfYears, writeRow, type YearTable, yearOf } from "../finished_days/rows.ts";
import type { Series } from "../shard/series.ts";
import type { Transaction } from "../transaction.ts";
import { giveTurn, inChunks } from "../turns.ts";

const RELEASED: YearTable = { name: "released", column: "best" };

/** The released running totals at the ends of `days`, in chunks, so that no visitor waits for a long report. */
export async function readReleased(sql: SqlStorage, campaigns: readonly CampaignId[], days: readonly Day[]): Promise<PartialTotals[]> {
  const read: PartialTotals[] = [];
  for (const [index, chunk] of inChunks(campaigns, days.length, 1).entries()) {
    if (index > 0) await giveTurn();
    read.push(...releasedTotals(sql, chunk, days));
  }
  return read;
}

/** What is released of one series up to the end of `day`, before it is rounded down to whole bundles. */
export function releasedThrough(sql: SqlStorage, [campaign, kind]: Series, day: Day): number {
  return releasedTotals(sql, [campaign], [day]).find((one) => one.kind === kind)?.totals[0] ?? 0;
}

/**
 * A row fills half a page or more, so only those of the years that are asked for are looked up: by the series, which the small rows of the heads
 * name. A search by campaign and year alone would read every row that there ever was.
 */
function releasedTotals(sql: SqlStorage, campaigns: readonly CampaignId[], days: readonly Day[]): Totals[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const series = "json_each(?1) AS c CROSS JOIN released_head AS h ON h.campaign = c.value";
  const asked = JSON.stringify(campaigns);
  const before = sql.exec<{ campaign: CampaignId; kind: Kind; total: ArrayBuffer | null }>(
    `SELECT h.campaign, h.kind, (
       SELECT substr(best, -8) FROM released WHERE campaign = h.campaign AND kind = h.kind AND year < ?2 ORDER BY year DESC LIMIT 1
     ) AS total FROM ${series}
     WHERE NOT EXISTS (SELECT 1 FROM released WHERE campaign = h.campaign AND kind = h.kind AND year = ?2)`,
    asked,
    yearOf(first),
  );
  const rows = () =>
    sql
      .exec(
        `SELECT r.campaign, r.kind, r.year, r.best FROM ${series}
         CROSS JOIN released AS r ON r.campaign = h.campaign AND r.kind = h.kind AND r.year BETWEEN ?2 AND ?3`,
        asked,
        yearOf(first),
        yearOf(last),
      )
      .raw<[campaign: CampaignId, kind: Kind, year: number, best: ArrayBuffer]>();
  return totalsOfYears(days, known(before), rows);
}

function* known(rows: Iterable<{ campaign: CampaignId; kind: Kind; total: ArrayBuffer | null }>): Iterable<Before> {
  for (const { campaign, kind, total } of rows) if (total !== null) yield { campaign, kind, total };
}

/** Adds what lies in a cell, and its noise, to a series' total, and writes what is released of it at the end of `day`. */
export function addCell(sql: Transaction, series: Series, day: Day, countAndNoise: number): void {
  const { noisy } = sql
    .exec<{ noisy: number }>(
      `INSERT INTO released_head (campaign, kind, noisy) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET noisy = noisy + ?3 RETURNING noisy`,
      ...series,
      countAndNoise,
    )
    .one();
  const year = yearOf(day);
  const row = sql
    .exec<{ year: number; best: ArrayBuffer }>(
      "SELECT year, best FROM released WHERE campaign = ? AND kind = ? AND year <= ? ORDER BY year DESC LIMIT 1",
      ...series,
      year,
    )
    .toArray()[0];
  const known = new Float64Array(row?.best ?? new ArrayBuffer(0));
  const last = known.at(-1) ?? 0;
  const best = new Float64Array(daysBetween(firstOf(year), day) + 1).fill(last);
  if (row?.year === year) best.set(known);
  best[best.length - 1] = Math.max(last, noisy);
  writeRow(sql, RELEASED, series, year, best);
}

/** Writes what was released before the formal mode: a series' totals at the ends of `days`, which follow one another. */
export function takeOver(sql: Transaction, series: Series, days: readonly Day[], released: Float64Array): void {
  const last = released.at(-1) ?? 0;
  if (last === 0) return;
  for (let at = 0; at < days.length; ) {
    const year = yearOf(days[at] ?? firstOf(0));
    const next = days.findIndex((day, index) => index > at && yearOf(day) > year);
    const end = next === -1 ? days.length : next;
    const offset = daysBetween(firstOf(year), days[at] ?? firstOf(year));
    const best = new Float64Array(offset + end - at);
    best.set(released.subarray(at, end), offset);
    writeRow(sql, RELEASED, series, year, best);
    at = end;
  }
  sql.exec("INSERT INTO released_head (campaign, kind, noisy) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET noisy = ?3", ...series, last);
}

/** Folds the days before `before`, the first of a month, into months, as the counts are. Folding again changes nothing. */
export function foldReleased(sql: Transaction, before: Day, closedDays: readonly Day[]): void {
  for (const series of everySeries(sql, RELEASED)) foldSeries(sql, series, null, before, closedDays, RELEASED);
}

/** Of a campaign that is deleted for good. */
export function forgetReleased(sql: Transaction, campaign: CampaignId): void {
  sql.exec("DELETE FROM released WHERE campaign = ?", campaign);
  sql.exec("DELETE FROM released_head WHERE campaign = ?", campaign);
}
