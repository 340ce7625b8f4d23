/** Bad requests to the API, and which fields the refusal names. bad_input.test.ts sends them all. */

/** A row of the table. Of a request that can be changed by a marketer nothing may change. */
export interface BadRequest {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  /** Bytes and texts are sent as they are, all else as JSON. */
  readonly body: unknown;
  /** Null for none; JSON where nothing is said. */
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** The fields that the problem names; null where it names those that it finds first. */
  readonly paths: readonly string[] | null;
}

type More = Partial<Pick<BadRequest, "what" | "contentType" | "headers" | "status" | "paths">>;

function bad(method: string, path: string, body: unknown, paths: readonly string[] | null, more: More = {}): BadRequest {
  const text =
    body === undefined ? "" : (typeof body === "string" || body instanceof Uint8Array ? String(body) : JSON.stringify(body)).slice(0, 70);
  const what = `${method} ${path.slice(0, 70)} ${text}`;
  return { what, method, path, body, contentType: "application/json", headers: {}, status: 400, paths, ...more };
}

const VALID = { name: "New", channel: "tiktok", destination: "https://example.org/" };
const DEEP = "[".repeat(100_000) + "]".repeat(100_000);
const MAKING = ["/campaigns", "/campaigns/bulk", "/channels", "/keys", "/signups"];

