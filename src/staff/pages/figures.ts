/** The figures of a page, all from the report: nothing here knows more than the API would tell. */
import type { Channel } from "../../core/campaign.ts";
import { addDays, type Day, endOfMonth, FIRST_DAY } from "../../core/day.ts";
import type { Report, ReportRow } from "../../counters/report.ts";
import { type Call, registry } from "../call.ts";
import { unwrap } from "../problem.ts";
import type { ChartInterval, ChartPeriod } from "./charts/over_time.tsx";
import { type ChosenPeriod, since } from "./period.ts";

/** What came, and what came before. */
export interface Change {
  readonly visits: { readonly now: number; readonly before: number };
  readonly signups: { readonly now: number; readonly before: number };
}

export interface Figures {
  readonly report: Report;
  readonly rows: readonly ReportRow[];
  readonly change: Change | null;
  readonly interval: ChartInterval;
  readonly shown: readonly Channel[];
  readonly periods: readonly ChartPeriod[];
  readonly groupSize: number;
  /** Visits by whole period, for each of `shown`. */
  readonly trends: readonly (readonly number[])[];
}

/** `period` without the months before the first figures of all, where its days were chosen: a chart of nothing shows nothing. */
export async function withinFigures(c: Call, period: ChosenPeriod, today: Day): Promise<ChosenPeriod> {
  if (period.interval !== "month") return period;
  const report = unwrap(await registry(c).report({ from: period.from, to: period.to, by: "channel", interval: "month" }));
  const months = report.rows.flatMap(({ period: month, visits, signups }) => (month !== undefined && visits + signups > 0 ? [month] : []));
  const first = months.sort()[0] ?? period.from;
  if (first <= period.from) return period;
  const before = await registry(c).report({ from: period.from, to: addDays(first, -1), by: "channel", interval: "total" });
  return unwrap(before).unattributed.signups > 0 ? period : since(period, first, today);
}

/** What was ever released, in all. */
export async function everReleased(c: Call, today: Day): Promise<{ readonly visits: number; readonly signups: number }> {
  const { totals, unattributed } = unwrap(await registry(c).report({ from: FIRST_DAY, to: today, by: "channel", interval: "total" }));
  return { visits: totals.visits, signups: totals.signups + unattributed.signups };
}

/** The figures of all campaigns by channel. */
export async function channelFigures(c: Call, period: ChosenPeriod, channels: readonly Channel[]): Promise<Figures> {
  return figuresOf(c, period, channels, "channel", () => true);
}

/** The figures of one campaign. */
export async function campaignFigures(c: Call, period: ChosenPeriod, channel: Channel, slug: string): Promise<Figures> {
  return figuresOf(c, period, [channel], "campaign", (row) => row.campaign === slug);
}

async function figuresOf(
  c: Call,
  { from, to, interval, compared }: ChosenPeriod,
  channels: readonly Channel[],
  by: "channel" | "campaign",
  isMine: (row: ReportRow) => boolean,
): Promise<Figures> {
  const ask = async (query: { from: Day; to: Day }, fine: ChartInterval | "total"): Promise<Report> =>
    unwrap(await registry(c).report({ ...query, by, interval: fine }));
  const [report, series, before] = await Promise.all([
    ask({ from, to }, "total"),
    ask({ from, to }, interval),
    compared === null ? null : ask(compared, "total"),
  ]);
  const rows = report.rows.filter(isMine);
  const fine = series.rows.filter(isMine);
  const shown = channels.filter(({ id }) => rows.some((row) => row.channel === id && (row.visits > 0 || row.signups > 0)));
  const { signups: closed, visits: today } = report.releasedThrough;
  const isWhole = (first: Day): boolean => first >= from && lastOf(first, interval) <= to && lastOf(first, interval) < today;
  const periods = chartPeriods(fine, shown, closed).map((one) => ({ ...one, isWhole: isWhole(one.first) }));
  const complete = periods.filter((one) => one.isWhole);
  const whole =
    compared === null ? [] : fine.filter((row) => row.period === undefined || interval !== "day" || row.period <= compared.through);
  const past = before === null ? [] : before.rows.filter(isMine);
  return {
    report,
    rows,
    change:
      before === null || past.every(({ visits, signups }) => visits === 0 && signups === 0)
        ? null
        : {
            visits: { now: total(whole, "visits"), before: total(past, "visits") },
            signups: { now: total(whole, "signups"), before: total(past, "signups") },
          },
    interval,
    shown,
    periods,
    groupSize: report.groupSize,
    trends: shown.map((_, index) => (complete.length < 2 ? periods : complete).map(({ visits }) => visits[index] ?? 0)),
  };
}

/** The last day of the period that begins on `first`. */
function lastOf(first: Day, interval: ChartInterval): Day {
  return interval === "day" ? first : interval === "week" ? addDays(first, 6) : endOfMonth(first);
}

function total(rows: readonly ReportRow[], what: "visits" | "signups"): number {
  return rows.reduce((sum, row) => sum + row[what], 0);
}

/** The rows of the report by period, with the channels in the order of `shown`. */
function chartPeriods(rows: readonly ReportRow[], shown: readonly Channel[], released: Day | null): Omit<ChartPeriod, "isWhole">[] {
  const places = new Map(shown.map(({ id }, index) => [id, index]));
  const found = new Map<Day, { visits: number[]; signups: number }>();
  for (const { period, channel, visits, signups } of rows) {
    if (period === undefined) continue;
    const at = found.get(period) ?? { visits: shown.map(() => 0), signups: 0 };
    const place = places.get(channel);
    if (place !== undefined) at.visits[place] = (at.visits[place] ?? 0) + visits;
    at.signups += signups;
    found.set(period, at);
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([first, { visits, signups }]) => ({ first, visits, signups: released === null || first > released ? null : signups }));
}
