/**
 * Checks a value against a JSON Schema (2020-12), as far as the API's description uses it. A keyword that is not known here is an
 * error, so that nothing passes because it was not looked at.
 */
export type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with `value`, one line each; empty when nothing is. `lookUp` finds what a `$ref` names. */
export function schemaErrors(schema: Schema, value: unknown, lookUp: (ref: string) => Schema, path = "$"): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    const check = KEYWORDS[keyword];
    return check === undefined
      ? [`${path}: the schema's keyword "${keyword}" is unknown here`]
      : check(rule, value, { schema, lookUp, path });
  });
}

interface Place {
  readonly schema: Schema;
  readonly path: string;
  lookUp(ref: string): Schema;
}

type Check = (rule: unknown, value: unknown, place: Place) => string[];

function unless(isFine: boolean, { path }: Place, message: string): string[] {
  return isFine ? [] : [`${path}: ${message}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/,
};

/** A rule about texts; of other values it says nothing, as the specification has it. */
function texts(isFine: (rule: unknown, text: string) => boolean, wrong: string): Check {
  return (rule, value, place) => unless(typeof value !== "string" || isFine(rule, value), place, `${wrong} ${rule}`);
}

const KEYWORDS: Readonly<Record<string, Check>> = {
  description: () => [],
  $ref: (rule, value, { lookUp, path }) => schemaErrors(lookUp(String(rule)), value, lookUp, path),
  type: (rule, value, place) => unless(TYPES[String(rule)]?.(value) === true, place, `is no ${rule}`),
  enum: (rule, value, place) => unless((rule as unknown[]).includes(value), place, `is none of ${JSON.stringify(rule)}`),
  format: texts((rule, text) => FORMATS[String(rule)]?.test(text) === true, "is no"),
  pattern: texts((rule, text) => new RegExp(String(rule), "u").test(text), "does not match"),
  minLength: texts((rule, text) => [...text].length >= Number(rule), "is shorter than"),
  maxLength: texts((rule, text) => [...text].length <= Number(rule), "is longer than"),
  minItems: (rule, value, place) => unless(!Array.isArray(value) || value.length >= Number(rule), place, `has fewer than ${rule}`),
  maxItems: (rule, value, place) => unless(!Array.isArray(value) || value.length <= Number(rule), place, `has more than ${rule}`),
  minimum: (rule, value, place) => unless(typeof value !== "number" || value >= Number(rule), place, `is below ${rule}`),
  maximum: (rule, value, place) => unless(typeof value !== "number" || value <= Number(rule), place, `is above ${rule}`),
  anyOf: (rule, value, { lookUp, path }) => {
    const tries = (rule as Schema[]).map((schema) => schemaErrors(schema, value, lookUp, path));
    return tries.some((errors) => errors.length === 0) ? [] : tries.flat();
  },
  items: (rule, value, { lookUp, path }) =>
    Array.isArray(value) ? value.flatMap((item, index) => schemaErrors(rule as Schema, item, lookUp, `${path}[${index}]`)) : [],
  properties: (rule, value, { lookUp, path }) =>
    Object.entries(rule as Record<string, Schema>).flatMap(([name, schema]) =>
      isObject(value) && Object.hasOwn(value, name) ? schemaErrors(schema, value[name], lookUp, `${path}.${name}`) : [],
    ),
  required: (rule, value, place) =>
    (rule as string[]).flatMap((name) => unless(isObject(value) && Object.hasOwn(value, name), place, `lacks ${name}`)),
  additionalProperties: (rule, value, place) => {
    if (isObject(rule) && Object.keys(rule).length === 0) return [];
    if (rule !== false) return [`${place.path}: additionalProperties is ${JSON.stringify(rule)}, which is unknown here`];
    const known = Object.keys((place.schema.properties ?? {}) as Schema);
    return isObject(value) ? Object.keys(value).flatMap((name) => unless(known.includes(name), place, `has ${name} besides`)) : [];
  },
};
