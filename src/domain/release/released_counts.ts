/**
 * Turns exact running totals into whole bundles, by the rule in src/domain/release/rule.ts. Every count of visits, signups and skipped requests
 * that leaves comes through here. Pure but for the `Source` that it is given.
 */
import type { Campaign, CampaignId, Channel } from "../campaign/campaign.ts";
import { addDays, type Day, dayNumber } from "../day.ts";
import type { NoiseVariance } from "../formal/variance.ts";
import { KINDS, type Kind, NO_CAMPAIGN } from "../kind.ts";
import type { Period } from "../period.ts";
import type { Ends } from "./ends.ts";
import { type BoundDays, NoiseBetween } from "./noise_between.ts";
import { type Cumulative, released, type SignupRelease, type VisitRelease } from "./rule.ts";

/** Where a report's exact counts come from, and what it may release of them. */
export interface Source {
  readonly today: Day;
  readonly timeZone: string;
  readonly groupSize: number;
  readonly signupRelease: SignupRelease;
  readonly visitRelease: VisitRelease;
  readonly channels: readonly Channel[];
  readonly campaigns: readonly (Pick<Campaign, "id" | "slug" | "channel" | "archivedOn"> & Partial<Pick<Campaign, "group">>)[];
  /** The days whose signups are closed, in ascending order. */
  readonly closedDays: Cumulative;
  /** Whether they are all campaigns. */
  readonly isAll?: boolean;
  /** In the formal mode, where `read` gives what was released already: the last day that has closed, and how much noise is in it. */
  readonly formal?: { readonly through: Day; readonly noise: NoiseVariance };
  /** Running totals at the ends of `days`. Those of one campaign and kind may come in several pieces, which are to be added up. */
  read(campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[]): Promise<readonly PartialTotals[]>;
}

/** The running totals of one campaign and kind at the end of the days asked for, in their order. */
export interface Totals {
  readonly campaign: CampaignId;
  readonly kind: Kind;
  readonly totals: Float64Array;
}

/** Running totals at the ends of some of the days asked for, from the index `from` on (0 where it is left out). */
export type PartialTotals = Totals & { readonly from?: number };

/**
 * Running sums of released counts at the bounds of the periods: first at the end of the day before `from`, then at the end of each period.
 * The rated ones go up to the last day for which both visits and signups are released, so that a rate divides counts of the same days:
 * the visits of a day that is too quiet to close wait for its signups, and live signups wait for visits that come out later.
 */
export type Sums = Readonly<Record<SummedKind, Float64Array>> & { readonly members: readonly Rated[] };
const RATED = ["ratedVisit", "ratedSignup"] as const;
export type SummedKind = Kind | (typeof RATED)[number];

/** The rated counts of one campaign, as in `Sums`: what bundles hide depends on how many campaigns a sum has, and on how small they are. */
interface Rated {
  readonly ratedVisit: Float64Array;
  readonly ratedSignup: Float64Array;
  /** In the formal mode. */
  readonly noise: NoiseBetween | null;
}

/** The running totals of each campaign of a row at the bounds `from` and `to`. */
export function endsOf({ members }: Sums, from: number, to: number): Ends[] {
  return members.map(({ ratedVisit, ratedSignup, noise }) => {
    const visitsBefore = ratedVisit[from] ?? 0;
    const visits = ratedVisit[to] ?? 0;
    const signupsBefore = ratedSignup[from] ?? 0;
    const signups = ratedSignup[to] ?? 0;
    if (noise === null) return { visitsBefore, visits, signupsBefore, signups };
    const visitNoiseBefore = noise.upTo("ratedVisit", from);
    const signupNoiseBefore = noise.upTo("ratedSignup", from);
    const visitNoise = noise.upTo("ratedVisit", to) - visitNoiseBefore;
    const signupNoise = noise.upTo("ratedSignup", to) - signupNoiseBefore;
    const { visitCell, signupCell } = noise.ofCell;
    return {
      visitsBefore,
      visits,
      signupsBefore,
      signups,
      visitNoise,
      signupNoise,
      visitNoiseBefore,
      signupNoiseBefore,
      visitCell,
      signupCell,
    };
  });
}

