/** The OpenAPI 3.1 document, made from the operations and the schemas that are in use. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { problemOut } from "../answers.ts";
import { documentedAs } from "../schemas.ts";
import type { Operation } from "./operation.ts";

type Json = Record<string, unknown>;

const COMMON_PROBLEMS = [400, 401, 403, 413, 503];
const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: "Bad input; errors names each field",
  401: "No valid access key",
  403: "The key's role may not do this",
  404: "There is no such thing",
  409: "It conflicts with what is there; errors says why",
  412: "Changed since it was read",
  413: "The body is too large",
  415: "The body's media type is unknown",
  422: "The Idempotency-Key came with another report before",
  503: "The counters cannot be reached; try again",
};

function schemaOf(schema: v.GenericSchema, typeMode: "input" | "output"): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    typeMode,
    errorMode: "ignore",
    target: "draft-2020-12",
    overrideSchema: ({ valibotSchema }) => {
      const documented = documentedAs.get(valibotSchema);
      return documented === undefined ? undefined : (schemaOf(documented, typeMode) as JsonSchema);
    },
  }) as Json;
  return rest;
}

function content(byType: Readonly<Record<string, v.GenericSchema>>, typeMode: "input" | "output"): Json {
  return Object.fromEntries(Object.entries(byType).map(([type, schema]) => [type, { schema: schemaOf(schema, typeMode) }]));
}

function parametersOf({ path, query, headers }: Operation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = Object.entries((query === undefined ? {} : (schemaOf(query, "input").properties ?? {})) as Json);
  const inHeaders = Object.entries(headers ?? {});
  return [
    ...inPath,
    ...inQuery.map(([name, schema]) => ({ name, in: "query", required: false, schema })),
    ...inHeaders.map(([name, description]) => ({ name, in: "header", required: false, description, schema: { type: "string" } })),
  ];
}

function headersOf(described: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description, schema: { type: "string" } }]));
}

function problemsOf(operation: Operation): Json {
  const statuses =
    operation.roles === "open" ? [] : [...COMMON_PROBLEMS, ...operation.problems, ...(operation.body === undefined ? [] : [415])];
  return Object.fromEntries(
    statuses.sort().map((status) => [
      status,
      {
        description: PROBLEM_TITLES[status] ?? "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function describe(operation: Operation): Json {
  const { id, summary, roles, body, status, answer, answerHeaders } = operation;
  return {
    operationId: id,
    summary,
    ...(roles === "open" ? { security: [] } : { description: `For keys with the role ${roles.join(", ")}.` }),
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: { required: true, content: content(body, "input") } }),
    responses: {
      [status]: {
        description: summary,
        ...(answerHeaders === undefined ? {} : { headers: headersOf(answerHeaders) }),
        ...(answer === undefined ? {} : { content: content(answer, "output") }),
      },
      ...problemsOf(operation),
    },
  };
}

export function openApiDocument(operations: readonly Operation[], origin: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Fivebar",
      version: "1",
      summary: "What a campaign's ads bring, and never who came.",
      description:
        "Every figure is a whole number of bundles of groupSize events. Unknown fields are refused. Errors are problem documents (RFC 9457).",
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(problemOut, "output") },
    },
  };
}
