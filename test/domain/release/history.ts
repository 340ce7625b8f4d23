/** Made-up pasts of a tracker: what was counted day by day, and the report that would be read of it at some moment. */
import fc from "fast-check";
import type { CampaignId, Channel } from "../../../src/domain/campaign/campaign.ts";
import { addDays, type Day } from "../../../src/domain/day.ts";
import { type Kind, NO_CAMPAIGN, SKIP_REASONS } from "../../../src/domain/kind.ts";
import type { Source } from "../../../src/domain/release/released_counts.ts";
import type { Report, ReportQuery } from "../../../src/domain/release/report.ts";
import { type Cumulative, closedDaysAfter, type SignupRelease, type VisitRelease } from "../../../src/domain/release/rule.ts";
import { channelId, day, given, slug } from "../given.ts";
import { readReport } from "./read_report.ts";

interface Rules {
  readonly groupSize: number;
  readonly signupRelease: SignupRelease;
  readonly visitRelease: VisitRelease;
}
export const DAILY: Rules = { groupSize: 5, signupRelease: "daily", visitRelease: "live" };
export const LIVE: Rules = { groupSize: 5, signupRelease: "live", visitRelease: "live" };

/** Some events of one kind at one moment; `shard` is the one that counted them. */
interface Event {
  readonly day: Day;
  readonly campaign: CampaignId;
  readonly kind: Kind;
  readonly count: number;
  readonly shard: number;
}
/** In the order in which they happened. */
export type History = readonly Event[];

const START = day("2026-08-20");
/** Enough days for a whole month and several weeks between cut ones. */
const DAYS = 48;
export const BEFORE_ALL = addDays(START, -1);
export const AFTER_ALL = addDays(START, DAYS);

export const CHANNELS: readonly Channel[] = ["instagram", "tiktok", "google", "spotify"].map((id) => ({ id: channelId(id), name: id }));
export const CAMPAIGNS: Source["campaigns"] = [
  { id: 1 as CampaignId, slug: slug("ig-story"), channel: channelId("instagram"), archivedOn: null, group: "spring" },
  { id: 2 as CampaignId, slug: slug("ig-reel"), channel: channelId("instagram"), archivedOn: null },
  { id: 3 as CampaignId, slug: slug("fix-tiktok"), channel: channelId("tiktok"), archivedOn: null, group: "spring" },
  { id: 4 as CampaignId, slug: slug("old-search"), channel: channelId("google"), archivedOn: day("2026-09-01") },
];

/** `count` events of `kind` on a day of 2026, for the campaign of that slug or, with null, for none. */
export function event(date: string, campaign: string | null, kind: Kind, count: number): Event {
  const id = campaign === null ? NO_CAMPAIGN : given(CAMPAIGNS.find((one) => one.slug === campaign)?.id, `the campaign ${campaign}`);
  return { day: day(`2026-${date}`), campaign: id, kind, count, shard: 0 };
}

const campaignEvent = fc.record({
  day: fc.nat(DAYS - 1).map((days) => addDays(START, days)),
  campaign: fc.constantFrom(...CAMPAIGNS.map(({ id }) => id)),
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Kind>("visit") },
    { weight: 4, arbitrary: fc.constant<Kind>("signup") },
    { weight: 1, arbitrary: fc.constantFrom<Kind>(...SKIP_REASONS) },
  ),
  count: fc.integer({ min: 1, max: 9 }),
  shard: fc.nat(2),
});
const eventOfNone = fc
  .tuple(campaignEvent, fc.constantFrom<Kind>("signup", "signup", "lost", "unknown"))
  .map(([one, kind]): Event => ({ ...one, campaign: NO_CAMPAIGN, kind }));

export const histories: fc.Arbitrary<History> = fc
  .array(fc.oneof({ weight: 6, arbitrary: campaignEvent }, { weight: 1, arbitrary: eventOfNone }), { maxLength: 80, size: "max" })
  .map((events) => events.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));

