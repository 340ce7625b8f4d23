/**
 * Moves what a document says more than once to its components, and refers to it there. Everybody can load the document, so it stays small.
 * Pure. A part is shared under the name of its field, parameter, header, example or operation: the same schema of two fields has two names.
 */
type Json = Readonly<Record<string, unknown>>;
type Section = "schemas" | "parameters" | "headers" | "examples";

/** @param inside the part itself, with the parts inside it replaced */
type Replace = (section: Section, name: string, part: Json, inside: () => Json) => Json;

/** A part has to save this many characters of the document to be shared: it is easier to read where it is used. */
const LEAST_SAVED = 20;

/** An entry of a list, or one of several forms: it has no name of its own, and is replaced by the document's own schemas only. */
const NAMELESS = "";

interface Seen {
  readonly section: Section;
  readonly name: string;
  readonly part: Json;
  times: number;
}

/** @param document an OpenAPI document; what equals one of its own schemas is replaced by it, whatever field it is of */
export function withSharedParts(document: Json): Json {
  const components = document.components as Readonly<Record<string, Json>>;
  const own = new Map(Object.entries(components.schemas ?? {}).map(([name, schema]) => [JSON.stringify(schema), name]));
  const ownName = (section: Section, part: Json) => (section === "schemas" ? own.get(JSON.stringify(part)) : undefined);
  const seen = new Map<string, Seen>();
  replaceParts(document, (section, name, part, inside) => {
    if (ownName(section, part) !== undefined) return part;
    const text = textOf(section, name, part);
    const known = seen.get(text);
    if (known !== undefined) known.times += 1;
    else {
      seen.set(text, { section, name, part, times: 1 });
      // What is inside a part that comes again is counted once: it moves with the part.
      inside();
    }
    return part;
  });
  const shared = namesOf(seen, components);
  const moved: Record<Section, Record<string, Json>> = { schemas: {}, parameters: {}, headers: {}, examples: {} };
  const rest = replaceParts(document, (section, name, part, inside) => {
    const known = ownName(section, part);
    if (known !== undefined) return { $ref: refTo(section, known) };
    const sharedName = shared.get(textOf(section, name, part));
    if (sharedName === undefined) return inside();
    moved[section][sharedName] ??= inside();
    return { $ref: refTo(section, sharedName) };
  });
  const kept = rest.components as Readonly<Record<string, Json>>;
  const all = Object.entries(moved).map(([section, parts]) => [section, { ...kept[section], ...parts }] as const);
  return { ...rest, components: { ...kept, ...Object.fromEntries(all.filter(([, parts]) => Object.keys(parts).length > 0)) } };
}

function refTo(section: Section, name: string): string {
  return `#/components/${section}/${name}`;
}

function textOf(section: Section, name: string, part: Json): string {
  return JSON.stringify([section, name, part]);
}

/** Of the parts that are worth it: under which name each is shared. Another part of the same name gets a number. */
function namesOf(seen: ReadonlyMap<string, Seen>, components: Readonly<Record<string, Json>>): Map<string, string> {
  const taken = new Set(Object.entries(components).flatMap(([section, parts]) => Object.keys(parts).map((name) => `${section}/${name}`)));
  const names = new Map<string, string>();
  for (const [text, { section, name, part, times }] of seen) {
    const length = JSON.stringify(part).length;
    const saved = (times - 1) * length - times * JSON.stringify({ $ref: refTo(section, name) }).length - name.length;
    if (name === NAMELESS || times === 1 || saved < LEAST_SAVED) continue;
    let free = section === "schemas" ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    for (let number = 2; taken.has(`${section}/${free}`); number += 1) free = free.replace(/\d*$/, String(number));
    taken.add(`${section}/${free}`);
    names.set(text, free);
  }
  return names;
}

/** The document with what `replace` gives in the place of each of its parts, the outer before the inner. */
function replaceParts(document: Json, replace: Replace): Json {
  const { schemas = {}, responses = {} } = document.components as Readonly<Record<string, Json>>;
  return {
    ...document,
    paths: eachOf(document.paths, (_, item) => eachOf(item, (_method, operation) => inOperation(operation, replace))),
    components: {
      ...(document.components as Json),
      schemas: eachOf(schemas, (_, schema) => inSchema(schema, replace)),
      responses: eachOf(responses, (name, response) => inMessage(response, name, replace)),
    },
  };
}

function inOperation(operation: Json, replace: Replace): Json {
  const { operationId, parameters, requestBody, responses } = operation;
  const id = String(operationId);
  const part = (one: Json) => replace("parameters", String(one.name), one, () => ({ ...one, ...schemaOf(one, String(one.name), replace) }));
  return {
    ...operation,
    ...(Array.isArray(parameters) ? { parameters: (parameters as Json[]).map(part) } : {}),
    ...(requestBody === undefined ? {} : { requestBody: inMessage(requestBody as Json, id, replace) }),
    responses: eachOf(responses, (_, response) => inMessage(response, id, replace)),
  };
}

/** A request's body or an answer. @param name of what has no field's name: the schema of the whole */
function inMessage(message: Json, name: string, replace: Replace): Json {
  const { content, headers } = message;
  const inMedia = (media: Json): Json => ({
    ...media,
    ...schemaOf(media, name, replace),
    ...(media.examples === undefined
      ? {}
      : { examples: eachOf(media.examples, (title, one) => replace("examples", title, one, () => one)) }),
  });
  return {
    ...message,
    ...(headers === undefined ? {} : { headers: eachOf(headers, (title, header) => replace("headers", title, header, () => header)) }),
    ...(content === undefined ? {} : { content: eachOf(content, (_, media) => inMedia(media)) }),
  };
}

function schemaOf({ schema }: Json, name: string, replace: Replace): Json {
  return schema === undefined ? {} : { schema: replace("schemas", name, schema as Json, () => inSchema(schema as Json, replace)) };
}

function inSchema(schema: Json, replace: Replace): Json {
  const { properties, items, anyOf } = schema;
  const nameless = (one: Json) => replace("schemas", NAMELESS, one, () => inSchema(one, replace));
  return {
    ...schema,
    ...(properties === undefined
      ? {}
      : { properties: eachOf(properties, (name, field) => replace("schemas", name, field, () => inSchema(field, replace))) }),
    ...(items === undefined ? {} : { items: nameless(items as Json) }),
    ...(Array.isArray(anyOf) ? { anyOf: (anyOf as Json[]).map(nameless) } : {}),
  };
}

function eachOf(parts: unknown, change: (name: string, part: Json) => Json): Json {
  return Object.fromEntries(Object.entries(parts as Readonly<Record<string, Json>>).map(([name, part]) => [name, change(name, part)]));
}
