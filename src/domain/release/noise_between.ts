/** How much noise is in the counts of one campaign between the bounds of a report (formal mode). Pure. */
import type { CampaignId } from "../campaign/campaign.ts";
import type { NoiseVariance } from "../formal/variance.ts";

/** The counts that noise is in; the rated ones are those of which rates are made. */
type Of = "visit" | "signup" | "ratedVisit" | "ratedSignup";
/** The days at the bounds, by their numbers; −∞ where nothing is released yet. */
export type BoundDays = Readonly<Record<Of, readonly number[]>>;

export class NoiseBetween {
  /** The variance of the noise of one cell, by the latest rule. */
  readonly ofCell: { readonly visitCell: number; readonly signupCell: number };
  private readonly campaign: CampaignId;
  private readonly variance: NoiseVariance;
  private readonly days: BoundDays;
  /** The variance of all noise up to each bound. Reports ask for neighbouring periods, so each is asked for twice. */
  private readonly known: Partial<Record<Of, Float64Array>> = {};

  constructor(campaign: CampaignId, variance: NoiseVariance, days: BoundDays) {
    this.campaign = campaign;
    this.variance = variance;
    this.days = days;
    this.ofCell = variance.ofCell;
  }

  /** The variance of the noise that was drawn between two bounds. */
  between(of: Of, from: number, to: number): number {
    return this.upTo(of, to) - this.upTo(of, from);
  }

  /** The variance of all noise up to a bound. */
  upTo(of: Of, bound: number): number {
    const day = this.days[of][bound];
    if (day === undefined || day === Number.NEGATIVE_INFINITY) return 0;
    this.known[of] ??= new Float64Array(this.days[of].length).fill(-1);
    const sums = this.known[of];
    const known = sums[bound] ?? -1;
    if (known >= 0) return known;
    const kind = of === "signup" || of === "ratedSignup" ? "signup" : "visit";
    const sum = this.variance.between(this.campaign, kind, Number.NEGATIVE_INFINITY, day);
    sums[bound] = sum;
    return sum;
  }
}
