/** What the configuration says of staff: their identity provider, of which three variables are set together or not at all, and the term of their names. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError, type ConfigVariable, readConfig } from "../../src/domain/config.ts";

const OIDC = {
  OIDC_ISSUER: "https://login.example.org/realms/office",
  OIDC_CLIENT_ID: "fivebar",
  OIDC_CLIENT_SECRET: "~s3cret.of-the-client",
};

/** The error that stops the start; fails where there is none. */
function refusal(env: Readonly<Record<string, string>>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(env)}`);
}

describe("the identity provider", () => {
  test.each([
    ["https://login.example.org/realms/office"],
    ["https://example.eu.auth0.com/"],
    ["https://login.microsoftonline.com/8d2f6c1e-0b5a-4d55-9f0e-2f4f1c5a7b11/v2.0"],
    ["http://127.0.0.1:8080/realms/office"],
  ])("reads the identity provider %s to the letter, with the claim of roles", (issuer) => {
    const oidc = { issuer, clientId: "fivebar", clientSecret: "~s3cret.of-the-client", roleClaim: "https://example.org/roles" };
    const read = readConfig({ ...OIDC, OIDC_ISSUER: issuer, OIDC_ROLE_CLAIM: "https://example.org/roles" });
    expect(read.oidc).toEqual(oidc);
    expect(readConfig({ ...OIDC, OIDC_ISSUER: issuer }).oidc?.roleClaim).toBe(null);
  });

  test.each<[ConfigVariable, Partial<Record<ConfigVariable, string>>]>([
    ["OIDC_ROLE_CLAIM", { OIDC_ROLE_CLAIM: "roles" }],
    ["STAFF_NAMES_MONTHS", { STAFF_NAMES_MONTHS: "0" }],
    ["STAFF_NAMES_MONTHS", { STAFF_NAMES_MONTHS: "601" }],
    ["STAFF_NAMES_MONTHS", { STAFF_NAMES_MONTHS: "never" }],
    ["OIDC_CLIENT_SECRET", { ...OIDC, OIDC_CLIENT_SECRET: "" }],
    ["OIDC_CLIENT_ID", { ...OIDC, OIDC_CLIENT_ID: "" }],
    ["OIDC_ISSUER", { ...OIDC, OIDC_ISSUER: "" }],
    ["OIDC_CLIENT_ID", { OIDC_ISSUER: "https://login.example.org" }],
    ["OIDC_CLIENT_ID", { ...OIDC, OIDC_CLIENT_ID: "two words" }],
    ["OIDC_CLIENT_SECRET", { ...OIDC, OIDC_CLIENT_SECRET: "é".repeat(32) }],
    ["OIDC_CLIENT_SECRET", { ...OIDC, OIDC_CLIENT_SECRET: "s".repeat(513) }],
    ["OIDC_ROLE_CLAIM", { ...OIDC, OIDC_ROLE_CLAIM: "two words" }],
    ...[
      ...[
        "login.example.org",
        "//login.example.org",
        "http://login.example.org",
        "https://",
        "ftp://login.example.org",
        "javascript:alert(1)",
      ],
      ...[
        "https://jan:hunter2@login.example.org",
        "https://login.example.org?tenant=1",
        "https://login.example.org/#x",
        "https://a b",
        "https://a\\b",
      ],
      ...["http://localhost.example.org", "http://10.0.0.5/realms/office", "https://login.example.org:99999"],
    ].map((issuer): [ConfigVariable, Partial<Record<ConfigVariable, string>>] => ["OIDC_ISSUER", { ...OIDC, OIDC_ISSUER: issuer }]),
  ])("%s stops the start in %j", (name, env) => {
    expect(refusal(env as Record<string, string>).variable).toBe(name);
  });

  test("has a secret that no error repeats, nor an issuer in which one was put", () => {
    fc.assert(
      fc.property(fc.constantFrom("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLE_CLAIM"), fc.string(), (name, part) => {
        expect(refusal({ ...OIDC, [name]: `hunter2 ${part}x` }).message).not.toContain("hunter2");
      }),
    );
  });
});
