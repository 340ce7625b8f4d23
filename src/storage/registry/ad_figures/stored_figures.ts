/** The platforms' figures as they are stored: for costs, for a campaign's page, and to take them out again. */
import type { AdPlatform } from "../../../domain/ad_figures/ad_file.ts";
import type { CampaignId } from "../../../domain/campaign/campaign.ts";
import type { DayFigures, UnitFigures } from "../../../domain/costs/known_spend.ts";
import { type Day, dayNumber, dayOfNumber, FIRST_DAY, LAST_DAY } from "../../../domain/day.ts";
import { deleteRows } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";
import { daysOf, monthOf, monthsOfUnit, storedDays, writeMonth } from "./days.ts";
import { forgetUndos } from "./imports.ts";
import { deletePeriod, type PeriodRow, periodFigures, periodsOfUnit } from "./periods.ts";

/** As an array: there are thousands of them, and to make objects of them takes as long as reading them. */
type MonthColumns = [campaign: CampaignId, unit: number, currency: string, month: string, figures: string];

/** The figures of all units that are matched with a campaign, or with this one, from the months of these days. */
export function readUnitFigures(sql: SqlStorage, from: Day, to: Day, campaign: CampaignId | null = null): UnitFigures[] {
  const found = new Map<string, { campaign: CampaignId; currency: string; months: DayFigures[][]; periods: PeriodRow[] }>();
  const of = (own: CampaignId, unit: number, currency: string) => {
    const key = `${unit} ${currency}`;
    const figures = found.get(key) ?? { campaign: own, currency, months: [], periods: [] };
    found.set(key, figures);
    return figures;
  };
  const months = sql
    .exec(
      `SELECT campaign, unit, currency, month, figures FROM ad_days JOIN ad_units ON ad_units.id = unit
       WHERE campaign IS NOT NULL AND (?1 IS NULL OR campaign = ?1) AND month BETWEEN ?2 AND ?3 ORDER BY unit, currency, month`,
      campaign,
      monthOf(from),
      monthOf(to),
    )
    .raw<MonthColumns>();
  for (const [own, unit, currency, month, figures] of months) of(own, unit, currency).months.push(storedDays(month, figures));
  const periods = sql.exec<{ [Name in keyof PeriodRow]: PeriodRow[Name] } & { campaign: CampaignId }>(
    `SELECT campaign, ad_periods.* FROM ad_periods JOIN ad_units ON ad_units.id = unit
     WHERE campaign IS NOT NULL AND (?1 IS NULL OR campaign = ?1) AND first >= ?2 AND last <= ?3`,
    campaign,
    from,
    to,
  );
  for (const row of periods) of(row.campaign, row.unit, row.currency).periods.push(row);
  return [...found.values()].map((one) => ({ ...one, periods: one.periods.map(periodFigures) }));
}

/** Whether there are figures, of a unit or of any. */
export function hasFigures(sql: SqlStorage, unit: number | null): boolean {
  const of = "WHERE ?1 IS NULL OR unit = ?1";
  return sql.exec(`SELECT 1 FROM ad_days ${of} UNION ALL SELECT 1 FROM ad_periods ${of} LIMIT 1`, unit).toArray().length > 0;
}

function unitsOf(sql: SqlStorage, campaign: CampaignId): number[] {
  const rows = sql.exec<{ id: number }>("SELECT id FROM ad_units WHERE campaign = ?", campaign).toArray();
  return rows.map(({ id }) => id);
}

/** Takes a campaign's figures of these days out again; a period and an audience only where they lie within. */
export function deleteFigures(sql: Transaction, campaign: CampaignId, from: Day, to: Day): void {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  for (const unit of unitsOf(sql, campaign)) {
    for (const row of monthsOfUnit(sql, unit, from, to)) {
      const days = daysOf(row);
      const cells = row.cells.filter((_, index) => (days[index]?.day ?? first) < first || (days[index]?.day ?? last) > last);
      if (cells.length < row.cells.length) writeMonth(sql, { ...row, cells });
    }
    for (const row of periodsOfUnit(sql, unit, from, to)) if (row.first >= from && row.last <= to) deletePeriod(sql, row);
    deleteRows(sql, "ad_audience WHERE unit = ? AND first >= ? AND last <= ?", unit, from, to);
  }
  forgetUndos(sql);
}

/** Takes all figures of a unit out: it is not ours. */
export function deleteUnitFigures(sql: Transaction, unit: number): void {
  const tables = ["ad_days", "ad_periods", "ad_audience"];
  const filled = tables.filter((table) => sql.exec(`SELECT 1 FROM ${table} WHERE unit = ? LIMIT 1`, unit).toArray().length > 0);
  for (const table of filled) deleteRows(sql, `${table} WHERE unit = ?`, unit);
  if (filled.length > 0) forgetUndos(sql);
}

/** Takes out a campaign's units with all that is known of them. */
export function deleteUnitsOf(sql: Transaction, campaign: CampaignId): void {
  for (const unit of unitsOf(sql, campaign)) {
    deleteUnitFigures(sql, unit);
    deleteRows(sql, "ad_units WHERE id = ?", unit);
  }
}

/** What a platform said of a unit in all. */
export interface UnitSummary {
  readonly platform: AdPlatform;
  readonly level: string;
  readonly name: string;
  readonly currency: string;
  readonly from: Day;
  readonly through: Day;
  /** When and by whom its latest figures were imported. */
  readonly at: string | null;
  readonly who: string | null;
}

/** The units of a campaign: of which days each is known, and since when. */
export function summariesOf(sql: SqlStorage, campaign: CampaignId): UnitSummary[] {
  return unitsOf(sql, campaign).flatMap((unit): UnitSummary[] => {
    const months = monthsOfUnit(sql, unit, FIRST_DAY, LAST_DAY);
    const periods = periodsOfUnit(sql, unit, FIRST_DAY, LAST_DAY);
    const currencies = [...new Set([...months, ...periods].map(({ currency }) => currency))];
    return currencies.map((currency) => {
      const days = months.filter((row) => row.currency === currency).flatMap(daysOf);
      const own = periods.filter((row) => row.currency === currency);
      const firsts = [...days.map(({ day }) => day), ...own.map(({ first }) => dayNumber(first))];
      const lasts = [...days.map(({ day }) => day), ...own.map(({ last }) => dayNumber(last))];
      const latest = Math.max(...days.map(({ importId }) => importId), ...own.map((row) => row.import));
      const row = sql
        .exec<{ platform: AdPlatform; level: string; name: string; at: string | null; who: string | null }>(
          `SELECT ad_units.platform, level, name, at, who FROM ad_units LEFT JOIN ad_imports ON ad_imports.id = ? WHERE ad_units.id = ?`,
          latest,
          unit,
        )
        .one();
      return { ...row, currency, from: dayOfNumber(Math.min(...firsts)), through: dayOfNumber(Math.max(...lasts)) };
    });
  });
}
