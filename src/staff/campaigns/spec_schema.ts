/** A campaign's specification as it comes in, as a schema: whom an ad is shown to, and who pays. Its fields are listed in fields.ts. */
import * as v from "valibot";
import type { Spec } from "../../domain/campaign/campaign.ts";
import { CAMPAIGN_FIELDS, SPEC_FIELD_NAMES, SPEC_FIELDS, type SpecFieldKind, type SpecFieldName } from "../../domain/campaign/fields.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { documentedAs, namedInputs, shortList } from "../http/short_list.ts";
import { line } from "../http/single_line.ts";

/** Commas in a form and bars in a file separate entries: an entry that contains one would come back as two. */
const entry = v.pipe(
  line(60),
  v.check((text) => !/[,|]/.test(text), said("separator-in-entry")),
  v.metadata({ pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029,|]+$" }),
);
const MAX_ENTRIES = 20;
const TOO_MANY = said("too-many-entries", { max: MAX_ENTRIES });
const words = (description: string) =>
  shortList(v.pipe(v.array(entry), v.maxLength(MAX_ENTRIES, TOO_MANY), v.description(description)), MAX_ENTRIES, TOO_MANY);
const age = v.pipe(
  v.number(),
  v.integer(said("not-whole")),
  v.minValue(0, said("out-of-range", { min: 0, max: 120 })),
  v.maxValue(120, said("out-of-range", { min: 0, max: 120 })),
);
const amount = v.pipe(v.number(), v.minValue(0, said("negative")), v.maxValue(1e9, said("too-large", { max: 1e9 })));

type Entry<F extends SpecFieldName> = v.OptionalSchema<v.GenericSchema<NonNullable<Spec[F]>>, undefined>;
type Entries = { readonly [F in SpecFieldName]: Entry<F> };

function schemaOf(name: SpecFieldName): v.GenericSchema {
  const field = SPEC_FIELDS[name];
  switch (field.kind) {
    case "flag":
      return v.pipe(v.boolean(), v.description(field.meaning));
    case "line":
      return v.pipe(line(field.maxChars), v.description(field.meaning));
    case "age":
      return v.pipe(age, v.description(field.meaning));
    case "amount":
      return v.pipe(amount, v.description(field.meaning));
    case "words":
      return words(field.meaning);
  }
}

/** `Object.fromEntries` forgets the names. */
const entries = Object.fromEntries(SPEC_FIELD_NAMES.map((name) => [name, v.optional(schemaOf(name))])) as unknown as Entries;

const specFields = v.pipe(
  fields(entries),
  v.forward(
    v.partialCheck(
      [["ageFrom"], ["ageTo"]],
      ({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo,
      said("ages-reversed"),
    ),
    ["ageTo"],
  ),
  v.description(CAMPAIGN_FIELDS.spec.meaning),
);

/** An array is an object too, and would pass for a specification without fields. */
const anyObject = v.custom<v.InferInput<typeof specFields>>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  ({ received }) => said("wrong-type", { expected: ["object"], received }),
);
export const spec = v.pipe(anyObject, specFields);
documentedAs.set(anyObject, specFields);
namedInputs.set(anyObject, "NewSpec");

const ANSWERED = {
  flag: v.boolean(),
  line: v.string(),
  age: v.pipe(v.number(), v.integer(), v.minValue(0)),
  amount: v.number(),
  words: v.array(v.string()),
} as const satisfies Readonly<Record<SpecFieldKind, v.GenericSchema>>;

type Answered = { readonly [F in SpecFieldName]: v.OptionalSchema<(typeof ANSWERED)[(typeof SPEC_FIELDS)[F]["kind"]], undefined> };

/** As it goes out. */
export const specOut = v.strictObject(
  Object.fromEntries(
    SPEC_FIELD_NAMES.map((name) => [name, v.optional(v.pipe(ANSWERED[SPEC_FIELDS[name].kind], v.description(SPEC_FIELDS[name].meaning)))]),
  ) as unknown as Answered,
);
