/** Notes on days, as the API takes them and as it answers. */
import * as v from "valibot";
import { MAX_ANNOTATION_CHARS, MAX_ANNOTATIONS, MAX_GROUP_CHARS } from "../../domain/limits.ts";
import type { NewAnnotation } from "../../storage/registry/annotations.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { line } from "../http/single_line.ts";
import { dayField, isInOrder, slug } from "../openapi/request_schemas.ts";
import { dayOut } from "../openapi/response_schemas.ts";

export const newAnnotation = v.pipe(
  fields({
    day: dayField("the day that it is about"),
    text: line(MAX_ANNOTATION_CHARS),
    campaign: v.nullish(slug),
    group: v.nullish(line(MAX_GROUP_CHARS)),
  }),
  v.transform((note): NewAnnotation => ({ ...note, campaign: note.campaign ?? null, group: note.group ?? null })),
);

export const annotationQuery = v.pipe(
  fields({
    from: v.optional(dayField("the first day; without it from the beginning")),
    to: v.optional(dayField("the last day, included")),
  }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

export const annotationOut = v.strictObject({
  id: v.string(),
  day: dayOut,
  text: v.string(),
  campaign: v.pipe(v.nullable(v.string()), v.description("the slug of the campaign that it is about")),
  group: v.pipe(v.nullable(v.string()), v.description("the group that it is about; both null: about everything")),
});
export const annotationsOut = v.strictObject({ annotations: v.pipe(v.array(annotationOut), v.maxLength(MAX_ANNOTATIONS)) });
