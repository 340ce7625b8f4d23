import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDestination, withParam, withPassed } from "../../src/core/destination.ts";
import { CLICK_IDS } from "../../src/core/identifier.ts";
import { MAX_URL_CHARS } from "../../src/core/limits.ts";

/** What a marketer is told, or "" when the address is taken. */
function refusal(text: string, allowedHosts: readonly string[] = []): string {
  const parsed = parseDestination(text, allowedHosts);
  return parsed.ok ? "" : parsed.message;
}

function accepted(text: string): string {
  const parsed = parseDestination(text, []);
  return parsed.ok ? parsed.destination : `refused: ${parsed.message}`;
}

describe("a destination", () => {
  test.each([
    "https://example.org/",
    "https://example.org/doe-mee?taal=nl&bron=ad#steun",
    "https://example.org:8443/nieuws/2026/08/artikel",
    "https://example.org/zoek?q=caf%C3%A9&leeg=&vlag",
    "https://www.youtube.com/@fivebar.nl",
    "http://localhost:3000/page",
    "http://site.localhost/page",
    "http://127.0.0.1:8080/",
    "http://[::1]:8080/",
  ])("may be %s, and stays as it is", (text) => {
    expect(accepted(text)).toBe(text);
  });

  test.each([
    ["http://example.org/", "https"],
    ["http://127.0.0.1.example.org/", "https"],
    ["http://localhost.example.org/", "https"],
    ["https://jan@example.org/", "user name"],
    ["https://jan:geheim@example.org/", "user name"],
    ["https://:geheim@example.org/", "user name"],
    ["https://example.org/a b", "spaces"],
    ["https://example.org/\r\nSet-Cookie: a=b", "line breaks"],
    ["https://example.org/\u0000", "must not contain"],
    ["https://example.org/\u007f", "must not contain"],
    ["https://example.org\\@evil.example/", "backslashes"],
    ["", "whole address"],
    ["example.org/page", "whole address"],
    ["//example.org/page", "whole address"],
    ["/page", "whole address"],
    ["javascript:alert(1)", "whole address"],
    ["data:text/html,x", "whole address"],
    ["ftp://example.org/", "whole address"],
    ["https://", "whole address"],
    ["https://exa<mple.org/", "whole address"],
    [`https://example.org/${"x-".repeat(MAX_URL_CHARS / 2)}`, `${MAX_URL_CHARS} characters`],
  ])("may not be %j", (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  test("once taken is taken again, unchanged", () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["https"], withQueryParameters: true, withFragments: true }), (text) => {
        const parsed = parseDestination(text, []);
        if (parsed.ok) expect(accepted(parsed.destination)).toBe(parsed.destination);
      }),
    );
  });

  test("is within the limit as it is stored and sent, not only as it is typed", () => {
    const parsed = parseDestination(`https://example.org/${"é".repeat(MAX_URL_CHARS - 100)}`, []);
    expect(parsed.ok ? parsed.destination.length : 0).toBeLessThanOrEqual(MAX_URL_CHARS);
  });
});

