/** A campaign as the API takes it and as it answers, as schemas made from the table of fields (src/domain/campaign/fields.ts). */
import * as v from "valibot";
import type { Campaign, CampaignChange, CampaignDraft, NewCampaign } from "../../domain/campaign/campaign.ts";
import { CAMPAIGN_FIELDS, FIELD_NAMES, type FieldKind, type FieldName, unsetFields } from "../../domain/campaign/fields.ts";
import { isParamName, isPersonalParam } from "../../domain/campaign/personal_params.ts";
import { MAX_LINKS, MAX_PARAM_CHARS, MAX_UNASKED_LINKS_A_DAY } from "../../domain/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { namedInputs } from "../http/short_list.ts";
import { line } from "../http/single_line.ts";
import { channelId, dayField, oneOf, slug } from "../openapi/request_schemas.ts";
import { dayOut, uriOut } from "../openapi/response_schemas.ts";
import { address, samePageForAll, samePageQuestion } from "./address_schema.ts";
import { spec, specOut } from "./spec_schema.ts";

function text(maxChars: number) {
  return v.pipe(
    v.string(),
    v.maxLength(maxChars, said("too-long", { max: maxChars })),
    v.check((value) => value.isWellFormed() && !/[^\P{Cc}\t\r\n]/u.test(value), said("control-characters")),
    v.metadata({ pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$" }),
  );
}

/** As CODE_PARAM: what carries a campaign's code is never what platforms or mailers put a person's into. */
const codeParam = v.pipe(
  v.string(),
  v.check((name) => isParamName(name) && !isPersonalParam(name), said("bad-code-param")),
  v.metadata({ minLength: 1, maxLength: MAX_PARAM_CHARS, pattern: "^[A-Za-z0-9_-]+$" }),
);

/** What a field's value is before it is checked. */
type Input<Value> = Value extends string ? string : Value;
type Taken<F extends FieldName> = v.GenericSchema<Input<NonNullable<CampaignDraft[F]>>, NonNullable<CampaignDraft[F]>>;
/** A required field must be there; a flag may be left out; another field may also be null. */
type Entry<F extends FieldName> = (typeof CAMPAIGN_FIELDS)[F] extends { readonly isRequired: true }
  ? Taken<F>
  : (typeof CAMPAIGN_FIELDS)[F] extends { readonly kind: "flag" }
    ? v.OptionalSchema<Taken<F>, undefined>
    : v.NullishSchema<Taken<F>, undefined>;
type Entries<Name extends FieldName> = { readonly [F in Name]: Entry<F> };

function schemaOf(name: FieldName, allowedHosts: readonly string[]): v.GenericSchema {
  const field = CAMPAIGN_FIELDS[name];
  const meaning = "meaning" in field ? field.meaning : undefined;
  switch (field.kind) {
    case "slug":
      return slug;
    case "channel":
      return channelId;
    case "address":
      return address(allowedHosts, meaning);
    case "day":
      return dayField(meaning);
    case "param":
      return described(codeParam, meaning);
    case "line":
      return described(line(field.maxChars), meaning);
    case "text":
      return described(text(field.maxChars), meaning);
    case "flag":
      return described(v.boolean(), meaning);
    case "spec":
      return spec;
  }
}

function described(schema: v.GenericSchema, meaning: string | undefined): v.GenericSchema {
  return meaning === undefined ? schema : v.pipe(schema, v.description(meaning));
}

function entriesOf<Name extends FieldName>(names: readonly Name[], allowedHosts: readonly string[]): Entries<Name> {
  const entries = names.map((name) => {
    const field = CAMPAIGN_FIELDS[name];
    const schema = schemaOf(name, allowedHosts);
    return [name, "isRequired" in field ? schema : field.kind === "flag" ? v.optional(schema) : v.nullish(schema)];
  });
  // `Object.fromEntries` forgets the names.
  return Object.fromEntries(entries) as Entries<Name>;
}

const manyLinks = v.optional(
  v.pipe(
    v.boolean(),
    v.description(
      `true: more than ${MAX_UNASKED_LINKS_A_DAY} new links in this channel today are meant, each for an ad; no field, but the history records it`,
    ),
  ),
);

/** A new campaign; `slug` may be left out, and is then made from the name. */
export function newCampaign(allowedHosts: readonly string[]) {
  const schema = v.pipe(
    fields({ ...entriesOf(FIELD_NAMES, allowedHosts), samePageForAll, manyLinks }),
    v.forward(
      v.partialCheck(
        [["startsOn"], ["endsOn"]],
        ({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn,
        said("ends-before-start", { startsOn: null }),
      ),
      ["endsOn"],
    ),
    samePageQuestion(),
    v.transform(({ samePageForAll: samePage, manyLinks: many, ...input }): NewCampaign => {
      const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null && value !== "");
      return {
        ...(unsetFields() as CampaignDraft),
        ...(Object.fromEntries(given) as Partial<CampaignDraft>),
        answers: { ...(samePage === true ? { samePageForAll: true } : {}), ...(many === true ? { manyLinks: true } : {}) },
      };
    }),
  );
  namedInputs.set(schema.pipe[0], "NewCampaign");
  return schema;
}

/** A change: any of the fields, and `status` to pause and resume. A slug never changes: it stands in ads. */
export function campaignChange(allowedHosts: readonly string[]) {
  const names = FIELD_NAMES.filter((name) => name !== "slug");
  return v.pipe(
    v.partial(
      fields({
        ...entriesOf(names, allowedHosts),
        samePageForAll,
        status: v.pipe(
          oneOf(["paused", "live"]),
          v.description("paused: the link leads on without a code, and nothing counts; live: as its dates say"),
        ),
      }),
    ),
    v.check((input) => Object.keys(input).some((name) => name !== "samePageForAll"), said("no-change")),
    samePageQuestion(),
  );
}

/** What was given, as the registry takes it: the status as a flag, and without the answer to a question. */
export function changeOf(input: v.InferOutput<ReturnType<typeof campaignChange>>): CampaignChange {
  const { status, samePageForAll: _, ...fields } = input;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Omit<CampaignChange, "paused">;
  return status === undefined ? given : { ...given, paused: status === "paused" };
}

const ANSWERED = {
  slug: v.string(),
  line: v.string(),
  text: v.string(),
  channel: v.string(),
  address: uriOut,
  day: dayOut,
  param: v.string(),
  flag: v.boolean(),
  spec: v.pipe(specOut, v.description(CAMPAIGN_FIELDS.spec.meaning)),
} as const satisfies Readonly<Record<FieldKind, v.GenericSchema>>;

type Answer<F extends FieldName> = (typeof ANSWERED)[(typeof CAMPAIGN_FIELDS)[F]["kind"]];
type Answered = { readonly [F in FieldName]: null extends Campaign[F] ? v.NullableSchema<Answer<F>, undefined> : Answer<F> };

function answerOf(name: FieldName): v.GenericSchema {
  const field = CAMPAIGN_FIELDS[name];
  const schema = ANSWERED[field.kind];
  return name === "slug" || "isRequired" in field || field.kind === "flag" ? schema : v.nullable(schema);
}

export const campaignOut = v.strictObject({
  ...(Object.fromEntries(FIELD_NAMES.map((name) => [name, answerOf(name)])) as Answered),
  link: v.pipe(uriOut, v.description("what goes into the ad")),
  status: v.pipe(
    v.picklist(["scheduled", "live", "paused", "ended"]),
    v.description("today: before its first day, running, paused by staff, after its last day; only while live do visits count"),
  ),
  createdAt: v.pipe(v.string(), v.metadata({ format: "date-time" })),
  version: v.pipe(v.number(), v.integer(), v.minValue(1), v.description("goes up by one with every change; the ETag")),
});
export const campaignsOut = v.strictObject({ campaigns: v.pipe(v.array(campaignOut), v.maxLength(MAX_LINKS)) });
