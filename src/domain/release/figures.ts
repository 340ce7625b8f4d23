/**
 * The figures of a report, one row each: what a channel, a campaign or all of them brought in some days. From a row follow the fields in JSON, the
 * columns in CSV, their place in the API's description and its examples, and the headline on the dashboard. A figure is made of released counts
 * alone, so it is a multiple of the group size by itself. Pure.
 */
import { SKIP_REASONS, type SkipReason } from "../kind.ts";
import { type Hidden, NOTHING_HIDDEN } from "./hidden.ts";
import { type NoRate, type Rate, rateOf, TOO_FEW } from "./rate.ts";
import type { SummedKind } from "./released_counts.ts";

/** What was released in the days that a figure is about, and what its bundles hide. */
export interface Released {
  readonly count: (kind: SummedKind) => number;
  readonly hidden: () => Hidden;
}

interface Figure {
  /** For the API's description, where the name alone does not say it. */
  readonly meaning?: string;
  /** Whether the dashboard shows it in large type, in the order of this table. */
  readonly isHeadline?: true;
}

/** By its unit: a `count`; a `rate` with both ends of its interval; a count for each reason of `skipped`. */
type Unit =
  | { readonly unit: "count"; readonly of: (released: Released) => number }
  | { readonly unit: "rate"; readonly of: (released: Released) => Rate | NoRate }
  | { readonly unit: "reasons"; readonly of: (released: Released) => Readonly<Record<SkipReason, number>> };

export const FIGURES = {
  visits: { unit: "count", isHeadline: true, of: ({ count }) => count("visit") },
  signups: { unit: "count", isHeadline: true, of: ({ count }) => count("signup") },
  rate: { unit: "rate", isHeadline: true, of: ({ count, hidden }) => rateOf(count("ratedSignup"), count("ratedVisit"), hidden()) },
  skipped: {
    unit: "reasons",
    meaning: "requests for links that are no visits, by reason; with RELEASE=formal in the totals alone",
    of: skippedOf,
  },
} as const satisfies Readonly<Record<string, Figure & Unit>>;

/** The fields in their order: a report has thousands of these, and a copy costs less than making each from pairs. */
const NOTHING_SKIPPED = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, 0])) as Record<SkipReason, number>;

function skippedOf({ count }: Released): Readonly<Record<SkipReason, number>> {
  const skipped = { ...NOTHING_SKIPPED };
  for (const reason of SKIP_REASONS) skipped[reason] = count(reason);
  return skipped;
}

type Table = typeof FIGURES;
export type FigureName = keyof Table;
export type FigureUnit = Unit["unit"];
export type Headline = { [Name in FigureName]: Table[Name] extends { readonly isHeadline: true } ? Name : never }[FigureName];
type Named<U extends FigureUnit> = { [Name in FigureName]: Table[Name]["unit"] extends U ? Name : never }[FigureName];

/** As a row and the totals of a report have them; a rate has its fields beside the others. */
export type Figures = { readonly [Name in Named<"count" | "reasons">]: ReturnType<Table[Name]["of"]> } & (Rate | NoRate);

export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];
const ROWS = Object.entries<Unit>(FIGURES);

export function figuresOf(released: Released): Figures {
  const figures: Record<string, unknown> = {};
  for (const [name, figure] of ROWS) {
    if (figure.unit === "rate") Object.assign(figures, figure.of(released));
    else figures[name] = figure.of(released);
  }
  return figures as unknown as Figures;
}

/** The figures of something that brought nothing. */
export const NO_FIGURES = figuresOf({ count: () => 0, hidden: () => NOTHING_HIDDEN });

/** Whether nothing was released; without a look at the rate, which takes longer than all else. */
export function isNothing(released: Released): boolean {
  return ROWS.every(([, figure]) => figure.unit === "rate" || isZero(figure.of(released)));
}

/** As `isNothing`, of figures that were made. */
export function areNothing(figures: Figures): boolean {
  return ROWS.every(([name, { unit }]) => unit === "rate" || isZero(figures[name as Named<"count" | "reasons">]));
}

function isZero(value: number | Readonly<Record<SkipReason, number>>): boolean {
  return typeof value === "number" ? value === 0 : SKIP_REASONS.every((reason) => value[reason] === 0);
}

/** The columns of the figures in a table. */
export const FIGURE_COLUMNS: readonly string[] = ROWS.flatMap(([name, { unit }]) => columnsOf(name, unit));

function columnsOf(name: string, unit: FigureUnit): readonly string[] {
  switch (unit) {
    case "count":
      return [name];
    case "rate":
      return Object.keys(TOO_FEW);
    case "reasons":
      return SKIP_REASONS.map((reason) => `${name}.${reason}`);
  }
}

/** What stands in them. */
export function figureCells(figures: Figures): readonly (number | null)[] {
  return FIGURE_COLUMNS.map((column) => {
    const [name = "", reason] = column.split(".");
    const value = figures[name as keyof Figures];
    return typeof value === "object" && value !== null ? value[reason as SkipReason] : value;
  });
}
