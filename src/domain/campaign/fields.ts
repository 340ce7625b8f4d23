/**
 * The fields that staff enter for a campaign, one row each. From a row follow the type of the value, the column in SQL and in CSV files,
 * what the API takes and answers, the form's input with its label, the name that stands before an error, the place on the campaign's page, what
 * visitors may see, and the example in the API's description. Plain data: what each place does with a field, it does by the field's kind, and
 * the compiler asks there for a kind that is new.
 */
import { MAX_GROUP_CHARS, MAX_NAME_CHARS, MAX_NOTES_CHARS } from "../limits.ts";

interface Field {
  /** `visitors`: `/about` may show it, so the visitor plane gets it. */
  readonly seenBy: "staff" | "visitors";
  /** For the API's description, where the name alone does not say it. */
  readonly meaning?: string;
  /** Fields with the same word stand side by side in the form. */
  readonly row?: string;
}

interface CampaignField extends Field {
  /** In the table `campaigns`. */
  readonly column: string;
  readonly isRequired?: true;
  /** The part of the form that it is in. */
  readonly form: "top" | "details" | "plan";
  /** The campaign's page lists it with its label where it is set. Other fields have a place of their own there, or none. */
  readonly isListed?: true;
}

/** A kind of value, its bounds, and an example that no field has by itself. A `line` is one line of text, a `text` may have several. */
type Value =
  | { readonly kind: "line" | "text"; readonly maxChars: number; readonly example: string }
  | { readonly kind: "slug" | "channel" | "address" | "day" | "param"; readonly example: string }
  | { readonly kind: "flag"; readonly unset: boolean; readonly example: boolean }
  | { readonly kind: "spec" };

/** The same for a field of the plan (`spec`). */
type SpecValue =
  | { readonly kind: "line"; readonly maxChars: number; readonly example: string }
  | { readonly kind: "flag"; readonly example: boolean }
  | { readonly kind: "age" | "amount"; readonly example: number }
  | { readonly kind: "words"; readonly example: readonly string[] };

export const CAMPAIGN_FIELDS = {
  slug: { kind: "slug", column: "slug", seenBy: "visitors", form: "top", example: "autumn-video" },
  name: {
    kind: "line",
    maxChars: MAX_NAME_CHARS,
    column: "name",
    isRequired: true,
    seenBy: "visitors",
    form: "top",
    example: "Autumn video",
  },
  channel: { kind: "channel", column: "channel", isRequired: true, seenBy: "visitors", form: "top", example: "youtube" },
  destination: {
    kind: "address",
    column: "destination",
    isRequired: true,
    seenBy: "visitors",
    form: "top",
    example: "https://example.org/video#sign",
  },
  startsOn: {
    kind: "day",
    column: "starts_on",
    seenBy: "visitors",
    form: "details",
    row: "days",
    meaning: "the first day on which visits count",
    example: "2026-10-01",
  },
  endsOn: {
    kind: "day",
    column: "ends_on",
    seenBy: "visitors",
    form: "details",
    row: "days",
    meaning: "the last day on which visits count",
    example: "2026-12-24",
  },
  endedUrl: {
    kind: "address",
    column: "ended_url",
    seenBy: "visitors",
    form: "details",
    isListed: true,
    meaning:
      "where the link leads after endsOn, and once the campaign is archived, without the code; null: to the destination, or if archived to the page that its group or FALLBACK_URL names",
    example: "https://example.org/thanks-to-all",
  },
  countRepeats: {
    kind: "flag",
    unset: true,
    column: "count_repeats",
    seenBy: "visitors",
    form: "details",
    meaning: "true unless it is given; false: the browser remembers the redirect until the day ends",
    example: false,
  },
  thanksUrl: {
    kind: "address",
    column: "thanks_url",
    seenBy: "visitors",
    form: "details",
    meaning: "where /{slug}/thanks leads; null: there is no such link",
    example: "https://example.org/thanks",
  },
  codeParam: {
    kind: "param",
    column: "code_param",
    seenBy: "visitors",
    form: "details",
    isListed: true,
    meaning: "the parameter that carries the code to the destination; null: CODE_PARAM",
    example: "source",
  },
  group: {
    kind: "line",
    maxChars: MAX_GROUP_CHARS,
    column: "group_name",
    seenBy: "staff",
    form: "details",
    meaning: "what campaigns that belong together have in common; a campaign is in one group or in none",
    example: "Autumn 2026",
  },
  notes: {
    kind: "text",
    maxChars: MAX_NOTES_CHARS,
    column: "notes",
    seenBy: "staff",
    form: "details",
    isListed: true,
    meaning: "for staff only",
    example: "Bought with the spring budget.",
  },
  // Whether visitors see it is asked field by field, and only where it is published.
  spec: {
    kind: "spec",
    column: "spec",
    seenBy: "staff",
    form: "plan",
    meaning: "the campaign's specification, which its organisation may publish",
  },
} as const satisfies Readonly<Record<string, CampaignField & Value>>;

