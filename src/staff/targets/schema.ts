/** Targets, as the API takes them and as it answers. */
import * as v from "valibot";
import { MAX_GROUP_CHARS, MAX_NAME_CHARS, MAX_TARGET_SIGNUPS, MAX_TARGETS } from "../../domain/limits.ts";
import type { AskedTarget } from "../../storage/registry/target_commands.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { line } from "../http/single_line.ts";
import { dayField } from "../openapi/request_schemas.ts";
import { bundles, count, dayOut } from "../openapi/response_schemas.ts";

const RANGE = { min: 1, max: MAX_TARGET_SIGNUPS };
const signups = v.pipe(
  v.number(),
  v.integer(said("not-whole")),
  v.minValue(RANGE.min, said("out-of-range", RANGE)),
  v.maxValue(RANGE.max, said("out-of-range", RANGE)),
);

export const newTarget = v.pipe(
  fields({
    name: line(MAX_NAME_CHARS),
    signups,
    by: dayField("the last day, included"),
    from: v.nullish(dayField("the first day; without it today")),
    group: v.nullish(line(MAX_GROUP_CHARS)),
  }),
  v.forward(
    v.partialCheck([["from"], ["by"]], ({ from, by }) => !from || from <= by, said("ends-before-start", { startsOn: null })),
    ["by"],
  ),
  v.transform((target): AskedTarget => ({ ...target, from: target.from ?? null, group: target.group ?? null })),
);

export const targetOut = v.strictObject({
  id: v.string(),
  name: v.string(),
  signups: v.pipe(v.number(), v.integer()),
  from: dayOut,
  by: dayOut,
  group: v.pipe(v.nullable(v.string()), v.description("whose signups count; null: all of them, those without a campaign included")),
  released: v.pipe(bundles, v.description("signups of these days that are out; a sum of bundles")),
  margin: v.optional(v.pipe(count, v.description("with RELEASE=formal: how far released may be off"))),
  onTrack: v.pipe(
    v.nullable(v.boolean()),
    v.description(
      "whether they keep up with an even pace; null before its first day is out, and where it depends on what bundles hide or on noise",
    ),
  ),
});
export const targetsOut = v.strictObject({ targets: v.pipe(v.array(targetOut), v.maxLength(MAX_TARGETS)) });
