/** What the doctor checks: each check has a name, what is right, and what to do when it is not. */
import { withoutParam, withParam } from "../../src/core/destination.ts";
import { CLICK_IDS } from "../../src/core/identifier.ts";
import { MIN_GROUP_SIZE } from "../../src/core/limits.ts";
import { type Answer, CANARY, type Observed } from "./look.ts";

export interface Check {
  readonly id: string;
  readonly title: string;
  readonly advice: string;
  /** What is wrong; empty when nothing is; null when the check does not apply. */
  find(observed: Observed): string | null;
}

export interface Verdict {
  readonly id: string;
  readonly title: string;
  readonly verdict: "ok" | "failed" | "not applicable";
  readonly found: string;
  readonly advice: string;
}

/** What `/about.json` says, as far as the doctor believes it. */
interface About {
  readonly groupSize?: unknown;
  readonly codeParam?: unknown;
  readonly passParams?: unknown;
  readonly campaigns?: readonly {
    readonly slug?: unknown;
    readonly link?: unknown;
    readonly destination?: unknown;
    readonly status?: unknown;
  }[];
}

const VALIDATORS = ["etag", "last-modified", "accept-ch", "critical-ch"];
const REPORTING = ["nel", "report-to", "reporting-endpoints"];
/** What would load, run or send something from a page. */
const ACTIVE = /<script|<img|<iframe|<object|<embed|<form|\son\w+\s*=|beacon|\/cdn-cgi\//i;

/** The pages among the answers: an unknown link leads elsewhere where `FALLBACK_URL` is set. */
const pages = ({ about, unknown }: Observed): readonly Answer[] => (unknown.status === 302 ? [about] : [about, unknown]);
const everyAnswer = ({ click, head, prefetch, about, aboutJson, unknown }: Observed): readonly Answer[] => [
  click,
  head,
  prefetch,
  about,
  aboutJson,
  unknown,
];
const locationOf = (answer: Answer): string => answer.headers.get("location") ?? "";
const isLoopback = ({ hostname }: URL): boolean => /^(localhost|\[::1\]|127\.[\d.]+)$/.test(hostname);
const slugOf = ({ url }: Observed): string => url.pathname.slice(1).toLowerCase();

function present(answers: readonly Answer[], names: readonly string[]): string {
  return [...new Set(answers.flatMap(({ headers }) => names.filter((name) => headers.has(name))))].join(", ");
}

function aboutOf({ aboutJson }: Observed): About | null {
  try {
    const parsed: unknown = JSON.parse(aboutJson.body);
    return typeof parsed === "object" && parsed !== null ? parsed : null;
  } catch {
    return null;
  }
}

