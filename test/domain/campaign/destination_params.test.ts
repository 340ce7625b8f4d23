import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutParam, withParam, withPassed } from "../../../src/domain/campaign/destination.ts";

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
      fc.property(addresses, fc.constantFrom("c", "a c"), values, (address, param, value) => {
        const others = read(address).filter(([name]) => name !== param);
        expect(read(withParam(address, param, value))).toEqual([...others, [param, value]]);
        expect(read(withoutParam(address, param))).toEqual(others);
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
        expect(withoutParam(address, "c")).toBe(address);
      }),
    );
  });

  test.each([
    ["https://example.org/?c=old#x", "https://example.org/#x"],
    ["https://example.org/?a=1&%63=old&B=%20", "https://example.org/?a=1&B=%20"],
    ["https://example.org/", "https://example.org/"],
  ])("taken out of %s leaves %s", (address, expected) => {
    expect(withoutParam(address, "c")).toBe(expected);
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
    ["taal=j%40b.nl", "https://example.org/?c=ig#x"],
    ["taal=j%2540b.nl", "https://example.org/?c=ig#x"],
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
