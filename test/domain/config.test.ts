import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PERSONAL_PARAMS } from "../../src/domain/campaign/personal_params.ts";
import { CONFIG_VARIABLES, ConfigError, type ConfigVariable, readConfig } from "../../src/domain/config.ts";
import { readOpenConfig } from "../../src/domain/open_config.ts";

/** What lets nobody in, and visitors need. */
const OPEN_DEFAULTS = {
  platform: "cloudflare",
  groupSize: 5,
  release: "bundles",
  epsilonVisit: "1",
  epsilonSignup: "1/2",
  signupPeriod: "week",
  signupRelease: "daily",
  visitRelease: "live",
  timeZone: "Europe/Amsterdam",
  shards: 1,
  codeParam: "c",
  codeIn: "query",
  passParams: [],
  fallbackUrl: null,
  allowedHosts: [],
  jurisdiction: null,
  retentionMonths: 25,
  operator: null,
  privacyUrl: null,
  sourceUrl: null,
  linkOrigin: null,
};
const DEFAULTS = {
  ...OPEN_DEFAULTS,
  ...{ adminKey: null, sessionSecret: null, moveKey: null, access: null, oidc: null, staffNamesMonths: 24, securityContacts: [] },
};

const MADE_KEY = "fivebar_admin_v0WJ3vK4m0QyX1lq7cR8pTzB5nHs9dUe2fGa6iYoLkM";
/** What an address in SOURCE_URL ends in, though it looks like a token. */
const COMMIT = "4f2c9be0a1d34c5e8f7a6b5c4d3e2f1a0b9c8d7e";
/** None that visitors may be shown. */
const BAD_ADDRESSES = [
  ...["example.org", "//example.org", "/privacy", "javascript:alert(1)", "ftp://example.org", "https://", "https://a b"],
  ...["http://example.org/", "http://localhost.example.org/", "https://jan:hunter2@example.org/", "https://jan@example.org/"],
  `https://example.org/${"x".repeat(2_000)}`,
];

