/** A report for everybody who has its address: what a reader would see with both kinds of figures released by the day. Pure but for the `Source`. */
import type { CampaignId, ChannelId } from "../campaign/campaign.ts";
import type { Slug } from "../campaign/slug.ts";
import { addDays, type Day } from "../day.ts";
import { type Interval, periods } from "../period.ts";
import { type Result, success } from "../problems.ts";
import { type Days, daysOf, finestInterval, isAbout, latestWeeks, type ReportLink } from "../report_link.ts";
import { type CountMargin, MarginReader, type MarginSource, type RowMargin } from "./margin.ts";
import { type NoRate, type Rate, TOO_FEW } from "./rate.ts";
import type { Source } from "./released_counts.ts";
import { type Report, readReports } from "./report.ts";

/** What is asked for: the page, the table or the feed. */
export type OpenPart = "page" | "table" | "weeks";

/**
 * Figures, each a multiple of the group size; signups and what is made of them are null where the link shows visits alone. In the formal mode with how
 * far they may be off.
 */
export type OpenFigures = { readonly visits: number; readonly signups: number | null; readonly margin?: RowMargin } & (Rate | NoRate);

type OpenRow = OpenFigures & { readonly channel: ChannelId; readonly campaign?: string; readonly period?: Day };

type WeekMargin = CountMargin & { readonly period: Day };

export interface OpenReport {
  readonly link: Pick<ReportLink, "id" | "name" | "period" | "signups">;
  readonly timeZone: string;
  readonly groupSize: number;
  /** Null where no day is over yet. */
  readonly days: Days | null;
  /** The last days whose figures are released. */
  readonly through: { readonly visits: Day; readonly signups: Day | null };
  readonly by: "channel" | "campaign";
  /** The names of channels, and of campaigns where the link names them. */
  readonly names: { readonly channels: Readonly<Record<string, string>>; readonly campaigns: Readonly<Record<string, string>> };
  readonly totals: OpenFigures;
  readonly interval: Interval;
  readonly rows: readonly OpenRow[];
  /** In the formal mode: how far the sums of each week may be off, where the weeks are asked for. */
  readonly weekMargins?: readonly WeekMargin[];
}

/** What a campaign is called in public. */
export interface NamedCampaign {
  readonly id: CampaignId;
  readonly slug: Slug;
  readonly name: string;
  readonly channel: ChannelId;
  readonly group: string | null;
  readonly archivedOn: Day | null;
  /** The day on which it was made. */
  readonly madeOn: Day;
}

/** @param source of all campaigns; `today` is not over and is never part of the report */
export async function readOpenReport(
  link: ReportLink,
  part: OpenPart,
  campaigns: readonly NamedCampaign[],
  source: Source,
): Promise<Result<OpenReport>> {
  const included = campaigns.filter((campaign) => isAbout(link, campaign));
  const channels = source.channels.filter(
    ({ id }) => (link.channels ?? [id]).includes(id) && included.some(({ channel }) => channel === id),
  );
  const yesterday = addDays(source.today, -1);
  const since = included.map(({ madeOn }) => madeOn).sort()[0] ?? null;
  const all = daysOf(link.period, yesterday, since);
  const by = link.campaigns === null ? "channel" : "campaign";
  const names = {
    channels: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    campaigns: Object.fromEntries(by === "channel" ? [] : included.map(({ slug, name }) => [slug, name])),
  };
  const { id, name, period, signups } = link;
  const frame = { link: { id, name, period, signups }, timeZone: source.timeZone, groupSize: source.groupSize, by, names } as const;
  const closed: Source = { ...source, channels, campaigns: included, visitRelease: "daily", signupRelease: "daily" };
  if (all === null) {
    const through = { visits: yesterday, signups: source.closedDays.at(-1)?.day ?? null };
    return success({
      ...frame,
      days: null,
      through,
      totals: { visits: 0, signups: signups ? 0 : null, ...TOO_FEW },
      interval: "total",
      rows: [],
    });
  }
  const days = part === "weeks" ? latestWeeks(all) : all;
  const interval =
    part === "page" ? "total" : part === "weeks" ? "week" : finestInterval(days, by === "channel" ? channels.length : included.length);
  const read = await readFinest(days, part === "weeks" ? "channel" : by, interval, closed);
  if (!read.ok) return read;
  const { report, interval: used } = read.value;
  const rows = report.rows.flatMap(({ channel, campaign, period: label, ...row }): OpenRow[] => {
    if (channel === undefined) return [];
    const names = { channel, ...(campaign === undefined ? {} : { campaign }), ...(label === undefined ? {} : { period: label }) };
    return [{ ...names, ...shown(row, signups) }];
  });
  return success({
    ...frame,
    days,
    through: report.releasedThrough,
    totals: shown(report.totals, signups),
    interval: used,
    rows,
    ...(part === "weeks" && closed.formal !== undefined ? { weekMargins: weekMargins(days, { ...closed, formal: closed.formal }) } : {}),
  });
}

function shown({ visits, signups, rate, rateLow, rateHigh, margin }: Report["totals"], hasSignups: boolean): OpenFigures {
  const marked = margin === undefined ? {} : { margin };
  if (!hasSignups) return { visits, signups: null, ...TOO_FEW, ...marked };
  return rate === null ? { visits, signups, ...TOO_FEW, ...marked } : { visits, signups, rate, rateLow, rateHigh, ...marked };
}

function weekMargins({ from, to }: Days, source: MarginSource): WeekMargin[] {
  const margins = new MarginReader(source);
  const members = source.campaigns.map(({ id }) => id);
  return periods(from, to, "week").map(({ label, first, last }) => ({ period: label, ...margins.ofSum(members, first, last) }));
}

/** With a coarser interval where thousands of campaigns were ever made. */
async function readFinest(
  { from, to }: Days,
  by: "channel" | "campaign",
  interval: Interval,
  source: Source,
): Promise<Result<{ readonly report: Report; readonly interval: Interval }>> {
  const read = await readReports([{ from, to, by, interval }], source);
  const coarser = ({ day: "week", week: "month", month: "total", total: null } as const)[interval];
  if (!read.ok && coarser !== null) return readFinest({ from, to }, by, coarser, source);
  if (!read.ok) return read;
  const [report] = read.value;
  if (report === undefined) throw new Error("one report was asked for");
  return success({ report, interval });
}