export const CHECKS: readonly Check[] = [
  {
    id: "redirect",
    title: "The link redirects with 302 to an address over https",
    advice: "Check that the address is a campaign's link and that nothing in front of Fivebar answers in its place.",
    find: ({ click }) => {
      if (click.status !== 302) return `it answers ${click.status}`;
      if (!URL.canParse(locationOf(click))) return "it names no whole address in Location";
      const target = new URL(locationOf(click));
      return target.protocol === "https:" || isLoopback(target) ? "" : `it leads to ${target.protocol}//`;
    },
  },
  {
    id: "headers",
    title: "The redirect is not stored, sends no referrer and asks robots to stay away",
    advice: "Remove the rule of the proxy or platform that changes the headers Cache-Control, Referrer-Policy or X-Robots-Tag.",
    find: ({ click: { headers } }) =>
      [
        /^no-store$|^private, max-age=\d+$/.test(headers.get("cache-control") ?? "")
          ? ""
          : `Cache-Control: ${headers.get("cache-control")}`,
        headers.get("referrer-policy") === "no-referrer" ? "" : `Referrer-Policy: ${headers.get("referrer-policy")}`,
        headers.get("x-robots-tag") === "noindex, nofollow" ? "" : `X-Robots-Tag: ${headers.get("x-robots-tag")}`,
      ]
        .filter((wrong) => wrong !== "")
        .join("; "),
  },
  {
    id: "empty",
    title: "The redirect has no body, and nothing by which a browser could be known again",
    advice: "Turn off what adds ETag, Last-Modified, Accept-CH or a body to redirects.",
    find: ({ click }) => present([click], VALIDATORS) || (click.body === "" ? "" : `a body of ${click.body.length} characters`),
  },
  {
    id: "cookies",
    title: "No answer sets a cookie",
    advice:
      "Cloudflare sets __cf_bm, _cfuvid and cf_clearance for Bot Management, rate limiting and challenges: turn these off for the domain.",
    find: (observed) =>
      [...new Set(everyAnswer(observed).flatMap(({ cookies }) => cookies.map((cookie) => cookie.split("=")[0])))].join(", "),
  },
  {
    id: "reporting",
    title: "No answer makes browsers report to anybody",
    advice: "Turn off Network Error Logging (on Cloudflare: Network, NEL) and reporting endpoints.",
    find: (observed) => present(everyAnswer(observed), REPORTING),
  },
  {
    id: "pages",
    title: "The pages load and run nothing",
    advice: "Turn off what the platform adds to pages: Web Analytics, Rocket Loader, Zaraz, email obfuscation.",
    find: (observed) => {
      if (observed.about.status !== 200) return `/about answers ${observed.about.status}`;
      if (observed.unknown.status !== 302 && observed.unknown.status !== 404) return `an unknown link answers ${observed.unknown.status}`;
      const policies = pages(observed).map(({ headers }) => headers.get("content-security-policy") ?? "");
      if (!policies.every((policy) => policy.startsWith("default-src 'none'"))) return "no Content-Security-Policy with default-src 'none'";
      return pages(observed).flatMap(({ body }) => ACTIVE.exec(body)?.[0] ?? [])[0] ?? "";
    },
  },
  {
    id: "https",
    title: "It is reached over https, with a valid certificate, and stays there (HSTS)",
    advice: "Serve the domain over https only, and pass X-Forwarded-Proto on to Fivebar where a proxy ends TLS.",
    find: ({ url, click, about }) => {
      if (url.protocol === "http:") return isLoopback(url) ? null : "it is served over http";
      return [click, about].every(({ headers }) => /max-age=[1-9]/.test(headers.get("strict-transport-security") ?? ""))
        ? ""
        : "no Strict-Transport-Security";
    },
  },
  {
    id: "click-ids",
    title: `None of ${CLICK_IDS.size} click ids travels on`,
    advice: "Remove them from PASS_PARAMS, and what in front of Fivebar rewrites addresses.",
    find: (observed) => {
      const found = everyAnswer(observed).some(
        ({ headers, body }) => body.includes(CANARY) || [...headers.values()].some((value) => value.includes(CANARY)),
      );
      return found ? "one was found in an answer" : "";
    },
  },
  {
    id: "head",
    title: "HEAD is answered alike",
    advice: "Let the proxy or cache in front pass HEAD on.",
    find: ({ click, head }) => alike(click, head),
  },
  {
    id: "prefetch",
    title: "A prefetch is answered alike",
    advice: "Turn off what answers prefetches in front of Fivebar (on Cloudflare: Speed Brain, prefetch).",
    find: ({ click, prefetch }) => alike(click, prefetch),
  },
  {
    id: "about",
    title: "What /about.json says of the domain is what can be seen",
    advice: "Check that /about.json comes from the same deployment, and the variables GROUP_SIZE, CODE_PARAM and PASS_PARAMS.",
    find: aboutContradiction,
  },
];

function alike(click: Answer, other: Answer): string {
  if (other.status !== click.status) return `it answers ${other.status} instead of ${click.status}`;
  return locationOf(other) === locationOf(click) ? "" : "it leads elsewhere";
}

function aboutContradiction(observed: Observed): string {
  const about = aboutOf(observed);
  if (about === null) return "there is no JSON at /about.json";
  const { groupSize, codeParam, passParams, campaigns = [] } = about;
  if (!Number.isInteger(groupSize) || Number(groupSize) < MIN_GROUP_SIZE) return `groupSize is ${groupSize}`;
  if (typeof codeParam !== "string") return `codeParam is ${codeParam}`;
  if (!Array.isArray(passParams)) return "passParams is missing";
  const clickId = passParams.find((name) => CLICK_IDS.has(String(name).toLowerCase()));
  if (clickId !== undefined) return `passParams lets ${clickId} pass`;
  const location = locationOf(observed.click);
  const code = URL.canParse(location) ? new URL(location).searchParams.get(codeParam) : null;
  if (code !== null && code !== slugOf(observed)) return `the link passes on ${codeParam}=${code}`;
  const published = campaigns.find(({ slug }) => slug === slugOf(observed));
  if (published === undefined) return "";
  if (published.link !== `${observed.url.origin}/${slugOf(observed)}`) return `it gives the link as ${published.link}`;
  const destination = String(published.destination);
  const expected = published.status === "live" ? withParam(destination, codeParam, slugOf(observed)) : withoutParam(destination, codeParam);
  return location === expected ? "" : "the link leads elsewhere than it says";
}

export function examine(observed: Observed): Verdict[] {
  return CHECKS.map(({ id, title, advice, find }) => {
    const found = find(observed);
    return { id, title, advice, found: found ?? "", verdict: found === null ? "not applicable" : found === "" ? "ok" : "failed" };
  });
}
