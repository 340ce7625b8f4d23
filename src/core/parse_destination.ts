/** Which addresses may be destinations, and what is wrong with the others. Pure. */
import { type Destination, decoded, isLoopback, withoutParam } from "./destination.ts";
import { CLICK_IDS, resemblesIdentifier } from "./identifier.ts";
import { MAX_URL_CHARS } from "./limits.ts";

export type ParsedDestination =
  | { readonly ok: true; readonly destination: Destination }
  | { readonly ok: false; readonly messages: readonly string[] };

/**
 * Checks an address that visitors shall be sent to: https (or http on this very machine), no password, nothing that looks
 * like it names a person, a host that is allowed. Of what is no address one fault is named, of an address all.
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
  const messages = [...faultsOf(url, allowedHosts), ...identifiersIn(url)];
  return messages.length === 0 ? { ok: true, destination: url.href as Destination } : { ok: false, messages };
}

function refused(message: string): ParsedDestination {
  return { ok: false, messages: [message] };
}

/** What the address must be, and is not. */
function faultsOf(url: URL, allowedHosts: readonly string[]): string[] {
  const isWhole = !url.hostname.replace(/\.$/, "").split(".").includes("");
  const faults: readonly (readonly [isFault: boolean, message: string])[] = [
    [!isWhole, "the host must be a whole name such as example.org"],
    [url.protocol === "http:" && !isLoopback(url.hostname), "must begin with https://"],
    [url.username !== "" || url.password !== "", "must not contain a user name or password"],
    [isWhole && !isAllowed(url, allowedHosts), `the host must be one of: ${allowedHosts.join(", ")}`],
    [url.href.length > MAX_URL_CHARS, `at most ${MAX_URL_CHARS} characters, with those that have to be escaped`],
  ];
  return faults.filter(([isFault]) => isFault).map(([, message]) => message);
}

/** What in the address names one click or one person. The value of a click id goes with its name, and is not named once more. */
function identifiersIn(url: URL): string[] {
  const names = [...url.searchParams.keys(), ...fragmentNames(url.hash)];
  const clickIds = [...new Set(names.filter((name) => CLICK_IDS.has(name.toLowerCase())))];
  const rest = new URL(clickIds.reduce(withoutParam, url.href));
  const texts = [isIpAddress(rest.hostname) ? "" : rest.hostname, decoded(`${rest.pathname}${rest.search}${rest.hash}`)];
  const resembling = [...new Set(texts.map(resemblesIdentifier).filter((resembles) => resembles !== null))];
  return [
    ...clickIds.map((name) => `contains "${name}", which identifies one click or one person; remove it`),
    ...resembling.map((resembles) => `looks like it contains ${resembles}; a link is for everybody who sees an ad`),
  ];
}

function isIpAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
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