export const rules: fc.Arbitrary<Rules> = fc.record({
  groupSize: fc.integer({ min: 5, max: 12 }),
  signupRelease: fc.constantFrom<SignupRelease>("daily", "live"),
  visitRelease: fc.constantFrom<VisitRelease>("live", "live", "daily"),
});

export const days: fc.Arbitrary<Day> = fc.integer({ min: -3, max: DAYS + 3 }).map((offset) => addDays(START, offset));

export const queries: fc.Arbitrary<ReportQuery> = fc
  .record({
    ends: fc.tuple(days, days),
    by: fc.constantFrom<ReportQuery["by"]>("channel", "campaign", "group"),
    interval: fc.constantFrom<ReportQuery["interval"]>("total", "day", "week", "month"),
  })
  .map(({ ends: [a, b], by, interval }) => ({ from: a < b ? a : b, to: a < b ? b : a, by, interval }));

/** From before the first event to after the last one. */
export const EVER: ReportQuery = { from: BEFORE_ALL, to: AFTER_ALL, by: "campaign", interval: "total" };

/** The exact count, straight from the events; of all campaigns and of none when `campaign` is left out. */
export function exact(history: History, through: Day, kind: Kind, campaign?: CampaignId): number {
  const counted = history.filter((one) => one.day <= through && one.kind === kind && (campaign === undefined || one.campaign === campaign));
  return counted.reduce((sum, { count }) => sum + count, 0);
}

/** Running totals of all sources' signups. */
function allSignups(history: History): Cumulative {
  const signupDays = new Set(history.filter(({ kind }) => kind === "signup").map((one) => one.day));
  return [...signupDays].map((at) => ({ day: at, total: exact(history, at, "signup") }));
}

export function sourceOf(history: History, today: Day, { groupSize, signupRelease, visitRelease }: Rules): Source {
  const known = history.filter((one) => one.day <= today);
  const shards = [...new Set(known.map(({ shard }) => shard))].map((shard) => known.filter((one) => one.shard === shard));
  return {
    today,
    timeZone: "Europe/Amsterdam",
    groupSize,
    signupRelease,
    visitRelease,
    channels: CHANNELS,
    campaigns: CAMPAIGNS,
    closedDays: closedDaysAfter(null, 0, allSignups(known), today, groupSize),
    read: async (campaigns, kinds, at) =>
      shards.flatMap((events) =>
        campaigns.flatMap((campaign) =>
          kinds
            .filter((kind) => events.some((one) => one.campaign === campaign && one.kind === kind))
            .map((kind) => ({ campaign, kind, totals: Float64Array.from(at, (through) => exact(events, through, kind, campaign)) })),
        ),
      ),
  };
}

export async function reportOf(history: History, today: Day, query: ReportQuery, rule: Rules): Promise<Report> {
  const result = await readReport(query, sourceOf(history, today, rule));
  if (!result.ok) throw new Error(`the test expected a report, not ${JSON.stringify(result.error)}`);
  return result.value;
}

type Counts = Pick<Report["totals"], "visits" | "signups" | "skipped">;
function named(name: string, { visits, signups, skipped }: Counts): [string, number][] {
  const ofKinds: [Kind, number][] = [
    ["visit", visits],
    ["signup", signups],
    ...SKIP_REASONS.map((one): [Kind, number] => [one, skipped[one]]),
  ];
  return ofKinds.map(([kind, figure]) => [`${name} ${kind}`, figure]);
}

/** Every figure of a report with the name of where it stands; the periods of a row have the same name. */
export function figures(report: Report): [name: string, figure: number][] {
  return [
    ...report.rows.flatMap((row) => named(row.campaign ?? row.channel ?? row.group ?? "no group", row)),
    ...named("totals", report.totals),
    ["unattributed signup", report.unattributed.signups],
    ["lost", report.lost],
    ["unknown", report.unknownLinks],
  ];
}

/** The figures of some reports added up by name, without those that are 0. */
export function sums(...reports: readonly Report[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [name, figure] of reports.flatMap(figures)) if (figure !== 0) found[name] = (found[name] ?? 0) + figure;
  return found;
}
