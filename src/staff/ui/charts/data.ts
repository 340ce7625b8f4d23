/** What the charts draw. */
import type { Channel } from "../../../domain/campaign/campaign.ts";
import type { Day } from "../../../domain/day.ts";

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
}

/** What staff noted about a day. */
export interface ChartNote {
  readonly day: Day;
  readonly text: string;
  /** The group or the link that it is about; null for everything. */
  readonly about: string | null;
}

export interface OverTime {
  readonly interval: ChartInterval;
  /** Those that have figures. */
  readonly shown: readonly Channel[];
  readonly periods: readonly ChartPeriod[];
  readonly groupSize: number;
  /** In the formal mode: how far the visits of one period may be off. */
  readonly periodMargin?: number;
}
