/** JSON Schemas in words, as far as the API's description uses them; and the fields of an object, one line each. */

export type Schema = Readonly<Record<string, unknown>>;

export interface Field {
  /** Dots between levels, `[]` for the entries of a list. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly form: string;
  readonly description: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  array: "list",
  null: "null",
};

/** More texts than these stand in a table of their own. */
const MOST_LISTED = 20;

/** What a value looks like, in a few words: `text, 2 to 40 characters, or null`. */
export function formOf(schema: Schema): string {
  if (Array.isArray(schema.enum) && schema.enum.length > MOST_LISTED) return "text, one of a list (see Codes)";
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as Schema[]).map(formOf).join(", or ");
  if (typeof schema.$ref === "string") return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  const type = TYPES[String(schema.type)] ?? "anything";
  const parts = [
    schema.format === undefined ? type : `${type} (${schema.format})`,
    span(schema.minLength, schema.maxLength, "characters"),
    span(schema.minItems, schema.maxItems, "entries"),
    span(schema.minimum, schema.maximum, ""),
    ...(schema.items === undefined ? [] : [`each ${formOf(schema.items as Schema)}`]),
    ...(schema.pattern === undefined || schema.format === "date" ? [] : [code(String(schema.pattern))]),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function span(low: unknown, high: unknown, unit: string): string {
  const text = low === undefined ? `at most ${high}` : high === undefined ? `at least ${low}` : `${low} to ${high}`;
  return low === undefined && high === undefined ? "" : `${text} ${unit}`.trim();
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Every field of `schema` and of what is inside it; none for what is no object. */
export function fieldsOf(schema: Schema, prefix = ""): Field[] {
  const inner = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]).find(({ type }) => type === "object" || type === "array") : schema;
  if (inner?.type === "array") return fieldsOf(inner.items as Schema, `${prefix}[]`);
  const required = (inner?.required ?? []) as string[];
  return Object.entries((inner?.properties ?? {}) as Record<string, Schema>).flatMap(([key, field]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    return [{ name, isRequired: required.includes(key), form: formOf(field), description: descriptionOf(field) }, ...fieldsOf(field, name)];
  });
}

function descriptionOf(schema: Schema): string {
  const inner = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]).map(descriptionOf).find((text) => text !== "") : "";
  return typeof schema.description === "string" ? schema.description : (inner ?? "");
}
