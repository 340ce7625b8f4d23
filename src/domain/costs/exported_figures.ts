/** The platforms' figures as they can be taken along: by campaign and day, or period, with counts in whole bundles. Pure. */
import type { CampaignId } from "../campaign/campaign.ts";
import { released } from "../release/rule.ts";
import { type DayRange, releasedDays, type UnitFigures } from "./known_spend.ts";

export interface ExportedFigure extends DayRange {
  readonly campaign: CampaignId;
  readonly currency: string;
  readonly micros: number;
  readonly impressions: number;
  readonly clicks: number | null;
  readonly reach: number | null;
}

/** The figures of the days `within`, in order; of several units of a campaign the sums. Periods lie within, and periods without money are none. */
export function exportedFigures(units: readonly UnitFigures[], within: DayRange, groupSize: number): ExportedFigure[] {
  const found = new Map<string, ExportedFigure>();
  const add = (one: ExportedFigure): void => {
    const key = `${one.campaign} ${one.currency} ${one.first} ${one.last}`;
    const other = found.get(key);
    found.set(key, other === undefined ? one : plus(one, other));
  };
  for (const { campaign, currency, months, periods } of units) {
    for (const days of months) {
      for (const { day, micros, impressions, clicks } of releasedDays(days, groupSize)) {
        if (day >= within.first && day <= within.last)
          add({ campaign, currency, first: day, last: day, micros, impressions, clicks, reach: null });
      }
    }
    const bundles = (count: number | null): number | null => (count === null ? null : released(count, groupSize));
    for (const { first, last, micros, impressions, clicks, reach } of periods) {
      if (micros === null || first < within.first || last > within.last) continue;
      add({
        campaign,
        currency,
        first,
        last,
        micros,
        impressions: bundles(impressions) ?? 0,
        clicks: bundles(clicks),
        reach: bundles(reach),
      });
    }
  }
  return [...found.values()].sort((one, other) => one.campaign - other.campaign || one.first - other.first || one.last - other.last);
}

/** Persons cannot be added up: somebody may be in both. */
function plus(one: ExportedFigure, other: ExportedFigure): ExportedFigure {
  const clicks = one.clicks === null || other.clicks === null ? null : one.clicks + other.clicks;
  return { ...one, micros: one.micros + other.micros, impressions: one.impressions + other.impressions, clicks, reach: null };
}
