/** The examples of the API's description: each request can be sent as it stands, and each answer is what its schema says. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Key } from "../setup/answers.ts";
import type { Schema } from "../setup/json_schema.ts";
import { ApiDocument, type Operation } from "../setup/openapi_document.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let document: ApiDocument;

beforeAll(async () => {
  tracker = await startTracker();
  document = await ApiDocument.of(tracker);
});
afterAll(() => discard(tracker));

test("every parameter, every body and every answer has an example that its schema allows", () => {
  for (const [route, { parameters, requestBody, responses }] of document.operations()) {
    for (const { name, schema, example } of parameters) {
      expect(document.errorsOf(schema, example), `${route} ${name}`).toEqual([]);
    }
    const contents = Object.values(responses).map(({ content }) => content);
    for (const content of [requestBody?.content, ...contents]) {
      for (const [type, { schema, example, examples }] of Object.entries(content ?? {})) {
        const values = [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map(({ value }) => value)];
        expect(values, `${route} ${type}`).not.toEqual([]);
        for (const value of values) expect(document.errorsOf(schema, value), `${route} ${type}`).toEqual([]);
      }
    }
  }
});

test("the example of a problem has the status that it stands under", () => {
  for (const [route, { responses }] of document.operations()) {
    for (const [status, { content }] of Object.entries(responses)) {
      for (const { value } of Object.values(content?.["application/problem+json"]?.examples ?? {})) {
        expect(value, route).toMatchObject({ type: expect.any(String), status: Number(status) });
      }
    }
  }
});

/** What is sent for an operation: each of its bodies, or once nothing. Headers go with the first body only: they speak of one request. */
function requestsOf({ parameters, requestBody }: Operation): { body: unknown; headers: Record<string, string> }[] {
  const inHeaders = Object.fromEntries(parameters.filter((one) => one.in === "header").map(({ name, example = "" }) => [name, example]));
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map(({ value }) => ({ body: value, headers: { "content-type": type } })),
  );
  const [first = { body: undefined, headers: {} }, ...others] = bodies;
  return [{ body: first.body, headers: { ...inHeaders, ...first.headers } }, ...others];
}

/** The path with the examples of its own parameters and of the query's. */
function pathOf(template: string, { parameters }: Operation, others: Readonly<Record<string, string>>): string {
  const given = parameters.map(({ name, in: place, example = "" }) => ({ name, place, value: others[name] ?? example }));
  const path = given.reduce((text, { name, value }) => text.replace(`{${name}}`, value), template);
  const query = new URLSearchParams(
    given.filter(({ place }) => place === "query").map(({ name, value }): [string, string] => [name, value]),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

/** What only a tracker with a lost file (test/system/faults/installation.test.ts) or a MOVE_KEY can be asked: here it is refused, with this status. */
const REFUSED: Readonly<Record<string, string>> = {
  "POST /shards/{shard}/accept-loss": "409",
  "POST /campaigns/{slug}/restore": "409",
  "POST /export": "409",
  "POST /import": "409",
};

test("every example of a request is sent to a tracker, and does what its operation says", async () => {
  const { body: victim } = await tracker.api<Key>("POST", "/keys", { name: "To be deleted", role: "reader" });
  const shared = { name: "To be deleted", period: "all", signups: true };
  const { body: link } = await tracker.api<Key>("POST", "/report-links", shared);
  const { body: target } = await tracker.api<Key>("POST", "/targets", { name: "To be deleted", signups: 5, by: "2199-01-01" });
  const { body: note } = await tracker.api<Key>("POST", "/annotations", { day: "2026-11-02", text: "To be deleted" });
  const ids: Readonly<Record<string, string>> = { "report-links": link.id, targets: target.id, annotations: note.id };
  // What is made comes first, and what is deleted last. Only a key's id cannot be known beforehand.
  const rank = (route: string): number => ["POST", "GET", "PATCH", "DELETE"].indexOf(route.split(" ")[0] ?? "");
  const operations = document.operations().sort(([one], [other]) => rank(one) - rank(other));
  const sent: string[] = [];
  for (const [route, operation] of operations) {
    const [method = "", template = ""] = route.split(" ");
    const path = pathOf(template, operation, { id: ids[template.split("/")[1] ?? ""] ?? victim.id });
    for (const { body, headers } of requestsOf(operation)) {
      const answer = await tracker.api(method, path, body, headers);
      expect(REFUSED[route] ?? Object.keys(operation.responses)[0], `${route}: ${JSON.stringify(answer.body)}`).toBe(String(answer.status));
      expect(document.wrongWith(answer, route), route).toEqual([]);
      sent.push(route);
    }
  }
  expect(new Set(sent).size).toBe(operations.length);
});

/** The places in `schema` where a text, a number or a list may be as large as a client likes. */
function unlimitedIn(schema: Schema, path: string): string[] {
  const { type, enum: values, format, maxLength, maxItems, minimum, maximum, items, properties, anyOf } = schema;
  const isLimited: Readonly<Record<string, boolean>> = {
    string: values !== undefined || maxLength !== undefined || format === "date" || format === "uuid",
    number: minimum !== undefined && maximum !== undefined,
    integer: minimum !== undefined && maximum !== undefined,
    array: maxItems !== undefined,
    object: schema.additionalProperties === false,
    boolean: true,
    null: true,
  };
  const inside = [
    ...Object.entries((properties ?? {}) as Record<string, Schema>),
    ...((anyOf ?? []) as Schema[]).map((one, index): [string, Schema] => [`${index}`, one]),
    ...(items === undefined ? [] : [["items", items as Schema] as const]),
  ];
  const own = anyOf !== undefined || isLimited[String(type)] === true ? [] : [path];
  return [...own, ...inside.flatMap(([name, one]) => unlimitedIn(one, `${path}.${name}`))];
}

test("everything that a client may send has a limit in the document", () => {
  const found = document
    .operations()
    .flatMap(([route, { parameters, requestBody }]) => [
      ...parameters.flatMap(({ name, schema }) => unlimitedIn(schema, `${route} ${name}`)),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => unlimitedIn(schema, route)),
    ]);
  expect(found).toEqual([]);
});
