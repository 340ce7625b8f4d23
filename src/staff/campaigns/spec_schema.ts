/** A campaign's specification as it comes in, as a schema: whom an ad is shown to, and who pays. */
import * as v from "valibot";
import { MAX_NAME_CHARS } from "../../domain/limits.ts";
import { documentedAs, shortList } from "../http/short_list.ts";
import { line } from "../http/single_line.ts";
import { SPEC_MEANING, SPEC_MEANINGS } from "../openapi/meanings.ts";

/** Commas in a form and bars in a file stand between entries: one that has any would come back as two. */
const entry = v.pipe(
  line(60),
  v.check((text) => !/[,|]/.test(text), "must not contain , or |, which stand between entries"),
  v.metadata({ pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029,|]+$" }),
);
const TOO_MANY = "at most 20 entries";
const MAX_ENTRIES = 20;
const words = (description: string) =>
  shortList(v.pipe(v.array(entry), v.maxLength(MAX_ENTRIES, TOO_MANY), v.description(description)), MAX_ENTRIES, TOO_MANY);
const age = v.pipe(v.number(), v.integer("must be a whole number"), v.minValue(0, "0 to 120"), v.maxValue(120, "0 to 120"));

const specFields = v.pipe(
  v.strictObject({
    published: v.optional(v.pipe(v.boolean(), v.description(SPEC_MEANINGS.published))),
    description: v.optional(v.pipe(line(500), v.description(SPEC_MEANINGS.description))),
    ageFrom: v.optional(v.pipe(age, v.description(SPEC_MEANINGS.ageFrom))),
    ageTo: v.optional(v.pipe(age, v.description(SPEC_MEANINGS.ageTo))),
    regions: v.optional(words(SPEC_MEANINGS.regions)),
    languages: v.optional(words(SPEC_MEANINGS.languages)),
    interests: v.optional(words(SPEC_MEANINGS.interests)),
    budgetEuros: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0, "must not be negative"),
        v.maxValue(1e9, "at most 1000000000"),
        v.description(SPEC_MEANINGS.budgetEuros),
      ),
    ),
    paidBy: v.optional(v.pipe(line(MAX_NAME_CHARS), v.description(SPEC_MEANINGS.paidBy))),
  }),
  v.forward(
    v.partialCheck(
      [["ageFrom"], ["ageTo"]],
      ({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo,
      "must not be below the lowest age (ageFrom)",
    ),
    ["ageTo"],
  ),
  v.description(SPEC_MEANING),
);

/** A list is an object too, as JavaScript sees it, and would pass for a specification without fields. */
const anyObject = v.custom<v.InferInput<typeof specFields>>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  "must be an object",
);
export const spec = v.pipe(anyObject, specFields);
documentedAs.set(anyObject, specFields);