// biome-ignore format: one line for each rule reads better than one for each value
const FIELDS: readonly (readonly [field: string, values: readonly unknown[]])[] = [
  ["slug", ["", "a", "-ab", "ab-", "a b", "a/b", "a.b", "a_b", "ab\n", "ab\u0000", "é1", "ａｂ", "\u212Aelvin", "../ab", "%61b", "a".repeat(41)]],
  ["slug", [7, true, [], ["ab"], {}]],
  ["name", ["", "   ", "a\nb", "a\u0000b", "a\u2028b", "a\u007fb", "a\ufffeb", "a\uffffb", "a\u{1fffe}b", "lone \ud800", "\udc00 lone", "n".repeat(101), null, 7, [], {}]],
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
const ofCampaigns = FIELDS.flatMap(([field, values]) =>
  values.flatMap((value) => [
    bad("POST", "/campaigns", { ...VALID, [field]: value }, [field]),
    ...(field === "slug" ? [] : [bad("PATCH", "/campaigns/there", { [field]: value }, [field])]),
  ]),
);

const ofSpecifications = (
  [
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
  ] as const
).map(([field, value]) => bad("POST", "/campaigns", { ...VALID, spec: { [field.split(".")[0] ?? ""]: value } }, [`spec.${field}`]));

const UNKNOWN = { more: 1, less: 1, toString: 1 };
// biome-ignore format: one line
const unknownFields = ["id", "status", "link", "version", "createdAt", "archivedOn", "paused", "constructor", "toString", "__proto__", "Name", " name"].map((field) =>
  bad("POST", "/campaigns", `{${JSON.stringify(field)}: {}, ${JSON.stringify(VALID).slice(1)}`, [field]),
);

const several = [
  bad("POST", "/campaigns", { ...VALID, spec: { ageFrom: 30, ageTo: 20 } }, ["spec.ageTo"]),
  bad(
    "POST",
    "/campaigns",
    { slug: "-", name: "", channel: 7, destination: "x", startsOn: "x", spec: { ageTo: "x", ...UNKNOWN }, ...UNKNOWN },
    ["slug", "name", "channel", "destination", "startsOn", "spec.ageTo", ...Object.keys(UNKNOWN).flatMap((name) => [name, `spec.${name}`])],
  ),
];

const ofOtherBodies = (
  [
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
  ] as const
).map(([method, path, body, field]) => bad(method, path, body, [field]));

const notJson = (
  [
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
    ["null", "null"],
    ["a number", "7"],
    ["a text", '"text"'],
    ["a truth", "true"],
  ] as const
).flatMap(([what, body]) => MAKING.map((path) => bad("POST", path, body, [""], { what: `POST ${path} with ${what} for JSON` })));

const FIRST = JSON.stringify(VALID).slice(0, -1);
// biome-ignore format: one line for each
const givenTwice = ([
  ["/signups", '{"campaign": "there", "campaign": null}', "campaign"],
  ["/signups", '{"campaign": null, "test": true, "t\\u0065st": false}', "test"],
  ["/campaigns", `${FIRST}, "spec": {"ageFrom": 1, "regions": ["a, \\"b\\": [{"], "ageFrom": 2}}`, "spec.ageFrom"],
  ["/campaigns/bulk", `[${FIRST}}, ${FIRST}, "__proto__": 1, "__proto__": 1}]`, "1.__proto__"],
] as const).map(([path, body, field]) => bad("POST", path, body, [field], { what: `POST ${path} with ${field} twice` }));

const unreadable = [
  bad("POST", "/campaigns", Buffer.from(JSON.stringify({ ...VALID, name: "Café" }), "latin1"), [""], {
    what: "letters that are not UTF-8",
  }),
  ...["/campaigns", "/campaigns/bulk"].flatMap((path) =>
    [
      DEEP,
      `{"channel":"tiktok","destination":"https://example.org/","name":${DEEP}}`,
      `{"channel":"tiktok","destination":"https://example.org/","name":"New","spec":{"regions":[${DEEP}]}}`,
    ].map((body) => bad("POST", path, body, null, { what: `POST ${path} 100,000 levels deep: ${body.slice(0, 60)}` })),
  ),
  bad("POST", "/campaigns", { ...VALID, notes: "n".repeat(256 * 1024) }, [], { what: "a body above 256 KiB", status: 413 }),
];

const TYPES = [
  "text/plain",
  "application/jsonp",
  "text/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "json",
  "text/csv",
];
const ofOtherTypes = [null, ...TYPES].flatMap((contentType) =>
  ["/campaigns", "/channels", "/keys", "/signups"].map((path) =>
    bad("POST", path, Buffer.from(JSON.stringify(VALID)), [], { what: `POST ${path} said to be ${contentType}`, contentType, status: 415 }),
  ),
);

const SLUGS = ["-", "a", "a%20b", "%00", "%ff", "a%2fb", "a.b", "%E2%84%AAelvin", "__proto__", "a".repeat(41), "a".repeat(2_000)];
const NOWHERE = [
  "",
  "/",
  "/nothing",
  "/campaigns/",
  "/campaigns/there/",
  "/campaigns/there/qr.png",
  "/campaigns//qr.svg",
  "/Campaigns",
  "/report.xml",
];
const NO_KEYS = ["", "none", "%00", "%ff", "..%2f..%2fetc", "'%20OR%201=1--", "k".repeat(2_000)];
const ofAddresses = [
  ...SLUGS.flatMap((slug) => [
    bad("GET", `/campaigns/${slug}`, undefined, ["slug"]),
    bad("DELETE", `/campaigns/${slug}`, undefined, ["slug"]),
    bad("PATCH", `/campaigns/${slug}`, { notes: null }, ["slug"]),
    bad("GET", `/campaigns/${slug}/qr.svg`, undefined, ["slug"]),
  ]),
  ...NOWHERE.map((path) => bad("GET", path, undefined, [], { status: 404 })),
  ...NO_KEYS.map((id) => bad("DELETE", `/keys/${id}`, undefined, [], { status: 404 })),
];

const ofQueries = (
  [
    ["from=", "from"],
    ["from=today", "from"],
    ["from=2026-02-30", "from"],
    ["from=1999-12-31", "from"],
    ["from=2026-01-01%00", "from"],
    ["from=%ff", "from"],
    ["from=1e308", "from"],
    ["to=2200-01-01", "to"],
    ["to=2026-01-01T00:00:00Z", "to"],
    ["from=2026-01-02&to=2026-01-01", "to"],
    ["by=", "by"],
    ["by=Channel", "by"],
    ["by=constructor", "by"],
    ["interval=year", "interval"],
    ["interval=day&interval=day", "interval"],
    ["from=2026-01-01&from=2026-01-02", "from"],
    ["unknown=1", "unknown"],
    ["constructor=1", "constructor"],
    ["__proto__=1", "__proto__"],
    ["from%00=2026-01-01", "from\u0000"],
  ] as const
).map(([query, path]) => bad("GET", `/report?${query}`, undefined, [path]));

const ETAGS = ["1", '"1', "abc", '"1" "2"', '"1",', ', "1"', 'w/"1"', '"1"; "2"'];
const ofHeaders = ETAGS.flatMap((etag) => [
  bad("PATCH", "/campaigns/there", { notes: "x" }, ["If-Match"], { what: `PATCH with If-Match: ${etag}`, headers: { "if-match": etag } }),
  bad("DELETE", "/campaigns/there", undefined, ["If-Match"], { what: `DELETE with If-Match: ${etag}`, headers: { "if-match": etag } }),
]);

export const BAD_REQUESTS: readonly BadRequest[] = [
  ...[...ofCampaigns, ...ofSpecifications, ...unknownFields, ...several, ...ofOtherBodies, ...notJson, ...unreadable, ...ofOtherTypes],
  ...[...givenTwice, ...ofAddresses, ...ofQueries, ...ofHeaders],
];