/** What a campaign publishes of itself on `/about`; every field may be left out. */
export const SPEC_FIELDS = {
  published: { kind: "flag", seenBy: "visitors", meaning: "whether /about shows this specification and the link", example: true },
  description: {
    kind: "line",
    maxChars: 500,
    seenBy: "visitors",
    meaning: "what is shown, to whom, and why",
    example: "A video of half a minute",
  },
  ageFrom: { kind: "age", row: "ages", seenBy: "visitors", meaning: "the youngest whom the ad is shown to, in years", example: 18 },
  ageTo: { kind: "age", row: "ages", seenBy: "visitors", meaning: "the oldest whom the ad is shown to, in years", example: 35 },
  regions: { kind: "words", seenBy: "visitors", meaning: "where the ad is shown", example: ["Netherlands"] },
  languages: { kind: "words", seenBy: "visitors", meaning: "the languages that the platform was told to look for", example: ["nl", "en"] },
  interests: { kind: "words", seenBy: "visitors", meaning: "the interests that the platform was told to look for", example: ["privacy"] },
  budgetEuros: { kind: "amount", row: "money", seenBy: "visitors", meaning: "what is spent on the campaign, in euros", example: 2500 },
  paidBy: {
    kind: "line",
    maxChars: MAX_NAME_CHARS,
    row: "money",
    seenBy: "visitors",
    meaning: "who pays for it",
    example: "Example Foundation",
  },
  delivered: {
    kind: "flag",
    seenBy: "visitors",
    meaning:
      "whether /about shows beside it what the ad platforms say was spent and whom the ad was shown to, once the campaign is over or 30 days old",
    example: true,
  },
} as const satisfies Readonly<Record<string, Field & SpecValue>>;

export type FieldName = keyof typeof CAMPAIGN_FIELDS;
export type SpecFieldName = keyof typeof SPEC_FIELDS;
export type FieldKind = Value["kind"];
export type SpecFieldKind = SpecValue["kind"];
type AnyField = CampaignField & Value;
type SpecField = Field & SpecValue;
export type SingleField = Exclude<AnyField, { readonly kind: "spec" }> | SpecField;

/** The names of the rows of a table that have these properties. */
export type Names<Table, Row> = { [Name in keyof Table]: Table[Name] extends Row ? Name : never }[keyof Table];

export type AddressField = Names<typeof CAMPAIGN_FIELDS, { readonly kind: "address" }>;

/** A field with one value, as forms, files and errors name it: the fields of the plan begin with `spec.` */
export type FieldPath = Exclude<FieldName, "spec"> | `spec.${SpecFieldName}`;

export const FIELD_NAMES = Object.keys(CAMPAIGN_FIELDS) as readonly FieldName[];
export const SPEC_FIELD_NAMES = Object.keys(SPEC_FIELDS) as readonly SpecFieldName[];
/** The fields that hold an address. The same rules apply to all of them. */
export const ADDRESS_FIELDS = FIELD_NAMES.filter(isAddress);

function isAddress(name: FieldName): name is AddressField {
  return CAMPAIGN_FIELDS[name].kind === "address";
}

/** The fields with one value, in the order of the table. */
export const FIELDS_BY_PATH: ReadonlyMap<string, SingleField> = new Map(
  FIELD_NAMES.flatMap((name): [FieldPath, SingleField][] =>
    name === "spec" ? SPEC_FIELD_NAMES.map((part) => [`spec.${part}`, SPEC_FIELDS[part]]) : [[name, CAMPAIGN_FIELDS[name]]],
  ),
);
export const FIELD_PATHS = [...FIELDS_BY_PATH.keys()] as readonly FieldPath[];

/** The value at a path of a campaign; null where there is none. */
export function valueAt(campaign: { readonly [F in FieldName]?: unknown }, path: FieldPath): unknown {
  const part = SPEC_FIELD_NAMES.find((name) => path === `spec.${name}`);
  if (part === undefined) return campaign[path as FieldName] ?? null;
  return (campaign.spec as Readonly<Record<string, unknown>> | null | undefined)?.[part] ?? null;
}

type Examples = { readonly [name in FieldName]: unknown };

/** A campaign with every field set, none to its default. */
export function fullExample(): Examples {
  const spec = Object.fromEntries(SPEC_FIELD_NAMES.map((name) => [name, SPEC_FIELDS[name].example]));
  const entries = FIELD_NAMES.map((name) => [name, name === "spec" ? spec : CAMPAIGN_FIELDS[name].example]);
  return Object.fromEntries(entries) as Examples;
}

/** The default of each field. */
export function unsetFields(): Examples {
  const entries = FIELD_NAMES.map((name): [string, unknown] => {
    const field: AnyField = CAMPAIGN_FIELDS[name];
    return [name, field.kind === "flag" ? field.unset : null];
  });
  return Object.fromEntries(entries) as Examples;
}
