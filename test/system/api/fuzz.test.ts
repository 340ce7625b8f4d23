/**
 * Every operation of the API, driven from its description with what it allows and what it does not: each answer is as it is described,
 * nothing fails, what is bad input by the description is bad input to the tracker, and what is refused changes nothing.
 */
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Key, readProblem } from "../setup/answers.ts";
import { anyRequest } from "../setup/any_request.ts";
import { invalidValue, invalidValues, validValue } from "../setup/any_value.ts";
import { type Everything, everything, idOf, KEPT_KEY } from "../setup/everything.ts";
import { ApiDocument, type Operation, type Parameter } from "../setup/openapi_document.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

/** Runs per operation. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 40);

let tracker: Tracker;
/** The slug of a campaign that can be taken back. */
let archived: string;
let document: ApiDocument;
let nobody: string;

beforeAll(async () => {
  tracker = await startTracker();
  document = await ApiDocument.of(tracker);
  nobody = (await tracker.api<Key>("POST", "/keys", { name: KEPT_KEY, role: "site" })).body.key ?? "";
});
afterAll(() => discard(tracker));

/** What a request is made of. A part that is broken is not allowed by its schema; a value in the path may stand for one that is there. */
interface Request {
  readonly access: "admin" | "none" | "other role";
  readonly breaks: "nothing" | "body" | "table" | "query" | "header";
  readonly path: Readonly<Record<string, string | null>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly value: unknown } | null;
}

const errorsOf = (schema: Readonly<Record<string, unknown>>, value: unknown): readonly string[] => document.errorsOf(schema, value);

/** Values for the parameters in `place`: those of the path always, others now and then. Where one must be broken, one is there and is. */
function parametersIn({ parameters }: Operation, place: Parameter["in"], isBroken: boolean): fc.Arbitrary<Record<string, string>> {
  const here = parameters.filter((one) => one.in === place);
  const model = here.map(({ name, schema, example }) => [name, validValue(schema, errorsOf, example).map(String)] as const);
  const valid = fc.record(Object.fromEntries(model), { requiredKeys: place === "path" ? here.map(({ name }) => name) : [] });
  if (!isBroken) return valid;
  const wrong = fc.constantFrom(...here).chain(({ name, schema, example }) =>
    invalidValue(schema, errorsOf, example)
      .filter((value) => typeof value === "string" && /^[\x21-\x7e]+$/.test(value))
      .map((value) => ({ [name]: String(value) })),
  );
  const unknown = place === "query" ? [fc.constantFrom({ ip: "192.0.2.1" }, { constructor: "x" }, { From: "2026-01-01" })] : [];
  return fc.tuple(valid, fc.oneof(wrong, ...unknown)).map(([others, one]) => ({ ...others, ...one }));
}

const CSV = "text/csv";

/** Tables that are none, or not of the kind that is asked for; the schema, which knows a text only, cannot say so. */
function brokenTables(text: string): string[] {
  const [header = "", ...rows] = text.trimEnd().split("\n");
  const table = (first: string, ...others: string[]) => [first, ...others, ""].join("\n");
  return [
    ...["", "\n\n", " ", "\u0000", '"'],
    table(header.replace(/^\w+/, "nothing-known"), ...rows),
    table(`${header},user_agent`, ...rows.map((row) => `${row},Mozilla`)),
    table(header, ...rows, 'lone","quote', '"not closed'),
    table(header, `"${"x".repeat(20)}`, ...rows),
  ];
}

function bodyOf({ requestBody }: Operation, breaks: Request["breaks"]): fc.Arbitrary<Request["body"]> {
  const tables = Object.values(requestBody?.content[CSV]?.examples ?? {}).map(({ value }) => String(value));
  if (breaks === "table") return fc.constantFrom(...tables.flatMap(brokenTables)).map((value) => ({ type: CSV, value }));
  const isBroken = breaks === "body";
  const kinds = Object.entries(requestBody?.content ?? {}).map(([type, { schema, examples = {} }]) => {
    const hints = Object.values(examples).map(({ value }) => value);
    const valid = fc.constantFrom(...hints).chain((hint) => validValue(schema, errorsOf, hint));
    return (isBroken ? valid.chain((value) => invalidValue(schema, errorsOf, value)) : valid).map((value) => ({ type, value }));
  });
  return kinds.length === 0 ? fc.constant(null) : fc.oneof(...kinds.slice(0, isBroken ? 1 : undefined));
}

