/** The OpenAPI 3.1 document, made from the operations and the schemas that are in use. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { numberFormat } from "../../domain/formatters.ts";
import {
  MAX_BODY_BYTES,
  MAX_CAMPAIGNS,
  MAX_CAMPAIGNS_EVER,
  MAX_CHANNELS,
  MAX_CSV_COLUMNS,
  MAX_CSV_LINES,
  MAX_ERRORS,
  MAX_KEYS,
} from "../../domain/limits.ts";
import { VERSION } from "../../domain/version.ts";
import { campaignOut } from "../campaigns/campaign_schema.ts";
import { documentedAs, namedInputs } from "../http/short_list.ts";
import { API } from "../routes.ts";
import type { Examples, Operation } from "./operation.ts";
import { COMMON_PROBLEMS, DOCUMENTED_STATUSES, documentedProblem } from "./problems.ts";
import { pathParameters } from "./request_schemas.ts";
import { problemOut } from "./response_schemas.ts";

type Json = Record<string, unknown>;

/** Schemas of answers that the document has once, under these names. Everybody can load the document, so it stays small. */
const NAMED: readonly (readonly [name: string, schema: v.GenericSchema])[] = [["Campaign", campaignOut]];
const nameOf = new Map<unknown, string>(NAMED.map(([name, schema]) => [schema, name]));

/** A schema by its name, where it has one; else as it is. */
function answerSchema(schema: v.GenericSchema): Json {
  const name = nameOf.get(schema);
  return name === undefined ? schemaOf(schema, "output") : { $ref: `#/components/schemas/${name}` };
}

/** The same for what comes in. */
function inputSchema(schema: v.GenericSchema): Json {
  const name = namedInputs.get("pipe" in schema && Array.isArray(schema.pipe) ? schema.pipe[0] : schema);
  return name === undefined ? schemaOf(schema, "input") : { $ref: `#/components/schemas/${name}` };
}

function schemaOf(schema: v.GenericSchema, typeMode: "input" | "output"): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    typeMode,
    errorMode: "ignore",
    target: "draft-2020-12",
    overrideSchema: ({ valibotSchema }) => {
      const name = valibotSchema === schema ? undefined : (nameOf.get(valibotSchema) ?? namedInputs.get(valibotSchema));
      if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
      const documented = documentedAs.get(valibotSchema);
      return documented === undefined ? undefined : (schemaOf(documented, typeMode) as JsonSchema);
    },
  }) as Json;
  return rest;
}

type Schemas = Readonly<Record<string, v.GenericSchema>>;

/** A parameter's schema with its description beside it, where readers of the document look for one. */
function parameter(name: string, place: "path" | "query" | "header", schema: v.GenericSchema, { parameters }: Examples): Json {
  const { description, ...form } = schemaOf(schema, "input");
  const example = parameters?.[name];
  return {
    name,
    in: place,
    required: place === "path",
    ...(description === undefined ? {} : { description }),
    schema: form,
    ...(example === undefined ? {} : { example }),
  };
}

function parametersOf({ path, query, headers, examples }: Operation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const schema = pathParameters[name];
    if (schema === undefined) throw new Error(`the parameter ${name} of ${path} is not described`);
    return parameter(name, "path", schema, examples);
  });
  const inQuery = Object.entries(query?.entries ?? {}).map(([name, schema]) => parameter(name, "query", schema, examples));
  const inHeaders = Object.entries(headers ?? {}).map(([name, schema]) => parameter(name, "header", schema, examples));
  return [...inPath, ...inQuery, ...inHeaders];
}

function requestBody(body: Schemas, examples: Examples): Json {
  const content = Object.entries(body).map(([type, schema]) => [
    type,
    { schema: inputSchema(schema), examples: examples.body?.[type] ?? {} },
  ]);
  return { required: true, content: Object.fromEntries(content) };
}

function answerContent(answer: Schemas, examples: Examples): Json {
  const content = Object.entries(answer).map(([type, schema]) => {
    const example = examples.answer?.[type];
    return [type, { schema: answerSchema(schema), ...(example === undefined ? {} : { example }) }];
  });
  return Object.fromEntries(content);
}

function headersOf(described: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description, schema: { type: "string" } }]));
}

/** What an operation can answer with beside its own answer: by status, where it is said once for all. */
function problemsOf({ roles, problems, body }: Operation): Json {
  if (roles === "open") return {};
  const statuses = [...COMMON_PROBLEMS, ...problems, ...(body === undefined ? [] : [415])].sort((one, other) => one - other);
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

function problemResponse(status: number): Json {
  const { title, headers } = documentedProblem(status);
  const schema = { $ref: "#/components/schemas/Problem" };
  const examples = { problem: { $ref: `#/components/examples/Problem${status}` } };
  return {
    description: title,
    ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    content: { "application/problem+json": { schema, examples } },
  };
}

function describe(operation: Operation): Json {
  const { id, summary, description, roles, body, status, answer, answerHeaders, examples } = operation;
  const forWhom = roles === "open" ? "For everybody, without a key." : `For keys with the role ${roles.join(", ")}.`;
  return {
    operationId: id,
    summary,
    description: description === undefined ? forWhom : `${forWhom} ${description}`,
    ...(roles === "open" ? { security: [] } : {}),
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: requestBody(body, examples) }),
    responses: {
      [status]: {
        description: summary,
        ...(answerHeaders === undefined ? {} : { headers: headersOf(answerHeaders) }),
        ...(answer === undefined ? {} : { content: answerContent(answer, examples) }),
      },
      ...problemsOf(operation),
    },
  };
}

const DESCRIPTION = [
  "Every figure is a whole number of bundles of groupSize events.",
  "Unknown fields and parameters are refused. Errors are problem documents (RFC 9457); a path that is not here is a 404, a method that is not here a 405.",
  `A list of errors has at most ${MAX_ERRORS} of them; a last one without a path then says how many more there are ("and 7 more").`,
  `A body may have at most ${MAX_BODY_BYTES / 1024} KiB, a CSV file at most ${numberFormat("en").format(MAX_CSV_LINES)} lines and ${MAX_CSV_COLUMNS} columns. There can be ${MAX_CAMPAIGNS} campaigns at a time that have not ended and ${numberFormat("en").format(MAX_CAMPAIGNS_EVER)} ever, ${MAX_CHANNELS} channels and ${MAX_KEYS} keys.`,
  "Fivebar sets no limit on how many requests a client makes.",
].join(" ");

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
      version: VERSION,
      summary: "What a campaign's ads bring, and never who came.",
      description: DESCRIPTION,
    },
    servers: [{ url: `${origin}${API}` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: Object.fromEntries([
        ...[["Problem", problemOut] as const, ...NAMED].map(([name, schema]) => [name, schemaOf(schema, "output")] as const),
        ...[...namedInputs].map(([schema, name]) => [name, schemaOf(schema as v.GenericSchema, "input")] as const),
      ]),
      responses: Object.fromEntries(DOCUMENTED_STATUSES.map((status) => [`Problem${status}`, problemResponse(status)])),
      examples: Object.fromEntries(DOCUMENTED_STATUSES.map((status) => [`Problem${status}`, { value: documentedProblem(status).example }])),
    },
  };
}
