/**
 * Reports: what each channel or campaign brought, made of released counts alone (released_counts.ts). Pure but for the `Source` it is
 * given.
 */
import type { CampaignId } from "../campaign/campaign.ts";
import { addDays, type Day, FIRST_DAY } from "../day.ts";
import { NO_CAMPAIGN, SKIP_REASONS } from "../kind.ts";
import { MAX_REPORT_CELLS, MAX_REPORT_ROWS } from "../limits.ts";
import { type Interval, type Period, periods } from "../period.ts";
import { invalid, type Result, success } from "../problems.ts";
import { type Figures, figuresOf, isNothing, type Released } from "./figures.ts";
import { hiddenInBundles } from "./hidden.ts";
import { MarginReader, type RowMargin } from "./margin.ts";
import { type Counts, endsOf, readCounts, type Source, type Span, type SummedKind, type Sums } from "./released_counts.ts";
import { type RowKind, type RowNames, type RowSource, rowSourcesOf } from "./row_sources.ts";

export interface ReportQuery {
  readonly from: Day;
  /** Inclusive; not before `from`. */
  readonly to: Day;
  readonly by: RowKind;
  readonly interval: Interval;
}

/** A query as it is asked: without `to` up to today, without `from` the 30 days that end with `to`. */
export type LooseReportQuery = Omit<ReportQuery, "from" | "to"> & { readonly from?: Day | undefined; readonly to?: Day | undefined };

const DEFAULT_DAYS = 30;

export function withDefaultDays(query: LooseReportQuery, today: Day): ReportQuery {
  const to = query.to ?? (query.from !== undefined && query.from > today ? query.from : today);
  const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS);
  return { ...query, to, from: from < FIRST_DAY ? FIRST_DAY : from };
}

/** Figures, in the formal mode with how far they may be off. */
export type MarkedFigures = Figures & { readonly margin?: RowMargin };

export type ReportRow = RowNames & { readonly period?: Day } & MarkedFigures;

export interface Report {
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string;
  readonly groupSize: number;
  /** The last day whose figures are released; null before the first day of signups has closed. */
  readonly releasedThrough: { readonly visits: Day; readonly signups: Day | null };
  readonly rows: readonly ReportRow[];
  /** `margin`: in the formal mode, as in `RowMargin`. */
  readonly unattributed: { readonly signups: number; readonly margin?: number | null };
  readonly totals: MarkedFigures;
  /** Events that were counted and that no shard would take, of any kind and campaign; 0 unless something is wrong. */
  readonly lost: number;
  /** Requests for links that do not exist, mostly misprints: how many, and never which links. */
  readonly unknownLinks: number;
  /** In the formal mode: how far each reason of `totals.skipped`, `lost` and `unknownLinks` may be off. */
  readonly otherMargin?: number | null;
}

/** A report that was asked for: its days, and what its rows are made of. */
interface AskedReport extends Span {
  readonly query: ReportQuery;
  readonly sources: readonly RowSource[];
}

/** Reports of the same campaigns, for which the counts are read once; or why there are none. */
export async function readReports(queries: readonly ReportQuery[], source: Source): Promise<Result<Report[]>> {
  const asked = askedReports(queries, source);
  return asked.ok ? reportsOf(asked.value, await readCounts(asked.value, source), source) : asked;
}

/** What is to be read for reports; or why there are none. */
export function askedReports(queries: readonly ReportQuery[], source: Source): Result<AskedReport[]> {
  const asked = queries.map((query) => ({
    query,
    from: query.from,
    periods: periods(query.from, query.to, query.interval),
    sources: rowSourcesOf(query.by, source),
  }));
  if (asked.some(({ periods }) => periods.length * source.campaigns.length > MAX_REPORT_CELLS)) {
    return invalid("interval", "report-too-large");
  }
  const shownEmpty = asked.map(({ periods, sources }) => ({ periods, sources: sources.filter(({ isShownEmpty }) => isShownEmpty) }));
  return shownEmpty.some(({ periods, sources }) => isTooLong(periods, sources)) ? tooLong() : success(asked);
}

/** @param counts those of each of `asked`, in their order */
export function reportsOf(asked: readonly AskedReport[], counts: readonly Counts[], source: Source): Result<Report[]> {
  const reports: Report[] = [];
  for (const [index, { query, periods, sources }] of asked.entries()) {
    const own = counts[index];
    if (own === undefined) continue;
    const shown = sources.filter(
      ({ isShownEmpty, members }) => isShownEmpty || !isNothing(releasedBetween(own.outerSumsOf(members), 0, 1, source.groupSize)),
    );
    if (isTooLong(periods, shown)) return tooLong();
    reports.push(reportOf(query, periods, shown, own, source));
  }
  return success(reports);
}

function isTooLong(periods: readonly Period[], sources: readonly RowSource[]): boolean {
  return periods.length * sources.length > MAX_REPORT_ROWS;
}

function tooLong(): Result<never> {
  return invalid("interval", "report-too-long", { max: MAX_REPORT_ROWS });
}

function reportOf(query: ReportQuery, periods: readonly Period[], sources: readonly RowSource[], counts: Counts, source: Source): Report {
  const { from, to } = query;
  const margins = source.formal === undefined ? null : new MarginReader({ ...source, formal: source.formal });
  const marked = (figures: Figures, members: readonly CampaignId[], first: Day, last: Day): MarkedFigures =>
    margins === null ? figures : { ...figures, margin: margins.ofRow(members, first, last, figures) };
  const rows = sources.flatMap(({ names, members }): ReportRow[] => {
    const sums = counts.sumsOf(members);
    return periods.map(({ label, first, last }, index) => {
      const figures = marked(figuresOf(releasedBetween(sums, index, index + 1, source.groupSize)), members, first, last);
      return query.interval === "total" ? { ...names, ...figures } : { ...names, period: label, ...figures };
    });
  });
  const everyone = counts.outerSumsOf(source.campaigns.map(({ id }) => id));
  const nobody = counts.outerSumsOf([NO_CAMPAIGN]);
  const all = releasedBetween(everyone, 0, 1, source.groupSize);
  const totals = figuresOf(source.formal !== undefined && source.isAll === true ? withSkippedOfAll(all, nobody) : all);
  const others = margins?.ofOthers(from, to);
  return {
    from,
    to,
    timeZone: source.timeZone,
    groupSize: source.groupSize,
    releasedThrough: { visits: counts.visitsThrough, signups: counts.signupsThrough },
    rows,
    unattributed: { signups: between(nobody.signup, 0, 1), ...(others === undefined ? {} : { margin: others.signups }) },
    totals: marked(
      totals,
      source.campaigns.map(({ id }) => id),
      from,
      to,
    ),
    lost: between(nobody.lost, 0, 1),
    unknownLinks: between(nobody.unknown, 0, 1),
    ...(others === undefined ? {} : { otherMargin: others.visits }),
  };
}

/** In the formal mode skipped requests are counted for all campaigns together, so they are in the totals alone. */
function withSkippedOfAll({ count, hidden }: Released, nobody: Sums): Released {
  const isSkipped = (kind: SummedKind): boolean => SKIP_REASONS.some((reason) => reason === kind);
  return { hidden, count: (kind) => count(kind) + (isSkipped(kind) ? between(nobody[kind], 0, 1) : 0) };
}

/** What was released between two bounds, in bundles of `groupSize`. */
export function releasedBetween(sums: Sums, from: number, to: number, groupSize: number): Released {
  return {
    count: (kind) => between(sums[kind], from, to),
    hidden: () => hiddenInBundles(endsOf(sums, from, to), groupSize),
  };
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
