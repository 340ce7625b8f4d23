/**
 * The part of the configuration by which visitors are served and counted: loose variables of the Worker or of `npm start` in, one checked value out.
 * Pure; a bad value is an error that names its variable. The whole is in config.ts.
 */
import { type CodeIn, isLoopback } from "./campaign/destination.ts";
import { parseAddress } from "./campaign/parse_destination.ts";
import { isParamName, isPersonalParam } from "./campaign/personal_params.ts";
import type { Epsilon } from "./formal/epsilon.ts";
import { dateFormat } from "./formatters.ts";
import { invisibleIn } from "./invisible.ts";
import { MAX_GROUP_SIZE, MAX_NAME_CHARS, MAX_RETENTION_MONTHS, MAX_SHARDS, MIN_GROUP_SIZE } from "./limits.ts";
import type { Release, SignupPeriod, SignupRelease, VisitRelease } from "./release/rule.ts";

/** The configuration by which visitors are served and counted. Nothing in it lets anybody in. */
export interface OpenConfig {
  /** Where the Worker runs: only fivebar.capnp can say that it is one machine. */
  readonly platform: "one-machine" | "cloudflare";
  /** Events in a bundle. */
  readonly groupSize: number;
  readonly release: Release;
  /** In the formal mode: how much one visit, and one signup, may change the odds of what is released. */
  readonly epsilonVisit: Epsilon;
  readonly epsilonSignup: Epsilon;
  /** In the formal mode: what signups come out after the end of. */
  readonly signupPeriod: SignupPeriod;
  readonly signupRelease: SignupRelease;
  /** Of visits, and of all else that is counted but signups. */
  readonly visitRelease: VisitRelease;
  /** An IANA name. */
  readonly timeZone: string;
  readonly shards: number;
  readonly codeParam: string;
  readonly codeIn: CodeIn;
  readonly passParams: readonly string[];
  readonly fallbackUrl: string | null;
  /** Scheme and host that links begin with, whatever host the dashboard has; null for that of each request. */
  readonly linkOrigin: string | null;
  readonly allowedHosts: readonly string[];
  readonly jurisdiction: "eu" | "fedramp" | null;
  readonly retentionMonths: number;
  /** Who runs this, as visitors may know them. */
  readonly operator: string | null;
  /** Of the operator's privacy statement. */
  readonly privacyUrl: string | null;
  /** Of the code that runs here. */
  readonly sourceUrl: string | null;
}

// biome-ignore format: one block reads better than eighteen lines
export const CONFIG_VARIABLES = [
  "ADMIN_KEY", "SESSION_SECRET", "MOVE_KEY", "GROUP_SIZE", "RELEASE", "EPSILON_VISIT", "EPSILON_SIGNUP", "SIGNUP_PERIOD", "SIGNUP_RELEASE",
  "VISIT_RELEASE", "TIME_ZONE", "SHARDS", "CODE_PARAM", "CODE_IN", "PASS_PARAMS", "FALLBACK_URL", "ALLOWED_HOSTS", "JURISDICTION",
  "RETENTION_MONTHS", "ACCESS_TEAM_DOMAIN", "ACCESS_AUD", "OPERATOR", "PRIVACY_URL", "SOURCE_URL", "LINK_ORIGIN", "SECURITY_CONTACT",
  "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLE_CLAIM", "STAFF_NAMES_MONTHS",
] as const;
export type ConfigVariable = (typeof CONFIG_VARIABLES)[number];

/** A value that cannot be used. Its message names the variable and what is allowed, and never repeats a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly variable: string;
  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}`);
    this.variable = variable;
  }
}

export type LooseVariables = Readonly<Record<string, unknown>>;

/** Reads every variable that lets nobody in; absent and empty ones take their default. Throws `ConfigError`. */
export function readOpenConfig(env: LooseVariables): OpenConfig {
  const text = (name: ConfigVariable): string => textOf(env, name);
  const release = oneOf("RELEASE", text("RELEASE") || "bundles", ["bundles", "formal"]);
  return {
    platform: env.PLATFORM === "one-machine" ? "one-machine" : "cloudflare",
    groupSize: integer("GROUP_SIZE", text("GROUP_SIZE"), 5, MIN_GROUP_SIZE, MAX_GROUP_SIZE),
    release,
    epsilonVisit: oneOf("EPSILON_VISIT", text("EPSILON_VISIT") || "1", ["1/4", "1/2", "1", "2"]),
    epsilonSignup: oneOf("EPSILON_SIGNUP", text("EPSILON_SIGNUP") || "1/2", ["1/4", "1/2", "1", "2"]),
    signupPeriod: oneOf("SIGNUP_PERIOD", text("SIGNUP_PERIOD") || "week", ["week", "day"]),
    signupRelease: whenReleased("SIGNUP_RELEASE", text("SIGNUP_RELEASE"), release, "daily", ["daily", "live"]),
    visitRelease: whenReleased("VISIT_RELEASE", text("VISIT_RELEASE"), release, "live", ["live", "hourly", "daily"]),
    timeZone: timeZone(text("TIME_ZONE") || "Europe/Amsterdam"),
    shards: integer("SHARDS", text("SHARDS"), 1, 1, MAX_SHARDS),
    codeParam: paramName("CODE_PARAM", text("CODE_PARAM") || "c"),
    codeIn: oneOf("CODE_IN", text("CODE_IN") || "query", ["query", "fragment"]),
    passParams: list("PASS_PARAMS", text("PASS_PARAMS")).map((name) => passParam(name, text("CODE_PARAM") || "c")),
    fallbackUrl: text("FALLBACK_URL") === "" ? null : address("FALLBACK_URL", text("FALLBACK_URL")),
    linkOrigin: text("LINK_ORIGIN") === "" ? null : origin(text("LINK_ORIGIN")),
    allowedHosts: list("ALLOWED_HOSTS", text("ALLOWED_HOSTS")).map(host),
    jurisdiction: text("JURISDICTION") === "" ? null : oneOf("JURISDICTION", text("JURISDICTION"), ["eu", "fedramp"]),
    retentionMonths: integer("RETENTION_MONTHS", text("RETENTION_MONTHS"), 25, 1, MAX_RETENTION_MONTHS),
    operator: text("OPERATOR") === "" ? null : line("OPERATOR", text("OPERATOR")),
    privacyUrl: text("PRIVACY_URL") === "" ? null : address("PRIVACY_URL", text("PRIVACY_URL")),
    sourceUrl: text("SOURCE_URL") === "" ? null : address("SOURCE_URL", text("SOURCE_URL")),
  };
}