/** The exact counts of one report. These functions return whole bundles only. */
export interface Counts {
  readonly visitsThrough: Day;
  readonly signupsThrough: Day | null;
  /** The sums of what each of `members` has released by itself: never computed from counts across campaigns. */
  sumsOf(members: readonly CampaignId[]): Sums;
  /** As `sumsOf`, at the first and the last of the bounds alone. */
  outerSumsOf(members: readonly CampaignId[]): Sums;
}

/** The days of a report: the first, and the periods that they make. */
export interface Span {
  readonly from: Day;
  readonly periods: readonly Period[];
}

/** Enough for rates, costs and comparisons. The other kinds are most of what there is to read. */
export const VISITS_AND_SIGNUPS = ["visit", "signup"] as const satisfies readonly Kind[];

/** The counts of each of `spans`, for which the exact ones are read once. @param kinds those that are read; the sums of others are 0 */
export async function readCounts(spans: readonly Span[], source: Source, kinds: readonly Kind[] = KINDS): Promise<Counts[]> {
  const bounds = spans.map((span) => boundsOf(span, source));
  const ends = bounds.flatMap(({ visits, signups, rated }) => [...visits, ...signups, ...rated]).filter((day) => day !== null);
  const days = [...new Set(ends)].sort();
  const exact: Exact = { column: new Map(days.map((day, index) => [day, index])), totals: await readTotals(source, kinds, days) };
  return bounds.map((one) => countsOf(one, exact, source));
}

/**
 * The days at whose ends a report's periods begin and end. `visits`: up to the last released day. `signups`: the last
 * closed day up to each bound. `rated`: for rates, days for which both are released.
 */
interface Bounds {
  readonly visits: readonly Day[];
  readonly signups: readonly (Day | null)[];
  readonly rated: readonly (Day | null)[];
}

/** The last day whose visits are released. */
export function visitsThrough({ visitRelease, today, formal }: Pick<Source, "visitRelease" | "today" | "formal">): Day {
  if (formal !== undefined) return formal.through;
  return visitRelease === "daily" ? addDays(today, -1) : today;
}

function boundsOf({ from, periods }: Span, source: Source): Bounds {
  const through = visitsThrough(source);
  const isOut = (day: Day): boolean => source.visitRelease !== "daily" || day <= through;
  const all = [addDays(from, -1), ...periods.map(({ last }) => last)];
  const visits = all.map((day) => (isOut(day) ? day : through));
  // A rate divides counts of the same days, so where visits are released by the hour, today is left out.
  const yesterday = addDays(source.today, -1);
  const whole = source.visitRelease === "hourly" ? visits.map((day) => (day < source.today ? day : yesterday)) : visits;
  // Signups only ever up to a closed day: a change of zone can move today back before the last closed day.
  const signupsUpTo = (bounds: readonly Day[]) => (source.signupRelease === "live" ? bounds : lastClosedDays(bounds, source.closedDays));
  return { visits, signups: signupsUpTo(all), rated: signupsUpTo(whole) };
}

/** The exact running totals that were read, and the index of each day in them. */
interface Exact {
  readonly column: ReadonlyMap<Day, number>;
  readonly totals: ReadonlyMap<CampaignId, ReadonlyMap<Kind, Float64Array>>;
}

