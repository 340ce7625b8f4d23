/** The problem codes of ad platforms' files; all others are in `src/domain/problem_codes.ts`. */

/** No parameters. */
type None = Readonly<Record<never, never>>;
type Max = { readonly max: number };

/**
 * Why an ad platform's file is refused whole, or must be asked about. Nothing of the file is in a problem but the names of columns that
 * Fivebar knows, and numbers of rows.
 */
export interface AdFileProblems {
  /** Not text, not a table, or none of a platform that is known. */
  readonly "not-a-table": None;
  /** @property row of a sum that the file states and does not add up to, or whose last cells are missing; null where the end is missing */
  readonly truncated: { readonly row: number | null; readonly what?: "total" | "cells" };
  /** @property what is not as a platform writes it: by default a count that is not whole */
  readonly "changed-by-spreadsheet": { readonly row: number; readonly what?: "amount" | "cells" | "formula" | "above" };
  /** @property what is wrong with the first that is not certain: by default it can be read in two ways */
  readonly "ambiguous-numbers": { readonly row: number; readonly what?: "none" };
  readonly "ambiguous-dates": { readonly row: number; readonly what?: "none" | "outside" };
  readonly "no-currency": None;
  /** @property row whose amount is written in another currency than its file, or the sender, says */
  readonly "currency-contradicted": { readonly row: number };
  readonly "no-period": None;
  readonly "no-spend": None;
  /** @property columns by which it is finer than Fivebar keeps: search terms, hours, places, devices */
  readonly "too-fine": { readonly columns: readonly string[] };
  /** @property columns by which it is about persons */
  readonly persons: { readonly columns: readonly string[] };
  readonly "day-twice": { readonly row: number; readonly other: number };
  readonly "other-platform": { readonly platform: string };
  readonly "other-currency": { readonly currency: string };
  readonly "other-period": { readonly from: string; readonly to: string };
  readonly "too-many-units": Max;
  readonly "too-many-currencies": Max;
}

/** What is said of an ad platform's file that is read, and why a row of it is left out. None is in the `errors` of an answer. */
export interface AdFileNotes {
  readonly "ad-row-total": None;
  readonly "ad-row-empty": None;
  readonly "ad-row-nameless": None;
  readonly "ad-row-personal": None;
  /** @property rows that add up to a total in the file */
  readonly "ad-adds-up": { readonly rows: number };
  readonly "ad-no-total": None;
  readonly "ad-open-end": None;
  readonly "ad-last-day-uneven": { readonly day: string };
  readonly "ad-removed-campaigns": None;
  readonly "ad-no-rows": None;
  /** @property row that is in every cell as another */
  readonly "ad-same-rows": { readonly row: number; readonly other: number };
  /** @property sheets of a workbook that look the same and are not read */
  readonly "ad-other-sheets": { readonly sheets: number };
  readonly "ad-windows-1252": None;
  readonly "ad-ids-lost": None;
  readonly "ad-clicks-unknown": None;
  readonly "ad-reach-added": None;
  readonly "ad-days-utc": None;
  readonly "ad-days-no-summer-time": None;
  readonly "ad-incomplete": None;
  readonly "ad-last-day": { readonly day: string };
  readonly "ad-audience-only": None;
  readonly "ad-audience-by-day": None;
  readonly "ad-audience-short": { readonly days: number };
  readonly "ad-audience-crossed": None;
}

/** Problems with taking an ad platform's figures over. */
export interface AdFigureProblems {
  /** @property max campaigns times days of one file */
  readonly "too-many-ad-figures": Max;
  readonly "too-many-ad-units": Max;
  readonly "no-such-campaign": { readonly slug: string };
  /** @property level of the figures that there are for the same days */
  readonly "ad-other-level": { readonly name: string; readonly level: string };
  /** There are figures by id of units of this name for the same days, or the other way round. */
  readonly "ad-same-name": { readonly name: string };
  /** @property platform whose figures there are for the same days */
  readonly "ad-other-source": { readonly name: string; readonly platform: string };
}

/** What is said when an ad platform's figures are taken over. None is in the `errors` of an answer. */
export interface AdFigureNotes {
  readonly "ad-no-campaign": { readonly slug: string };
  readonly "ad-not-ours": { readonly name: string };
  /** @property other the name of a unit that may be the same one */
  readonly "ad-other-name": { readonly name: string; readonly other: string };
  readonly "ad-days-differ": { readonly name: string; readonly from: string; readonly to: string };
}
