/**
 * Whatever a body or a query makes much of, its answer is small and soon made: without a key or a session no answer is larger than 100 KB plus twice the
 * body, with one no list of errors is, and neither takes more than 100 ms of the processor. What is made of every campaign there is may take as much for
 * each of the 256.
 */
import { request } from "node:http";
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAGES, type PageRoute, STAFF } from "../../../src/staff/routes.ts";
import { usedMs } from "../setup/cpu_time.ts";
import { keyFor, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { filled, type HugeBody, hugeBodies } from "../setup/huge_bodies.ts";
import { ApiDocument } from "../setup/openapi_document.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const MOST_BYTES = 100_000;
const MOST_CPU_MS = 100;

/** The QR codes of all campaigns, made with turns for visitors in between: as large and as long for any query. */
const ALL_CODES = /^\/staff\/qr-codes/;
const MOST_CODES_BYTES = 1_000_000;
const MOST_CODES_CPU_MS = 600;

/** Fields of forms and bodies that a huge body may fill. */
const FIELDS = [
  "name",
  "destination",
  "slug",
  "notes",
  "spec.regions",
  "opened",
  "version",
  "key",
  "next",
  "csv",
  "role",
  "email",
  "status",
];

/** What an address may have behind its question mark, as much of it as the runtime takes. */
const QUERY_PARTS = ["c=1&", "a&", "from=2026-01-01&", "%C3%A9", "name=%3C%22&", "&", "?", "a[b]"];

const HUGE_QUERIES: readonly string[] = [
  Array.from({ length: 6_000 }, (_, at) => `k${at}=1`).join("&"),
  ...QUERY_PARTS.map((part) => filled(part, 60_000)),
  ...["from", "q", "next"].map((name) => `${name}=${filled("/a", 60_000)}`),
];
/** Made once: together they take 20 MB. */
const HUGE_BODIES: readonly HugeBody[] = hugeBodies(FIELDS);

interface Route {
  readonly method: string;
  readonly path: string;
  readonly types: RegExp;
}

let tracker: Tracker;
let cookie: string;
let key: string;
let routes: readonly Route[];

beforeAll(async () => {
  tracker = await startDashboard();
  await tracker.createCampaign("there", { thanksUrl: "https://example.org/thanks" });
  // With figures to show, the pages have all their links.
  for (let visits = 0; visits < 5; visits += 1) await tracker.visit("/there");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  cookie = await sessionOf(tracker);
  ({ key } = await keyFor(tracker, "marketer"));
  routes = [...pagesRoutes(), ...(await apiRoutes()), ...openRoutes()];
});

afterAll(() => discard(tracker));

/** Every address of the dashboard; the session is ended by none. */
function pagesRoutes(): Route[] {
  return (Object.values(PAGES) as readonly PageRoute[])
    .filter(({ path }) => path !== PAGES.signOut.path)
    .flatMap(({ path, page, file, form }) => {
      const filled = `${STAFF}${path.replace("{slug}", "there").replaceAll(/\{\w+\}/g, "x")}`;
      const methods = [...((page ?? file) === undefined ? [] : ["GET"]), ...(form === undefined ? [] : ["POST"])];
      return methods.map((method) => ({ method, path: filled, types: /form/ }));
    });
}

async function apiRoutes(): Promise<Route[]> {
  const document = await ApiDocument.of(tracker);
  const found = document.operations().map(([route]) => {
    const [method = "", path = ""] = route.split(" ");
    return {
      method,
      path: `/api/v1${path
        .replace("{slug}", "there")
        .replace("{id}", "x")
        .replace(/(bulk|import)$/, "$1?manyLinks=true")}`,
      types: /json|csv/,
    };
  });
  expect(found.length).toBeGreaterThan(15);
  return found.filter(({ method }) => method !== "DELETE");
}

function openRoutes(): Route[] {
  return ["/about", "/about.json", "/about/there", "/there", "/there/thanks", "/healthz", "/robots.txt", "/x"].flatMap((path) =>
    ["GET", "POST"].map((method) => ({ method, path, types: /json|form-data/ })),
  );
}

interface Seen {
  readonly status: number;
  readonly text: string;
}

function send({ method, path }: Route, body: HugeBody | null, isKnown: boolean): Promise<Seen> {
  const proof: Record<string, string> = !isKnown ? {} : path.startsWith("/api") ? { authorization: `Bearer ${key}` } : { cookie };
  const about: Record<string, string> = body === null ? {} : { "content-type": body.type };
  return new Promise((resolve, reject) => {
    const sent = request(
      tracker.origin + path,
      { method, headers: { "sec-fetch-site": "same-origin", ...about, ...proof } },
      (response) => {
        let text = "";
        response.setEncoding("latin1");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject).end(body?.text);
  });
}

/** A list of errors as it is in an answer: of the API, or at the top of a page. */
function errorsIn(text: string): string {
  return /"errors":\[.*\]/s.exec(text)?.[0] ?? /<div class="errors".*?<\/div>/s.exec(text)?.[0] ?? "";
}

/** What is wrong with the answer; empty when nothing is. The least of eight counts: what something else did meanwhile, or a busy machine adds, is not there every time. */
async function fault(route: Route, body: HugeBody | null, isKnown: boolean): Promise<string> {
  const what = `${isKnown ? "known" : "nobody"}: ${route.method} ${route.path}, ${body?.name ?? "no body"}`;
  const asked = route.path.split("?")[1] ?? "";
  const isAllCodes = isKnown && ALL_CODES.test(route.path);
  const most = (isAllCodes ? MOST_CODES_BYTES : MOST_BYTES) + 2 * ((body?.text.length ?? 0) + asked.length);
  const mostMs = isAllCodes ? MOST_CODES_CPU_MS : MOST_CPU_MS;
  let took = 0;
  for (let times = 0; times < 8; times += 1) {
    const before = await usedMs(tracker);
    const { status, text } = await send(route, body, isKnown);
    took = (await usedMs(tracker)) - before;
    const { length } = isKnown && asked === "" ? errorsIn(text) : text;
    if (status >= 500 || length > most) return `${what}: ${status}, ${length} characters`;
    if (took <= mostMs) return "";
  }
  return `${what}: ${took} ms`;
}

const PART = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n\r\n';
test.each([
  ["application/x-www-form-urlencoded; boundary=zzz", "key=&".repeat(1_000), 400],
  ["Application/X-WWW-Form-URLEncoded;charset=utf-8", "key=&".repeat(1_000), 400],
  ["multipart/form-data; boundary=b", PART.repeat(1_000), 400],
  ['multipart/form-data; boundary="b"', PART.repeat(1_000), 400],
  ["multipart/form-data; xboundary=zzz; boundary=b", PART.repeat(1_000), 415],
  ["multipart/form-data; boundary=b; boundary=zzz", PART.repeat(1_000), 415],
  ["multipart/form-data", PART.repeat(1_000), 415],
  ["multipart/form-data; boundary=b", `${PART}--b--`, 401],
])("the fields of a form are counted before they are read, whatever its media type says besides: %s", async (type, text, status) => {
  expect(await send({ method: "POST", path: "/staff/sign-in", types: /form/ }, { name: "fields", type, text }, false)).toMatchObject({
    status,
  });
});

describe.runIf(process.platform === "linux").each([
  ["without a key or a session", false],
  ["with one", true],
])("%s", (_, isKnown) => {
  test("every answer to a huge body is bounded, and so is the work for it", { timeout: 120_000 }, async () => {
    const faults: string[] = [];
    for (const route of routes) {
      const bodies = route.method === "GET" ? [null] : HUGE_BODIES.filter(({ type }) => route.types.test(type));
      for (const body of bodies) faults.push(await fault(route, body, isKnown));
    }
    expect(faults.filter((text) => text !== "")).toEqual([]);
  });

  test("so is every answer to a long query", { timeout: 120_000 }, async () => {
    const faults: string[] = [];
    for (const route of routes.filter(({ method }) => method === "GET")) {
      for (const query of HUGE_QUERIES) {
        const found = await fault({ ...route, path: `${route.path}?${query}` }, null, isKnown);
        faults.push(found.replace(query, query.slice(0, 20)));
      }
    }
    expect(faults.filter((text) => text !== "")).toEqual([]);
  });

  test("and so is that to anything that repeats itself", { timeout: 120_000 }, async () => {
    const unit = fc.array(
      fc.constantFrom("a", "&", "=", ",", ";", "\n", '"', "<", "[", "]", "{", "}", "1", ":", "x,tiktok", "name=", "%22", "é"),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    const start = fc.constantFrom(
      "",
      "[",
      "{",
      '{"name":"',
      "name=",
      "csv=name%2Cchannel%0A",
      "name,channel,destination\n",
      "shortCode,longUrl\n",
    );
    const type = fc.constantFrom("application/json", "text/csv", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a");
    const posts = routes.filter(({ method }) => method !== "GET");
    const property = fc.asyncProperty(fc.constantFrom(...posts), start, unit, type, async (route, first, units, bodyType) => {
      const body = {
        name: JSON.stringify([first, units.join(""), bodyType]),
        type: bodyType,
        text: first + filled(units.join(""), 200_000),
      };
      expect(await fault(route, body, isKnown)).toBe("");
    });
    await fc.assert(property, { numRuns: 250 });
  });
});
