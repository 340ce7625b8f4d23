/**
 * Destinations: where a link leads, and the address that a visitor is given. Pure.
 * The destination's own query and fragment stay as their author wrote them, byte for byte: nothing is decoded and encoded again.
 */
import { CLICK_IDS, resemblesIdentifier } from "./identifier.ts";
import { MAX_URL_CHARS } from "./limits.ts";

declare const destinationBrand: unique symbol;
/** An absolute address that a marketer entered and that passed `parseDestination`. */
export type Destination = string & { readonly [destinationBrand]: true };

export type ParsedDestination = { readonly ok: true; readonly destination: Destination } | { readonly ok: false; readonly message: string };

/**
 * Checks an address that visitors shall be sent to: https (or http on this very machine), no password, nothing that looks
 * like it names a person, a host that is allowed.
 *
 * @param allowedHosts host names, `host:port` or `*.example.org`; empty allows every host
 */
export function parseDestination(text: string, allowedHosts: readonly string[]): ParsedDestination {
  if (text.length > MAX_URL_CHARS) return refused(`at most ${MAX_URL_CHARS} characters`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a header
  if (/[\s\u0000-\u001f\u007f\\]/.test(text)) return refused("must not contain spaces, line breaks or backslashes");
  if (!/^https?:\/\//i.test(text) || !text.isWellFormed() || !URL.canParse(text))
    return refused("must be a whole address such as https://example.org/page");
  const url = new URL(text);
  if (url.hostname.replace(/\.$/, "").split(".").includes("")) return refused("the host must be a whole name such as example.org");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return refused("must begin with https://");
  if (url.username !== "" || url.password !== "") return refused("must not contain a user name or password");
  if (!isAllowed(url, allowedHosts)) return refused(`the host must be one of: ${allowedHosts.join(", ")}`);
  if (url.href.length > MAX_URL_CHARS) return refused(`at most ${MAX_URL_CHARS} characters, with those that have to be escaped`);
  const clickId = [...url.searchParams.keys(), ...fragmentNames(url.hash)].find((name) => CLICK_IDS.has(name.toLowerCase()));
  if (clickId !== undefined) return refused(`contains "${clickId}", which identifies one click or one person; remove it`);
  const host = isIpAddress(url.hostname) ? "" : url.hostname;
  const resembles = resemblesIdentifier(host) ?? resemblesIdentifier(decoded(`${url.pathname}${url.search}${url.hash}`));
  if (resembles !== null) return refused(`looks like it contains ${resembles}; a link is for everybody who sees an ad`);
  return { ok: true, destination: url.href as Destination };
}

function refused(message: string): ParsedDestination {
  return { ok: false, message };
}

function isIpAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
}

/** This machine itself, where http is as private as https (W3C Secure Contexts, section 3.1). */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function isAllowed(url: URL, allowedHosts: readonly string[]): boolean {
  if (allowedHosts.length === 0) return true;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return allowedHosts.some((allowed) => {
    const [, name = allowed, allowedPort = port] = /^(.*):(\d+)$/.exec(allowed) ?? [];
    if (allowedPort !== port) return false;
    return name.startsWith("*.") ? url.hostname.endsWith(name.slice(1)) : name === url.hostname;
  });
}

/** The names of parameters in a fragment such as `#a=1&b=2` or `#/page?a=1`, where pages keep them that route by themselves. */
function fragmentNames(fragment: string): string[] {
  return [...fragment.matchAll(/[#?&]([^=&?#]+)=/g)].map(([, name = ""]) => decoded(name));
}

/** `text` with its escapes undone, those that can be. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      // Not UTF-8: the ASCII in it is readable all the same.
      return escapes.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
    }
  });
}

/** `destination` with `name=value` set: other parameters and the fragment stay, an older value of `name` goes. */
export function withParam(destination: string, name: string, value: string): string {
  const [base, query, fragment] = splitAddress(withoutParam(destination, name));
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return `${base}?${query === "" ? "" : `${query}&`}${pair}${fragment}`;
}

/** `destination` without any value of `name`; all else stays. */
export function withoutParam(destination: string, name: string): string {
  const [base, query, fragment] = splitAddress(destination);
  const pairs = query.split("&");
  const kept = pairs.filter((pair) => pair === "" || paramName(pair) !== name);
  if (kept.length === pairs.length) return destination;
  return `${base}${kept.length === 0 ? "" : `?${kept.join("&")}`}${fragment}`;
}

/**
 * `location` with those parameters of the incoming `query` that `names` lets pass. What the location already says stands;
 * values longer than `maxChars` are left out, because a long value can be anybody's identifier.
 */
export function withPassed(location: string, query: string, names: readonly string[], maxChars: number): string {
  const [base, own, fragment] = splitAddress(location);
  const pairs = own === "" ? [] : own.split("&");
  const present = new Set(pairs.map(paramName));
  for (const [name, value] of new URLSearchParams(query)) {
    if (!names.includes(name) || present.has(name) || value.length > maxChars) continue;
    present.add(name);
    pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
  return pairs.length === 0 ? location : `${base}?${pairs.join("&")}${fragment}`;
}

function splitAddress(address: string): readonly [base: string, query: string, fragment: string] {
  const hash = address.indexOf("#");
  const fragment = hash === -1 ? "" : address.slice(hash);
  const rest = hash === -1 ? address : address.slice(0, hash);
  const mark = rest.indexOf("?");
  return mark === -1 ? [rest, "", fragment] : [rest.slice(0, mark), rest.slice(mark + 1), fragment];
}

function paramName(pair: string): string {
  const equals = pair.indexOf("=");
  return decoded((equals === -1 ? pair : pair.slice(0, equals)).replaceAll("+", " "));
}
