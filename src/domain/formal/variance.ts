/**
 * How much noise is in what the formal mode released of a campaign: the number of its cells times the variance of the noise of each. It follows from
 * what everybody may know, so it tells nothing. Pure.
 */
import type { CampaignId } from "../campaign/campaign.ts";
import { type Day, dayNumber } from "../day.ts";
import { NO_CAMPAIGN } from "../kind.ts";
import type { SignupPeriod } from "../release/rule.ts";
import { type CellCampaign, lastCellDay } from "./cells.ts";
import type { Epsilon } from "./epsilon.ts";
import { noiseTable } from "./noise.ts";

/** By which rule the days from `from` on have closed. */
export interface NoiseRule {
  readonly from: Day;
  readonly visit: Epsilon;
  readonly signup: Epsilon;
  readonly period: SignupPeriod;
}

/** The days of a campaign's cells, by their numbers; the last is infinite where none is known. */
interface Span {
  readonly first: number;
  readonly last: number;
}

const DAYS_A_WEEK = 7;
/** The number of a Sunday, with which a week ends. */
const A_SUNDAY = dayNumber("2026-11-01" as Day);
const ALWAYS: Span = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY };

export class NoiseVariance {
  /** Of one cell, by the latest rule. */
  readonly ofCell: { readonly visitCell: number; readonly signupCell: number };
  private readonly rules: readonly (Span & { readonly visit: number; readonly signup: number; readonly period: SignupPeriod })[];
  private readonly spans: ReadonlyMap<CampaignId, Span>;

  /** @param through the last day that has closed */
  constructor(rules: readonly NoiseRule[], through: Day, campaigns: readonly CellCampaign[]) {
    this.rules = rules.map(({ from, visit, signup, period }, index) => ({
      first: dayNumber(from),
      last: dayNumber(rules[index + 1]?.from ?? through) - (rules[index + 1] === undefined ? 0 : 1),
      visit: noiseTable(visit).variance,
      signup: noiseTable(signup).variance,
      period,
    }));
    const { visit: visitCell = 1, signup: signupCell = 1 } = this.rules.at(-1) ?? {};
    this.ofCell = { visitCell, signupCell };
    this.spans = new Map(campaigns.map((campaign) => [campaign.id, spanOf(campaign)]));
  }

  /**
   * The variance of the noise that was drawn after the day `from` and up to the day `to`, by their numbers.
   *
   * @param kind `signup`, or `visit` for all that has a cell each day
   */
  between(campaign: CampaignId, kind: "visit" | "signup", from: number, to: number): number {
    const span = (campaign === NO_CAMPAIGN ? undefined : this.spans.get(campaign)) ?? ALWAYS;
    let sum = 0;
    for (const rule of this.rules) {
      const first = Math.max(rule.first, span.first, from + 1);
      if (kind === "visit") sum += Math.max(0, Math.min(rule.last, span.last, to) - first + 1) * rule.visit;
      else sum += periodsBetween(first, Math.min(rule.last, lastPeriodOf(span, rule.period), to), rule.period) * rule.signup;
    }
    return sum;
  }
}

function spanOf(campaign: CellCampaign): Span {
  const last = lastCellDay(campaign);
  return { first: dayNumber(campaign.madeOn), last: last === null ? Number.POSITIVE_INFINITY : dayNumber(last) };
}

/** The end of the period in which the last cell day lies: its cell closes then. */
function lastPeriodOf({ last }: Span, period: SignupPeriod): number {
  return period === "day" || last === Number.POSITIVE_INFINITY
    ? last
    : last + ((((A_SUNDAY - last) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK);
}

/** How many periods end on the days from `first` to `last`. */
function periodsBetween(first: number, last: number, period: SignupPeriod): number {
  if (last < first) return 0;
  if (period === "day") return last - first + 1;
  return Math.floor((last - A_SUNDAY) / DAYS_A_WEEK) - Math.floor((first - 1 - A_SUNDAY) / DAYS_A_WEEK);
}
