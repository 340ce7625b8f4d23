/**
 * What visits and signups cost: the platforms' spend beside released counts of the same days. Pure but for the `Source` it is given.
 *
 * A figure of several campaigns is the sum of their spend by the sum of their signups, never a mean of costs. Money is never converted.
 */
import type { ChannelId } from "../campaign/campaign.ts";
import { type Day, dayNumber } from "../day.ts";
import { MAX_REPORT_CELLS, MAX_REPORT_ROWS } from "../limits.ts";
import { type Interval, periods } from "../period.ts";
import { invalid, type Result, success } from "../problems.ts";
import { marginOfSum } from "../release/margin.ts";
import { type CostCampaign, type CostSource, type CountedDays, readCountedDays } from "./counted_days.ts";
import { type DayRange, type KnownSpend, type UnitFigures, UnitsSpend, unionOf } from "./known_spend.ts";
import { Paid, type PaidFigures, plusSignups, signupCost } from "./paid.ts";

export interface CostQuery {
  readonly from: Day;
  /** Inclusive; not before `from`. */
  readonly to: Day;
  readonly by: "channel" | "campaign" | "group";
  readonly interval: Exclude<Interval, "day">;
}

/** As `LooseReportQuery`. */
export type LooseCostQuery = Omit<CostQuery, "from" | "to"> & { readonly from?: Day | undefined; readonly to?: Day | undefined };

/** What a row is called: by its channel, by its channel and its campaign's slug, or by its group, which is null for campaigns in none. */
interface RowNames {
  readonly channel?: ChannelId;
  readonly campaign?: string;
  readonly group?: string | null;
}

export type CostRow = RowNames & { readonly period?: Day } & PaidFigures;

/** All campaigns in one currency. */
export interface CostTotal extends PaidFigures {
  /** Signups without a campaign's code, of the same days. */
  readonly unattributedSignups: number;
  /** In the formal mode: how far they may be off. */
  readonly unattributedMargin?: number;
  /** The spend by all signups, with a code or without: what one costs lies between this and `costPerSignup`. */
  readonly costPerSignupOfAll: number | null;
}

export interface Costs {
  readonly from: Day;
  readonly to: Day;
  readonly groupSize: number;
  /** The last day whose signups are released; null before the first has closed. */
  readonly signupsThrough: Day | null;
  readonly rows: readonly CostRow[];
  /** One for each currency, in their order. */
  readonly totals: readonly CostTotal[];
}

/** The spend of one campaign in one of the periods asked for, in one currency. */
interface Spent {
  readonly campaign: CostCampaign;
  readonly currency: string;
  readonly spend: KnownSpend;
  /** Whether the campaign's spend in the period is in another currency too. */
  readonly isMixed: boolean;
}

/** One of the periods asked for, with what was spent in it. */
interface CostPeriod extends DayRange {
  readonly label: Day;
  readonly spent: readonly Spent[];
}

export async function readCosts(query: CostQuery, units: readonly UnitFigures[], source: CostSource): Promise<Result<Costs>> {
  const spans = periods(query.from, query.to, query.interval);
  if (spans.length * source.campaigns.length > MAX_REPORT_CELLS) return invalid("interval", "report-too-large");
  const whole = { first: dayNumber(query.from), last: dayNumber(query.to) };
  const byCampaign = groupBy(units, ({ campaign }) => campaign);
  const spends = source.campaigns.map((campaign) => ({ campaign, byCurrency: spendsOf(byCampaign.get(campaign.id) ?? [], whole, source) }));
  const costPeriodOf = (label: Day, first: Day, last: Day): CostPeriod => {
    const range = { first: dayNumber(first), last: dayNumber(last) };
    return { label, ...range, spent: spends.flatMap((one) => spentWithin(one, range)) };
  };
  const costPeriods = spans.map(({ label, first, last }) => costPeriodOf(label, first, last));
  const total =
    query.interval === "total" && costPeriods[0] !== undefined ? costPeriods[0] : costPeriodOf(query.from, query.from, query.to);
  const counts = await readCountedDays([...costPeriods, total], source);
  if (counts === null) return invalid("interval", "report-too-large");
  const rows = rowsOf(query, costPeriods, counts, source);
  if (rows.length > MAX_REPORT_ROWS) return invalid("interval", "report-too-long", { max: MAX_REPORT_ROWS });
  return success({
    from: query.from,
    to: query.to,
    groupSize: source.groupSize,
    signupsThrough: counts.signupsThrough,
    rows,
    totals: totalsOf(total, counts, source),
  });
}

