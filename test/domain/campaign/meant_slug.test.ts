import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meantBy, meantSlugs } from "../../../src/domain/campaign/meant_slug.ts";
import { mangledSlugs, slugs } from "./mangled_slugs.ts";

describe("a slug is found", () => {
  test("in any case, with any noise around it, unseen characters and other hyphens in it, parameters behind it, and escapes", () => {
    fc.assert(
      fc.property(mangledSlugs, ({ slug, text }) => void expect(meantSlugs(text)).toContain(slug)),
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
