/** Values made from a JSON Schema by fast-check: those that it allows, and those that it does not. */
import fc from "fast-check";
import type { Schema } from "./json_schema.ts";

type ErrorsOf = (schema: Schema, value: unknown) => readonly string[];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Values that `schema` allows.
 *
 * @param hint an example of such a value; it and its parts come up often, so that what is made is often accepted for its meaning too
 */
export function validValue(schema: Schema, errorsOf: ErrorsOf, hint?: unknown): fc.Arbitrary<unknown> {
  const made = madeValue(schema, errorsOf, hint).filter((value) => errorsOf(schema, value).length === 0);
  return hint === undefined || errorsOf(schema, hint).length > 0 ? made : fc.oneof({ weight: 1, arbitrary: fc.constant(hint) }, made);
}

function madeValue(schema: Schema, errorsOf: ErrorsOf, hint: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as Schema[]).map((one) => validValue(one, errorsOf, hint)));
  const { minimum, maximum } = schema as { minimum?: number; maximum?: number };
  const range = { ...(minimum === undefined ? {} : { min: minimum }), ...(maximum === undefined ? {} : { max: maximum }) };
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer(range);
    case "number":
      return fc.double({ ...range, noNaN: true });
    case "string":
      return madeText(schema);
    case "array":
      return fc.array(validValue(schema.items as Schema, errorsOf, Array.isArray(hint) ? hint[0] : undefined), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(Number(schema.maxItems ?? 3), 3),
      });
    case "object": {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
      const model = properties.map(([name, one]) => [name, validValue(one, errorsOf, isObject(hint) ? hint[name] : undefined)] as const);
      return fc.record(Object.fromEntries(model), { requiredKeys: (schema.required ?? []) as string[] });
    }
    default:
      throw new Error(`no values can be made for ${JSON.stringify(schema)}`);
  }
}

function madeText({ format, pattern, maxLength }: Schema): fc.Arbitrary<string> {
  const date = fc.date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true });
  if (format === "date") return date.map((time) => time.toISOString().slice(0, 10));
  if (format === "uuid") return fc.uuid();
  if (format === "uri") return fc.webUrl({ validSchemes: ["https"], withQueryParameters: true, withFragments: true });
  if (typeof pattern === "string") {
    const longest = typeof maxLength === "number" ? [fc.constant("x".repeat(maxLength))] : [];
    return fc.oneof({ weight: 2, arbitrary: fc.stringMatching(new RegExp(pattern, "u")) }, ...longest);
  }
  return fc.string({ unit: "binary", maxLength: 100 }).map((text) => text.toWellFormed());
}

/** Values of every type and of awkward sizes; and one too long or too large for `schema`. */
function oddities(schema: Schema): unknown[] {
  const { maxLength, maxItems, maximum, minimum } = schema as Readonly<Record<string, number | undefined>>;
  return [
    ...[null, true, 0, -1, 1.5, 1e308, "", " ", "\u0000", "x\ny", "not-a-thing!", "2026-02-30", [], [null], {}, { toString: 1 }],
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => "x")]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minimum === undefined ? [] : [minimum - 1]),
  ];
}

/** Values that `schema` does not allow: `valid` with one thing wrong, at the top or somewhere inside. */
export function invalidValue(schema: Schema, errorsOf: ErrorsOf, valid: unknown): fc.Arbitrary<unknown> {
  return fc.constantFrom(...invalidValues(schema, errorsOf, valid));
}

/** All of them. */
export function invalidValues(schema: Schema, errorsOf: ErrorsOf, valid: unknown): unknown[] {
  return broken(schema, valid).filter((value) => errorsOf(schema, value).length > 0);
}

function broken(schema: Schema, valid: unknown): unknown[] {
  const top = oddities(schema);
  if (Array.isArray(schema.anyOf)) return [...top, ...(schema.anyOf as Schema[]).flatMap((one) => broken(one, valid))];
  if (Array.isArray(valid) && schema.type === "array") {
    const [first] = valid;
    return [...top, ...(first === undefined ? [] : broken(schema.items as Schema, first).map((value) => [value, ...valid.slice(1)]))];
  }
  if (!isObject(valid)) return top;
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const lacking = ((schema.required ?? []) as string[]).map((name) =>
    Object.fromEntries(Object.entries(valid).filter(([one]) => one !== name)),
  );
  const inside = properties.flatMap(([name, one]) => broken(one, valid[name]).map((value) => ({ ...valid, [name]: value })));
  return [...top, ...lacking, { ...valid, ip: "192.0.2.1" }, { ...valid, constructor: 1 }, ...inside];
}