/** What is known of one campaign, in each currency. */
interface CampaignSpend {
  readonly campaign: CostCampaign;
  readonly byCurrency: readonly { readonly currency: string; readonly spend: UnitsSpend }[];
}

function spendsOf(units: readonly UnitFigures[], whole: DayRange, { groupSize }: CostSource): CampaignSpend["byCurrency"] {
  return [...groupBy(units, ({ currency }) => currency)]
    .map(([currency, own]) => ({ currency, spend: new UnitsSpend(own, whole, groupSize) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

function spentWithin({ campaign, byCurrency }: CampaignSpend, period: DayRange): Spent[] {
  const found = byCurrency.flatMap(({ currency, spend }) => {
    const known = spend.within(period);
    return known === null ? [] : [{ campaign, currency, spend: known }];
  });
  return found.map((one) => ({ ...one, isMixed: found.length > 1 }));
}

/** What a row is about. */
interface RowSource {
  readonly names: RowNames;
  readonly campaigns: readonly CostCampaign[];
}

function rowSourcesOf({ by }: CostQuery, { campaigns, channels }: CostSource): RowSource[] {
  if (by === "group") return [...groupBy(campaigns, ({ group }) => group)].map(([group, own]) => ({ names: { group }, campaigns: own }));
  if (by === "campaign") return campaigns.map((one) => ({ names: { channel: one.channel, campaign: one.slug }, campaigns: [one] }));
  const ofChannel = groupBy(campaigns, ({ channel }) => channel);
  return channels.map(({ id }) => ({ names: { channel: id }, campaigns: ofChannel.get(id) ?? [] }));
}

function rowsOf(query: CostQuery, costPeriods: readonly CostPeriod[], counts: CountedDays, source: CostSource): CostRow[] {
  const spent = costPeriods.map((costPeriod) => groupBy(costPeriod.spent, ({ campaign }) => campaign.id));
  return rowSourcesOf(query, source).flatMap(({ names, campaigns }) =>
    costPeriods.flatMap((costPeriod, index): CostRow[] => {
      const own = campaigns.flatMap(({ id }) => spent[index]?.get(id) ?? []);
      if (own.length === 0) return [];
      const named = query.interval === "total" ? names : { ...names, period: costPeriod.label };
      const missing = leftOut(campaigns, own, costPeriod, counts);
      return addedUp(own, counts, source).map(([, paid]) => ({ ...named, ...paid.figures(missing) }));
    }),
  );
}

/** What was spent, by currency. */
function addedUp(spent: readonly Spent[], counts: CountedDays, source: CostSource): [string, Paid][] {
  const found = new Map<string, Paid>();
  for (const { campaign, currency, spend, isMixed } of spent) {
    const paid = found.get(currency) ?? new Paid(currency, source);
    paid.add(spend, isMixed ? null : counts.of(campaign, spend.runs));
    found.set(currency, paid);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The campaigns that brought something in a period for which their spend is not known, or is in two currencies. */
function leftOut(campaigns: readonly CostCampaign[], spent: readonly Spent[], costPeriod: DayRange, counts: CountedDays): string[] {
  const isMixed = new Map(spent.map((one) => [one.campaign.id, one.isMixed]));
  return campaigns.filter(({ id }) => isMixed.get(id) ?? counts.brought(id, costPeriod)).map(({ slug }) => slug);
}

function totalsOf(total: CostPeriod, counts: CountedDays, source: CostSource): CostTotal[] {
  return addedUp(total.spent, counts, source).map(([currency, paid]) => {
    const runs = total.spent.flatMap((one) => (one.currency === currency && !one.isMixed ? one.spend.runs : []));
    const unattributed = counts.unattributed(unionOf(runs));
    const { costPerSignup } = signupCost(plusSignups(paid.signups, unattributed), currency);
    return {
      ...paid.figures(leftOut(source.campaigns, total.spent, total, counts)),
      unattributedSignups: unattributed.count,
      ...(source.formal === undefined
        ? {}
        : { unattributedMargin: marginOfSum(unattributed.noise, unattributed.counts, source.groupSize) }),
      costPerSignupOfAll: costPerSignup,
    };
  });
}

function groupBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const own = found.get(key);
    if (own === undefined) found.set(key, [one]);
    else own.push(one);
  }
  return found;
}
