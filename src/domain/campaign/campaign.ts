/** Campaigns and channels: their shape and what follows from it. Pure. */
import type { Day } from "../day.ts";
import type { Destination } from "./destination.ts";
import type { Slug } from "./slug.ts";

declare const campaignBrand: unique symbol;
/** The registry's number for a campaign, under which shards count; 0 stands for "no campaign". */
export type CampaignId = number & { readonly [campaignBrand]: true };
export const NO_CAMPAIGN = 0 as CampaignId;

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

/** What a campaign publishes of itself on `/about`; every field may be left out. */
export interface Spec {
  /** Whether `/about` shows this specification and the campaign's link. */
  readonly published?: boolean | undefined;
  readonly description?: string | undefined;
  readonly ageFrom?: number | undefined;
  readonly ageTo?: number | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly interests?: readonly string[] | undefined;
  readonly budgetEuros?: number | undefined;
  readonly paidBy?: string | undefined;
}

/** What a marketer enters; checked field by field, not yet against the other campaigns. */
export interface CampaignDraft {
  readonly slug: Slug | null;
  readonly name: string;
  readonly channel: ChannelId;
  readonly destination: Destination;
  readonly startsOn: Day | null;
  readonly endsOn: Day | null;
  readonly thanksUrl: Destination | null;
  readonly countRepeats: boolean;
  readonly notes: string | null;
  readonly spec: Spec | null;
}

/** What the maker of a campaign answers beside its fields: stored nowhere but in the history. */
export interface Answers {
  /** The page that looks as if it were one person's is the same for everybody. */
  readonly samePageForAll?: true | undefined;
  /** So many links in one channel on one day are for ads, and not for a person each. */
  readonly manyLinks?: true | undefined;
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

/** What of a campaign the visitors' part may know. A field that is not named here stays with staff, so a new one does too. */
const OPEN_FIELDS = [
  "id",
  "slug",
  "name",
  "channel",
  "destination",
  "startsOn",
  "endsOn",
  "thanksUrl",
  "countRepeats",
  "paused",
  "archivedOn",
] as const satisfies readonly (keyof Campaign)[];
/** What `/about` shows of a plan whose marketer publishes it. */
const OPEN_SPEC_FIELDS = [
  "published",
  "description",
  "ageFrom",
  "ageTo",
  "regions",
  "languages",
  "interests",
  "budgetEuros",
  "paidBy",
] as const satisfies readonly (keyof Spec)[];

export type OpenSpec = Pick<Spec, (typeof OPEN_SPEC_FIELDS)[number]>;
export type OpenCampaign = Pick<Campaign, (typeof OPEN_FIELDS)[number]> & { readonly spec: OpenSpec | null };

/** What the visitors' part gets of a campaign: where its link leads and when, and its plan if that is published. */
export function openPart(campaign: Campaign): OpenCampaign {
  const { spec } = campaign;
  return { ...pick(campaign, OPEN_FIELDS), spec: spec?.published === true ? pick(spec, OPEN_SPEC_FIELDS) : null };
}

function pick<T extends object, const K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]])) as Pick<T, K>;
}

/** The fields of a change; what is absent stays as it is. */
export type CampaignChange = Partial<Omit<CampaignDraft, "slug">> & { readonly paused?: boolean };

export function statusOn(campaign: Pick<Campaign, "archivedOn" | "endsOn" | "startsOn" | "paused">, today: Day): Status {
  if (campaign.archivedOn !== null) return "archived";
  if (campaign.endsOn !== null && today > campaign.endsOn) return "ended";
  if (campaign.paused) return "paused";
  if (campaign.startsOn !== null && today < campaign.startsOn) return "scheduled";
  return "live";
}
