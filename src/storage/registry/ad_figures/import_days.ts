/** Takes over a unit's figures by day. */
import type { AdFigure } from "../../../domain/ad_figures/ad_file.ts";
import { releasedDays } from "../../../domain/costs/known_spend.ts";
import type { Day } from "../../../domain/day.ts";
import { periods } from "../../../domain/period.ts";
import { type Cell, daysOf, type MonthRow, monthOf, monthsOfUnit, writeMonth } from "./days.ts";
import { differenceNotes } from "./differences.ts";
import type { ImportContext, ImportedFigure, MatchedUnit, UnitOutcome } from "./importing.ts";

export function importDays(context: ImportContext, unit: MatchedUnit): UnitOutcome {
  const { sql, file } = context;
  const days = unit.figures.map(({ from }) => from).sort();
  const [first, last] = [file.from ?? days[0], file.to ?? days.at(-1)];
  // A unit whose rows were all about ages or genders has no day to replace.
  if (unit.figures.length === 0 || first === undefined || last === undefined) return { figures: [], changes: 0, notes: [] };
  const stored = monthsOfUnit(sql, unit.id, first, last);
  const byCurrency = Map.groupBy(unit.figures, ({ currency }) => currency);
  const currencies = [...new Set([...byCurrency.keys(), ...stored.map(({ currency }) => currency)])].sort();
  const outcomes = currencies.flatMap((currency) => {
    const own = new Map((byCurrency.get(currency) ?? []).map((figure) => [figure.from, figure]));
    return periods(first, last, "month").map((month) => {
      const row = stored.find((one) => one.currency === currency && one.month === monthOf(month.first));
      const was: MonthRow = row ?? { unit: unit.id, currency, month: monthOf(month.first), cells: [] };
      return importMonth(context, unit, was, { first: month.first, last: month.last, figures: own });
    });
  });
  const figures = outcomes.flatMap((one) => one.figures);
  return {
    figures,
    changes: outcomes.reduce((sum, one) => sum + one.changes, 0),
    notes: differenceNotes(context, unit, first, last),
  };
}

interface Replaced {
  /** The days of the file that are in this month. */
  readonly first: Day;
  readonly last: Day;
  readonly figures: ReadonlyMap<Day, AdFigure>;
}

function importMonth(context: ImportContext, unit: MatchedUnit, was: MonthRow, { first, last, figures }: Replaced) {
  const { sql, id, before, confirm, groupSize } = context;
  const old = new Map(was.cells.map((cell) => [cell[0], cell]));
  const cells = was.cells.filter(([at]) => at < dayAt(first) || at > dayAt(last));
  const told = new Map(releasedDays(daysOf(was), groupSize).map((one, index) => [was.cells[index]?.[0], one]));
  const listed: ImportedFigure[] = [];
  let changes = 0;
  for (let at = dayAt(first); at <= dayAt(last); at += 1) {
    const day = `${was.month}-${String(at).padStart(2, "0")}` as Day;
    const found = old.get(at);
    const now = cellOf(context, figures, day, found);
    const isSame = isSameCell(found, now);
    if (now !== null) cells.push(now);
    if (!isSame) changes += 1;
    if (!figures.has(day) && (isSame || found === undefined)) continue;
    const [, micros, impressions, clicks] = now ?? [at, 0, 0, 0, id];
    const { currency } = was;
    listed.push({
      unit: unit.id,
      campaign: unit.slug,
      first: day,
      last: day,
      currency,
      micros,
      impressions,
      clicks,
      reach: null,
      was: told.get(at) ?? null,
    });
  }
  const write = () => {
    const { currency, month } = was;
    before.months.push({ unit: unit.id, currency, month, before: was.cells.length === 0 ? null : was.cells });
    writeMonth(sql, { ...was, cells });
  };
  if (changes > 0) write();
  else if (cells.some(([, , , , importId]) => importId === id)) confirm.push(write);
  return { figures: listed.map(withPlainWas), changes };
}

function withPlainWas({ was, ...figure }: ImportedFigure): ImportedFigure {
  return { ...figure, was: was === null ? null : { micros: was.micros, impressions: was.impressions, clicks: was.clicks } };
}

/** What will be stored of a day. Null for nothing: for a currency that is not in the file, and for days to come. */
function cellOf({ id, today }: ImportContext, figures: ReadonlyMap<Day, AdFigure>, day: Day, found: Cell | undefined): Cell | null {
  const figure = figures.get(day);
  if (figure !== undefined) return [dayAt(day), figure.spendMicros, figure.impressions, figure.clicks, id];
  if (figures.size === 0 || (day >= today && found === undefined)) return null;
  const hasClicks = [...figures.values()].some(({ clicks }) => clicks !== null);
  return [dayAt(day), 0, 0, hasClicks ? 0 : null, id];
}

function isSameCell(one: Cell | undefined, other: Cell | null): boolean {
  if (one === undefined || other === null) return one === undefined && other === null;
  return one.slice(0, 4).every((value, index) => value === other[index]);
}

function dayAt(day: Day): number {
  return Number(day.slice(8));
}
