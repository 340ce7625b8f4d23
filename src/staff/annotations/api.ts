/** Notes on days: put beside figures, listed by days, deleted. */
import { registry } from "../http/context.ts";
import { readJson, readQuery } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";
import { annotationOut, annotationQuery, annotationsOut, newAnnotation } from "./schema.ts";

const NOTE = {
  id: "3f0b5b0e-8a51-4d8f-9d39-6f1c2a7be4d1",
  day: "2026-11-02",
  text: "The first posters are up",
  campaign: null,
  group: "Autumn 2026",
};

export const annotationOperations: Operations = () => [
  {
    ...operation("listAnnotations"),
    summary: "List the notes on days, by day.",
    query: annotationQuery,
    status: 200,
    answer: { "application/json": annotationsOut },
    problems: [],
    examples: { parameters: { from: "2026-11-01", to: "2026-11-30" }, answer: { "application/json": { annotations: [NOTE] } } },
    run: async (c) => {
      const { from, to } = readQuery(c, annotationQuery);
      return c.json({ annotations: await registry(c).annotations(from ?? null, to ?? null) });
    },
  },
  {
    ...operation("addAnnotation"),
    summary: "Put a note on a day, about a campaign, a group or everything. The charts and tables of its day show it.",
    body: { "application/json": newAnnotation },
    status: 201,
    answer: { "application/json": annotationOut },
    problems: [409],
    examples: {
      body: { "application/json": { posters: { summary: "About a group", value: { day: NOTE.day, text: NOTE.text, group: NOTE.group } } } },
      answer: { "application/json": NOTE },
    },
    run: async (c) => c.json(unwrap(await registry(c).addAnnotation(await readJson(c, newAnnotation), c.var.caller.name)), 201),
  },
  {
    ...operation("deleteAnnotation"),
    summary: "Delete a note.",
    status: 204,
    problems: [404],
    examples: { parameters: { id: NOTE.id } },
    run: async (c) => {
      unwrap(await registry(c).removeAnnotation(c.req.param("id") ?? "", c.var.caller.name));
      return c.body(null, 204);
    },
  },
];
