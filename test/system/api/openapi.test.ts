/** The API's description of itself: valid, whole, and clear about what it names. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIELD_NAMES, SPEC_FIELD_NAMES } from "../../../src/domain/campaign/fields.ts";
import type { Schema } from "../setup/json_schema.ts";
import { ApiDocument } from "../setup/openapi_document.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let document: ApiDocument;

beforeAll(async () => {
  tracker = await startTracker();
  document = await ApiDocument.of(tracker);
});
afterAll(() => discard(tracker));

/** Method and path of each route, with what it answers when all is well and with which problems. */
const ROUTES: Readonly<Record<string, string>> = {
  "POST /campaigns": "201 400 401 403 409 413 415 429 503",
  "GET /campaigns": "200 400 401 403 413 429 503",
  "GET /campaigns/{slug}": "200 400 401 403 404 413 429 503",
  "PATCH /campaigns/{slug}": "200 400 401 403 404 409 412 413 415 429 503",
  "DELETE /campaigns/{slug}": "204 400 401 403 404 409 412 413 429 503",
  "POST /campaigns/bulk": "201 400 401 403 409 413 415 429 503",
  "POST /campaigns/import": "200 400 401 403 409 413 415 429 503",
  "POST /campaigns/{slug}/restore": "200 400 401 403 404 409 413 429 503",
  "GET /campaigns/{slug}/qr.svg": "200 400 401 403 404 413 429 503",
  "GET /channels": "200 400 401 403 413 429 503",
  "POST /channels": "201 400 401 403 409 413 415 429 503",
  "PATCH /channels/{channelId}": "200 400 401 403 404 409 413 415 429 503",
  "DELETE /channels/{channelId}": "204 400 401 403 404 409 413 429 503",
  "GET /hosts": "200 400 401 403 413 429 503",
  "POST /hosts": "201 400 401 403 409 413 415 429 503",
  "DELETE /hosts/{host}": "204 400 401 403 404 413 429 503",
  "POST /signups": "200 400 401 403 413 415 422 429 503",
  "GET /report": "200 400 401 403 413 429 500 503",
  "GET /report.csv": "200 400 401 403 413 429 500 503",
  "POST /ad-figures/import": "200 400 401 403 409 413 415 429 503",
  "DELETE /ad-figures": "204 400 401 403 404 413 429 503",
  "GET /ad-units": "200 400 401 403 413 429 503",
  "PATCH /ad-units/{unit}": "200 400 401 403 404 409 413 415 429 503",
  "GET /costs": "200 400 401 403 413 429 500 503",
  "GET /costs.csv": "200 400 401 403 413 429 500 503",
  "GET /campaigns/{slug}/audience": "200 400 401 403 404 413 429 503",
  "GET /annotations": "200 400 401 403 413 429 503",
  "POST /annotations": "201 400 401 403 409 413 415 429 503",
  "DELETE /annotations/{id}": "204 400 401 403 404 413 429 503",
  "GET /targets": "200 400 401 403 413 429 500 503",
  "POST /targets": "201 400 401 403 409 413 415 429 500 503",
  "DELETE /targets/{id}": "204 400 401 403 404 413 429 503",
  "GET /keys": "200 400 401 403 413 429 503",
  "POST /keys": "201 400 401 403 409 413 415 429 503",
  "PATCH /keys/{id}": "200 400 401 403 404 409 413 415 429 503",
  "DELETE /keys/{id}": "204 400 401 403 404 409 413 429 503",
  "GET /history.jsonl": "200 400 401 403 413 429 503",
  "GET /report-links": "200 400 401 403 413 429 503",
  "POST /report-links": "201 400 401 403 409 413 415 429 503",
  "DELETE /report-links/{id}": "204 400 401 403 404 413 429 503",
  "POST /export": "200 400 401 403 409 413 415 429 503",
  "POST /import": "200 400 401 403 409 413 415 429 503",
  "GET /status": "200 400 401 403 413 429 503",
  "POST /shards/{shard}/accept-loss": "204 400 401 403 409 413 429 503",
  "GET /openapi.json": "200",
};

