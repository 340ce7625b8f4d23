/** Bad input: each piece is refused with a problem document that names it, and leaves everything as it was. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
/** All that a request could have changed, as the test before left it. */
let known: unknown[];

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("there");
  known = await everything();
});
afterEach(async () => {
  const before = known;
  known = await everything();
  expect(known).toEqual(before);
});
afterAll(async () => {
  expect(tracker.output).not.toMatch(/staff:|rror/);
  await discard(tracker);
});

const VALID = { name: "New", channel: "tiktok", destination: "https://example.org/" };
const JSON_TYPE = "application/json";
const DEEP = "[".repeat(100_000) + "]".repeat(100_000);

async function everything(): Promise<unknown[]> {
  const paths = ["/campaigns", "/channels", "/keys", "/report?by=campaign"];
  return Promise.all(paths.map(async (path) => (await tracker.api("GET", path)).body));
}

/** Checks that `answer` is a refusal that names the fields at `paths`. That nothing changes is checked after each test. */
async function refused(answer: Promise<Answer>, paths: readonly string[], status = 400): Promise<void> {
  const problem = readProblem(await answer, status);
  expect([...new Set(pathsOf(problem))].sort()).toEqual([...paths].sort());
}

/** Sends a body as it is, whatever it is. */
async function sendRaw(path: string, body: BodyInit, contentType: string | null, more: RequestInit = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, ...(contentType === null ? {} : { "content-type": contentType }) };
  const response = await fetch(`${tracker.origin}/api/v1${path}`, { method: "POST", headers, body, ...more });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("a campaign's", () => {
  // biome-ignore format: one line for each rule reads better than one for each value
  const fields: readonly (readonly [field: string, values: readonly unknown[]])[] = [
    ["slug", ["", "a", "-ab", "ab-", "a b", "a/b", "a.b", "a_b", "ab\n", "ab\u0000", "é1", "ａｂ", "\u212Aelvin", "../ab", "%61b", "a".repeat(41)]],
    ["slug", [7, true, [], ["ab"], {}]],
    ["name", ["", "   ", "a\nb", "a\u0000b", "a\u2028b", "a\u007fb", "lone \ud800", "\udc00 lone", "n".repeat(101), null, 7, [], {}]],
    ["channel", ["", "nowhere", "TikTok", "tik tok", "__proto__", "c".repeat(33), null, 7, ["tiktok"]]],
    ["destination", ["", "example.org", "/path", "//example.org", "https://", "https:example.org", "https://exa mple.org/", "https://example.org/a b"]],
    ["destination", ["http://example.org/", "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.nl"]],
    ["destination", ["https://user@example.org/", "https://user:pw@example.org/", "https://example.org:99999/", "https://[::1/", "https://%00/"]],
    ["destination", ["https://example.org/\r\nSet-Cookie: a=b", "https://example.org/\u0000", "https:\\\\example.org", "https://example.org/\ud800"]],
    ["destination", [`https://example.org/${"x/".repeat(1_000)}`, null, 7, ["https://example.org/"], { href: "https://example.org/" }]],
    ["thanksUrl", ["", "nowhere", "http://example.org/", 7, false, []]],
    ["startsOn", ["", "today", "2026-2-3", "2026-02-30", "2025-02-29", "2026-13-01", "20260101", "2026-01-01T00:00:00Z", "1999-12-31", "2200-01-01"]],
    ["endsOn", [" 2026-01-01", "2026-01-01\n", "-2026-01-01", "2026-W01-1", "２０２６-01-01", 20260101, 1e308, true, []]],
    ["countRepeats", ["true", "", 0, 1, null, []]],
    ["notes", ["n".repeat(2_001), "a\u0000b", "lone \ud800", 7, []]],
    ["spec", ["", 7, true, []]],
  ];
  const cases = fields.flatMap(([field, values]) => values.map((value) => [field, JSON.stringify(value).slice(0, 60), value] as const));

  test.each(cases)("%s may not be %s", async (field, _, value) => {
    await refused(tracker.api("POST", "/campaigns", { ...VALID, [field]: value }), [field]);
    if (field !== "slug") await refused(tracker.api("PATCH", "/campaigns/there", { [field]: value }), [field]);
  });

  test.each([
    ["ageFrom", -1],
    ["ageFrom", 16.5],
    ["ageTo", 121],
    ["ageTo", 1e308],
    ["ageTo", "25"],
    ["budgetEuros", -0.01],
    ["budgetEuros", 1e10],
    ["published", "yes"],
    ["description", "d".repeat(501)],
    ["description", "a\u0000b"],
    ["regions", "Utrecht"],
    ["regions", Array(21).fill("Utrecht")],
    ["regions.0", ["Utrecht, stad"]],
    ["interests.1", ["news", "news|politics"]],
    ["paidBy", ""],
    ["reach", 1000],
  ])("spec.%s may not be %j", async (field, value) => {
    const [name = ""] = field.split(".");
    await refused(tracker.api("POST", "/campaigns", { ...VALID, spec: { [name]: value } }), [`spec.${field}`]);
  });

  test("specification cannot end at an age below its first", async () => {
    await refused(tracker.api("POST", "/campaigns", { ...VALID, spec: { ageFrom: 30, ageTo: 20 } }), ["spec.ageTo"]);
  });

  test("a list where an object is expected is called one", async () => {
    for (const path of ["/campaigns", "/signups", "/channels", "/keys"]) {
      const { errors } = readProblem(await tracker.api("POST", path, [VALID]), 400);
      expect(errors).toEqual([{ path: "", message: "must be an object, not a list", code: "wrong-type" }]);
    }
  });

  test("every bad field is named at once", async () => {
    const unknown = { more: 1, less: 1, toString: 1 };
    const body = { slug: "-", name: "", channel: 7, destination: "x", startsOn: "x", spec: { ageTo: "x", ...unknown }, ...unknown };
    const inSpec = ["spec.ageTo", "spec.more", "spec.less", "spec.toString"];
    const paths = ["slug", "name", "channel", "destination", "startsOn", ...inSpec, "more", "less", "toString"];
    await refused(tracker.api("POST", "/campaigns", body), paths);
  });

  test.each([
    "id",
    "status",
    "link",
    "version",
    "createdAt",
    "archivedOn",
    "paused",
    "constructor",
    "toString",
    "__proto__",
    "Name",
    " name",
  ])("field %j is unknown when it is made", async (field) => {
    const body = `{${JSON.stringify(field)}: {}, ${JSON.stringify(VALID).slice(1)}`;
    await refused(tracker.api("POST", "/campaigns", body), [field]);
  });
});

