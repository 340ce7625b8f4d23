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
import { adUnitOut, audienceOut } from "../ad_figures/schemas.ts";
import { annotationOut } from "../annotations/schema.ts";
import { campaignOut, campaignsOut } from "../campaigns/campaign_schema.ts";
import { documentedAs, namedInputs } from "../http/short_list.ts";
import { targetOut } from "../targets/schema.ts";
import type { Examples, Operation } from "./operation.ts";
import { COMMON_PROBLEMS, DOCUMENTED_STATUSES, documentedProblem } from "./problems.ts";
import { pathParameters } from "./request_schemas.ts";
import { bundles, channelOut, hostOut, listedKeyOut, marginOut, problemOut } from "./response_schemas.ts";
import { withSharedParts } from "./shared_parts.ts";

type Json = Record<string, unknown>;

/** Schemas that the document has once, under these names, wherever they stand. */
const NAMED: readonly (readonly [name: string, schema: v.GenericSchema])[] = [
  ["Problem", problemOut],
  ["Campaign", campaignOut],
  ["Campaigns", campaignsOut],
  ["ChannelName", channelOut],
  ["AllowedHost", hostOut],
  ["Bundles", bundles],
  ["Margin", marginOut],
  ["Key", listedKeyOut],
  ["AdUnit", adUnitOut],
  ["Audience", audienceOut],
  ["Annotation", annotationOut],
  ["Target", targetOut],
];

/** The schema of a whole body. */
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
      const name = valibotSchema === schema ? undefined : namedInputs.get(valibotSchema);
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
    ...(place === "path" ? { required: true } : {}),
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
    return [type, { schema: schemaOf(schema, "output"), ...(example === undefined ? {} : { example }) }];
  });
  return Object.fromEntries(content);
}

function headersOf(described: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description, schema: { type: "string" } }]));
}

/** What an operation can answer with beside its own answer: by status, which is also its name in the components. */
function problemsOf({ roles, problems, body }: Operation): Json {
  if (roles === "open") return {};
  const statuses = [...COMMON_PROBLEMS, ...problems, ...(body === undefined ? [] : [415])].sort((one, other) => one - other);
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
}

function problemResponse(status: number): Json {
  const { title, headers } = documentedProblem(status);
  const schema = { $ref: "#/components/schemas/Problem" };
  const examples = { problem: { $ref: `#/components/examples/${status}` } };
  return {
    description: title,
    ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    content: { "application/problem+json": { schema, examples } },
  };
}

/** A response must have a description. What it holds, its operation's summary says. */
const SUCCESS: Readonly<Record<number, string>> = { 200: "OK", 201: "Created", 204: "No Content" };

function describe(operation: Operation): Json {
  const { id, summary, description, roles, body, status, answer, answerHeaders, examples } = operation;
  const parameters = parametersOf(operation);
  const forWhom = roles === "open" ? "For everybody, without a key." : `Roles: ${roles.join(", ")}.`;
  return {
    operationId: id,
    summary,
    description: description === undefined ? forWhom : `${forWhom} ${description}`,
    ...(roles === "open" ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body, examples) }),
    responses: {
      [status]: {
        description: SUCCESS[status] ?? "Done",
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

/** The document for any server: what it says of the address is the caller's to add. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = path;
  }
  return withSharedParts({
    openapi: "3.1.0",
    info: {
      title: "Fivebar",
      version: VERSION,
      summary: "What a campaign's ads bring, and never who came.",
      description: DESCRIPTION,
    },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: Object.fromEntries([
        ...NAMED.map(([name, schema]) => [name, schemaOf(schema, "output")] as const),
        ...[...namedInputs].map(([schema, name]) => [name, schemaOf(schema as v.GenericSchema, "input")] as const),
      ]),
      responses: Object.fromEntries(DOCUMENTED_STATUSES.map((status) => [status, problemResponse(status)])),
      examples: Object.fromEntries(DOCUMENTED_STATUSES.map((status) => [status, { value: documentedProblem(status).example }])),
    },
  });
}
