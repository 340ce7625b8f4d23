/**
 * Destinations: where a link leads, and the address that a visitor is given. Pure.
 * The destination's own query and fragment stay as their author wrote them, byte for byte: nothing is decoded and encoded again.
 */
import { hasEmail } from "./identifier.ts";

declare const destinationBrand: unique symbol;
/** An absolute address that a marketer entered and that passed `parseDestination` (src/domain/campaign/parse_destination.ts). */
export type Destination = string & { readonly [destinationBrand]: true };

/** This machine itself, where http is as private as https (W3C Secure Contexts, section 3.1). */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Whether a host is an address in numbers, of IPv4 or IPv6, and not a name. */
export function isIpAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(hostname);
}

/** The host of an address that passed the check: its name, without a port and without a dot behind it. */
export function hostOf(address: string): string {
  return new URL(address).hostname.replace(/\.$/, "");
}

/** `text` with its escapes undone, those that can be. */
export function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      // Not UTF-8: the ASCII in it is readable all the same.
      return escapes.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
    }
  });
}

/** How often escapes are undone: mailers and sites escape what is escaped already. */
const MOST_TIMES_ESCAPED = 5;

/** As `decoded`, for text that is escaped several times. */
export function whollyDecoded(text: string): string {
  let before = text;
  for (let times = 0; times < MOST_TIMES_ESCAPED; times += 1) {
    const after = decoded(before);
    if (after === before) break;
    before = after;
  }
  return before;
}

/** `destination` with `name=value` set: other parameters and the fragment stay, an older value of `name` goes. */
export function withParam(destination: string, name: string, value: string): string {
  const [base, query, fragment] = splitAddress(withoutParam(destination, name));
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return `${base}?${query === "" ? "" : `${query}&`}${pair}${fragment}`;
}

/** Where in an address a campaign's code stands. What follows the `#` no browser sends, so no server's log has it. */
export type CodeIn = "query" | "fragment";

/**
 * `destination` with `name=value` in its fragment, behind a place on the page that it names: `#form&c=fix-tiktok`. An older value of `name` goes, from the
 * query too.
 */
export function withFragmentParam(destination: string, name: string, value: string): string {
  const [base, query, fragment] = splitAddress(withoutParam(destination, name));
  const kept = fragment
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && paramName(part) !== name);
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return `${base}${query === "" ? "" : `?${query}`}#${[...kept, pair].join("&")}`;
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
 * values longer than `maxChars` are left out, because a long value can be anybody's identifier, and so are those with an email address.
 */
export function withPassed(location: string, query: string, names: readonly string[], maxChars: number): string {
  const [base, own, fragment] = splitAddress(location);
  const pairs = own === "" ? [] : own.split("&");
  const present = new Set(pairs.map(paramName));
  for (const [name, value] of new URLSearchParams(query)) {
    if (!names.includes(name) || present.has(name) || value.length > maxChars || hasEmail(whollyDecoded(value))) continue;
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
