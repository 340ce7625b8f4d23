/** The part of a campaign that the visitor plane gets. A field that fields.ts does not open stays with staff. Pure. */
import type { Campaign, Spec } from "./campaign.ts";
import { CAMPAIGN_FIELDS, FIELD_NAMES, type FieldName, type Names, SPEC_FIELD_NAMES, SPEC_FIELDS, type SpecFieldName } from "./fields.ts";

type Open = { readonly seenBy: "visitors" };
type OpenField = Names<typeof CAMPAIGN_FIELDS, Open>;
type OpenSpecField = Names<typeof SPEC_FIELDS, Open>;

/** Of what the registry itself keeps of a campaign. */
const OPEN_RECORD_FIELDS = ["id", "paused", "archivedOn"] as const satisfies readonly Exclude<keyof Campaign, FieldName>[];

type OpenSpec = Pick<Spec, OpenSpecField>;
export type OpenCampaign = Pick<Campaign, OpenField | (typeof OPEN_RECORD_FIELDS)[number]> & { readonly spec: OpenSpec | null };

const isOpenField = (name: FieldName): name is OpenField => CAMPAIGN_FIELDS[name].seenBy === "visitors";
const isOpenSpecField = (name: SpecFieldName): name is OpenSpecField => SPEC_FIELDS[name].seenBy === "visitors";
const OPEN_FIELDS = [...FIELD_NAMES.filter(isOpenField), ...OPEN_RECORD_FIELDS];
const OPEN_SPEC_FIELDS = SPEC_FIELD_NAMES.filter(isOpenSpecField);

/** Where a campaign's link leads and when, and its plan if that is published. */
export function openPart(campaign: Campaign): OpenCampaign {
  const { spec } = campaign;
  return { ...pick(campaign, OPEN_FIELDS), spec: spec?.published === true ? pick(spec, OPEN_SPEC_FIELDS) : null };
}

function pick<T extends object, const K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]])) as Pick<T, K>;
}
