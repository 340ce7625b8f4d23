/** The document says once what it would repeat, and still says all of it. */
import { expect, test } from "vitest";
import { withSharedParts } from "../../../src/staff/openapi/shared_parts.ts";

type Json = Readonly<Record<string, unknown>>;

const NAME = { type: "string", maxLength: 100, description: "what the campaign is called on the dashboard" };
const LONGER_NAME = { ...NAME, maxLength: 200, description: "what the group is called on the dashboard and in the report's rows" };
const SHARE = { type: "number", minimum: 0, maximum: 1, description: "a share of all that came on these days" };
const PROBLEM = { type: "object", properties: { title: { type: "string" }, status: { type: "integer" } } };
const object = (properties: Json): Json => ({ type: "object", properties, additionalProperties: false });
const answer = (schema: Json): Json => ({ 200: { description: "OK", content: { "application/json": { schema } } } });
const slug = { name: "slug", in: "path", required: true, description: "the code in the campaign's link", schema: { type: "string" } };

const DOCUMENT = {
  openapi: "3.1.0",
  paths: {
    "/a/{slug}": {
      get: { operationId: "a", parameters: [slug], responses: answer(object({ name: NAME, low: SHARE, schema: { type: "integer" } })) },
      post: {
        operationId: "b",
        parameters: [slug],
        requestBody: {
          content: { "application/json": { schema: object({ name: NAME }), examples: { one: { value: { schema: NAME } } } } },
        },
        responses: answer(object({ low: SHARE, high: SHARE, list: { type: "array", items: object({ name: NAME, share: SHARE }) } })),
      },
    },
    "/b": { get: { operationId: "c", responses: answer(object({ name: LONGER_NAME, problem: PROBLEM })) } },
    "/c": { get: { operationId: "d", responses: answer(object({ name: LONGER_NAME })) } },
  },
  components: { schemas: { Problem: PROBLEM }, responses: {} },
};

/** The document with what every reference leads to in its place. */
function inPlace(value: unknown, components: Readonly<Record<string, Json>>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => inPlace(one, components));
  const [, section = "", name = ""] = /^#\/components\/(\w+)\/(\w+)$/.exec(String((value as { $ref?: unknown }).$ref)) ?? [];
  if (section !== "") return inPlace(components[section]?.[name] ?? { nowhere: name }, components);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inPlace(one, components)]));
}

test("with every reference followed it is the document that it was", () => {
  const shared = withSharedParts(DOCUMENT);
  expect(JSON.stringify(shared).length).toBeLessThan(JSON.stringify(DOCUMENT).length);
  expect(inPlace(shared.paths, shared.components as Readonly<Record<string, Json>>)).toEqual(DOCUMENT.paths);
});

test("a part is named after its field, another one of that name gets a number, and what stands once stays", () => {
  const { components, paths } = withSharedParts(DOCUMENT) as typeof DOCUMENT & { readonly components: Readonly<Record<string, Json>> };
  expect(Object.keys(components.schemas)).toEqual(["Problem", "Name", "Low", "Name2"]);
  expect(Object.keys(components.parameters ?? {})).toEqual(["slug"]);
  expect(JSON.stringify(paths)).toContain(JSON.stringify({ high: SHARE }).slice(1, -1));
  expect(JSON.stringify(paths["/b"])).toContain('"problem":{"$ref":"#/components/schemas/Problem"}');
  expect(JSON.stringify(paths["/a/{slug}"].post), "what an example says is no schema").toContain(JSON.stringify({ schema: NAME }));
});
