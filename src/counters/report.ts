/**
 * The one read path that releases. Exact running totals come in from the shards, whole bundles go out; nothing else in Fivebar
 * turns a count into a figure. Pure but for the `Source` it is given.
 */
import type { Campaign, CampaignId, Channel, ChannelId } from "../core/campaign.ts";
import { NO_CAMPAIGN } from "../core/campaign.ts";
import { addDays, type Day, FIRST_DAY, type Interval, type Period, periods } from "../core/day.ts";
import { invalid, type Result, success } from "../core/errors.ts";
import { KINDS, type Kind, SKIP_REASONS, type SkipReason } from "../core/kind.ts";
import { MAX_REPORT_ROWS } from "../core/limits.ts";
import { type NoRate, type Rate, rateOf } from "../core/rate.ts";
import { type Cumulative, released, type SignupRelease, type VisitRelease } from "../core/release.ts";
import type { Totals } from "./shard/tallies.ts";

export interface ReportQuery {
  readonly from: Day;
  /** Inclusive; not before `from`. */
  readonly to: Day;
  readonly by: "channel" | "campaign";
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

/** Counts, each a multiple of the group size. */
interface Figures {
  readonly visits: number;
  readonly signups: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

export type ReportRow = { readonly channel: ChannelId; readonly campaign?: string; readonly period?: Day } & Figures & (Rate | NoRate);

export interface Report {
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string;
  readonly groupSize: number;
  /** The last day of which figures are out; null before the first day of signups closed. */
  readonly releasedThrough: { readonly visits: Day; readonly signups: Day | null };
  readonly rows: readonly ReportRow[];
  readonly unattributed: { readonly signups: number };
  readonly totals: Figures & (Rate | NoRate);
  /** Events that were counted and that no shard would take, of any kind and campaign; 0 unless something is wrong. */
  readonly lost: number;
}

/** Where a report's exact counts come from, and what it may release of them. */
export interface Source {
  readonly today: Day;
  readonly timeZone: string;
  readonly groupSize: number;
  readonly signupRelease: SignupRelease;
  readonly visitRelease: VisitRelease;
  readonly channels: readonly Channel[];
  readonly campaigns: readonly Pick<Campaign, "id" | "slug" | "channel" | "archivedOn">[];
  /** The days on which signups closed, in ascending order. */
  readonly closes: Cumulative;
  /** Running totals at the ends of `days`, in stretches that are added up. */
  read(campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[]): Promise<readonly Stretch[]>;
}

/** Running totals of a part of the days asked for, the first of which has the number `from`: 0 where it is left out. */
export type Stretch = Totals & { readonly from?: number };

/** What the rows are made of: a group of campaigns with the names of its row. */
interface Group {
  readonly channel: ChannelId;
  readonly campaign?: string;
  readonly members: readonly CampaignId[];
  readonly isShownEmpty: boolean;
}

/** One report, or why there is none. */
export async function readReport(query: ReportQuery, source: Source): Promise<Result<Report>> {
  const read = await readReports([query], source);
  if (!read.ok) return read;
  const [report] = read.value;
  return report === undefined ? invalid("", "nothing was asked for") : success(report);
}

/** Several reports of the same campaigns, for which the counts are read once. */
export async function readReports(queries: readonly ReportQuery[], source: Source): Promise<Result<Report[]>> {
  const asked = queries.map((query) => ({ query, parts: periods(query.from, query.to, query.interval), groups: groupsOf(query, source) }));
  if (asked.some(({ parts, groups }) => parts.length * groups.length > MAX_REPORT_ROWS)) {
    return invalid("interval", `the report would have more than ${MAX_REPORT_ROWS} rows; choose a longer interval or fewer days`);
  }
  const bounds = asked.map(({ query, parts }) => boundsOf(query, parts, source));
  const days = [
    ...new Set(bounds.flatMap(({ open, closed, rated }) => [...open, ...closed, ...rated]).filter((day) => day !== null)),
  ].sort();
  const exact: Exact = { column: new Map(days.map((day, index) => [day, index])), totals: await readTotals(source, days) };
  return success(
    asked.map(({ query, parts, groups }, index) =>
      reportOf(query, parts, groups, countsOf(bounds[index] ?? NO_BOUNDS, exact, source), source),
    ),
  );
}

function reportOf(query: ReportQuery, parts: readonly Period[], groups: readonly Group[], counts: Counts, source: Source): Report {
  const rows = groups.flatMap((group): ReportRow[] => {
    const sums = counts.sumsOf(group.members);
    const lines = parts.map((part, index) => ({
      channel: group.channel,
      ...(group.campaign === undefined ? {} : { campaign: group.campaign }),
      ...(query.interval === "total" ? {} : { period: part.label }),
      ...figuresOf(sums, index, index + 1),
    }));
    return group.isShownEmpty || lines.some((line) => !isEmpty(line)) ? lines : [];
  });
  const everyone = counts.outerSumsOf(source.campaigns.map(({ id }) => id));
  const nobody = counts.outerSumsOf([NO_CAMPAIGN]);
  return {
    from: query.from,
    to: query.to,
    timeZone: source.timeZone,
    groupSize: source.groupSize,
    releasedThrough: { visits: counts.visitsThrough, signups: counts.signupsThrough },
    rows,
    unattributed: { signups: between(nobody.signup, 0, 1) },
    totals: figuresOf(everyone, 0, 1),
    lost: between(nobody.lost, 0, 1),
  };
}

function groupsOf(query: ReportQuery, source: Source): Group[] {
  if (query.by === "campaign") {
    return source.campaigns.map(({ id, slug, channel, archivedOn }) => ({
      channel,
      campaign: slug,
      members: [id],
      isShownEmpty: archivedOn === null,
    }));
  }
  return source.channels.map(({ id }) => ({
    channel: id,
    members: source.campaigns.filter(({ channel }) => channel === id).map((campaign) => campaign.id),
    isShownEmpty: true,
  }));
}

/**
 * Running sums of released counts at the bounds of the periods: the first is that at the end of the day before `from`, the others
 * those at the ends of the periods. The rated ones are up to the days of which both visits and signups are released, so that a rate's two
 * parts are of the same days: on a day too quiet to close visits wait with its signups, and live signups wait for visits that are not.
 */
type Sums = Readonly<Record<Kind | (typeof RATED)[number], Float64Array>>;
const RATED = ["ratedVisit", "ratedSignup"] as const;

/** The fields in their order: a report has thousands of these, and a copy costs less than making each from pairs. */
const NOTHING_SKIPPED = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, 0])) as Record<SkipReason, number>;

