/** Reading what a client sent: bodies and queries, checked against a schema, with errors that name the field. */
import * as v from "valibot";
import { MAX_FORM_FIELDS } from "../../domain/limits.ts";
import type { JsonType } from "../../domain/problem_codes.ts";
import { at, type Fault, type FieldError, fault, invalid, problem } from "../../domain/problems.ts";
import type { StaffContext } from "./context.ts";
import { givenTwice } from "./given_twice.ts";
import { refuse } from "./problem.ts";
import { faultIn } from "./said.ts";

/** The media type of the body, without its parameters. */
export function mediaTypeOf(c: StaffContext): string {
  return (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** The JSON body, checked. */
export async function readJson<S extends v.GenericSchema>(c: StaffContext, schema: S): Promise<v.InferOutput<S>> {
  if (!/^application\/(?:[\w.+-]+\+)?json$/.test(mediaTypeOf(c))) return refuse({ type: "media-type", accepted: ["application/json"] });
  return check(schema, parseJson(await readText(c)));
}

/** A body that is cut off or is no valid HTTP: the client's error, not a failure of the counters. */
export const BROKEN_BODY = invalid("", "broken-body").error;

export async function readBytes(c: StaffContext): Promise<ArrayBuffer> {
  try {
    return await c.req.arrayBuffer();
  } catch {
    return refuse(BROKEN_BODY);
  }
}

/** The body as text; refuses what is not UTF-8, because letters would turn into others. */
export async function readText(c: StaffContext): Promise<string> {
  const bytes = await readBytes(c);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return refuse(invalid("", "not-utf8").error);
  }
}

/**
 * The fields of a form, as browsers send them: not more than a form has, and none but its own. They are counted before they are read.
 *
 * @param names of the form's fields
 */
export async function readFormData(c: StaffContext, names: readonly string[]): Promise<FormData> {
  const type = c.req.header("content-type") ?? "";
  const mark = mediaTypeOf(c) === "application/x-www-form-urlencoded" ? "&" : boundaryIn(type);
  if (mark === null) return refuse({ type: "media-type", accepted: ["application/x-www-form-urlencoded", "multipart/form-data"] });
  const bytes = await readBytes(c);
  if (countFields(bytes, mark) > MAX_FORM_FIELDS) return refuse(invalid("", "form-too-many-fields", { max: MAX_FORM_FIELDS }).error);
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
  } catch {
    return refuse(invalid("", "form-unreadable").error);
  }
  for (const name of form.keys()) if (!names.includes(name)) return refuse(invalid("", "form-unknown-field").error);
  return form;
}

/** A multipart media type with one boundary and no other parameter: a parser might take another parameter for the boundary. */
const MULTIPART = /^\s*multipart\/form-data\s*;\s*boundary=(?:"([^";,\\]{1,200})"|([^";,\\\s]{1,200}))\s*$/i;

/** What stands between the fields of a multipart form of this media type; null for another one. */
function boundaryIn(type: string): string | null {
  const [, quoted, bare] = MULTIPART.exec(type) ?? [];
  const boundary = quoted ?? bare;
  return boundary === undefined ? null : `--${boundary}`;
}

/** An upper bound for the number of fields: a field's text may contain the separator too, but rarely. */
function countFields(bytes: ArrayBuffer, mark: string): number {
  const text = new TextDecoder("latin1").decode(bytes);
  let count = 1;
  for (let at = text.indexOf(mark); at !== -1 && count <= MAX_FORM_FIELDS; at = text.indexOf(mark, at + mark.length)) count += 1;
  return count;
}

/** A form's texts by name, without its files. Of several texts with one name it is the last. */
export function textsOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(invalid("", "not-json").error);
  }
  const twice = givenTwice(text);
  return twice === null ? value : refuse(invalid(twice, "given-twice").error);
}

/** The query's parameters, each given once at most, checked. */
export function readQuery<S extends v.GenericSchema>(c: StaffContext, schema: S): v.InferOutput<S> {
  const values = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, value] of new URL(c.req.url).searchParams) {
    if (values.has(name)) twice.add(name);
    values.set(name, value);
  }
  // `Object.fromEntries` defines own properties, so `__proto__` is a name like any other here.
  const result = v.safeParse(schema, Object.fromEntries(values));
  const errors = [...[...twice].map((name) => problem(name, "given-twice")), ...(result.issues ?? []).map(fieldError)];
  return result.success && errors.length === 0 ? result.output : refuse({ type: "invalid", errors });
}

export function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  // An array is an object too: the schema would report each field as missing.
  if (Array.isArray(value) && schema.type === "strict_object")
    return refuse(invalid("", "wrong-type", { expected: ["object"], received: "Array" }).error);
  const result = v.safeParse(schema, value);
  return result.success ? result.output : refuse({ type: "invalid", errors: result.issues.map(fieldError) });
}

export function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  return at(v.getDotPath(issue) ?? "", faultOf(issue));
}

/** What a schema says, or else what Valibot found by itself: what is missing, unknown or of another type. */
function faultOf({ kind, message, expected, received }: v.BaseIssue<unknown>): Fault {
  if (kind === "schema" && expected === "never") return fault("unknown-field");
  if (kind === "schema" && received === "undefined") return fault("required");
  return faultIn(message) ?? fault("wrong-type", { expected: jsonTypesIn(expected ?? ""), received });
}

const JSON_TYPES: readonly JsonType[] = ["string", "number", "boolean", "object", "array", "null"];

/** The types in what Valibot expected, such as `(string | null)`. */
function jsonTypesIn(expected: string): JsonType[] {
  const names: readonly string[] = expected.toLowerCase().match(/[a-z]+/g) ?? [];
  return JSON_TYPES.filter((type) => names.includes(type));
}