/** The error that stops the start; fails where there is none. */
function refusal(env: Readonly<Record<string, unknown>>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(env)}`);
}

describe("the configuration", () => {
  test("of the visitors' part has every setting but those that let somebody in", () => {
    const secret = {
      ADMIN_KEY: "s3cret-of-the-first-admin",
      ...{ SESSION_SECRET: "s".repeat(32), MOVE_KEY: "7f3c9b1ad25e4086b7c2f19e8d04a653" },
      ACCESS_TEAM_DOMAIN: "s.example.org",
      ACCESS_AUD: "ssssssss",
      ...{ OIDC_CLIENT_SECRET: "s", STAFF_NAMES_MONTHS: "7" },
    };
    expect(readOpenConfig(secret)).toEqual(OPEN_DEFAULTS);
  });

  test("of nothing has the default of each variable", () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  test("takes the default for what is empty or blank", () => {
    for (const empty of ["", "  ", undefined, null]) {
      expect(readConfig(Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, empty])))).toEqual(DEFAULTS);
    }
  });

  test("is not touched by other variables and bindings", () => {
    expect(readConfig({ PATH: "/bin", REGISTRY: {}, group_size: "7", GROUPSIZE: "7" })).toEqual(DEFAULTS);
  });

  test.each<[ConfigVariable, unknown, Record<string, unknown>]>([
    ["ADMIN_KEY", " correct-horse-battery-!~ ", { adminKey: "correct-horse-battery-!~" }],
    ["ADMIN_KEY", "902617438055194728360915", { adminKey: "902617438055194728360915" }],
    ["ADMIN_KEY", MADE_KEY, { adminKey: MADE_KEY }],
    ["SESSION_SECRET", "s".repeat(32), { sessionSecret: "s".repeat(32) }],
    ["MOVE_KEY", "7f3c9b1ad25e4086b7c2f19e8d04a653", { moveKey: "7f3c9b1ad25e4086b7c2f19e8d04a653" }],
    ["GROUP_SIZE", "5", { groupSize: 5 }],
    ["GROUP_SIZE", 10, { groupSize: 10 }],
    ["GROUP_SIZE", "1000", { groupSize: 1_000 }],
    ["SIGNUP_RELEASE", "daily", { signupRelease: "daily" }],
    ["SIGNUP_RELEASE", "live", { signupRelease: "live" }],
    ["VISIT_RELEASE", "live", { visitRelease: "live" }],
    ["VISIT_RELEASE", "hourly", { visitRelease: "hourly" }],
    ["VISIT_RELEASE", " daily ", { visitRelease: "daily" }],
    ["TIME_ZONE", "Asia/Kathmandu", { timeZone: "Asia/Kathmandu" }],
    ["TIME_ZONE", "UTC", { timeZone: "UTC" }],
    ["SHARDS", " 64 ", { shards: 64 }],
    ["CODE_PARAM", "campagne_1", { codeParam: "campagne_1" }],
    ["CODE_IN", "fragment", { codeIn: "fragment" }],
    ["PASS_PARAMS", "utm_source, taal\nref", { passParams: ["utm_source", "taal", "ref"] }],
    ["FALLBACK_URL", "https://example.org", { fallbackUrl: "https://example.org/" }],
    ["ALLOWED_HOSTS", "Example.org, *.example.org:8443", { allowedHosts: ["example.org", "*.example.org:8443"] }],
    ["ALLOWED_HOSTS", "localhost:3000 [::1]:80 127.0.0.1", { allowedHosts: ["localhost:3000", "[::1]:80", "127.0.0.1"] }],
    ["JURISDICTION", "eu", { jurisdiction: "eu" }],
    ["JURISDICTION", "fedramp", { jurisdiction: "fedramp" }],
    ["RETENTION_MONTHS", "1", { retentionMonths: 1 }],
    ["RETENTION_MONTHS", "600", { retentionMonths: 600 }],
    ["STAFF_NAMES_MONTHS", "1", { staffNamesMonths: 1 }],
    ["OPERATOR", " Stichting Voorbeeld & <Zn>, Den Haag ", { operator: "Stichting Voorbeeld & <Zn>, Den Haag" }],
    ["OPERATOR", "𝒱".repeat(100), { operator: "𝒱".repeat(100) }],
    ["PRIVACY_URL", "https://Example.org/Privacy?lang=nl#wie", { privacyUrl: "https://example.org/Privacy?lang=nl#wie" }],
    ["PRIVACY_URL", "http://localhost:3000/privacy", { privacyUrl: "http://localhost:3000/privacy" }],
    ["SOURCE_URL", `https://code.example.org/tree/${COMMIT}`, { sourceUrl: `https://code.example.org/tree/${COMMIT}` }],
    ["SOURCE_URL", "http://127.0.0.1/src", { sourceUrl: "http://127.0.0.1/src" }],
    ["SECURITY_CONTACT", "security@example.org", { securityContacts: ["mailto:security@example.org"] }],
    [
      "SECURITY_CONTACT",
      "https://example.org/report-it, mailto:a.b+c@sub.example.org tel:+31-20-1234567",
      { securityContacts: ["https://example.org/report-it", "mailto:a.b+c@sub.example.org", "tel:+31-20-1234567"] },
    ],
    ["LINK_ORIGIN", "https://go.example.org", { linkOrigin: "https://go.example.org" }],
    ["LINK_ORIGIN", " HTTPS://Go.Example.org:443/ ", { linkOrigin: "https://go.example.org" }],
    ["LINK_ORIGIN", "https://go.example.org:8443", { linkOrigin: "https://go.example.org:8443" }],
    ["LINK_ORIGIN", "https://linkjé.example", { linkOrigin: "https://xn--linkj-fsa.example" }],
    ["LINK_ORIGIN", "http://127.0.0.1:8787", { linkOrigin: "http://127.0.0.1:8787" }],
    ["LINK_ORIGIN", "http://[::1]:80", { linkOrigin: "http://[::1]" }],
  ])("reads %s=%j", (name, value, expected) => {
    expect(readConfig({ [name]: value })).toEqual({ ...DEFAULTS, ...expected });
  });

  test("reads ACCESS_TEAM_DOMAIN and ACCESS_AUD together", () => {
    const access = { teamDomain: "team.cloudflareaccess.com", audience: "0123abcdEF" };
    expect(readConfig({ ACCESS_TEAM_DOMAIN: "Team.cloudflareaccess.com", ACCESS_AUD: "0123abcdEF" })).toEqual({ ...DEFAULTS, access });
  });
});