/** The figures between two bounds. */
function figuresOf(sums: Sums, from: number, to: number): Figures & (Rate | NoRate) {
  const skipped = { ...NOTHING_SKIPPED };
  for (const reason of SKIP_REASONS) skipped[reason] = between(sums[reason], from, to);
  return {
    visits: between(sums.visit, from, to),
    signups: between(sums.signup, from, to),
    ...rateOf(between(sums.ratedSignup, from, to), between(sums.ratedVisit, from, to)),
    skipped,
  };
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

function isEmpty(figures: Figures): boolean {
  return figures.visits === 0 && figures.signups === 0 && Object.values(figures.skipped).every((count) => count === 0);
}

/** The exact counts of one report, behind a function that lets out whole bundles only. */
interface Counts {
  readonly visitsThrough: Day;
  readonly signupsThrough: Day | null;
  /** The sums of what each of `members` has released by itself: never computed from counts across campaigns. */
  sumsOf(members: readonly CampaignId[]): Sums;
  /** As `sumsOf`, at the first and the last of the bounds alone. */
  outerSumsOf(members: readonly CampaignId[]): Sums;
}

/**
 * The days at whose ends a report's periods begin and end: as far as visits are out, and for signups the last close up to each of them;
 * rates are of the days for which both are.
 */
interface Bounds {
  readonly open: readonly Day[];
  readonly closed: readonly (Day | null)[];
  readonly rated: readonly (Day | null)[];
}

const NO_BOUNDS: Bounds = { open: [], closed: [], rated: [] };

/** The last day of which visits are out. */
function visitsThrough({ visitRelease, today }: Source): Day {
  return visitRelease === "live" ? today : addDays(today, -1);
}

function boundsOf(query: ReportQuery, parts: readonly Period[], source: Source): Bounds {
  const through = visitsThrough(source);
  const isOut = (day: Day): boolean => source.visitRelease === "live" || day <= through;
  const all = [addDays(query.from, -1), ...parts.map(({ last }) => last)];
  const closed = source.signupRelease === "live" ? all : lastCloses(all, source.closes);
  return {
    open: all.map((day) => (isOut(day) ? day : through)),
    closed,
    rated: closed.map((day) => (day === null || isOut(day) ? day : through)),
  };
}

/** The exact running totals that were read, and at which place each day's stand. */
interface Exact {
  readonly column: ReadonlyMap<Day, number>;
  readonly totals: ReadonlyMap<CampaignId, ReadonlyMap<Kind, Float64Array>>;
}

function countsOf(bounds: Bounds, { column, totals }: Exact, source: Source): Counts {
  const { signupRelease, closes, today, groupSize } = source;
  const signupsThrough = signupRelease === "live" ? today : (closes.at(-1)?.day ?? null);
  const columnsOf = (ends: readonly (Day | null)[]): number[] => ends.map((day) => (day === null ? -1 : (column.get(day) ?? -1)));
  const columns: Columns = { open: columnsOf(bounds.open), closed: columnsOf(bounds.closed), rated: columnsOf(bounds.rated) };
  const outer: Columns = { open: outermost(columns.open), closed: outermost(columns.closed), rated: outermost(columns.rated) };

  /** Adds to `sums` what is released of running totals at the ends of `at`. */
  function addReleased(sums: Float64Array, exact: Float64Array, at: readonly number[]): void {
    for (let bound = 0; bound < at.length; bound += 1) {
      const index = at[bound] ?? -1;
      if (index >= 0) sums[bound] = (sums[bound] ?? 0) + released(exact[index] ?? 0, groupSize);
    }
  }

  function sumsAt({ open, closed, rated }: Columns, members: readonly CampaignId[]): Sums {
    const kinds = [...KINDS, ...RATED].map((kind) => [kind, new Float64Array(open.length)]);
    const sums = Object.fromEntries(kinds) as Sums;
    for (const member of members) {
      for (const [kind, exact] of totals.get(member) ?? []) {
        addReleased(sums[kind], exact, kind === "signup" ? closed : open);
        if (kind === "visit") addReleased(sums.ratedVisit, exact, rated);
        if (kind === "signup") addReleased(sums.ratedSignup, exact, rated);
      }
    }
    return sums;
  }

  return {
    visitsThrough: visitsThrough(source),
    signupsThrough,
    sumsOf: (members) => sumsAt(columns, members),
    outerSumsOf: (members) => sumsAt(outer, members),
  };
}

/** Where in the days that were read the bounds are, and the closes before them; -1 before the first close. */
interface Columns {
  readonly open: readonly number[];
  readonly closed: readonly number[];
  readonly rated: readonly number[];
}

function outermost(columns: readonly number[]): number[] {
  return [columns[0] ?? -1, columns.at(-1) ?? -1];
}

/** For each of `bounds`, which ascend, the last day up to it on which signups closed; null when there is none. */
function lastCloses(bounds: readonly Day[], closes: Cumulative): (Day | null)[] {
  let next = 0;
  return bounds.map((bound) => {
    while (next < closes.length && (closes[next]?.day ?? bound) <= bound) next += 1;
    return closes[next - 1]?.day ?? null;
  });
}

/** The exact running totals at the ends of `days`, over all shards, by campaign and kind. */
async function readTotals(source: Source, days: readonly Day[]): Promise<Map<CampaignId, Map<Kind, Float64Array>>> {
  const found = new Map<CampaignId, Map<Kind, Float64Array>>();
  const stretches = await source.read([...source.campaigns.map(({ id }) => id), NO_CAMPAIGN], KINDS, days);
  for (const { campaign, kind, totals, from = 0 } of stretches) {
    const kinds = found.get(campaign) ?? new Map<Kind, Float64Array>();
    const sum = kinds.get(kind) ?? new Float64Array(days.length);
    for (let index = 0; index < totals.length; index += 1) sum[from + index] = (sum[from + index] ?? 0) + (totals[index] ?? 0);
    found.set(campaign, kinds.set(kind, sum));
  }
  return found;
}