function countsOf(bounds: Bounds, { column, totals }: Exact, source: Source): Counts {
  const { signupRelease, closedDays, today, groupSize } = source;
  const signupsThrough = signupRelease === "live" ? today : (closedDays.at(-1)?.day ?? null);
  const columnsOf = (ends: readonly (Day | null)[]): number[] => ends.map((day) => (day === null ? -1 : (column.get(day) ?? -1)));
  const columns: Columns = { visits: columnsOf(bounds.visits), signups: columnsOf(bounds.signups), rated: columnsOf(bounds.rated) };
  const outer: Columns = { visits: outermost(columns.visits), signups: outermost(columns.signups), rated: outermost(columns.rated) };
  const { formal } = source;
  const numbers = formal === undefined ? [] : Array.from(column.keys(), dayNumber);

  /** Adds to `sums` what is released of running totals at the ends of `at`. */
  function addReleased(sums: Float64Array, exact: Float64Array, at: readonly number[]): void {
    for (let bound = 0; bound < at.length; bound += 1) {
      const index = at[bound] ?? -1;
      if (index >= 0) sums[bound] = (sums[bound] ?? 0) + released(exact[index] ?? 0, groupSize);
    }
  }

  const daysAt = (ends: readonly number[]): number[] => ends.map((end) => numbers[end] ?? Number.NEGATIVE_INFINITY);
  const boundDays = ({ visits, signups, rated }: Columns): BoundDays => {
    const ratedDays = daysAt(rated);
    return { visit: daysAt(visits), signup: daysAt(signups), ratedVisit: ratedDays, ratedSignup: ratedDays };
  };
  const days = formal === undefined ? null : new Map([columns, outer].map((at) => [at, boundDays(at)]));

  function noiseOf(campaign: CampaignId, at: Columns): NoiseBetween | null {
    const bounds = days?.get(at);
    return formal === undefined || bounds === undefined ? null : new NoiseBetween(campaign, formal.noise, bounds);
  }

  function ratedOf(campaign: CampaignId, kinds: ReadonlyMap<Kind, Float64Array>, at: Columns): Rated {
    const { rated } = at;
    const own: Rated = {
      ratedVisit: new Float64Array(rated.length),
      ratedSignup: new Float64Array(rated.length),
      noise: noiseOf(campaign, at),
    };
    addReleased(own.ratedVisit, kinds.get("visit") ?? NO_TOTALS, rated);
    addReleased(own.ratedSignup, kinds.get("signup") ?? NO_TOTALS, rated);
    return own;
  }

  function sumsAt(at: Columns, of: readonly CampaignId[]): Sums {
    const { visits, signups } = at;
    const kinds = [...KINDS, ...RATED].map((kind) => [kind, new Float64Array(visits.length)]);
    const sums = Object.fromEntries(kinds) as Record<Kind | (typeof RATED)[number], Float64Array>;
    const members: Rated[] = [];
    for (const member of of) {
      const exact = totals.get(member);
      if (exact === undefined) continue;
      for (const [kind, totalsOfKind] of exact) addReleased(sums[kind], totalsOfKind, kind === "signup" ? signups : visits);
      const own = ratedOf(member, exact, at);
      for (const name of RATED) addTo(sums[name], own[name]);
      members.push(own);
    }
    return { ...sums, members };
  }

  return {
    visitsThrough: visitsThrough(source),
    signupsThrough,
    sumsOf: (members) => sumsAt(columns, members),
    outerSumsOf: (members) => sumsAt(outer, members),
  };
}

const NO_TOTALS = new Float64Array();

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let bound = 0; bound < sums.length; bound += 1) sums[bound] = (sums[bound] ?? 0) + (more[bound] ?? 0);
}

/** The indexes of the bounds in the days that were read; -1 for a bound before the first closed day. */
interface Columns {
  readonly visits: readonly number[];
  readonly signups: readonly number[];
  readonly rated: readonly number[];
}

function outermost(columns: readonly number[]): number[] {
  return [columns[0] ?? -1, columns.at(-1) ?? -1];
}

/** For each of `bounds`, which ascend, the last closed day up to it; null when there is none. */
function lastClosedDays(bounds: readonly Day[], closedDays: Cumulative): (Day | null)[] {
  let next = 0;
  return bounds.map((bound) => {
    while (next < closedDays.length && (closedDays[next]?.day ?? bound) <= bound) next += 1;
    return closedDays[next - 1]?.day ?? null;
  });
}

/** The exact running totals at the ends of `days`, over all shards, by campaign and kind. */
async function readTotals(source: Source, kinds: readonly Kind[], days: readonly Day[]): Promise<Map<CampaignId, Map<Kind, Float64Array>>> {
  const found = new Map<CampaignId, Map<Kind, Float64Array>>();
  const partials = await source.read([...source.campaigns.map(({ id }) => id), NO_CAMPAIGN], kinds, days);
  for (const { campaign, kind, totals, from = 0 } of partials) {
    const own = found.get(campaign) ?? new Map<Kind, Float64Array>();
    const sum = own.get(kind) ?? new Float64Array(days.length);
    for (let index = 0; index < totals.length; index += 1) sum[from + index] = (sum[from + index] ?? 0) + (totals[index] ?? 0);
    found.set(campaign, own.set(kind, sum));
  }
  return found;
}