describe("a bad value stops the start and names its variable:", () => {
  const notFrom = (...bounds: string[]) => [...bounds, "five", "5.5", "-5", "1e1", "0x10", "5 6", "NaN", "99999999999", Number.NaN, 5.5];
  const cases: readonly [ConfigVariable, readonly unknown[]][] = [
    [
      "ADMIN_KEY",
      ["1234567", "correct-horse-battery!~", "two words that are long enough", "sleutel-é-van-de-beheerder", "a-line\nbreak-in-the-key-"],
    ],
    ["ADMIN_KEY", ["a".repeat(24), "password".repeat(3), "PasswordpasswordPASSWORD", "passwordpassword1234567890", "abc123".repeat(8)]],
    ["ADMIN_KEY", ["abcdefghijklmnopqrstuvwxyz", "9876543210".repeat(3), "qwertyuiopasdfghjklzxcvbnm", "fivebar_admin_".padEnd(57, "x")]],
    ["ADMIN_KEY", ["0110100110010110100101100110", "fivebarfivebarfivebarfivebar2026", "secretsecretsecretsecret!!"]],
    ["SESSION_SECRET", ["s".repeat(31), `${"s".repeat(32)} ${"s".repeat(32)}`]],
    ["MOVE_KEY", ["7f3c9b1ad25e4086b7c2f19e8d04a65", "m".repeat(32)]],
    ["GROUP_SIZE", notFrom("4", "1001", "0", "1")],
    ["VISIT_RELEASE", ["weekly", "Live", "never", "0"]],
    ["SIGNUP_RELEASE", ["hourly", "Daily", "live daily", "true", "0"]],
    ["TIME_ZONE", ["Mars/Olympus", "Amsterdam", "Europe/", "CEST+2", "0"]],
    ["SHARDS", notFrom("0", "65")],
    ["CODE_IN", ["Fragment", "hash", "#"]],
    ["CODE_PARAM", ["a b", "c=", "c&d", "é", "c[]", "x".repeat(33), "gclid", "FBCLID", "email"]],
    ["PASS_PARAMS", [",", "utm_source,a=b", "x&y", "taal,é", "x".repeat(33), "c", "taal,c"]],
    ["FALLBACK_URL", ["example.org", "//example.org", "/page", "javascript:alert(1)", "ftp://example.org", "https://", "https://a b"]],
    [
      "ALLOWED_HOSTS",
      [",", ", ,", "https://example.org", "example.org/page", "*", "*.", "*.*.org", "a..b", "jan@example.org", "example.org:", "[::1"],
    ],
    ["ALLOWED_HOSTS", ["example.org:99999"]],
    ["JURISDICTION", ["us", "EU", "eu fedramp"]],
    ["RETENTION_MONTHS", notFrom("0", "601")],
    ["OPERATOR", ["x".repeat(101), "two\nlines", "two\u2028lines", "a\u0000b", "half \ud800"]],
    ["PRIVACY_URL", BAD_ADDRESSES],
    ["SOURCE_URL", BAD_ADDRESSES],
    [
      "LINK_ORIGIN",
      [
        "go.example.org",
        "//go.example.org",
        "http://go.example.org",
        "https://",
        "https:go.example.org",
        "ftp://go.example.org",
        "https://a b",
      ],
    ],
    [
      "SECURITY_CONTACT",
      ["security", "http://example.org/", "https://a:b@example.org/", "javascript:alert(1)", "a@b", "a@b.example\u2028x"],
    ],
    ["SECURITY_CONTACT", ["Jan <a@b.example>", ",", Array(6).fill("a@b.example").join(), "tel:112"]],
    ["LINK_ORIGIN", ["https://go.example.org/x", "https://go.example.org//", "https://go.example.org?", "https://go.example.org/#"]],
    ["LINK_ORIGIN", ["https://jan:geheim@go.example.org", "https://@go.example.org", "https://*.example.org", "https://go.example.org\\x"]],
    ["LINK_ORIGIN", ["https://go.example.org:99999", "https://go..org", "https://a.example,https://b.example", "null"]],
  ];
  test.each(cases.flatMap(([name, values]) => values.map((value): [ConfigVariable, unknown] => [name, value])))("%s=%j", (name, value) => {
    const error = refusal({ [name]: value });
    expect([error.variable, error.message.startsWith(`${name} must`)]).toEqual([name, true]);
  });

  test.each<[ConfigVariable, Partial<Record<ConfigVariable, string>>]>([
    ["ACCESS_AUD", { ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com" }],
    ["ACCESS_AUD", { ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com", ACCESS_AUD: "short" }],
    ["ACCESS_AUD", { ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com", ACCESS_AUD: "not an audience" }],
    ["ACCESS_TEAM_DOMAIN", { ACCESS_AUD: "0123abcdef" }],
    ["ACCESS_TEAM_DOMAIN", { ACCESS_AUD: "0123abcdef", ACCESS_TEAM_DOMAIN: "team" }],
    ["ACCESS_TEAM_DOMAIN", { ACCESS_AUD: "0123abcdef", ACCESS_TEAM_DOMAIN: "https://team.cloudflareaccess.com" }],
    ["PASS_PARAMS", { CODE_PARAM: "code", PASS_PARAMS: "taal,code" }],
  ])("%s of %j", (name, env) => {
    expect(refusal(env).variable).toBe(name);
  });

  test.each([...PERSONAL_PARAMS])("%s as a parameter, for it identifies a click or a person", (name) => {
    expect(refusal({ CODE_PARAM: name }).variable).toBe("CODE_PARAM");
    expect(refusal({ PASS_PARAMS: `taal ${name.toUpperCase()}` }).variable).toBe("PASS_PARAMS");
  });

  test("any that is neither text nor a number, as a list in wrangler.toml would be", () => {
    for (const name of CONFIG_VARIABLES) {
      for (const value of [["example.org"], { value: "8" }, true]) expect(refusal({ [name]: value }).variable).toBe(name);
    }
  });

  test("no other value of a number gets through", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), (text) => {
        const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
        fc.pre(text.trim() !== "" && !(value >= 5 && value <= 1_000));
        expect(refusal({ GROUP_SIZE: text }).variable).toBe("GROUP_SIZE");
      }),
    );
  });
});

describe("an error never repeats a secret", () => {
  test("whichever is bad", () => {
    fc.assert(
      fc.property(fc.constantFrom("ADMIN_KEY", "SESSION_SECRET", "MOVE_KEY", "ACCESS_AUD"), fc.string({ minLength: 4 }), (name, part) => {
        const bad = `hunter2 ${part}`;
        const { message } = refusal({ ACCESS_TEAM_DOMAIN: "team.example.org", ACCESS_AUD: "0123abcdef", [name]: bad });
        expect(message).not.toContain("hunter2");
        expect(message.length).toBeLessThan(120);
      }),
    );
  });

  test("a password in an address is not in the message", () => {
    expect(refusal({ PRIVACY_URL: "https://jan:hunter2@example.org/" }).message).not.toContain("hunter2");
  });

  test("also where another variable is the bad one", () => {
    const { message } = refusal({ ADMIN_KEY: "hunter2-and-four-more-words", SESSION_SECRET: "hunter2-".repeat(4), GROUP_SIZE: "2" });
    expect(message).toBe('GROUP_SIZE must be a whole number from 5 to 1000, not "2"');
  });
});
