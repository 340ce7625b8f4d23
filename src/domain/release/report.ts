/**
 * Reports: what each channel or campaign brought, made of released counts alone (released_counts.ts). Pure but for the `Source` it is
 * given.
 */
import type { CampaignId, ChannelId } from "../campaign/campaign.ts";
import { addDays, type Day, FIRST_DAY } from "../day.ts";
import { NO_CAMPAIGN, SKIP_REASONS } from "../kind.ts";
import { MAX_REPORT_CELLS, MAX_REPORT_ROWS } from "../limits.ts";
import { type Interval, type Period, periods } from "../period.ts";
import { invalid, type Result, success } from "../problems.ts";
import { type Figures, figuresOf, isNothing, type Released } from "./figures.ts";
import { hiddenInBundles } from "./hidden.ts";
import { type Counts, endsOf, readCounts, type Source, type SummedKind, type Sums } from "./released_counts.ts";

/** What a row is about. */
export const ROW_KINDS = ["channel", "campaign", "group"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

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

/** What a row is called: by its channel, by its channel and its campaign's slug, or by its group, which is null for campaigns in none. */
export interface RowNames {
  readonly channel?: ChannelId;
  readonly campaign?: string;
  readonly group?: string | null;
}

export type ReportRow = RowNames & { readonly period?: Day } & Figures;

export interface Report {
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string;
  readonly groupSize: number;
  /** The last day whose figures are released; null before the first day of signups has closed. */
  readonly releasedThrough: { readonly visits: Day; readonly signups: Day | null };
  readonly rows: readonly ReportRow[];
  readonly unattributed: { readonly signups: number };
  readonly totals: Figures;
  /** Events that were counted and that no shard would take, of any kind and campaign; 0 unless something is wrong. */
  readonly lost: number;
  /** Requests for links that do not exist, mostly misprints: how many, and never which links. */
  readonly unknownLinks: number;
}

/** What a row is made of: some campaigns. */
interface RowSource {
  readonly names: RowNames;
  readonly members: readonly CampaignId[];
  readonly isShownEmpty: boolean;
}

/** Reports of the same campaigns, for which the counts are read once; or why there are none. */
export async function readReports(queries: readonly ReportQuery[], source: Source): Promise<Result<Report[]>> {
  const asked = queries.map((query) => ({
    query,
    periods: periods(query.from, query.to, query.interval),
    sources: rowSourcesOf(query.by, source),
  }));
  if (asked.some(({ periods }) => periods.length * source.campaigns.length > MAX_REPORT_CELLS)) {
    return invalid("interval", "report-too-large");
  }
  const shownEmpty = asked.map(({ periods, sources }) => ({ periods, sources: sources.filter(({ isShownEmpty }) => isShownEmpty) }));
  if (shownEmpty.some(({ periods, sources }) => isTooLong(periods, sources))) return tooLong();
  const spans = asked.map(({ query, periods }) => ({ from: query.from, periods }));
  const counts = await readCounts(spans, source);
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
  const rows = sources.flatMap(({ names, members }): ReportRow[] => {
    const sums = counts.sumsOf(members);
    return periods.map(({ label }, index) => {
      const figures = figuresOf(releasedBetween(sums, index, index + 1, source.groupSize));
      return query.interval === "total" ? { ...names, ...figures } : { ...names, period: label, ...figures };
    });
  });
  const everyone = counts.outerSumsOf(source.campaigns.map(({ id }) => id));
  const nobody = counts.outerSumsOf([NO_CAMPAIGN]);
  const all = releasedBetween(everyone, 0, 1, source.groupSize);
  return {
    from: query.from,
    to: query.to,
    timeZone: source.timeZone,
    groupSize: source.groupSize,
    releasedThrough: { visits: counts.visitsThrough, signups: counts.signupsThrough },
    rows,
    unattributed: { signups: between(nobody.signup, 0, 1) },
    totals: figuresOf(source.formal !== undefined && source.isAll === true ? withSkippedOfAll(all, nobody) : all),
    lost: between(nobody.lost, 0, 1),
    unknownLinks: between(nobody.unknown, 0, 1),
  };
}

/** In the formal mode skipped requests are counted for all campaigns together, so they are in the totals alone. */
function withSkippedOfAll({ count, hidden }: Released, nobody: Sums): Released {
  const isSkipped = (kind: SummedKind): boolean => SKIP_REASONS.some((reason) => reason === kind);
  return { hidden, count: (kind) => count(kind) + (isSkipped(kind) ? between(nobody[kind], 0, 1) : 0) };
}

export function rowSourcesOf(by: RowKind, { campaigns, channels }: Pick<Source, "campaigns" | "channels">): RowSource[] {
  switch (by) {
    case "campaign":
      return campaigns.map(({ id, slug, channel, archivedOn }) => ({
        names: { channel, campaign: slug },
        members: [id],
        isShownEmpty: archivedOn === null,
      }));
    case "channel":
      return channels.map(({ id }) => ({
        names: { channel: id },
        members: campaigns.filter(({ channel }) => channel === id).map((campaign) => campaign.id),
        isShownEmpty: true,
      }));
    case "group":
      return [...Map.groupBy(campaigns, ({ group = null }) => group)].map(([group, members]) => ({
        names: { group },
        members: members.map(({ id }) => id),
        isShownEmpty: members.some(({ archivedOn }) => archivedOn === null),
      }));
  }
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
