import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSlug, type Slug, slugRefusal, suggestSlug } from "../../../src/domain/campaign/slug.ts";
import { english, slug } from "../given.ts";

const free = () => false;

describe("a slug is read", () => {
  test.each(["ab", "a1", "1a", "42", "fix-tiktok", "a--b", "x".repeat(40)])("from %j", (text) => {
    expect(parseSlug(text)).toBe(text);
  });

  test("in any case", () => {
    expect([parseSlug("Fix-TikTok"), parseSlug("FIX-TIKTOK")]).toEqual(["fix-tiktok", "fix-tiktok"]);
  });

  test.each([
    "",
    "a",
    "-ab",
    "ab-",
    "-",
    "a b",
    "a_b",
    "a.b",
    "a/b",
    "ab\n",
    " ab",
    "é-tiktok",
    "ａｂ",
    "tik\u212ator",
    "fi\u017f",
    "%61b",
    "x".repeat(41),
  ])("but not from %j", (text) => {
    expect(parseSlug(text)).toBeNull();
  });

  test("as itself, once it is one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9-]{1,42}$/), (text) => {
        const parsed = parseSlug(text);
        expect(parsed === null).toBe(!/^[^-].{0,38}[^-]$/.test(text));
        if (parsed !== null) expect(parseSlug(parsed.toUpperCase())).toBe(parsed);
      }),
    );
  });
});

describe("a slug for a campaign", () => {
  // biome-ignore format: one block reads better than forty lines
  test.each([
    "fix-tiktok", "actie-2026", "actie-202608", "ig-story-25-34", "zomer-2026-08", "b2b-q4", "youtube-15s-v2", "spotify-ad-1", "google-search-brand",
    "ig-reel-18-24-nl", "tiktok-spark-03", "doe-mee", "massaclaim", "stop-profielen", "nieuwsbrief-2026-w35", "podcast-s02e04", "abri-020",
    "24uur", "5-voor-12", "1op1", "black-friday-2026", "ig-2026-08-24", "a-b-test-variant-b", "yt-6s-bumper", "cafe-feed-face",
    "deadbeef", "facade-decade", "mp3", "web3-talk-2026", "h1-2026", "g20-2026", "18plus", "50-plus", "nl-be-de", "q3-q4-2026-kpn",
    "wk-2026-nl-v1-nl-v2", "verantwoordelijkheidscampagne", "co2-neutraal-2030", "4-en-5-mei-2027", "covid19-vaccin-2021", "radio538-week35",
    "ig-story-25-34-2026-08", "zomer-2026-08-01-2026-08-31", "podcasts02e04", "q3b2b2026",
  ])("may be %s", (text) => {
    expect(slugRefusal(slug(text))).toBeNull();
  });

  test.each(["google-display-300x250-2026-q4", "ig-1080x1920-v2", "banner-728x90-2026-08"])(
    "may be %s: a size and a date are no number",
    (text) => {
      expect(slugRefusal(slug(text))).toBeNull();
    },
  );

  test.each(["api", "staff", "about", "healthz", "robots", "thanks", "login", "cdn-cgi", "www", "no-code", "null"])(
    "may not be %s, which is reserved",
    (text) => {
      expect(english(slugRefusal(slug(text.toUpperCase())))).toContain("reserved");
    },
  );

  test.each([
    ["a UUID", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", /UUID/],
    ["a UUID without hyphens", "3f2504e04f8941d39a0c0305e82c3301", /UUID/],
    ["a UUID with more around it", "x-3f2504e04f8941d39a0c0305e82c3301-y", /UUID/],
    ["a long number", "lid-1234567", /long number/],
    ["a long number in a word", "lid1234567nl", /long number/],
    ["a phone number", "06-12-34-56-78", /phone/],
    ["a very long number", "1234567890123456", /long number/],
    ["a phone number of nine digits", "020-123-456", /phone/],
    ["a phone number in groups", "bel-06-1234-5678", /phone/],
    ["a phone number in groups far apart", "bel--06--1234--5678", /phone/],
    ["a phone number with a year in it", "06-2012-34-56", /phone/],
    ["a hexadecimal token", "abcdef0123abcdef", /a token/],
    ["a hexadecimal token with many digits", "9f86d081884c7d65", /a token/],
    ["a hexadecimal token after a word", "mail-c0ffee-deadbeef12feedface", /a token/],
    ["a token of letters and digits", "x7k2m9q4w1zt", /a token/],
    ["a token after a word", "mail-a1b2c3d4e5f6", /a token/],
    ["a token with few digits", "kx7mw2zqhrtp", /a token/],
  ])("may not be %s, and the reason says so", (_, text, reason) => {
    expect(english(slugRefusal(slug(text)))).toMatch(reason);
  });

  test("may not have 7 digits in a row, whatever they are", () => {
    // Beside hexadecimal letters they may be called a token, which is as true.
    for (const [words, reason] of [
      [/^[a-z-]{0,10}\d{7,12}[a-z-]{0,10}$/, /looks like .*(number|token)/],
      [/^[g-z-]{0,10}\d{7,12}[g-z-]{0,10}$/, /looks like .*number/],
    ] as const) {
      fc.assert(
        fc.property(fc.stringMatching(words), (text) => {
          const parsed = parseSlug(text);
          fc.pre(parsed !== null);
          expect(english(slugRefusal(parsed))).toMatch(reason);
        }),
        { examples: [["000000000aaaaaaa"], ["a0000000"]].filter(([text = ""]) => words.test(text)) as [string][] },
      );
    }
  });

  test("may not be any person's UUID", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(english(slugRefusal(slug(uuid)))).toContain("UUID");
      }),
    );
  });

  test("may be any words", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^([a-z]{1,12}(-[a-z]{1,12}){1,2}|[a-f]{16,31})$/), (text) => {
        expect(slugRefusal(slug(text))).toBeNull();
      }),
    );
  });
});

