/** Requests that keep to no description: something of everything that a program may send by mistake or on purpose. */
import fc from "fast-check";

const FIELDS =
  "slug name channel destination startsOn endsOn thanksUrl countRepeats notes spec status id role campaign count test host".split(" ");
const VALID = { slug: "there", name: "New", channel: "tiktok", destination: "https://example.org/" };

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    "there",
    "tiktok",
    "https://example.org/",
    "2026-02-28",
    "\u0000",
    "\ud800",
    "__proto__",
    null,
    0,
    -1,
    1e308,
    true,
    [],
    {},
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);
const changed = fc
  .dictionary(fc.constantFrom(...FIELDS, "__proto__", "constructor"), odd, { maxKeys: 5 })
  .map((more) => ({ ...VALID, ...more }));
const cell = fc.oneof(
  fc.constantFrom("name", "channel", "destination", "spec.ageTo", '"', '""', "tiktok", "https://example.org/"),
  fc.string({ maxLength: 20 }),
);
const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
const body = fc.oneof(
  changed.map((value) => JSON.stringify(value)),
  fc.array(changed, { maxLength: 3 }).map((value) => JSON.stringify(value)),
  fc
    .tuple(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"))
    .map(([rows, comma, end]) => rows.map((row) => row.join(comma)).join(end)),
  fc.json(),
  fc.string({ unit: "binary" }),
);
const segment = fc.oneof(
  fc.constantFrom("there", "bulk", "..", "%00", "%ff"),
  fc.string({ unit: "binary", maxLength: 45 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const query = fc.dictionary(
  fc.constantFrom("from", "to", "by", "interval", "x", "__proto__"),
  odd.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
  { maxKeys: 3 },
);
const headers = fc.record(
  {
    "content-type": fc.constantFrom("application/json", "application/json; charset=utf-8", "text/csv", "text/plain"),
    "if-match": fc.constantFrom('"1"', "*", "x"),
    "idempotency-key": fc.constantFrom("k", "é", ""),
  },
  { requiredKeys: ["content-type"] },
);

/** For an address with parameters in braces. */
export const anyRequest = fc.record({ body, segment, query, headers });