describe("other bodies", () => {
  test.each([
    ["PATCH", "/campaigns/there", {}, ""],
    ["PATCH", "/campaigns/there", { slug: "other" }, "slug"],
    ["PATCH", "/campaigns/there", { status: "archived" }, "status"],
    ["PATCH", "/campaigns/there", { status: null }, "status"],
    ["PATCH", "/campaigns/there", { version: 9 }, "version"],
    ["POST", "/channels", { id: "a", name: "A" }, "id"],
    ["POST", "/channels", { id: "Radio", name: "Radio" }, "id"],
    ["POST", "/channels", { id: "radio", name: "" }, "name"],
    ["POST", "/channels", { id: "radio", name: "lone \ud800" }, "name"],
    ["POST", "/channels", { id: "radio", name: "Radio", position: 0 }, "position"],
    ["POST", "/keys", { name: "New", role: "root" }, "role"],
    ["POST", "/keys", { name: "New", role: ["admin"] }, "role"],
    ["POST", "/keys", { name: "lone \ud800", role: "reader" }, "name"],
    ["POST", "/keys", { name: "New", role: "reader", key: "mine" }, "key"],
    ["POST", "/signups", {}, "campaign"],
    ["POST", "/signups", { campaign: 7 }, "campaign"],
    ["POST", "/signups", { campaign: "a b" }, "campaign"],
    ["POST", "/signups", { campaign: "" }, "campaign"],
    ["POST", "/signups", { campaign: null, count: 0 }, "count"],
    ["POST", "/signups", { campaign: null, count: -5 }, "count"],
    ["POST", "/signups", { campaign: null, count: 1.5 }, "count"],
    ["POST", "/signups", { campaign: null, count: 1_001 }, "count"],
    ["POST", "/signups", { campaign: null, count: 1e308 }, "count"],
    ["POST", "/signups", '{"campaign": null, "count": 1e999}', "count"],
    ["POST", "/signups", { campaign: null, count: "5" }, "count"],
    ["POST", "/signups", { campaign: null, count: null }, "count"],
    ["POST", "/signups", { campaign: null, test: "true" }, "test"],
    ["POST", "/signups", { campaign: null, email: "jan@example.com" }, "email"],
  ])("%s %s is refused with %j", async (method, path, body, field) => {
    await refused(tracker.api(method, path, body), [field]);
  });

  const ROUTES = ["/campaigns", "/campaigns/bulk", "/channels", "/keys", "/signups"];
  test.each([
    ["nothing", ""],
    ["half a text", '{"name": "N'],
    ["two texts", "{}{}"],
    ["a trailing comma", '{"name": "New",}'],
    ["a comment", "{} // comment"],
    ["single quotes", "{'name': 'New'}"],
    ["NaN", '{"count": NaN}'],
    ["a raw NUL", '{"name": "a\u0000b"}'],
    ["UTF-16", Buffer.from('{"name":"New"}', "utf16le")],
    ["a gzipped body", Buffer.from("1f8b0800", "hex")],
  ])("%s for JSON is refused by every route", async (_, body) => {
    for (const path of ROUTES) await refused(sendRaw(path, body, JSON_TYPE), [""]);
  });

  test.each(["null", "7", '"text"', "true"])("%s is no object", async (body) => {
    for (const path of ROUTES) await refused(sendRaw(path, body, JSON_TYPE), [""]);
  });

  test("letters that are not UTF-8 do not become others in a valid body", async () => {
    const body = Buffer.from(JSON.stringify({ ...VALID, name: "Café" }), "latin1");
    await refused(sendRaw("/campaigns", body, JSON_TYPE), [""]);
  });

  test.each([
    ["a body", DEEP],
    ["a name", `{"channel":"tiktok","destination":"https://example.org/","name":${DEEP}}`],
    ["a specification", `{"channel":"tiktok","destination":"https://example.org/","name":"New","spec":{"regions":[${DEEP}]}}`],
  ])("%s 100,000 levels deep is refused", async (_, body) => {
    for (const path of ["/campaigns", "/campaigns/bulk"]) readProblem(await sendRaw(path, body, JSON_TYPE), 400);
  });

  test("a body above 256 KiB is refused, whether or not it says its length", async () => {
    const text = JSON.stringify({ ...VALID, notes: "n".repeat(256 * 1024) });
    await refused(sendRaw("/campaigns", text, JSON_TYPE), [], 413);
    const chunked = { duplex: "half" } as RequestInit;
    await refused(sendRaw("/campaigns", new Blob([text]).stream(), JSON_TYPE, chunked), [], 413);
  });

  test.each([
    null,
    "text/plain",
    "application/jsonp",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "json",
    "text/csv",
  ])("a body said to be %s is not read", async (contentType) => {
    for (const path of ["/campaigns", "/channels", "/keys", "/signups"]) {
      await refused(sendRaw(path, Buffer.from(JSON.stringify(VALID)), contentType), [], 415);
    }
  });
});
