/** What an import works on, and what it says that it did. */
import type { AdFigure, AdFile } from "../../../domain/ad_figures/ad_file.ts";
import type { Slug } from "../../../domain/campaign/slug.ts";
import type { Day } from "../../../domain/day.ts";
import type { Fault } from "../../../domain/problems.ts";
import type { Transaction } from "../../transaction.ts";
import type { Actor } from "../history.ts";
import type { Before } from "./changes.ts";

/** A figure of the file beside the one that it replaces. */
export interface ImportedFigure {
  readonly unit: number;
  readonly campaign: Slug;
  readonly first: Day;
  readonly last: Day;
  readonly currency: string;
  readonly micros: number;
  readonly impressions: number;
  readonly clicks: number | null;
  readonly reach: number | null;
  /** Counts in whole bundles; null where there was none. */
  readonly was: { readonly micros: number; readonly impressions: number; readonly clicks: number | null } | null;
}

export interface Importing {
  readonly at: string;
  readonly who: Actor;
  readonly sha256: string;
  readonly today: Day;
  readonly groupSize: number;
}

/** What an import works on. */
export interface ImportContext extends Importing {
  readonly sql: Transaction;
  readonly file: AdFile;
  readonly id: number;
  readonly before: Before;
  /** What makes figures this import's that it leaves as they are: run only if it changes others, so that undoing an earlier one leaves them. */
  readonly confirm: (() => void)[];
}

/** A unit of the file whose campaign is known. */
export interface MatchedUnit {
  readonly id: number;
  readonly slug: Slug;
  readonly name: string;
  readonly figures: readonly AdFigure[];
}

/** What importing the figures of one unit did. */
export interface UnitOutcome {
  readonly figures: readonly ImportedFigure[];
  readonly changes: number;
  readonly notes: readonly Fault[];
}
