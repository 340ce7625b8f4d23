/** A campaign's specification as it comes in, as a schema: whom an ad is shown to, and who pays. */
import * as v from "valibot";
import { MAX_NAME_CHARS } from "../../domain/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { documentedAs, shortList } from "../http/short_list.ts";
import { line } from "../http/single_line.ts";
import { SPEC_MEANING, SPEC_MEANINGS } from "../openapi/meanings.ts";

/** Commas in a form and bars in a file stand between entries: one that has any would come back as two. */
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

const specFields = v.pipe(
  fields({
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
        v.minValue(0, said("negative")),
        v.maxValue(1e9, said("too-large", { max: 1e9 })),
        v.description(SPEC_MEANINGS.budgetEuros),
      ),
    ),
    paidBy: v.optional(v.pipe(line(MAX_NAME_CHARS), v.description(SPEC_MEANINGS.paidBy))),
  }),
  v.forward(
    v.partialCheck(
      [["ageFrom"], ["ageTo"]],
      ({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo,
      said("ages-reversed"),
    ),
    ["ageTo"],
  ),
  v.description(SPEC_MEANING),
);

/** A list is an object too, as JavaScript sees it, and would pass for a specification without fields. */
const anyObject = v.custom<v.InferInput<typeof specFields>>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  ({ received }) => said("wrong-type", { expected: ["object"], received }),
);
export const spec = v.pipe(anyObject, specFields);
documentedAs.set(anyObject, specFields);
