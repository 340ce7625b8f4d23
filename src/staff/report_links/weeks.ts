/** The weeks of an open report, each with the sum over its rows. Pure. */
import type { Day } from "../../domain/day.ts";
import { type Period, periods } from "../../domain/period.ts";
import type { CountMargin } from "../../domain/release/margin.ts";
import type { OpenReport } from "../../domain/release/open_report.ts";
import { closedWeeks } from "../../domain/report_link.ts";

export interface Week extends Period {
  readonly visits: number;
  /** Null where the link shows visits alone. */
  readonly signups: number | null;
  /** Whether its figures are final. */
  readonly isClosed: boolean;
  /** In the formal mode: how far they may be off. */
  readonly margin: CountMargin | undefined;
}

/** In their order. @param report by week */
export function weeksOf({ days, interval, rows, link, through, weekMargins }: OpenReport): Week[] {
  if (days === null || interval !== "week") return [];
  const closed = new Set(closedWeeks(link.period, days, lastWhole(through, link.signups)).map(({ label }) => label));
  return periods(days.from, days.to, "week").map((period) => {
    const own = rows.filter((row) => row.period === period.label);
    const sum = (of: (row: (typeof own)[number]) => number): number => own.reduce((all, row) => all + of(row), 0);
    return {
      ...period,
      visits: sum(({ visits }) => visits),
      signups: link.signups ? sum(({ signups }) => signups ?? 0) : null,
      isClosed: closed.has(period.label),
      margin: weekMargins?.find((margin) => margin.period === period.label),
    };
  });
}

/** The last day for which every shown figure is released. */
function lastWhole({ visits, signups }: OpenReport["through"], hasSignups: boolean): Day | null {
  if (!hasSignups) return visits;
  return signups === null || signups < visits ? signups : visits;
}
