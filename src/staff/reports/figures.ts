/** The figures of a page, all from the report: nothing here knows more than the API would tell. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import { addDays, type Day, FIRST_DAY } from "../../domain/day.ts";
import { endOfMonth } from "../../domain/period.ts";
import type { Difference, Differences } from "../../domain/release/differences.ts";
import type { Report, ReportRow } from "../../domain/release/report.ts";
import type { Scope } from "../../storage/registry/campaigns.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import type { ChartInterval, ChartNoise, ChartPeriod } from "../ui/charts/data.ts";
import { type ChosenPeriod, type Comparison, comparisonOf, since, weeksCompared } from "./chosen_period.ts";

/** A figure of some days, and of the same number of days before them. */
export interface Change extends Difference {
  readonly days: number;
  /** The last of the days. */
  readonly through: Day;
  /** Whether the chosen period goes on after them. */
  readonly isShorter: boolean;
}

/** Null where there is nothing to compare with. */
interface Changes {
  readonly visits: Change | null;
  readonly signups: Change | null;
  /** Of signups per visit, from 0 to 1; over the days of which both are released. */
  readonly rate: Change | null;
}

export interface Figures {
  readonly report: Report;
  readonly rows: readonly ReportRow[];
  readonly changes: Changes;
  /** What lies before the period, where nothing is compared: no day, fewer days than it has, as many; `all` where all days are shown. */
  readonly earlier: "none" | "fewer" | "before" | "all";
  readonly interval: ChartInterval;
  readonly shown: readonly Channel[];
  readonly periods: readonly ChartPeriod[];
  readonly groupSize: number;
  /** In the formal mode; else null. */
  readonly noise: ChartNoise | null;
  /** Visits by whole period, for each of `shown`. */
  readonly trends: readonly (readonly number[])[];
}

/** For a chart by months: `period` without the months before the first figures, which would be an empty chart. */
export async function withinFigures(c: StaffContext, period: ChosenPeriod, today: Day): Promise<ChosenPeriod> {
  if (period.interval !== "month") return period;
  const report = unwrap(await registry(c).report({ from: period.from, to: period.to, by: "channel", interval: "month" }));
  const months = report.rows.flatMap(({ period: month, visits, signups }) => (month !== undefined && visits + signups > 0 ? [month] : []));
  const first = months.sort()[0] ?? period.from;
  if (first <= period.from) return period;
  const before = await registry(c).report({ from: period.from, to: addDays(first, -1), by: "channel", interval: "total" });
  return unwrap(before).unattributed.signups > 0 ? period : since(period, first, today);
}

/** What was ever released, in all. */
export async function everReleased(c: StaffContext, today: Day): Promise<{ readonly visits: number; readonly signups: number }> {
  const { totals, unattributed } = unwrap(await registry(c).report({ from: FIRST_DAY, to: today, by: "channel", interval: "total" }));
  return { visits: totals.visits, signups: totals.signups + unattributed.signups };
}

/** The figures of all campaigns by channel. */
export async function channelFigures(c: StaffContext, period: ChosenPeriod, channels: readonly Channel[]): Promise<Figures> {
  return figuresOf(c, period, channels, null);
}

/** The figures of one campaign. */
export async function campaignFigures(c: StaffContext, period: ChosenPeriod, channel: Channel, slug: Slug): Promise<Figures> {
  return figuresOf(c, period, [channel], slug);
}

/** The figures of a group's campaigns, by channel. */
export async function groupFigures(c: StaffContext, period: ChosenPeriod, channels: readonly Channel[], group: string): Promise<Figures> {
  return figuresOf(c, period, channels, { group });
}

async function figuresOf(c: StaffContext, period: ChosenPeriod, channels: readonly Channel[], scope: Scope): Promise<Figures> {
  const { from, to, interval } = period;
  const by = typeof scope === "string" ? "campaign" : "channel";
  const asked = [
    { from, to, by, interval: "total" },
    { from, to, by, interval },
  ] as const;
  const since = await registry(c).countingSince(scope);
  const ofVisits = covered(period.compared, since);
  const { reports, differences } = unwrap(await registry(c).comparedReports(asked, ofVisits === null ? [] : [ofVisits], scope));
  const [report, series] = reports;
  if (report === undefined || series === undefined) throw new Error("two reports were asked for");
  const { rows } = report;
  const shown = channels.filter(({ id }) => rows.some((row) => row.channel === id && (row.visits > 0 || row.signups > 0)));
  const released = report.releasedThrough;
  const over = c.var.config.visitRelease === "daily" ? released.visits : addDays(released.visits, -1);
  const isWhole = (first: Day): boolean => first >= from && lastOf(first, interval) <= to && lastOf(first, interval) <= over;
  const periods = chartPeriods(series.rows, shown, released.signups).map((one) => ({ ...one, isWhole: isWhole(one.first) }));
  const complete = periods.filter((one) => one.isWhole);
  return {
    report,
    rows,
    changes: await changesOf(c, period, since, released.signups, scope, differences[0] ?? null),
    earlier: earlierOf(period, since),
    interval,
    shown,
    periods,
    groupSize: report.groupSize,
    noise: await noiseOf(c, period, complete.at(-1)?.first ?? null, released.signups, scope),
    trends: shown.map((_, index) => (complete.length < 2 ? periods : complete).map(({ visits }) => visits[index] ?? 0)),
  };
}

