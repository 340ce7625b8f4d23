/** A signup report as it comes in. */
import * as v from "valibot";
import { meantSlugs } from "../../domain/campaign/meant_slug.ts";
import { MAX_REPORTED_CODE_CHARS, MAX_SIGNUPS_PER_REPORT } from "../../domain/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";

/** The slugs that a reported code can be read as, the likeliest first; links are read by the same rules. */
const reportedCode = v.pipe(
  v.string(),
  v.check((text) => text.length <= MAX_REPORTED_CODE_CHARS && meantSlugs(text).length > 0, said("bad-slug")),
  v.metadata({ minLength: 2, maxLength: MAX_REPORTED_CODE_CHARS }),
  v.transform(meantSlugs),
);

export const signupReport = fields({
  campaign: v.pipe(
    v.nullable(reportedCode),
    v.description(
      "the code that the visitor came with; null when there was none. Read as a link is: blanks, punctuation around it and parameters behind it do no harm",
    ),
  ),
  count: v.optional(
    v.pipe(
      v.number(),
      v.description("how many signed up; 1 unless it is given"),
      v.integer(said("not-whole")),
      v.minValue(1, said("out-of-range", { min: 1, max: MAX_SIGNUPS_PER_REPORT })),
      v.maxValue(MAX_SIGNUPS_PER_REPORT, said("out-of-range", { min: 1, max: MAX_SIGNUPS_PER_REPORT })),
    ),
  ),
  test: v.optional(v.pipe(v.boolean(), v.description("true: check everything, count nothing"))),
});
