import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDestination, personalGuess } from "../../../src/domain/campaign/parse_destination.ts";
import { PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { MAX_URL_CHARS } from "../../../src/domain/limits.ts";
import { english } from "../given.ts";

/** What a marketer is told or asked, or "" when the address is taken. */
function refusal(text: string, allowedHosts: readonly string[] = []): string {
  const parsed = parseDestination(text, allowedHosts);
  const faults = parsed.ok ? [personalGuess(parsed.destination)].filter((one) => one !== null) : parsed.faults;
  return faults.map(english).join("; ");
}

function accepted(text: string): string {
  const parsed = parseDestination(text, []);
  return parsed.ok ? parsed.destination : `refused: ${english(parsed.faults[0] ?? null)}`;
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
    ["https://example.org/\ud800", "whole address"],
    ["https://example..org/", "whole name"],
    ["https://.example.org/", "whole name"],
    [`https://example.org/${"x-".repeat(MAX_URL_CHARS / 2)}`, `${MAX_URL_CHARS} characters`],
  ])("may not be %j", (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  test("is kept as browsers write it: the host in lower case, other letters encoded", () => {
    expect(accepted("HTTPS://Example.ORG/Café?q=é#É")).toBe("https://example.org/Caf%C3%A9?q=%C3%A9#%C3%89");
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

describe("a destination with several faults", () => {
  test("is told them all at once", () => {
    const parsed = parseDestination("http://jan:geheim@example.org/p/jan@example.org?fbclid=x&GCLID=y", ["example.com"]);
    expect(parsed.ok ? [] : parsed.faults.map(english)).toEqual([
      "must begin with https://",
      "must not contain a user name or password",
      "the host must be one of: example.com",
      'contains "fbclid", which identifies one click or one person; remove it',
      'contains "GCLID", which identifies one click or one person; remove it',
      "looks like it contains an email address; a link is for everybody who sees an ad",
    ]);
  });

  test("is told of a click id once, and not of what its value looks like", () => {
    expect(refusal("https://example.org/?fbclid=a1b2c3d4e5f6a7b8&taal=nl")).toMatch(/^contains "fbclid", [^;]*; remove it$/);
  });

  test("is told one fault where it is no address", () => {
    expect(refusal("example.org/ page?fbclid=x")).toBe("must not contain spaces, line breaks or backslashes");
  });
});

describe("a destination that names one click or one person", () => {
  test.each([...PERSONAL_PARAMS])("has %s in its query, and is refused", (name) => {
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

  test("is refused also when what cannot be decoded is a part of it", () => {
    expect(refusal("https://example.org/?lid=jos%E9%40example.com")).toContain("an email address");
  });

  test.each(["?nr=06+1234+5678", "?nr=%28020%29+123+4567", "bel/(020)%20123%204567", "?nr=%2B31+6+12+34+56+78"])(
    "has a phone number written as %s, and is refused",
    (address) => {
      expect(refusal(`https://example.org/${address}`)).toContain("phone");
    },
  );

  test.each(["lid-1234567.example.org", "3f2504e0-4f89-41d3-9a0c-0305e82c3301.example.org", "mail.x7k2m9q4w1zt.example.org"])(
    "has it in its host %s, and is refused",
    (host) => {
      expect(refusal(`https://${host}/`)).toContain("looks like");
    },
  );

  test("is not one on a host that is an IP address", () => {
    expect(["https://192.168.100.200/", "https://[2001:db8:1234:5678:9abc:1234:5678:9abc]/"].map((text) => refusal(text))).toEqual([
      "",
      "",
    ]);
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