/** "" where it is not set. */
export function textOf(env: LooseVariables, name: ConfigVariable): string {
  const value = env[name];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string" && typeof value !== "number") throw new ConfigError(name, "must be text");
  return String(value).trim();
}

export function integer(name: ConfigVariable, text: string, fallback: number, least: number, most: number): number {
  if (text === "") return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new ConfigError(name, `must be a whole number from ${least} to ${most}, not "${text}"`);
  return value;
}

function oneOf<const T extends string>(name: ConfigVariable, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new ConfigError(name, `must be ${allowed.join(" or ")}, not "${text}"`);
  return found;
}

/** In the formal mode nothing comes out within a day, and a setting that says so is refused. */
function whenReleased<const T extends string>(
  name: ConfigVariable,
  text: string,
  release: Release,
  fallback: T | "daily",
  allowed: readonly (T | "daily")[],
): T | "daily" {
  if (release === "bundles") return oneOf(name, text || fallback, allowed);
  if (text !== "" && text !== "daily") throw new ConfigError(name, `must be daily where RELEASE is formal, not "${text}"`);
  return "daily";
}

function timeZone(text: string): string {
  try {
    dateFormat("en", { timeZone: text });
    return text;
  } catch {
    throw new ConfigError("TIME_ZONE", `must be a time zone's name such as Europe/Amsterdam, not "${text}"`);
  }
}

/** A text of commas alone is a broken list: it does not mean an empty one. */
function list(name: ConfigVariable, text: string): string[] {
  const items = text.split(/[\s,]+/).filter((item) => item !== "");
  if (text !== "" && items.length === 0) throw new ConfigError(name, `must be empty or a list with something in it, not "${text}"`);
  return items;
}

function paramName(name: ConfigVariable, text: string): string {
  if (!isParamName(text)) throw new ConfigError(name, `must be 1 to 32 letters, digits, - and _, not "${text}"`);
  if (isPersonalParam(text)) throw new ConfigError(name, `must not be "${text}", which identifies a click or a person`);
  return text;
}

function passParam(text: string, codeParam: string): string {
  if (text === codeParam) throw new ConfigError("PASS_PARAMS", `must not contain "${text}", the campaign's own parameter`);
  return paramName("PASS_PARAMS", text);
}

const EVERYBODYS_ADDRESS =
  "must be an address that everybody may be sent to: https:// with a whole host name, without blanks, a password, a click id, an email address or a placeholder";

/** An address that visitors are sent to or shown. It may hold a password, so it is not repeated here. */
function address(name: ConfigVariable, text: string): string {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new ConfigError(name, EVERYBODYS_ADDRESS);
  return parsed.destination;
}

/** A scheme and a host, perhaps with a port; a slash behind it is accepted. Anything more may be a password, so it is not repeated. */
function origin(text: string): string {
  const url = /^https?:\/\/[^\s/?#@\\]+\/?$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  const isHost = url !== null && /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])(?::\d+)?$/.test(url.host);
  if (url === null || !isHost)
    throw new ConfigError("LINK_ORIGIN", "must be a scheme and a host and nothing behind them, such as https://go.example.org");
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw new ConfigError("LINK_ORIGIN", `must begin with https://, not "${text}"`);
  return url.origin;
}

function line(variable: ConfigVariable, text: string): string {
  const isLine =
    [...text].length <= MAX_NAME_CHARS && text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && invisibleIn(text) === null;
  if (!isLine)
    throw new ConfigError(variable, `must be a name of at most ${MAX_NAME_CHARS} characters, on one line, without invisible ones`);
  return text;
}

function host(text: string): string {
  const lower = text.toLowerCase();
  const port = /:(\d+)$/.exec(lower)?.[1] ?? "0";
  if (!/^(?:\*\.)?(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(lower) || Number(port) > 65_535) {
    throw new ConfigError("ALLOWED_HOSTS", `must be host names such as example.org, separated by commas, not "${text}"`);
  }
  return lower;
}
