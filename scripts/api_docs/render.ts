/**
 * The OpenAPI document as Markdown. Written for this document, because the renderers that there are either speak of OpenAPI 3.0 at most
 * (widdershins) or bring 250 packages and 190 MB for one file (@scalar/openapi-to-markdown 1.3.0, as installed on 2026-11-24).
 */
import { describedCodes } from "../../src/staff/openapi/problem_codes.ts";
import { code, type Field, fieldsOf, formOf, type Schema } from "./form.ts";

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: unknown }>>;
}

interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string }>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Schema;
    readonly example?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface Document {
  readonly info: { readonly title: string; readonly summary: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly parameters?: Readonly<Record<string, object>>;
    readonly headers?: Readonly<Record<string, object>>;
  };
}

/** `value` with what stands in the components put where it is referred to; a problem is explained once, and keeps its name. */
function inPlace(value: unknown, components: Document["components"]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => inPlace(one, components));
  const { $ref, ...beside } = value as { readonly $ref?: unknown };
  const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(\w+)$/.exec(String($ref)) ?? [];
  const found = name === "Problem" ? undefined : components[kind as keyof Document["components"]]?.[name];
  if (found !== undefined) return inPlace({ ...found, ...beside }, components);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inPlace(one, components)]));
}

export function renderApi(document: Document): string {
  const paths = inPlace(document.paths, document.components) as Document["paths"];
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );
  return [
    "# The API",
    "This page is made by `npm run docs:api` from the OpenAPI document that each tracker serves at `/api/v1/openapi.json`; change that, not this.",
    document.info.summary,
    document.info.description,
    `Paths are below ${code("/api/v1")}. All but the document itself take a key: ${code("Authorization: Bearer <key>")}.`,
    table(
      ["operation", "does"],
      operations.map(({ route, operation }) => [`[${code(route)}](#${anchorOf(route)})`, operation.summary]),
    ),
    ...operations.map(({ route, operation }) => renderOperation(route, operation)),
    renderProblems(document, operations),
  ]
    .join("\n\n")
    .concat("\n");
}

function renderOperation(route: string, { summary, description, parameters = [], requestBody, responses }: Operation): string {
  const [[status, answer] = ["", undefined], ...problems] = Object.entries(responses);
  const rows = parameters.map((one) => [
    code(one.name),
    one.in + (one.required === true ? ", required" : ""),
    formOf(one.schema),
    one.description ?? "",
  ]);
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([type, media]) => renderBody(route, type, media));
  const codes = problems.map(([one]) => `[${one}](#problems)`).join(", ");
  return [
    `## ${code(route)}`,
    summary,
    description,
    ...(rows.length === 0 ? [] : [table(["parameter", "in", "form", "what it is"], rows)]),
    ...bodies,
    ...renderAnswer(status, answer),
    ...(codes === "" ? [] : [`Problems: ${codes}.`]),
  ].join("\n\n");
}

function renderBody(route: string, type: string, { schema, examples = {} }: Media): string[] {
  const shown = Object.values(examples).flatMap(({ summary, value }) => [
    `${summary}:`,
    fence("http", `${route.replace(" ", " /api/v1")}\nContent-Type: ${type}\n\n${textOf(value)}`),
  ]);
  return [`**Body**, ${code(type)}: ${formOf({ ...schema, items: undefined })}`, ...fieldTable(fieldsOf(schema)), ...shown];
}

function renderAnswer(status: string, answer: Answer | undefined): string[] {
  const contents = Object.entries(answer?.content ?? {}).flatMap(([type, { schema, example }]) => [
    `**Answer ${status}**, ${code(type)}`,
    ...fieldTable(fieldsOf(schema)),
    ...(example === undefined ? [] : [fence(type.includes("json") ? "json" : "", textOf(example))]),
  ]);
  return [...(contents.length === 0 ? [`**Answer ${status}**, without a body`] : contents), ...renderHeaders(answer)];
}

function renderHeaders(answer: Answer | undefined): string[] {
  return Object.entries(answer?.headers ?? {}).map(([name, { description }]) => `Header ${code(name)}: ${description}.`);
}

function fieldTable(fields: readonly Field[]): string[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ name, isRequired, form, description }) => [code(name), isRequired ? "always" : "", form, description]);
  return [table(["field", "there", "form", "what it is"], rows)];
}

/** Each problem once: what it means, where it can be met, and one as it is answered. */
function renderProblems({ components }: Document, operations: readonly { readonly operation: Operation }[]): string {
  const meanings = new Map(
    operations.flatMap(({ operation }) => Object.entries(operation.responses).map(([status, one]) => [status, one])),
  );
  const examples = Object.entries(components.examples).filter(([name]) => /^\d+$/.test(name));
  const problems = examples.map(([status, { value }]) => {
    const meaning = meanings.get(status);
    return [`### ${status}: ${meaning?.description ?? ""}`, fence("json", textOf(value)), ...renderHeaders(meaning)].join("\n\n");
  });
  const schema = components.schemas.Problem ?? {};
  return ["## Problems", ...fieldTable(fieldsOf(schema)), ...problems, "### Codes", renderCodes()].join("\n\n");
}

/** The codes that errors can have. Their messages are no part of the document, which is open to everybody and so stays small. */
function renderCodes(): string {
  return table(
    ["code", "what its message says, or is like"],
    describedCodes().map((one) => [code(one.code), one.message]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\s+$/, "")}\n\`\`\``;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : JSON.stringify(value, null, 2);
}

/** How GitHub names a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
}
