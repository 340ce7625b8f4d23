/** What a rate is made of: released counts alone, and the noise in them. Pure. */

/** Released running totals of one campaign before a period and at its end. */
export interface Ends {
  readonly visitsBefore: number;
  readonly visits: number;
  readonly signupsBefore: number;
  readonly signups: number;
  /** In the formal mode: the variance of the noise that was drawn in the period. */
  readonly visitNoise?: number;
  readonly signupNoise?: number;
  /** And of the noise before it, and in one cell. Fields of their own, because reports make hundreds of thousands of these. */
  readonly visitNoiseBefore?: number;
  readonly signupNoiseBefore?: number;
  readonly visitCell?: number;
  readonly signupCell?: number;
}
