/**
 * The one check of addresses that visitors are sent to: destinations, thank-you pages, `FALLBACK_URL`, and the links of `/about`. Pure.
 *
 * What is wrong for certain is refused (`parseAddress`, `parseDestination`). What could be one person's by its shape alone is a question to the
 * maker of a campaign (`personalGuess`), who may answer that the page is the same for everybody.
 */

import { type Fault, fault } from "../fault.ts";
import { invisibleIn } from "../invisible.ts";
import { MAX_URL_CHARS } from "../limits.ts";
import { type Destination, decoded, isIpAddress, isLoopback, whollyDecoded, withoutParam } from "./destination.ts";
import { guessInAddress, hasEmail } from "./identifier.ts";
import { isPersonalParam } from "./personal_params.ts";
import { placeholderIn } from "./placeholder.ts";

type ParsedDestination =
  | { readonly ok: true; readonly destination: Destination }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Checks an address that a campaign leads to: as `parseAddress`, on a host that is allowed.
 *
 * @param allowedHosts host names, `host:port` or `*.example.org`; empty allows every host
 */
export function parseDestination(text: string, allowedHosts: readonly string[]): ParsedDestination {
  const read = readAddress(text);
  if ("fault" in read) return { ok: false, faults: [read.fault] };
  const notAllowed = isWhole(read.url) && !isAllowed(read.url, allowedHosts);
  const faults = [
    ...faultsOf(read.url),
    ...(notAllowed ? [fault("host-not-configured", { allowed: allowedHosts })] : []),
    ...personalIn(read.url),
  ];
  return faults.length === 0 ? { ok: true, destination: read.url.href as Destination } : { ok: false, faults };
}

/**
 * Checks an address that visitors are sent to, whatever its host: https (or http on this machine), no password, nothing that is one
 * person's for sure, nothing invisible, no macro that nobody fills in. Text that is no address gets one fault, an address gets all.
 */
export function parseAddress(text: string): ParsedDestination {
  return parseDestination(text, []);
}

/** The part of a checked address that could be one person's by its shape, as a question to its maker; null when there is none. */
export function personalGuess(address: string): Fault | null {
  const { hostname, pathname, search, hash } = new URL(address);
  const texts = [isIpAddress(hostname) ? "" : hostname, decoded(`${pathname}${search}${hash}`)];
  const guess = texts.map(guessInAddress).find((found) => found !== null) ?? null;
  return guess === null ? null : fault("looks-personal", { resembles: guess });
}

function readAddress(text: string): { readonly url: URL } | { readonly fault: Fault } {
  if (text.length > MAX_URL_CHARS) return { fault: fault("too-long", { max: MAX_URL_CHARS }) };
  if (/[\p{Cc}\p{Zs}\\]/u.test(text)) return { fault: fault("blanks-in-address") };
  const invisible = invisibleIn(text) ?? invisibleIn(decoded(text));
  if (invisible !== null) return { fault: fault("invisible-character", { character: invisible }) };
  if (!/^https?:\/\//i.test(text) || !text.isWellFormed() || !URL.canParse(text)) return { fault: fault("not-an-address") };
  const url = new URL(text);
  // A dot behind the host is the same host.
  if (url.hostname.endsWith(".") && isWhole(url)) url.hostname = url.hostname.slice(0, -1);
  return { url };
}

/** Whether the host is a name with a dot in it and something around each dot, an address of a machine, or this very machine. */
function isWhole({ hostname }: URL): boolean {
  if (isLoopback(hostname) || hostname.startsWith("[")) return true;
  const labels = hostname.replace(/\.$/, "").split(".");
  return labels.length > 1 && !labels.includes("");
}

/** What the address must be, and is not. */
function faultsOf(url: URL): Fault[] {
  const placeholder = placeholderIn(whollyDecoded(`${url.pathname}${url.search}${url.hash}`).normalize("NFKC"));
  return [
    ...(isWhole(url) ? [] : [fault("host-incomplete")]),
    ...(url.protocol === "http:" && !isLoopback(url.hostname) ? [fault("not-https")] : []),
    ...(url.username === "" && url.password === "" ? [] : [fault("credentials")]),
    ...(url.href.length > MAX_URL_CHARS ? [fault("too-long-escaped", { max: MAX_URL_CHARS })] : []),
    ...(placeholder === null ? [] : [fault("placeholder", { text: placeholder.slice(0, 60) })]),
  ];
}

/** What in the address is one click's or one person's for sure. The value of a parameter goes with its name, and is not named once more. */
function personalIn(url: URL): Fault[] {
  const whole = textOf(url);
  const personal = [...new Set([...url.searchParams.keys(), ...namesIn(whole)])].filter(isPersonalParam);
  const text = personal.length === 0 ? whole : textOf(new URL(personal.reduce(withoutParam, url.href)));
  return [
    ...personal.map((name) => fault("personal", { parameter: name.slice(0, 60) })),
    ...(hasEmail(text) ? [fault("personal", { parameter: null })] : []),
  ];
}

/** What stands behind the host, with all escapes undone. */
function textOf({ pathname, search, hash }: URL): string {
  return whollyDecoded(`${pathname}${search.replaceAll("+", " ")}${hash}`);
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

/** Whether an address on `host`, at some port, can be among `allowedHosts`. */
export function isHostAmong(host: string, allowedHosts: readonly string[]): boolean {
  const names = allowedHosts.map((allowed) => allowed.replace(/:\d+$/, ""));
  return names.length === 0 || names.some((name) => (name.startsWith("*.") ? host.endsWith(name.slice(1)) : name === host));
}

/**
 * The names of parameters wherever they stand: in the query, in a fragment such as `#/page?a=1`, in a path such as `/page;a=1` and `/page&a=1`, and
 * within a value that is an address itself or JSON, escaped or not.
 *
 * @param text with its escapes undone
 */
function namesIn(text: string): string[] {
  const found = text.matchAll(/(?<![^\s=&?#;,/!:|"'{(])([^\s=&?#;,/!:|"'{(]{1,100})(?:["']?\s{0,9}=|["']\s{0,9}:)/g);
  return [...found].map(([, name = ""]) => name);
}
