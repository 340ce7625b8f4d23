/** The API's description of itself, as tests read it. */
import { type Schema, schemaErrors } from "./json_schema.ts";
import type { Answer, Tracker } from "./tracker.ts";

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: unknown }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: string;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>;
  readonly content?: Readonly<Record<string, Media>>;
}

/** The headers that a client would act on. */
const HEADERS = ["ETag", "Location", "Retry-After", "Content-Disposition", "WWW-Authenticate", "Allow"];

/** The headers that are described and not sent, or sent and not described. */
function headersWrong({ headers }: Answer, described: readonly string[]): string[] {
  return HEADERS.filter((name) => headers.has(name) !== described.includes(name)).map(
    (name) => `the header ${name} is ${headers.has(name) ? "not described" : "missing"}`,
  );
}

interface Document {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly unknown[];
  /** As it is served, with references: `operations` has what they lead to. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>> & { readonly securitySchemes: Schema };
}

export class ApiDocument {
  readonly json: Document;
  private readonly found: readonly [route: string, operation: Operation][];

  constructor(json: Document) {
    this.json = json;
    this.found = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        { parameters: [], ...(this.inPlace(operation) as Omit<Operation, "parameters">) },
      ]),
    );
  }

  static async of(tracker: Tracker): Promise<ApiDocument> {
    return new ApiDocument((await tracker.api<Document>("GET", "/openapi.json")).body);
  }

  /** Method and path of each operation, as in `GET /report`, with the operation and all that it refers to; but a problem's schema keeps its name. */
  operations(): [route: string, operation: Operation][] {
    return [...this.found];
  }

  private inPlace(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => this.inPlace(one));
    const { $ref, ...beside } = value as { readonly $ref?: unknown };
    if (typeof $ref === "string" && $ref !== "#/components/schemas/Problem") return this.inPlace({ ...this.lookUp($ref), ...beside });
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.inPlace(one)]));
  }

  lookUp(ref: string): Schema {
    const [, section = "", name = ""] = /^#\/components\/(\w+)\/(\w+)$/.exec(ref) ?? [];
    const found = this.json.components[section]?.[name];
    if (found === undefined) throw new Error(`${ref} leads nowhere`);
    return found;
  }

  /** What is wrong with `value` by `schema`; empty when nothing is. */
  errorsOf(schema: Schema, value: unknown): string[] {
    return schemaErrors(schema, value, (ref) => this.lookUp(ref));
  }

  /** How `answer` differs from what the document says of `route`; empty when it does not. */
  wrongWith(answer: Answer, route: string): string[] {
    const operation = this.operations().find(([one]) => one === route)?.[1];
    const response = operation?.responses[answer.status];
    if (response === undefined) return [`${route} may not answer ${answer.status}: ${JSON.stringify(answer.body)}`];
    const headers = headersWrong(answer, Object.keys(response.headers ?? {}));
    if (headers.length > 0) return headers;
    if (response.content === undefined) return answer.body === "" ? [] : ["there is a body"];
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const content = response.content[type];
    if (content === undefined) return [`${type} is none of ${Object.keys(response.content)}`];
    return this.errorsOf(content.schema, answer.body);
  }
}
