/** What goes over the API, as types: they are held to the schemas that its description is made from (`test/client/types.test.ts`). */

export interface SignupReport {
  /** The code that the visitors came with; null when there was none. */
  readonly campaign: string | null;
  /** 1 to 1,000; 1 when left out. */
  readonly count?: number | undefined;
  /** Check everything, count nothing. */
  readonly test?: boolean | undefined;
}

export interface SignupAnswer {
  readonly counted: number;
  /** False for `null` and for a code that no campaign has: counted as unattributed. */
  readonly attributed: boolean;
}

/** Days are `YYYY-MM-DD`. */
export interface CampaignInfo {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  readonly destination: string;
  /** The first and the last day on which visits count. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Where the link leads after `endsOn`; null: to the destination. */
  readonly endedUrl: string | null;
  readonly thanksUrl: string | null;
  /** The parameter that carries the code; null: the tracker's. */
  readonly codeParam: string | null;
  readonly group: string | null;
  readonly countRepeats: boolean;
  readonly notes: string | null;
  readonly spec: CampaignSpec | null;
  /** What goes into the ad. */
  readonly link: string;
  readonly status: "scheduled" | "live" | "paused" | "ended";
  readonly createdAt: string;
  /** Goes up by one with every change. */
  readonly version: number;
}

/** Whom an ad is shown to, and who pays. */
export interface CampaignSpec {
  readonly published?: boolean | undefined;
  readonly description?: string | undefined;
  readonly ageFrom?: number | undefined;
  readonly ageTo?: number | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly interests?: readonly string[] | undefined;
  readonly budgetEuros?: number | undefined;
  readonly paidBy?: string | undefined;
  readonly delivered?: boolean | undefined;
}

/** Days are `YYYY-MM-DD`, both included. */
export interface FiguresQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by?: "channel" | "campaign" | "group" | undefined;
  readonly interval?: "total" | "day" | "week" | "month" | undefined;
}

/** Every count is a multiple of `groupSize`. */
export interface Figures {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly groupSize: number;
  /** The last days whose figures are complete. */
  readonly releasedThrough: { readonly visits: string; readonly signups: string | null };
  readonly rows: readonly FiguresRow[];
  /** `margin`: with `RELEASE=formal`, as in `Counts`. */
  readonly unattributed: { readonly signups: number; readonly margin?: number | null | undefined };
  readonly totals: Counts;
  /** Events that were counted and could not be written; 0 unless something is wrong. */
  readonly lost: number;
  /** Requests for links that nobody made, such as misprints. */
  readonly unknownLinks: number;
  /** With `RELEASE=formal`: how far each reason of `skipped`, `lost` and `unknownLinks` may be off. */
  readonly otherMargin?: number | null | undefined;
}

export interface FiguresRow extends Counts {
  /** In figures by channel and by campaign. */
  readonly channel?: string | undefined;
  /** In figures by group; null for the campaigns that are in none. */
  readonly group?: string | null | undefined;
  /** A campaign's slug, in figures by campaign. */
  readonly campaign?: string | undefined;
  /** The first day of the day, week or month. */
  readonly period?: string | undefined;
}

export interface Counts {
  readonly visits: number;
  readonly signups: number;
  /** Signups per visit, and the ends of its 95% interval; null where there are too few. */
  readonly rate: number | null;
  readonly rateLow: number | null;
  readonly rateHigh: number | null;
  /** Requests for links that are no visits, by reason. */
  readonly skipped: Readonly<Record<"head" | "prefetch" | "preview" | "bot" | "embedded" | "inactive", number>>;
  /**
   * With `RELEASE=formal`: in 95 of 100 cases the counts are off by no more; null where nothing of these days is out yet, of signups also where none of
   * their weeks ended in them. `mostlyNoise`: too small to be judged by itself.
   */
  readonly margin?: { readonly visits: number | null; readonly signups: number | null; readonly mostlyNoise: boolean } | undefined;
}