function requestOf(operation: Operation): fc.Arbitrary<Request> {
  const has = (place: Parameter["in"]) => operation.parameters.some((one) => one.in === place);
  const types = Object.keys(operation.requestBody?.content ?? {});
  const breakable: Request["breaks"][] = ["nothing", ...(types.includes("application/json") ? (["body"] as const) : [])];
  if (types.includes(CSV)) breakable.push("table");
  if (has("header")) breakable.push("header");
  if (operation.security === undefined) breakable.push("query");
  return fc.constantFrom(...breakable).chain((breaks) =>
    fc.record({
      access: fc.oneof({ weight: 12, arbitrary: fc.constant("admin" as const) }, fc.constantFrom("none" as const, "other role" as const)),
      breaks: fc.constant(breaks),
      path: parametersIn(operation, "path", false).chain((path) => fc.oneof(fc.constant(path), fc.constant(onesThatAreThere(path)))),
      query: has("query") ? parametersIn(operation, "query", breaks === "query") : fc.constant(breaks === "query" ? { ip: "x" } : {}),
      headers: parametersIn(operation, "header", breaks === "header"),
      body: bodyOf(operation, breaks),
    }),
  );
}

/** A request as the description shows it, and one that breaks it: what is met at random only is not met in every run. */
function requestsShown({ parameters, requestBody, security }: Operation): [Request][] {
  const examplesIn = (place: Parameter["in"]) =>
    Object.fromEntries(parameters.filter((one) => one.in === place).map(({ name, example }) => [name, String(example)]));
  const [[type, { examples = {} }] = ["", {}]] = Object.entries(requestBody?.content ?? {});
  const body = Object.values(examples).map(({ value }) => ({ type, value }))[0] ?? null;
  const path = onesThatAreThere(examplesIn("path"));
  const asShown = { access: "admin", breaks: "nothing", path, query: examplesIn("query"), headers: {}, body } as const;
  return security === undefined ? [[asShown], [{ ...asShown, breaks: "query", query: { ip: "x" } }]] : [[asShown]];
}

/** The same parameters without their values, which are then looked up. */
function onesThatAreThere(path: Readonly<Record<string, string>>): Record<string, null> {
  return Object.fromEntries(Object.keys(path).map((name) => [name, null]));
}

async function send(route: string, request: Request, there: Everything): Promise<Answer> {
  const [method = "", template = ""] = route.split(" ");
  const known: Record<string, string | undefined> = {
    slug: template.endsWith("/restore") ? archived : there.campaigns.at(-1)?.slug,
    host: there.hosts.at(-1)?.host,
    channelId: there.channels.at(-1)?.id,
    unit: there.units.at(-1)?.id,
    id: idOf(template, there),
  };
  const path = Object.entries(request.path).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value ?? known[name] ?? "none")),
    template,
  );
  const authorization = { admin: `Bearer ${ADMIN_KEY}`, none: "", "other role": `Bearer ${nobody}` }[request.access];
  const type: Record<string, string> = request.body === null ? {} : { "content-type": request.body.type };
  const text = request.body?.type === "application/json" ? JSON.stringify(request.body.value) : request.body?.value;
  const query = new URLSearchParams(request.query);
  return tracker.api(method, query.size === 0 ? path : `${path}?${query}`, text, { ...request.headers, ...type, authorization });
}

const FOR_EVERY_KEY: readonly string[] = ["POST /signups", "GET /status"];
/** What succeeds only on a tracker that has lost a file (test/system/faults/installation.test.ts), or between two that share a key (operate/move.test.ts). */
const NEVER_HERE: readonly string[] = ["POST /shards/{shard}/accept-loss", "POST /export", "POST /import"];

function isForOthers(route: string, { security }: Operation): boolean {
  return security === undefined && !FOR_EVERY_KEY.includes(route);
}

