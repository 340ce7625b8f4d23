/** What is paid for with the spend of some campaigns in one currency: sums, and what follows from them. Pure. */
import { marginOfSum } from "../release/margin.ts";
import type { Source } from "../release/released_counts.ts";
import { costPerSignup, costPerVisit } from "./cost.ts";
import { type DayRange, daysIn, type KnownSpend, unionOf } from "./known_spend.ts";
import { amountOf } from "./money.ts";

export interface PaidFigures {
  /** Three capital letters (ISO 4217). */
  readonly currency: string;
  /** In the unit of the currency, as all amounts here. */
  readonly spend: number;
  /** For how many days of the period it is known. */
  readonly spendDays: number;
  /** Counts, here and below: multiples of the group size. */
  readonly impressions: number;
  /** Null where a platform does not tell them. */
  readonly clicks: number | null;
  /** Of the days for which the spend is known and the counts are released. */
  readonly visits: number;
  readonly signups: number;
  /** Null where there are too few, where the spend is below zero, and where it is in two currencies. */
  readonly costPerVisit: number | null;
  readonly costPerSignup: number | null;
  readonly costPerSignupLow: number | null;
  readonly costPerSignupHigh: number | null;
  /** In the formal mode: how far `visits` and `signups` may be off, and what a visit costs at least and at most for that. */
  readonly margin?: { readonly visits: number; readonly signups: number };
  readonly costPerVisitLow?: number | null;
  readonly costPerVisitHigh?: number | null;
  /** Campaigns that brought visits or signups but are not in the row: their spend is not known, or is in two currencies. */
  readonly leftOut: readonly string[];
}

/** Visits and signups of one campaign on days with known spend. Each has its own spend, because they are released at different times. */
export interface Counted {
  readonly visits: Visits;
  readonly signups: Signups;
}

/** With the variance of the noise in them and the number of counts that they are a sum of, both 0 where there is no noise. */
interface Noisy {
  readonly noise: number;
  readonly counts: number;
}

interface Visits extends Noisy {
  readonly count: number;
  readonly micros: number;
}

export interface Signups extends Noisy {
  readonly count: number;
  readonly micros: number;
  /** The most signups that can have come before these days and been released on them; `heldAfter`: of these days, still held back. */
  readonly heldBefore: number;
  readonly heldAfter: number;
}

export const NO_VISITS: Visits = { count: 0, micros: 0, noise: 0, counts: 0 };
export const NO_SIGNUPS: Signups = { count: 0, micros: 0, heldBefore: 0, heldAfter: 0, noise: 0, counts: 0 };

/** Whether there is noise in the counts, and what bundles hide. */
type CostRules = Pick<Source, "formal" | "groupSize">;

/** Adds up campaigns. */
export class Paid {
  private readonly currency: string;
  private readonly source: CostRules;
  private micros = 0;
  private impressions = 0;
  private clicks: number | null = 0;
  private known: readonly DayRange[] = [];
  private visits: Visits = NO_VISITS;
  /** What was paid for signups. */
  signups: Signups = NO_SIGNUPS;

  constructor(currency: string, source: CostRules) {
    this.currency = currency;
    this.source = source;
  }

  /** @param counted null where no cost can be made of the campaign's spend: it is in two currencies */
  add(spend: KnownSpend, counted: Counted | null): void {
    this.micros += spend.micros;
    this.impressions += spend.impressions;
    this.clicks = this.clicks === null || spend.clicks === null ? null : this.clicks + spend.clicks;
    this.known = unionOf([...this.known, ...spend.known]);
    if (counted === null) return;
    this.visits = plusVisits(this.visits, counted.visits);
    this.signups = plusSignups(this.signups, counted.signups);
  }

  figures(leftOut: readonly string[]): PaidFigures {
    const { currency, visits, signups } = this;
    const { formal, groupSize } = this.source;
    const money = (micros: number | null): number | null => (micros === null ? null : amountOf(micros, currency));
    const marginOf = ({ noise, counts }: Noisy): number => (formal === undefined ? 0 : marginOfSum(noise, counts, groupSize));
    const margin = { visits: marginOf(visits), signups: marginOf(signups) };
    const perVisit = costPerVisit(visits.micros, visits.count, margin.visits);
    const perVisitOf = (count: number): number | null => money(perVisit === null ? null : visits.micros / count);
    return {
      currency,
      spend: amountOf(this.micros, currency),
      spendDays: daysIn(this.known),
      impressions: this.impressions,
      clicks: this.clicks,
      visits: visits.count,
      signups: signups.count,
      costPerVisit: money(perVisit),
      ...signupCost(signups, currency),
      leftOut,
      ...(formal === undefined
        ? {}
        : {
            margin,
            costPerVisitLow: perVisitOf(visits.count + margin.visits),
            costPerVisitHigh: perVisitOf(visits.count - margin.visits),
          }),
    };
  }
}

export function plusVisits(one: Visits, other: Visits): Visits {
  return {
    count: one.count + other.count,
    micros: one.micros + other.micros,
    noise: one.noise + other.noise,
    counts: one.counts + other.counts,
  };
}

export function plusSignups(one: Signups, other: Signups): Signups {
  return {
    count: one.count + other.count,
    micros: one.micros + other.micros,
    heldBefore: one.heldBefore + other.heldBefore,
    heldAfter: one.heldAfter + other.heldAfter,
    noise: one.noise + other.noise,
    counts: one.counts + other.counts,
  };
}

type SignupCostFigures = Pick<PaidFigures, "costPerSignup" | "costPerSignupLow" | "costPerSignupHigh">;

export function signupCost({ micros, count, heldBefore, heldAfter, noise }: Signups, currency: string): SignupCostFigures {
  const found = costPerSignup(micros, count, heldBefore, heldAfter, noise);
  if (found === null) return { costPerSignup: null, costPerSignupLow: null, costPerSignupHigh: null };
  return {
    costPerSignup: amountOf(found.cost, currency),
    costPerSignupLow: amountOf(found.low, currency),
    costPerSignupHigh: amountOf(found.high, currency),
  };
}
