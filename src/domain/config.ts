/**
 * The configuration, with the staff's part of it: loose variables of the Worker or of `npm start` in, one checked value out. Pure; read once; a bad
 * value is an error that names its variable, and nothing runs on half a configuration.
 */
import { isHardToGuess } from "./admin_key.ts";
import { isLoopback } from "./campaign/destination.ts";
import { MAX_RETENTION_MONTHS } from "./limits.ts";
import { ConfigError, type ConfigVariable, integer, type LooseVariables, type OpenConfig, readOpenConfig, textOf } from "./open_config.ts";

export { CONFIG_VARIABLES, ConfigError, type ConfigVariable, type OpenConfig } from "./open_config.ts";

export interface Config extends OpenConfig {
  /** The first admin's key, too long to be guessed; null when none is set, and then nobody can sign in with it. */
  readonly adminKey: string | null;
  readonly sessionSecret: string | null;
  /** Seals what moves to or from another tracker, which has the same key; null: nothing moves. */
  readonly moveKey: string | null;
  readonly access: { readonly teamDomain: string; readonly audience: string } | null;
  /** Where problems of security are reported, as URIs in the order of preference, for /.well-known/security.txt; empty: there is none. */
  readonly securityContacts: readonly string[];
  /** The organisation's identity provider as the staff's sign-in (OpenID Connect). */
  readonly oidc: OidcConfig | null;
  /** The age at which names of staff go from the history. */
  readonly staffNamesMonths: number;
}

export interface OidcConfig {
  /** Exactly as the provider writes it in its tokens. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that says which role somebody has; null where admins say so. */
  readonly roleClaim: string | null;
}

/** Reads every variable of the design; absent and empty ones take their default. Throws `ConfigError`. */
export function readConfig(env: LooseVariables): Config {
  const text = (name: ConfigVariable): string => textOf(env, name);
  const secrets = {
    // Everybody may try keys, and only the key itself keeps them out (src/staff/auth/access_keys.ts).
    adminKey: hardToGuess("ADMIN_KEY", text("ADMIN_KEY"), 24),
    sessionSecret: secret("SESSION_SECRET", text("SESSION_SECRET"), 32),
    moveKey: hardToGuess("MOVE_KEY", text("MOVE_KEY"), 32),
    access: access(text("ACCESS_TEAM_DOMAIN"), text("ACCESS_AUD")),
    oidc: oidc(text),
    staffNamesMonths: integer("STAFF_NAMES_MONTHS", text("STAFF_NAMES_MONTHS"), 24, 1, MAX_RETENTION_MONTHS),
  };
  return { ...secrets, securityContacts: securityContacts(text("SECURITY_CONTACT")), ...readOpenConfig(env) };
}

function secret(name: ConfigVariable, text: string, leastChars: number): string | null {
  if (text === "") return null;
  if (text.length < leastChars || !/^[\x21-\x7e]+$/.test(text)) {
    throw new ConfigError(name, `must be at least ${leastChars} characters long, of visible ASCII without spaces`);
  }
  return text;
}

function hardToGuess(name: ConfigVariable, text: string, leastChars: number): string | null {
  const key = secret(name, text, leastChars);
  if (key === null || isHardToGuess(key)) return key;
  throw new ConfigError(name, "must be hard to guess, without repetitions and runs such as 12345: openssl rand -hex 24 makes one");
}

const MAX_CONTACTS = 5;
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** Email addresses, web pages and telephone numbers, separated by blanks or commas: RFC 9116 wants URIs, and https for pages. */
function securityContacts(text: string): string[] {
  const contacts = text.split(/[\s,]+/).filter((one) => one !== "");
  const uris = contacts.map((one) => {
    const isPage = /^https:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i.test(one) && URL.canParse(one);
    const email = one.replace(/^mailto:/i, "");
    return isPage
      ? new URL(one).href
      : EMAIL.test(email)
        ? `mailto:${email}`
        : /^tel:\+[0-9.-]{5,20}$/i.test(one)
          ? one.toLowerCase()
          : null;
  });
  const found = uris.filter((uri) => uri !== null);
  if (found.length < uris.length || found.length > MAX_CONTACTS || (text !== "" && found.length === 0))
    throw new ConfigError(
      "SECURITY_CONTACT",
      `must be at most ${MAX_CONTACTS} email addresses, https:// pages or tel: numbers, such as security@example.org, separated by commas`,
    );
  return found;
}

function access(teamDomain: string, audience: string): Config["access"] {
  if (teamDomain === "" && audience === "") return null;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(teamDomain)) {
    throw new ConfigError("ACCESS_TEAM_DOMAIN", "must be a host such as team.cloudflareaccess.com, set together with ACCESS_AUD");
  }
  if (!/^[A-Za-z0-9_-]{8,}$/.test(audience)) {
    throw new ConfigError("ACCESS_AUD", "must be the application's audience tag, set together with ACCESS_TEAM_DOMAIN");
  }
  return { teamDomain: teamDomain.toLowerCase(), audience };
}

const OIDC_VARIABLES = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
const MAX_CREDENTIAL_CHARS = 512;

/** All three variables or none. None is repeated in an error: each may hold what was meant for another. */
function oidc(text: (name: ConfigVariable) => string): OidcConfig | null {
  const roleClaim = text("OIDC_ROLE_CLAIM");
  if (OIDC_VARIABLES.every((name) => text(name) === "")) {
    if (roleClaim === "") return null;
    throw new ConfigError("OIDC_ROLE_CLAIM", `must be empty unless ${OIDC_VARIABLES.join(", ")} are set`);
  }
  for (const name of OIDC_VARIABLES)
    if (text(name) === "")
      throw new ConfigError(name, `must be set together with ${OIDC_VARIABLES.filter((one) => one !== name).join(" and ")}`);
  for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const)
    if (!/^[\x21-\x7e]+$/.test(text(name)) || text(name).length > MAX_CREDENTIAL_CHARS)
      throw new ConfigError(
        name,
        `must be at most ${MAX_CREDENTIAL_CHARS} characters of visible ASCII without spaces, as the identity provider gave it`,
      );
  if (roleClaim !== "" && !/^[\x21-\x7e]{1,200}$/.test(roleClaim))
    throw new ConfigError("OIDC_ROLE_CLAIM", "must be the name of one claim, without spaces, such as roles");
  return {
    issuer: issuer(text("OIDC_ISSUER")),
    clientId: text("OIDC_CLIENT_ID"),
    clientSecret: text("OIDC_CLIENT_SECRET"),
    roleClaim: roleClaim === "" ? null : roleClaim,
  };
}

/** Everything that the provider says is believed because of its certificate, so http:// is for this very machine alone. */
function issuer(text: string): string {
  const url = /^https?:\/\/[^\s?#@\\]+$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol === "http:" && !isLoopback(url.hostname)))
    throw new ConfigError(
      "OIDC_ISSUER",
      "must be the identity provider's issuer as its tokens have it: an address with https://, without a password, a query or a fragment, such as https://login.example.org/realms/office",
    );
  return text;
}