describe("a suggested slug", () => {
  test.each([
    ["Fix TikTok!", "fix-tiktok"],
    ["  Één actie – voor iedereen  ", "een-actie-voor-iedereen"],
    ["Zomer 2026 (25–34)", "zomer-2026-25-34"],
    ["ﬁnale", "finale"],
    ["Straße", "strasse"],
    ["Øre Ærø", "ore-aero"],
    ["Łódź Đorđe", "lodz-dorde"],
    ["ÞÓR Œuvre Ħal", "thor-oeuvre-hal"],
    ["Işık İstanbul", "isik-istanbul"],
    ["GROẞE Ångström", "grosse-angstrom"],
    ["Een hele lange naam voor een zomers feest", "een-hele-lange-naam-voor-een-zomers"],
  ])("for %j is %s", (name, expected) => {
    expect(suggestSlug(name, free)).toBe(expected);
  });

  test("has a number when the plain one is taken", () => {
    const taken = new Set<Slug>([slug("fix-tiktok"), slug("fix-tiktok-2")]);
    expect(suggestSlug("Fix TikTok", (one) => taken.has(one))).toBe("fix-tiktok-3");
  });

  test("has a number when the plain one is reserved", () => {
    expect(suggestSlug("Staff", free)).toBe("staff-2");
  });

  test.each(["", "!?", "x", "日本語", "jan 0612345678", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"])("is not made from %j", (name) => {
    expect(suggestSlug(name, free)).toBeNull();
  });

  test("is none when all are taken", () => {
    expect(suggestSlug("Fix TikTok", () => true)).toBeNull();
  });

  test("is well-formed, allowed and free, whatever the name", () => {
    const names = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.stringMatching(/^[A-Za-z0-9 é'&-]{2,60}$/));
    fc.assert(
      fc.property(names, fc.nat(3), (name, takenOnes) => {
        const asked: Slug[] = [];
        const found = suggestSlug(name, (one) => asked.push(one) <= takenOnes);
        if (found === null) return;
        expect([parseSlug(found), slugRefusal(found), asked.at(-1), asked.length]).toEqual([found, null, found, takenOnes + 1]);
      }),
    );
  });
});
