/**
 * The one read path that releases. Exact running totals come in from the shards, whole bundles go out; nothing else in Fivebar
 * turns a count into a figure. Pure but for the `Source` it is given.
 */
import type { Campaign, CampaignId, Channel, ChannelId } from "../core/campaign.ts";
import { NO_CAMPAIGN } from "../core/campaign.ts";
import { addDays, type Day, type Interval, type Period, periods } from "../core/day.ts";
import { invalid, type Result, success } from "../core/errors.ts";
import { KINDS, type Kind, SKIP_REASONS, type SkipReason } from "../core/kind.ts";
import { MAX_REPORT_ROWS } from "../core/limits.ts";
import { type NoRate, type Rate, rateOf } from "../core/rate.ts";
import { type Cumulative, released, type SignupRelease } from "../core/release.ts";
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
  return { ...query, to, from: query.from ?? addDays(to, 1 - DEFAULT_DAYS) };
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
  readonly channels: readonly Channel[];
  readonly campaigns: readonly Pick<Campaign, "id" | "slug" | "channel" | "archivedOn">[];
  /** The days on which signups closed, in ascending order. */
  readonly closes: Cumulative;
  /** Running totals at the ends of `days`, of every shard, one list after the other. */
  read(campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[]): Promise<readonly Totals[]>;
}

/** What the rows are made of: a group of campaigns with the names of its row. */
interface Group {
  readonly channel: ChannelId;
  readonly campaign?: string;
  readonly members: readonly CampaignId[];
  readonly isShownEmpty: boolean;
}

export async function readReport(query: ReportQuery, source: Source): Promise<Result<Report>> {
  const parts = periods(query.from, query.to, query.interval);
  const groups = groupsOf(query, source);
  if (parts.length * groups.length > MAX_REPORT_ROWS) {
    return invalid("interval", `the report would have more than ${MAX_REPORT_ROWS} rows; choose a longer interval or fewer days`);
  }
  const ledger = await readLedger(query, parts, source);
  const rows = groups.flatMap((group) => {
    const lines = parts.map((part) => ({ group, part, figures: figuresOf(ledger, group.members, part) }));
    return group.isShownEmpty || lines.some(({ figures }) => !isEmpty(figures)) ? lines : [];
  });
  const whole: Period = { label: query.from, first: query.from, last: query.to };
  const everyone = source.campaigns.map(({ id }) => id);
  return success({
    from: query.from,
    to: query.to,
    timeZone: source.timeZone,
    groupSize: source.groupSize,
    releasedThrough: { visits: source.today, signups: ledger.signupsThrough },
    rows: rows.map(({ group, part, figures }) => ({
      channel: group.channel,
      ...(group.campaign === undefined ? {} : { campaign: group.campaign }),
      ...(query.interval === "total" ? {} : { period: part.label }),
      ...figures,
      ...ledger.rate(group.members, part),
    })),
    unattributed: { signups: ledger.figure([NO_CAMPAIGN], "signup", whole) },
    totals: { ...figuresOf(ledger, everyone, whole), ...ledger.rate(everyone, whole) },
    lost: ledger.figure([NO_CAMPAIGN], "lost", whole),
  });
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

function figuresOf(ledger: Ledger, members: readonly CampaignId[], part: Period): Figures {
  const skipped = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, ledger.figure(members, reason, part)]));
  return {
    visits: ledger.figure(members, "visit", part),
    signups: ledger.figure(members, "signup", part),
    skipped: skipped as Record<SkipReason, number>,
  };
}

function isEmpty(figures: Figures): boolean {
  return figures.visits === 0 && figures.signups === 0 && Object.values(figures.skipped).every((count) => count === 0);
}

/** The exact counts of one report, behind functions that let out whole bundles only. */
interface Ledger {
  readonly signupsThrough: Day | null;
  /** The members' released events of `kind` in `part`: the sum of each member's own released figure. */
  figure(members: readonly CampaignId[], kind: Kind, part: Period): number;
  /** Signups per visit over those days of `part` of which both are released. */
  rate(members: readonly CampaignId[], part: Period): Rate | NoRate;
}

async function readLedger(query: ReportQuery, parts: readonly Period[], source: Source): Promise<Ledger> {
  const signupsThrough = source.signupRelease === "live" ? source.today : (source.closes.at(-1)?.day ?? null);
  const bounds = [addDays(query.from, -1), ...parts.map(({ last }) => last)];
  const days = [...new Set([...bounds, ...bounds.map(closeAt), ...(signupsThrough === null ? [] : [signupsThrough])])]
    .filter((day) => day !== null)
    .sort();
  const column = new Map(days.map((day, index) => [day, index]));
  const totals = new Map<string, number[]>();
  const campaigns = [...source.campaigns.map(({ id }) => id), NO_CAMPAIGN];
  for (const line of await source.read(campaigns, KINDS, days)) {
    const key = `${line.campaign} ${line.kind}`;
    const sum = totals.get(key);
    if (sum === undefined) totals.set(key, [...line.totals]);
    else for (const [index, total] of line.totals.entries()) sum[index] = (sum[index] ?? 0) + total;
  }

  /** The last day up to which signups are released at the end of `day`; null when none is. */
  function closeAt(day: Day): Day | null {
    if (source.signupRelease === "live") return day;
    return source.closes.findLast((close) => close.day <= day)?.day ?? null;
  }

  /** What is released of all that one campaign has had of `kind` up to the end of `day`. */
  function upTo(campaign: CampaignId, kind: Kind, day: Day): number {
    const at = kind === "signup" ? closeAt(day) : day;
    const index = at === null ? undefined : column.get(at);
    return index === undefined ? 0 : released(totals.get(`${campaign} ${kind}`)?.[index] ?? 0, source.groupSize);
  }

  function figure(members: readonly CampaignId[], kind: Kind, { first, last }: Period): number {
    let sum = 0;
    for (const member of members) sum += upTo(member, kind, last) - upTo(member, kind, addDays(first, -1));
    return sum;
  }

  function rate(members: readonly CampaignId[], part: Period): Rate | NoRate {
    if (signupsThrough === null || signupsThrough < part.first) return rateOf(0, 0);
    const shared: Period = { ...part, last: signupsThrough < part.last ? signupsThrough : part.last };
    return rateOf(figure(members, "signup", shared), figure(members, "visit", shared));
  }

  return { signupsThrough, figure, rate };
}
