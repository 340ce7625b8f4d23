/** What the charts draw. */
import type { Channel } from "../../../domain/campaign/campaign.ts";
import type { Day } from "../../../domain/day.ts";
import type { SignupPeriod } from "../../../domain/release/rule.ts";

export type ChartInterval = "day" | "week" | "month";

/** What one period brought; figures of the report. */
export interface ChartPeriod {
  readonly first: Day;
  /** By channel, in the order of the channels shown. */
  readonly visits: readonly number[];
  /** Null where none of the period's days is released yet. */
  readonly signups: number | null;
  /** Whether all days of the period are shown and over. An incomplete period looks as if less had come. */
  readonly isWhole: boolean;
  /** In the formal mode: whether none of its visits is released yet. */
  readonly isPending: boolean;
}

/** What staff noted about a day. */
export interface ChartNote {
  readonly day: Day;
  readonly text: string;
  /** The group or the link that it is about; null for everything. */
  readonly about: string | null;
}

/** In the formal mode: how far what is drawn may be off, and when it comes out. */
export interface ChartNoise {
  /** The last day that was asked for. */
  readonly last: Day;
  readonly signupPeriod: SignupPeriod;
  /** Of one period of the chart. */
  readonly visits: number;
  readonly signups: number;
  /** Of seven days, in a chart by day. */
  readonly signupsOfWeek: number;
}

export interface OverTime {
  readonly interval: ChartInterval;
  /** Those that have figures. */
  readonly shown: readonly Channel[];
  readonly periods: readonly ChartPeriod[];
  readonly groupSize: number;
  /** Null where bundles are released. */
  readonly noise: ChartNoise | null;
}
