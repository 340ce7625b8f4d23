/** Slugs as people and programs mangle them on the way, for tests of all that read them. */
import fc from "fast-check";
import { parseSlug } from "../../../src/domain/campaign/slug.ts";

/** What no slug can contain, as it stands around links in mails, on posters, in chats and in code: no letter, no digit, no hyphen. */
// biome-ignore format: one block reads better than forty lines
const AROUND = [
  ..."., : ! ) ( ] [ } { > < ' \" ` * | ~ ^ = + @ $ \\ …".split(" "), ..."’‘“”„»«›‹·•。、，．：！）（】【」「…‼¿¡€§°™→–—―_".split(""), "/", "//", " ", "\t", "\n", "\r\n",
  "\u00a0", "\u2009", "\u3000", "\u2028", "\u2800", "🙂", "👉", "❤️",
];
const UNSEEN = [
  ..."\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202e\u2066\u2069\u061c\u180e\u034f\ufe0f\u3164\u0000\u0007",
  "\u{e0041}",
];
const HYPHENS = [..."\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d_"];
/** Behind these no slug goes on, whatever comes. */
const PARAMETERS = ["&", "?", ";", "#", "&amp;", ";jsessionid="];

export const slugs = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/).filter((text) => parseSlug(text) !== null);
const noise = fc.array(fc.constantFrom(...AROUND, ...UNSEEN), { maxLength: 4 }).map((parts) => parts.join(""));
const inAnyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((char, at) => (upper[at] ? char.toUpperCase() : char)).join(""));
/** Unseen characters between the others, and another hyphen for each. */
const written = (text: string) =>
  inAnyCase(text).chain((cased) =>
    fc
      .tuple(
        ...[...cased].map((char) =>
          fc.tuple(fc.constantFrom("", "", "", ...UNSEEN), char === "-" ? fc.constantFrom("-", ...HYPHENS) : fc.constant(char)),
        ),
      )
      .map((pairs) => pairs.flat().join("")),
  );
const escaped = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, encodeURIComponent(text), encodeURIComponent(encodeURIComponent(text)), encodeURI(text));
const parameters = fc.oneof(
  fc.constant(""),
  fc.tuple(fc.constantFrom(...PARAMETERS), fc.webPath(), fc.string()).map((parts) => parts.join("")),
);

/** A slug, and a text that somebody meant it by. */
export const mangledSlugs = slugs.chain((slug) =>
  fc
    .tuple(noise, written(slug), noise, parameters)
    .chain(([before, word, behind, rest]) => escaped(`${before}${word}${behind}${rest.toWellFormed()}`).map((text) => ({ slug, text }))),
);
