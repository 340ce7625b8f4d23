/**
 * Takes over what an ad platform's file says, in one transaction. Of each unit in the file the days of the file's range are replaced: a
 * day without a row is zero. Units that are not in the file are left alone.
 */
import type { AdFigure, AdFile, AdUnit } from "../../../domain/ad_figures/ad_file.ts";
import { foldAudience } from "../../../domain/ad_figures/kept_audience.ts";
import { MAX_AD_FIGURES } from "../../../domain/ad_figures/limits.ts";
import type { Slug } from "../../../domain/campaign/slug.ts";
import { type Day, daysBetween } from "../../../domain/day.ts";
import { type Fault, fault, invalid, type Result, success } from "../../../domain/problems.ts";
import type { Transaction } from "../../transaction.ts";
import { findAudience, writeAudience } from "./audience.ts";
import { conflictOf, otherNameOf } from "./conflicts.ts";
import { importDays } from "./import_days.ts";
import { importPeriods } from "./import_periods.ts";
import type { ImportContext, ImportedFigure, Importing, MatchedUnit } from "./importing.ts";
import { nextImport, recordImport } from "./imports.ts";
import { type StoredUnit, suggestionFor } from "./units.ts";

export interface Unmatched {
  readonly unit: number;
  readonly name: string;
  readonly level: string;
  readonly suggestion: Slug | null;
}

export interface ImportOutcome {
  readonly figures: readonly ImportedFigure[];
  readonly unmatched: readonly Unmatched[];
  /** Units of which nothing is taken. */
  readonly leftOut: readonly Fault[];
  readonly notes: readonly Fault[];
  /** How many stored figures it changes; with 0 nothing is written. */
  readonly changes: number;
}

/** @param units by their keys in the file, as of `keepUnits` */
export function importFile(
  sql: Transaction,
  file: AdFile,
  units: ReadonlyMap<string, StoredUnit>,
  importing: Importing,
): Result<ImportOutcome> {
  const before = { months: [], periods: [], audience: [] };
  const context: ImportContext = { ...importing, sql, file, id: nextImport(sql), before, confirm: [] };
  const suggest = suggestionFor(sql);
  const unmatched: Unmatched[] = [];
  const leftOut: Fault[] = [];
  const matched = new Map<string, MatchedUnit>();
  const figuresOf = Map.groupBy(file.figures, ({ unit }) => unit);
  const notes: Fault[] = [];
  const present = new Set([...units.values()].map(({ id }) => id));
  for (const unit of file.units) {
    const figures = figuresOf.get(unit.key) ?? [];
    const fate = fateOf(context, unit, units.get(unit.key), figures);
    if (fate.is === "matched") {
      matched.set(unit.key, fate.unit);
      notes.push(...otherNames(context, units.get(unit.key), figures, present));
    } else if (fate.is === "left out") leftOut.push(fate.why);
    else unmatched.push({ unit: fate.id, name: unit.name, level: unit.level, suggestion: suggest(unit.name) });
  }
  if (daysTimesUnits(file, matched.size) > MAX_AD_FIGURES) return invalid("", "too-many-ad-figures", { max: MAX_AD_FIGURES });
  const take = file.granularity === "day" ? importDays : importPeriods;
  const outcomes = [...matched.values()].map((unit) => take(context, unit));
  const changes = outcomes.reduce((sum, one) => sum + one.changes, importAudience(context, matched));
  if (changes > 0) {
    for (const confirm of context.confirm) confirm();
    recordImport(sql, file, { ...context, changes });
  }
  return success({
    figures: outcomes.flatMap(({ figures }) => figures),
    unmatched,
    leftOut,
    notes: [...notes, ...outcomes.flatMap((one) => one.notes)],
    changes,
  });
}

/** How many figures by day an import writes at most. */
function daysTimesUnits({ granularity, from, to }: AdFile, units: number): number {
  return granularity === "period" || from === null || to === null ? 0 : (daysBetween(from, to) + 1) * units;
}

type Fate =
  | { readonly is: "matched"; readonly unit: MatchedUnit }
  | { readonly is: "left out"; readonly why: Fault }
  | { readonly is: "unmatched"; readonly id: number };

function fateOf(context: ImportContext, { name }: AdUnit, stored: StoredUnit | undefined, figures: readonly AdFigure[]): Fate {
  if (stored === undefined) return { is: "left out", why: fault("ad-no-campaign", { slug: name }) };
  if (!stored.isDecided) return { is: "unmatched", id: stored.id };
  if (stored.slug === null || stored.campaign === null) return { is: "left out", why: fault("ad-not-ours", { name }) };
  const conflict = figures.length === 0 ? null : conflictOf(context.sql, stored, stored.campaign, daysOf(context, figures));
  if (conflict !== null) return { is: "left out", why: conflict };
  return { is: "matched", unit: { id: stored.id, slug: stored.slug, name, figures } };
}

/** What is said where a unit may have had another name before. */
function otherNames(
  context: ImportContext,
  unit: StoredUnit | undefined,
  figures: readonly AdFigure[],
  present: ReadonlySet<number>,
): readonly Fault[] {
  if (unit === undefined || unit.campaign === null || figures.length === 0) return [];
  const other = otherNameOf(context.sql, unit, unit.campaign, present, daysOf(context, figures));
  return other === null ? [] : [fault("ad-other-name", { name: unit.name, other })];
}

/** The days that the figures of a unit replace. */
function daysOf({ file }: ImportContext, figures: readonly AdFigure[]): { readonly first: Day; readonly last: Day } {
  const days = figures.flatMap(({ from, to }) => [from, to]).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a unit without figures has no days");
  return file.granularity === "day" ? { first: file.from ?? first, last: file.to ?? last } : { first, last };
}

/** Writes the audiences of the file, folded; returns how many it changed. */
function importAudience({ sql, file, id, before, confirm }: ImportContext, matched: ReadonlyMap<string, MatchedUnit>): number {
  const kept = foldAudience(file.audience.filter(({ unit }) => matched.has(unit)));
  let changes = 0;
  for (const own of Map.groupBy(kept, ({ unit, from, to, dimension }) => `${unit} ${from} ${to} ${dimension}`).values()) {
    const [first] = own;
    const unit = matched.get(first?.unit ?? "");
    if (first === undefined || unit === undefined) continue;
    const groups = JSON.stringify(Object.fromEntries(own.map(({ group, count }) => [group, count])));
    const { from, to, dimension, basis } = first;
    const now = { unit: unit.id, first: from, last: to, dimension, basis, groups, import: id };
    const was = findAudience(sql, now);
    const write = () => {
      before.audience.push({ now, before: was });
      writeAudience(sql, now);
    };
    if (was?.groups === groups && was.basis === basis) confirm.push(write);
    else {
      write();
      changes += 1;
    }
  }
  return changes;
}