test("whatever is sent, each operation answers as it is described, and what it refuses changes nothing", { timeout: 600_000 }, async () => {
  for (const [route, operation] of document.operations()) {
    if (route.includes("{slug}")) {
      const draft = { name: "Fix", channel: "tiktok", destination: "https://example.org/", manyLinks: true };
      archived = (await tracker.api<{ slug: string }>("POST", "/campaigns", draft)).body.slug;
      if (route.endsWith("/restore")) await tracker.api("DELETE", `/campaigns/${archived}`);
    }
    const seen = new Set<number>();
    let before = await everything(tracker);
    const property = fc.asyncProperty(requestOf(operation), async (request) => {
      const answer = await send(route, request, before);
      seen.add(answer.status);
      expect(document.wrongWith(answer, route)).toEqual([]);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
      if (request.access === "none" && operation.security === undefined) expect(answer.status).toBe(401);
      else if (request.access === "other role" && isForOthers(route, operation)) expect(answer.status).toBe(403);
      else if (request.breaks !== "nothing") expect(answer.status, JSON.stringify(answer.body)).toBe(400);
      const after = await everything(tracker);
      if (answer.status >= 400 || route.startsWith("GET ")) expect(after).toEqual(before);
      before = after;
    });
    await fc.assert(property, { numRuns: RUNS, examples: requestsShown(operation), endOnFailure: false }).catch((error: Error) => {
      throw new Error(`${route}: ${error.message}`, { cause: error });
    });
    const success = NEVER_HERE.includes(route) ? [] : [Number(Object.keys(operation.responses)[0])];
    const refused = operation.security === undefined ? [400] : [];
    expect([...seen], `${route}: every kind of answer was met`).toEqual(expect.arrayContaining([...success, ...refused]));
  }
});

test("each single thing that the description forbids in a body is refused, and changes nothing", { timeout: 600_000 }, async () => {
  await tracker.api("POST", "/campaigns", {
    slug: "still-there",
    name: "Still there",
    channel: "tiktok",
    destination: "https://example.org/",
  });
  const before = await everything(tracker);
  let sent = 0;
  for (const [route, { requestBody }] of document.operations()) {
    const { schema = {}, examples = {} } = requestBody?.content["application/json"] ?? {};
    for (const { value } of Object.values(examples)) {
      for (const wrong of invalidValues(schema, errorsOf, value)) {
        const [method = "", path = ""] = route.split(" ");
        const answer = await tracker.api(method, path.replace("{slug}", "still-there"), JSON.stringify(wrong), {
          "content-type": "application/json",
        });
        expect(answer.status, `${route} ${JSON.stringify(wrong).slice(0, 300)}`).toBe(400);
        expect(document.wrongWith(answer, route)).toEqual([]);
        sent += 1;
      }
    }
  }
  for (const [route, { requestBody }] of document.operations()) {
    for (const { value } of Object.values(requestBody?.content[CSV]?.examples ?? {})) {
      for (const wrong of brokenTables(String(value))) {
        const answer = await tracker.api("POST", route.replace("POST ", ""), wrong, { "content-type": CSV });
        expect(answer.status, `${route} ${JSON.stringify(wrong)}`).toBe(400);
        expect(document.wrongWith(answer, route)).toEqual([]);
        sent += 1;
      }
    }
  }
  expect(await everything(tracker)).toEqual(before);
  expect(sent).toBeGreaterThan(1_000);
});

test("whatever is sent without a look at the description, nothing fails, and what is refused says why", { timeout: 600_000 }, async () => {
  const routes = document.operations().map(([route]) => route);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), anyRequest, async (route, request) => {
      const [method = "", template = ""] = route.split(" ");
      const search = new URLSearchParams(Object.entries(request.query).map(([name, value]) => [name, value.toWellFormed()]));
      const path = `${template.replaceAll(/\{\w+\}/g, request.segment)}?${search}`;
      const answer = await tracker.api(method, path, /^P(?:OST|ATCH|UT)/.test(method) ? request.body : undefined, request.headers);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) readProblem(answer, answer.status);
    }),
    { numRuns: 1_000 },
  );
  for (const path of ["/campaigns", "/channels", "/keys", "/report?by=campaign"]) expect((await tracker.api("GET", path)).status).toBe(200);
  expect((await tracker.visit("/")).status).toBe(200);
  expect(tracker.output).not.toMatch(/staff:|rror/);
});
