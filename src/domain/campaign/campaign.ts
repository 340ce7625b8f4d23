/** Campaigns and channels: their shape and what follows from it. Pure. What staff enter is listed in fields.ts. */
import type { Day } from "../day.ts";
import type { Destination } from "./destination.ts";
import type { CAMPAIGN_FIELDS, FieldName, SPEC_FIELDS, SpecFieldName } from "./fields.ts";
import type { Slug } from "./slug.ts";

declare const campaignBrand: unique symbol;
/** The registry's number for a campaign, under which shards count; `NO_CAMPAIGN` stands for none. */
export type CampaignId = number & { readonly [campaignBrand]: true };

declare const channelBrand: unique symbol;
/** A channel's id, made by `parseChannelId` only. */
export type ChannelId = string & { readonly [channelBrand]: true };

/** 2 to 32 lower-case letters, digits and inner hyphens; null for anything else. */
export function parseChannelId(text: string): ChannelId | null {
  return /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/.test(text) ? (text as ChannelId) : null;
}

export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
}

export type Status = "scheduled" | "live" | "paused" | "ended" | "archived";

/** The value that a field of each kind has. */
interface Values {
  slug: Slug;
  line: string;
  text: string;
  channel: ChannelId;
  address: Destination;
  day: Day;
  param: string;
  flag: boolean;
  spec: Spec;
  age: number;
  amount: number;
  words: readonly string[];
}
type ValueOf<Row extends { readonly kind: keyof Values }> = Values[Row["kind"]];

/** What a campaign publishes of itself on `/about`; every field may be left out. */
export type Spec = { readonly [F in SpecFieldName]?: ValueOf<(typeof SPEC_FIELDS)[F]> | undefined };

type Fields = typeof CAMPAIGN_FIELDS;
/** What a marketer enters; checked field by field, not yet against the other campaigns. */
export type CampaignDraft = {
  readonly [F in FieldName]:
    | ValueOf<Fields[F]>
    | (Fields[F] extends { readonly isRequired: true } | { readonly kind: "flag" } ? never : null);
};

/** What the maker of a campaign answers beside its fields: stored nowhere but in the history. */
export interface Answers {
  /** The page whose address looks like one person's is the same for everybody. */
  readonly samePageForAll?: true | undefined;
  /** The many links in one channel on one day are for ads: none is for one person. */
  readonly manyLinks?: true | undefined;
  /** Another campaign of the same name in the same channel is meant. Asked in the dashboard only: a program that repeats a name means it. */
  readonly sameName?: true | undefined;
}

export interface NewCampaign extends CampaignDraft {
  readonly answers?: Answers | undefined;
}

export interface Campaign extends CampaignDraft {
  readonly id: CampaignId;
  readonly slug: Slug;
  readonly paused: boolean;
  readonly archivedOn: Day | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Goes up by one with every change. */
  readonly version: number;
}

/** The fields of a change; what is absent stays as it is. */
export type CampaignChange = Partial<Omit<CampaignDraft, "slug">> & { readonly paused?: boolean };
