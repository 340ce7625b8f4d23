/** Bodies as large as one may be that make much of little: many fields, rows, columns, entries, escapes, levels. */
import { MAX_BODY_BYTES } from "../../../src/domain/limits.ts";

export interface HugeBody {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const ROOM = MAX_BODY_BYTES - 200;
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
const CSV = "text/csv";
const BOUNDARY = "b";
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** `unit` again and again, as often as there is room for it. */
export const filled = (unit: string, room = ROOM): string => unit.repeat(Math.floor(room / unit.length));
const part = (name: string, value: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const list = (item: string): string => `[${filled(`${item},`, ROOM - item.length - 2)}${item}]`;

const links = Array.from({ length: 990 }, (_, nth) => `${(nth + 5_000).toString(36)}x,https://example.org/?utm_source=tiktok&n=${nth},T`);

/** @param names of the fields that forms have */
export function hugeBodies(names: readonly string[]): HugeBody[] {
  const many = [...names, "a", "channels", "__proto__"];
  const bodies: [name: string, type: string, text: string][] = [
    ["nothing but separators", FORM, filled("&")],
    ["fields without values", FORM, filled("a&")],
    ["a field many times", FORM, filled("channels=x&")],
    ["two names in turns", FORM, filled("name=%22&destination=%3C&")],
    ...many.map((name) => [`one long ${name}`, FORM, `${name}=${filled("<", ROOM - name.length)}`] as [string, string, string]),
    ["each field long", FORM, names.map((name) => `${name}=${filled('"', Math.floor(ROOM / names.length) - name.length - 2)}`).join("&")],
    ["many parts", MULTIPART, `${filled(part("channels", "x"))}--${BOUNDARY}--`],
    ["nothing but boundaries", MULTIPART, filled(`--${BOUNDARY}\r\n`)],
    ["a part with a name without end", MULTIPART, `${part(filled("<", ROOM / 2), "x")}--${BOUNDARY}--`],
    ...[",", "a,", "\n", "\r", '"', "a,a,a\n", "x,tiktok,https://example.org/\n", ",,\n", "<>,\n"].flatMap((unit) =>
      ["", "name,channel,destination\n", "Short code,Long URL,Title\nx", "shortCode,longUrl,title\n"].map(
        (header): [string, string, string] => [
          `a table ${JSON.stringify(header + unit)}`,
          CSV,
          header + filled(unit, ROOM - header.length),
        ],
      ),
    ),
    ["a table of as many links as there may be", CSV, `shortCode,longUrl,title\n${links.join("\n")}`],
    [
      "a table of as many campaigns as there may be",
      CSV,
      `name,channel,destination\n${links
        .slice(0, 256)
        .map((link) => `C ${link.slice(0, 4)},tiktok,https://example.org/?${"a=b&".repeat(200)}`)
        .join("\n")}`,
    ],
    ["a list of numbers", JSON_TYPE, list("1")],
    ["a list of empty objects", JSON_TYPE, list("{}")],
    ["a list of campaigns", JSON_TYPE, list('{"name":"","channel":"","destination":"","slug":"","spec":{}}')],
    ["a campaign with many regions", JSON_TYPE, `{"name":"x","spec":{"regions":${list('""').slice(0, ROOM - 40)}]}}`.replace(",]", "]")],
    [
      "256 campaigns with everything wrong",
      JSON_TYPE,
      `[${Array.from({ length: 256 }, () => `{"slug":"-","name":"","channel":"","destination":"x","startsOn":"x","endsOn":"x","thanksUrl":"x","countRepeats":1,"notes":1,"spec":{"ageFrom":-1,"ageTo":"","regions":[${filled('"",', 200)}""],"paidBy":""}}`).join(",")}]`,
    ],
    ["many levels", JSON_TYPE, filled("[")],
    ["one long name of a field", JSON_TYPE, `{"${filled("<")}":1}`],
    ["a name of a field in escapes", JSON_TYPE, `{"${filled("\\u0001")}":1}`],
    ["many fields", JSON_TYPE, `{${Array.from({ length: 20_000 }, (_, nth) => `"f${nth}":1`).join(",")}}`],
    ["one long text", JSON_TYPE, `{"name":"${filled("&")}","channel":"tiktok","destination":"https://example.org/"}`],
    [
      "a destination of many parameters",
      JSON_TYPE,
      `{"name":"x","channel":"tiktok","destination":"https://example.org/?${filled("a&", ROOM - 100)}"}`,
    ],
  ];
  const tables = bodies.filter(([, type]) => type === CSV);
  const asParts = tables.map(
    ([name, , text]) => [`${name}, as a form`, MULTIPART, `${part("csv", text.slice(0, ROOM - 200))}--${BOUNDARY}--`] as const,
  );
  return [...bodies, ...asParts].map(([name, type, text]) => ({ name, type, text }));
}