/**
 * How far what a chart draws may be off, as in its last whole period; null where there is no noise.
 *
 * @param whole the first day of that period; null where no period is whole
 * @param released the last day whose signups are released
 */
async function noiseOf(
  c: StaffContext,
  { interval, to }: ChosenPeriod,
  whole: Day | null,
  released: Day | null,
  scope: Scope,
): Promise<ChartNoise | null> {
  const { release, signupPeriod } = c.var.config;
  if (release === "bundles") return null;
  const marginOf = async (first: Day, last: Day) => (await registry(c).margins(first, last, "channel", scope))?.totals ?? null;
  const own = whole === null ? null : await marginOf(whole, lastOf(whole, interval));
  const ofWeek = interval !== "day" || released === null ? own : await marginOf(addDays(released, -6), released);
  return { last: to, signupPeriod, visits: own?.visits ?? 0, signups: own?.signups ?? 0, signupsOfWeek: ofWeek?.signups ?? 0 };
}

/**
 * Compares like with like. Visits: the days that are over. Signups and their rate: those of these days that are released. Each is compared
 * with the same number of days before, and only if counting had begun by then.
 *
 * @param found of the days whose visits are compared; null where none are
 */
async function changesOf(
  c: StaffContext,
  { from, to, compared }: ChosenPeriod,
  since: Day | null,
  released: Day | null,
  scope: Scope,
  found: Differences | null,
): Promise<Changes> {
  const ofVisits = covered(compared, since);
  const rest =
    compared === null || released === null ? null : signupDays(c, from, released < compared.through ? released : compared.through);
  const ofSignups = covered(rest, since);
  // Mostly the signups of the same days are released.
  const isSame = ofSignups !== null && ofSignups.from === ofVisits?.from && ofSignups.through === ofVisits.through;
  const ownFound = ofSignups === null || isSame ? found : (unwrap(await registry(c).differences([ofSignups], scope))[0] ?? null);
  const change = (comparison: Comparison | null, difference: Difference | null | undefined): Change | null => {
    if (comparison === null || difference === null || difference === undefined) return null;
    return { ...difference, days: comparison.days, through: comparison.through, isShorter: comparison.through < to };
  };
  const unlessNew = (difference: Difference | undefined) => (difference?.before === 0 ? null : difference);
  return {
    visits: change(ofVisits, unlessNew(found?.visits)),
    signups: change(ofSignups, unlessNew(ownFound?.signups)),
    rate: change(ofSignups, ownFound?.rate),
  };
}

/** `comparison`, if counting had begun by its first day. */
function covered(comparison: Comparison | null, since: Day | null): Comparison | null {
  return comparison !== null && since !== null && comparison.from >= since ? comparison : null;
}

/** The days whose signups are compared. */
function signupDays(c: StaffContext, from: Day, through: Day): Comparison | null {
  const { release, signupPeriod } = c.var.config;
  return release === "formal" && signupPeriod === "week" ? weeksCompared(from, through) : comparisonOf(from, through);
}

function earlierOf({ from, choice, compared }: ChosenPeriod, since: Day | null): Figures["earlier"] {
  if (choice === "all") return "all";
  if (since === null || since >= from) return "none";
  return compared !== null && since <= compared.from ? "before" : "fewer";
}

/** The last day of the period that begins on `first`. */
function lastOf(first: Day, interval: ChartInterval): Day {
  return interval === "day" ? first : interval === "week" ? addDays(first, 6) : endOfMonth(first);
}

/** The rows of the report by period, with the channels in the order of `shown`. */
function chartPeriods(rows: readonly ReportRow[], shown: readonly Channel[], released: Day | null): Omit<ChartPeriod, "isWhole">[] {
  const places = new Map(shown.map(({ id }, index) => [id, index]));
  const found = new Map<Day, { visits: number[]; signups: number; isPending: boolean; hasSignups: boolean }>();
  for (const { period, channel, visits, signups, margin } of rows) {
    if (period === undefined) continue;
    const at = found.get(period) ?? {
      visits: shown.map(() => 0),
      signups: 0,
      isPending: margin?.visits === null,
      hasSignups: margin?.signups !== null,
    };
    const place = channel === undefined ? undefined : places.get(channel);
    if (place !== undefined) at.visits[place] = (at.visits[place] ?? 0) + visits;
    at.signups += signups;
    found.set(period, at);
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([first, { visits, signups, isPending, hasSignups }]) => ({
      first,
      visits,
      signups: released === null || first > released || !hasSignups ? null : signups,
      isPending,
    }));
}