describe("a destination that names one click or one person", () => {
  test.each([...CLICK_IDS])("has %s in its query, and is refused", (name) => {
    for (const query of [`${name}=x`, `taal=nl&${name.toUpperCase()}=x`, name, `%${name.charCodeAt(0).toString(16)}${name.slice(1)}=x`]) {
      expect(refusal(`https://example.org/?${query}`), query).toMatch(/identifies one click or one person/);
    }
  });

  test.each(["#gclid=x", "#/steun?taal=nl&fbclid=x"])("has a click id in its fragment %s, and is refused", (fragment) => {
    expect(refusal(`https://example.org/${fragment}`)).toMatch(/identifies one click or one person/);
  });

  test.each([
    ["an email address", "jan@example.com"],
    ["an email address, encoded", "jan%40example.com"],
    ["an email address, wholly encoded", "%6a%61%6E%40%65xample%2ecom"],
    ["a unique identifier", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["a unique identifier, encoded", "3f2504e0%2D4f89%2D41d3%2D9a0c%2D0305e82c3301"],
    ["a long number", "1234567"],
    ["a long number, encoded", "%31%32%33%34%35%36%37"],
    ["a number", "06-1234-5678"],
    ["a token", "abcdef0123abcdef"],
  ])("has %s such as %s in path, query or fragment, and is refused", (what, text) => {
    const reason = what.split(",")[0] ?? what;
    for (const address of [`/mail/${text}/x`, `/?lid=${text}`, `/?a=b&${text}`, `/#${text}`]) {
      expect(refusal(`https://example.org${address}`), address).toContain(reason);
    }
  });

  test.each(["%", "%zz", "caf%E9"])("is refused also when %s elsewhere in it cannot be decoded", (broken) => {
    expect(refusal(`https://example.org/?korting=${broken}&lid=jan%40example.com`)).toContain("an email address");
  });

  test("is not one with a date, a size or a step in it", () => {
    const paths = ["nieuws/2026/08/24/stap-1-van-3", "2026/08/24/?formaat=300x250", "?van=2026-08-01&tot=2026-08-31"];
    expect(paths.map((path) => refusal(`https://example.org/${path}`))).toEqual(["", "", ""]);
  });
});

describe("allowed hosts", () => {
  test.each([
    ["example.org", "https://example.org/", true],
    ["example.org", "https://EXAMPLE.org:8443/", true],
    ["example.org", "https://www.example.org/", false],
    ["example.org", "https://example.org.evil.example/", false],
    ["example.org", "https://notexample.org/", false],
    ["example.org:8443", "https://example.org:8443/", true],
    ["example.org:8443", "https://example.org/", false],
    ["example.org:443", "https://example.org/", true],
    ["*.example.org", "https://www.example.org/", true],
    ["*.example.org", "https://a.b.example.org:8443/", true],
    ["*.example.org", "https://example.org/", false],
    ["*.example.org", "https://notexample.org/", false],
    ["*.example.org:8443", "https://www.example.org:8443/", true],
    ["*.example.org:8443", "https://www.example.org/", false],
    ["[::1]:8080", "http://[::1]:8080/", true],
  ])("of %s: %s is %s", (host, address, isTaken) => {
    expect(refusal(address, ["other.example", host])).toBe(isTaken ? "" : `the host must be one of: other.example, ${host}`);
  });
});

/** Queries as people and programs write them: odd, repeated, half encoded, with the code's own name in disguise. */
const pairs = fc.oneof(
  fc.constantFrom("c=old", "c", "c=", "%63=old", "c=a=b", "C=1", "cc=1", "c%3D=1", "=c", "a+c=1", "%zz=1", "x%26c=1", "t[]=1"),
  fc.stringMatching(/^[a-c%=+;:@!$'()*,/?[\]|~"<>é 0-9-]{1,8}$/),
);
const queries = fc.array(pairs, { maxLength: 6 }).map((all) => all.join("&"));
const addresses = fc
  .record({ path: fc.constantFrom("/", "/a/b", "/caf%C3%A9"), query: queries, fragment: fc.constantFrom("", "#", "#steun", "#/x?c=1&d=2") })
  .map(({ path, query, fragment }) => new URL(`https://example.org${path}${query === "" ? "" : `?${query}`}${fragment}`).href);
const values = fc.oneof(fc.constantFrom("fix-tiktok", "ig"), fc.string({ unit: "binary" }));

/** The query as every reader of it sees it. */
function read(address: string): [string, string][] {
  return [...new URL(address).searchParams];
}

describe("the campaign's code in the destination", () => {
  test.each([
    ["https://example.org/", "https://example.org/?c=ig"],
    ["https://example.org/?", "https://example.org/?c=ig"],
    ["https://example.org/?a=%20b+c&B&d=%C3%A9#steun?c=x", "https://example.org/?a=%20b+c&B&d=%C3%A9&c=ig#steun?c=x"],
    ["https://example.org/?c=old&a=1", "https://example.org/?a=1&c=ig"],
    ["https://example.org/?%63=old&a=1&c", "https://example.org/?a=1&c=ig"],
    ["https://example.org/?C=1&cc=2#c=3", "https://example.org/?C=1&cc=2&c=ig#c=3"],
  ])("of %s gives %s", (address, expected) => {
    expect(withParam(address, "c", "ig")).toBe(expected);
  });

  test("is there once, and all other parameters are as they were", () => {
    fc.assert(
      fc.property(addresses, values, (address, value) => {
        const others = read(address).filter(([name]) => name !== "c");
        expect(read(withParam(address, "c", value))).toEqual([...others, ["c", value.toWellFormed()]]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("leaves path, fragment and the rest of the query byte for byte", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const { search, hash } = new URL(address);
        fc.pre(search !== "" && read(address).every(([name]) => name !== "c") && !/[?&]&|&$/.test(search));
        const base = address.slice(0, address.length - hash.length);
        fc.pre(`${base}${hash}` === address && !address.endsWith("#"));
        expect(withParam(address, "c", "ig")).toBe(`${base}&c=ig${hash}`);
      }),
    );
  });

  test("set again changes nothing", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const once = withParam(address, "c", "ig");
        expect(withParam(once, "c", "ig")).toBe(once);
      }),
    );
  });
});

describe("parameters that pass", () => {
  const passed = (query: string, location = "https://example.org/?c=ig#x") => withPassed(location, query, ["utm_source", "taal"], 8);

  test.each([
    ["fbclid=abc&gclid=def&x=1", "https://example.org/?c=ig#x"],
    ["taal=nl&fbclid=abc", "https://example.org/?c=ig&taal=nl#x"],
    ["taal=nl&taal=en", "https://example.org/?c=ig&taal=nl#x"],
    ["TAAL=nl", "https://example.org/?c=ig#x"],
    ["taal=12345678", "https://example.org/?c=ig&taal=12345678#x"],
    ["taal=123456789", "https://example.org/?c=ig#x"],
    ["taal=%26c%3Dx%23", "https://example.org/?c=ig&taal=%26c%3Dx%23#x"],
  ])("of %s give %s", (query, expected) => {
    expect(passed(query)).toBe(expected);
  });

  test("do not replace what the destination says, however that is written", () => {
    expect(passed("taal=en", "https://example.org/?%74aal=nl")).toBe("https://example.org/?%74aal=nl");
  });

  test("are added to a destination without a query", () => {
    expect([passed("taal=en", "https://example.org/#x"), passed("", "https://example.org/#x")]).toEqual([
      "https://example.org/?taal=en#x",
      "https://example.org/#x",
    ]);
  });

  test("are all that passes, each once, after what was there", () => {
    fc.assert(
      fc.property(addresses, queries, fc.subarray(["a", "b", "c", "cc"]), (location, query, names) => {
        const [before, incoming] = [read(location), [...new URLSearchParams(query)]];
        const added = read(withPassed(location, query, names, 8)).slice(before.length);
        const fits = names.filter((name) => !before.some(([own]) => own === name));
        for (const [name, value] of added) expect([fits.includes(name), value.length <= 8]).toEqual([true, true]);
        for (const pair of added) expect(incoming).toContainEqual(pair);
        expect(read(withPassed(location, query, names, 8)).slice(0, before.length)).toEqual(before);
        expect(new Set(added.map(([name]) => name)).size).toBe(added.length);
      }),
    );
  });
});
