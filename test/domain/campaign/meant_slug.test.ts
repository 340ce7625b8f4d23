import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meantBy, meantSlugs } from "../../../src/domain/campaign/meant_slug.ts";
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

const slugs = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/).filter((text) => parseSlug(text) !== null);
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

describe("a slug is found", () => {
  test("in any case, with any noise around it, unseen characters and other hyphens in it, parameters behind it, and escapes", () => {
    const cases = slugs.chain((slug) =>
      fc
        .tuple(noise, written(slug), noise, parameters)
        .chain(([before, word, behind, rest]) =>
          escaped(`${before}${word}${behind}${rest.toWellFormed()}`).map((text) => ({ slug, text })),
        ),
    );
    fc.assert(
      fc.property(cases, ({ slug, text }) => void expect(meantSlugs(text)).toContain(slug)),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["fix-tiktok%A0", "a blank of another encoding"],
    ["fix-tiktok%E2%80", "a character that was cut off"],
    ["fix-tiktok%", "a cut escape"],
    ["fix-tiktok%2", "half a cut escape"],
    ['fix-tiktok"target=_blank', "what stands behind an address in HTML"],
    ["fix-tiktok%3Cbr%3E", "a line break of HTML"],
    ["fix%C2%ADtiktok", "a soft hyphen, which PDF writes for one at the end of a line"],
    ["fix-%C2%ADtiktok", "a soft hyphen behind one"],
  ])("in %s, with %s", (text) => {
    expect(meantSlugs(text)).toContain("fix-tiktok");
  });

  test("as it is, alone and at once, where it is one", () => {
    fc.assert(fc.property(slugs, (slug) => void expect(meantSlugs(slug)).toEqual([slug])));
  });
});

describe("another word is no slug, or another one", () => {
  test.each([
    "fixtiktok",
    "fix tiktok",
    "fix-tiktok x",
    "fix.tiktok",
    "fix/tiktok",
    "fix-tiktok/x",
    "fix-tiktok-",
    "-fix-tiktok",
    "fix-tiktokи",
    "fіx-tiktok",
    "fix-tiktoκ",
    "fix-ti\u212atok",
    "fi\u017f-tiktok",
    "ｆix-tiktok",
    "fix-tiktok\u0301",
    "fix-tiktok²",
    "fix-tiktok立即",
    "fix+tiktok",
    "fix-tiktok%2Fx",
    "fix--tiktok",
    "",
    ".",
  ])("%j", (text) => {
    expect(meantSlugs(text)).not.toContain("fix-tiktok");
  });

  test("whatever letter or digit is changed, put in or taken away", () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom("", "x", "9", "é", "и", "ß", "٣"), fc.boolean());
    fc.assert(
      fc.property(slugs, change, (slug, [place, letter, isPutIn]) => {
        const at = place % slug.length;
        const other = `${slug.slice(0, at)}${letter}${slug.slice(isPutIn ? at : at + 1)}`;
        fc.pre(other !== slug);
        expect(meantSlugs(other)).not.toContain(slug);
      }),
    );
  });
});

test("what names a file or has several segments was meant for something else", () => {
  const elsewhere = (path: string) => meantBy(path).isElsewhere;
  expect(["favicon.ico", ".env", "wp-login.php", "a/b", "/evil.example", "robots.txt/"].filter((path) => !elsewhere(path))).toEqual([]);
  expect(["unknown", "/unknown.", "unknown...", "un_known", "un%20known", "x", "", "%", "unknown&a.b=c"].filter(elsewhere)).toEqual([]);
});

test("long texts take no longer than their length", () => {
  const start = performance.now();
  for (const part of ["/", ".", "-", "%", "%2F", "%25", "a", "a.", "\u200b", "_", "&", "a/", "é", "%ff"]) meantSlugs(part.repeat(60_000));
  expect(performance.now() - start).toBeLessThan(3_000);
});
