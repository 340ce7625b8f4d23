/** Whether everybody gets the same answer: a difference between browsers, or an unexpected header, could identify one visitor. */

import type { Observed } from "./observe.ts";
import { locationOf, statusOf } from "./redirect.ts";
import type { Answer } from "./request.ts";

/** Headers that differ by nature and that no browser keeps: the time, the platform's request number, how an answer is sent. */
const DIFFERS = ["date", "age", "cf-ray", "cf-cache-status", "connection", "keep-alive", "transfer-encoding", "content-length"];
/** Headers that Fivebar sends, and those that proxies and platforms add that say nothing and make a browser do nothing. */
// biome-ignore format: one block reads better than thirty lines
const EXPECTED: ReadonlySet<string> = new Set([
  ...DIFFERS, "location", "cache-control", "referrer-policy", "x-robots-tag", "cross-origin-opener-policy", "strict-transport-security",
  "content-type", "content-language", "content-encoding", "content-security-policy", "x-content-type-options", "x-frame-options", "retry-after", "allow",
  "permissions-policy", "cross-origin-resource-policy", "vary", "server", "via", "x-powered-by", "expires", "pragma", "alt-svc",
]);
/** What has a check of its own, with its own advice. */
// biome-ignore format: one block reads better than ten lines
const CHECKED_ELSEWHERE: ReadonlySet<string> = new Set([
  "set-cookie", "etag", "last-modified", "accept-ch", "critical-ch", "nel", "report-to", "reporting-endpoints",
  "content-security-policy-report-only", "speculation-rules", "link", "refresh",
]);

/** The first header by which the two differ, in words; empty when they are the same, byte for byte. */
function differenceOf(one: Answer, other: Answer): string {
  if (one.failure !== null || other.failure !== null) return "";
  if (one.status !== other.status) return `${one.status} and ${other.status}`;
  const names = [...new Set([...one.headers.keys(), ...other.headers.keys()])].filter((name) => !DIFFERS.includes(name));
  const differing = names.find((name) => one.headers.get(name) !== other.headers.get(name));
  if (differing !== undefined) return `${differing}: ${one.headers.get(differing)} and ${other.headers.get(differing)}`;
  return one.body === other.body ? "" : "another body";
}

/** What differs between browsers in the answer to the link. Asked by HEAD, which counts nothing. */
export function othersFault({ head, others }: Observed): string {
  const found = others.map(({ name, answer }) => ({ name, difference: differenceOf(head, answer) }));
  const first = found.find(({ difference }) => difference !== "");
  return first === undefined ? "" : `${first.name} is answered otherwise (${first.difference})`;
}

/** Which of the domain's other open addresses is missing, or differs between browsers. */
export function routesFault({ routes }: Observed): string {
  for (const { path, answers } of routes) {
    const [one, other] = answers;
    if (path === "/style.css" && one.failure === null && one.status !== 200) return `the style sheet ${statusOf(one)}`;
    const difference = differenceOf(one, other);
    if (difference !== "") return `${path} is answered to one browser otherwise than to another (${difference})`;
  }
  return "";
}

/** Headers that are neither Fivebar's nor known to be harmless, and an Alt-Svc by which a browser could be known again. */
export function unexpectedHeaders(answers: readonly Answer[], url: URL): string {
  const names = answers.flatMap(({ headers }) => [...headers.keys()]).filter((name) => !EXPECTED.has(name) && !CHECKED_ELSEWHERE.has(name));
  const services = answers.flatMap(({ headers }) => headers.get("alt-svc") ?? []).filter((value) => !isOwnService(value, url));
  return [...new Set([...names, ...services.map((value) => `alt-svc: ${value}`)])].join("; ");
}

/** A browser remembers for long where else a domain is served: a host or port made for one visitor would know him again (RFC 7838, 9.5). */
function isOwnService(value: string, url: URL): boolean {
  const ports = ["443", url.port].filter((port) => port !== "").join("|");
  const service = new RegExp(`^h[23](?:-\\d+)?=":(?:${ports})"(?:; ?(?:ma=\\d+|persist=1))*$`);
  return value === "clear" || value.split(",").every((one) => service.test(one.trim()));
}

/** Where the link leads, in a sentence. */
export function whereTo({ click }: Observed): string {
  const location = locationOf(click);
  return location === "" ? `The link leads nowhere: it ${statusOf(click)}.` : `The link leads to ${location}`;
}