const REQUIRED = ["name", "channel", "destination"];

describe("the document", () => {
  test("is OpenAPI 3.1, open to everybody, for this server", async () => {
    const response = await fetch(`${tracker.origin}/api/v1/openapi.json`);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(await response.json()).toEqual(document.json);
    expect(document.json.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.json.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.json.servers).toEqual([{ url: `${tracker.origin}/api/v1` }]);
  });

  test("is what the official schema of OpenAPI 3.1 asks for", async () => {
    const check = async (api: unknown) => {
      // It resolves references in place: it gets a copy.
      const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(api)));
      return valid ? [] : [errors];
    };
    expect(await check(document.json)).toEqual([]);
    expect(await check({ ...document.json, info: {} }), "the check notices what is missing").not.toEqual([]);
  });

  test("describes what is not plain from its name, wherever it stands", () => {
    const fields = document.operations().flatMap(([route, { parameters, requestBody, responses }]) => [
      ...parameters.map(({ name, description }) => ({ route, name, description })),
      ...[requestBody, ...Object.values(responses)]
        .flatMap((one) => Object.values(one?.content ?? {}))
        .flatMap(({ schema }) => fieldsOf(schema))
        .map((field) => ({ route, ...field })),
    ]);
    const named = (names: readonly string[]) => fields.filter(({ name }) => names.includes(name));
    const unclear = [
      "count",
      "counted",
      "attributed",
      "status",
      "role",
      "groupSize",
      "releasedThrough",
      "skipped",
      "spec",
      "link",
      "version",
    ];
    const spec = SPEC_FIELD_NAMES.filter((name) => name !== "description");
    for (const name of [...unclear, ...spec]) expect(named([name]).length, name).toBeGreaterThan(0);
    const bare = named([...unclear, ...spec]).filter(({ description }) => !/\w+ \w+/.test(description ?? ""));
    expect(bare).toEqual([]);
  });

  test("says which headers come with an answer, those of problems included", () => {
    const described = document
      .operations()
      .flatMap(([route, { responses }]) =>
        Object.entries(responses).map(([status, { headers = {} }]) => [`${route} ${status}`, Object.keys(headers).join()] as const),
      )
      .filter(([, names]) => names !== "");
    const problems = described.filter(([answer]) => / [45]\d\d$/.test(answer));
    expect(problems.filter(([answer]) => answer.endsWith(" 503")).map(([, names]) => names)).toEqual(
      Array(Object.keys(ROUTES).length - 1).fill("Retry-After"),
    );
    expect(new Set(problems.map(([answer, names]) => `${answer.slice(-3)} ${names}`))).toEqual(
      new Set(["401 WWW-Authenticate", "429 Retry-After", "503 Retry-After"]),
    );
    expect(Object.fromEntries(described.filter(([answer]) => / 2\d\d$/.test(answer)))).toEqual({
      "POST /campaigns 201": "ETag,Location",
      "GET /campaigns/{slug} 200": "ETag",
      "PATCH /campaigns/{slug} 200": "ETag",
      "POST /campaigns/{slug}/restore 200": "ETag",
      "GET /report.csv 200": "Content-Disposition",
      "GET /costs.csv 200": "Content-Disposition",
      "GET /history.jsonl 200": "Content-Disposition",
      "POST /keys 201": "Location",
    });
  });

  test("lists every route with its statuses, and no other", () => {
    const listed = document.operations().map(([route, { responses }]) => [route, Object.keys(responses).sort().join(" ")]);
    expect(Object.fromEntries(listed)).toEqual(ROUTES);
  });

  test("asks for a key everywhere but for itself", () => {
    expect(document.json.security).toEqual([{ key: [] }]);
    expect(document.json.components.securitySchemes).toEqual({ key: { type: "http", scheme: "bearer" } });
    const open = document.operations().filter(([, { security }]) => security !== undefined);
    expect(open.map(([route, { security }]) => [route, security])).toEqual([["GET /openapi.json", []]]);
  });

  test("names each operation once, with a summary, and each parameter of its path", () => {
    const ids = document.operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { summary, parameters }] of document.operations()) {
      expect(summary, route).toMatch(/^[A-Z].*\.$/);
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name, required }) => [name, required]);
      expect(inPath, route).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, true]));
    }
  });

  test("names the query's parameters and the headers that mean something", () => {
    const named = document
      .operations()
      .map(([route, { parameters }]) => [route, parameters.filter((parameter) => parameter.in !== "path").map(({ name }) => name)]);
    expect(Object.fromEntries(named.filter(([, names]) => names?.length !== 0))).toEqual({
      "POST /campaigns/bulk": ["samePageForAll", "manyLinks"],
      "POST /campaigns/import": ["channel", "preview", "samePageForAll", "manyLinks"],
      "POST /ad-figures/import": ["preview", "platform", "currency", "from", "to", "decimal", "dates"],
      "DELETE /ad-figures": ["campaign", "from", "to"],
      "GET /costs": ["from", "to", "by", "interval"],
      "GET /costs.csv": ["from", "to", "by", "interval", "form", "currency"],
      "GET /annotations": ["from", "to"],
      "GET /report": ["from", "to", "by", "interval"],
      "GET /report.csv": ["from", "to", "by", "interval"],
      "PATCH /campaigns/{slug}": ["If-Match"],
      "DELETE /campaigns/{slug}": ["forever", "If-Match"],
      "POST /signups": ["Idempotency-Key"],
      "GET /status": ["format"],
    });
  });

  test.each([
    [
      "POST /campaigns",
      "application/json",
      REQUIRED,
      [...FIELD_NAMES.filter((name) => !REQUIRED.includes(name)), "samePageForAll", "manyLinks"],
    ],
    ["POST /channels", "application/json", ["id", "name"], []],
    ["POST /signups", "application/json", ["campaign"], ["count", "test"]],
    ["POST /keys", "application/json", ["name", "role"], []],
  ])("says which fields %s needs and takes", (route, mediaType, required, optional) => {
    const schema = bodySchema(route, mediaType);
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect([...(schema.required as string[])].sort()).toEqual([...required].sort());
    expect(Object.keys(schema.properties as Schema).sort()).toEqual([...required, ...optional].sort());
  });

  test("tells a client what a slug and a day look like", () => {
    const { slug, startsOn, spec } = bodySchema("POST /campaigns", "application/json").properties as Record<string, Schema>;
    expect(JSON.stringify(slug)).toMatch(/pattern|2 to 40/);
    expect(JSON.stringify(spec), "a specification is described field by field").toContain('"ageFrom":{"type":"integer"');
    expect(JSON.stringify(startsOn)).toContain('"format":"date"');
    const [, report] = document.operations().find(([route]) => route === "GET /report") ?? [];
    const from = report?.parameters.find(({ name }) => name === "from");
    expect(from?.schema).toMatchObject({ type: "string", format: "date" });
  });

  /** The fields of a schema and of what is inside it, each with its description or that of its alternatives. */
  function fieldsOf(schema: Schema): { name: string; description: string | undefined }[] {
    const {
      anyOf = [],
      items,
      properties = {},
      $ref,
    } = schema as Schema & {
      readonly anyOf?: Schema[];
      readonly items?: Schema;
      readonly properties?: Record<string, Schema>;
      readonly $ref?: string;
    };
    // Problems have a status of their own, the one of HTTP.
    if ($ref !== undefined) return [];
    const own = Object.entries(properties).map(([name, field]) => ({ name, description: describedBy(field) }));
    return [...own, ...[...anyOf, ...(items === undefined ? [] : [items]), ...Object.values(properties)].flatMap(fieldsOf)];
  }

  function describedBy({ description, anyOf }: Schema): string | undefined {
    return typeof description === "string"
      ? description
      : (anyOf as Schema[] | undefined)?.map(describedBy).find((text) => text !== undefined);
  }

  function bodySchema(route: string, mediaType: string): Schema {
    const operation = document.operations().find(([one]) => one === route)?.[1];
    return operation?.requestBody?.content[mediaType]?.schema ?? {};
  }
});
