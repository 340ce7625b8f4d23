/** The API's description of itself, as tests read it. */
import { type Schema, schemaErrors } from "./json_schema.ts";
import type { Answer, Tracker } from "./tracker.ts";

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: unknown; readonly $ref?: string }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
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
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly securitySchemes: Schema;
  };
}

export class ApiDocument {
  readonly json: Document;

  constructor(json: Document) {
    this.json = json;
  }

  static async of(tracker: Tracker): Promise<ApiDocument> {
    return new ApiDocument((await tracker.api<Document>("GET", "/openapi.json")).body);
  }

  /** Method and path of each operation, as in `GET /report`, with the operation. */
  operations(): [route: string, operation: Operation][] {
    return Object.entries(this.json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        {
          ...operation,
          ...(operation.requestBody === undefined ? {} : { requestBody: this.inPlace(operation.requestBody) }),
          responses: Object.fromEntries(Object.entries(operation.responses).map(([status, one]) => [status, this.responseAt(one)])),
        },
      ]),
    );
  }

  /** A request's body with the schemas that are only named in it. */
  private inPlace<T>(value: T): T {
    if (typeof value !== "object" || value === null) return value;
    const { $ref } = value as { readonly $ref?: unknown };
    if (typeof $ref === "string" && $ref.startsWith("#/components/schemas/")) return this.inPlace(this.lookUp($ref)) as T;
    if (Array.isArray(value)) return value.map((one) => this.inPlace(one)) as T;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.inPlace(one)])) as T;
  }

  /** A response, that of `components` when it is only named. */
  private responseAt(response: Response & { readonly $ref?: string }): Response {
    if (response.$ref === undefined) return response;
    const found = this.json.components.responses[/^#\/components\/responses\/(\w+)$/.exec(response.$ref)?.[1] ?? ""];
    if (found === undefined) throw new Error(`${response.$ref} leads nowhere`);
    return found;
  }

  readonly lookUp = (ref: string): Schema => {
    const found = this.json.components.schemas[/^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1] ?? ""];
    if (found === undefined) throw new Error(`${ref} leads nowhere`);
    return found;
  };

  /** The value of an example, that of `components` when it is only named. */
  exampleAt({ value, $ref }: { readonly value?: unknown; readonly $ref?: string }): unknown {
    return $ref === undefined ? value : this.json.components.examples[/^#\/components\/examples\/(\w+)$/.exec($ref)?.[1] ?? ""]?.value;
  }

  /** What is wrong with `value` by `schema`; empty when nothing is. */
  errorsOf(schema: Schema, value: unknown): string[] {
    return schemaErrors(schema, value, this.lookUp);
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
