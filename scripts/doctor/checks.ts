/** What the doctor checks: each check has a name, what is right, and what to do when it is not. */
import { isLoopback } from "../../src/domain/campaign/destination.ts";
import { PERSONAL_PARAMS } from "../../src/domain/campaign/personal_params.ts";
import { aboutFault, codeFault, linkFault, passingFault, publishedEntry } from "./about.ts";
import { othersFault, routesFault, unexpectedHeaders } from "./alike.ts";
import { everyAnswer, namedAnswers, present } from "./answers.ts";
import { googleAdsFault } from "./google_ads.ts";
import { CANARY, type Observed } from "./observe.ts";
import { pagesFault } from "./pages.ts";
import { alike, locationOf, prefetchFault, statusOf, windowFault } from "./redirect.ts";

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

const VALIDATORS = ["etag", "last-modified", "accept-ch", "critical-ch"];
const POLICIES = ["content-security-policy", "content-security-policy-report-only"];
const REPORTING = ["nel", "report-to", "reporting-endpoints"];
/** A browser may remember a link to the end of the day, which has 25 hours at most. */
const MAX_AGE_SECONDS = 25 * 3_600;

/** What all other checks rest on. */
const LINK: Check = {
  id: "link",
  title: "The address is a campaign's link",
  advice:
    "Copy the link from the campaign's page on the dashboard. The link of an archived campaign is gone; take one of a campaign that runs.",
  find: linkFault,
};

const CHECKS: readonly Check[] = [
  LINK,
  {
    id: "answers",
    title: "Every request is answered, in time and to the end",
    advice: "See what in front of Fivebar holds requests up or sends without end. All other checks went on with what was answered.",
    find: (observed) =>
      namedAnswers(observed)
        .flatMap(([name, { failure }]) => (failure === null ? [] : [`${name}: ${failure}`]))
        .filter((found, at, all) => all.indexOf(found) === at)
        .join("; "),
  },
  {
    id: "redirect",
    title: "The link redirects with 302 to an address over https",
    advice: "Check that the address is a campaign's link and that nothing in front of Fivebar answers in its place.",
    find: ({ click }) => {
      if (click.status !== 302) return `it ${statusOf(click)}`;
      if (!URL.canParse(locationOf(click))) return "it names no whole address in Location";
      const target = new URL(locationOf(click));
      return target.protocol === "https:" || isLoopback(target.hostname) ? "" : `it leads to ${target.protocol}//`;
    },
  },
  {
    id: "headers",
    title: "The redirect is kept by nobody (where repeats are not counted: by the browser for a day), sends no referrer, keeps robots away",
    advice: "Remove the rule of the proxy or platform that changes the headers Cache-Control, Referrer-Policy or X-Robots-Tag.",
    find: (observed) => {
      const { headers } = observed.click;
      const wrong = [
        mayBeKept(observed) ? "" : `Cache-Control: ${headers.get("cache-control")}`,
        headers.get("referrer-policy") === "no-referrer" ? "" : `Referrer-Policy: ${headers.get("referrer-policy")}`,
        headers.get("x-robots-tag") === "noindex, nofollow" ? "" : `X-Robots-Tag: ${headers.get("x-robots-tag")}`,
      ];
      return wrong.filter((one) => one !== "").join("; ");
    },
  },
  {
    id: "empty",
    title: "The redirect has no body, and no answer anything by which a browser could be known again",
    advice: "Turn off what adds ETag, Last-Modified or Accept-CH to answers, or a body to redirects.",
    find: (observed) => {
      const { body } = observed.click;
      return present(everyAnswer(observed), VALIDATORS) || (body === "" ? "" : `a body of ${body.length} characters`);
    },
  },
  {
    id: "others",
    title: "The link is answered alike to every browser, byte for byte",
    advice: "Find what in front of Fivebar tells visitors apart, and turn it off: what differs can be one visitor's, or one group's.",
    find: othersFault,
  },
  {
    id: "routes",
    title: "So are the domain's other open addresses: pages, style sheet, thanks link, favicon, robots.txt",
    advice: "Find what in front of Fivebar changes them from one visitor to another, or does not let them through, and turn it off.",
    find: routesFault,
  },
  {
    id: "unexpected",
    title: "No answer has a header that is neither Fivebar's nor known to be harmless",
    advice: "Remove the rule of the proxy or platform that adds it, or look up what browsers do with it.",
    find: (observed) => unexpectedHeaders(everyAnswer(observed), observed.url),
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
    find: (observed) => {
      const policies = everyAnswer(observed).flatMap(({ headers }) =>
        POLICIES.map((name) => /\breport-(?:uri|to)\b/.exec(headers.get(name) ?? "")?.[0] ?? ""),
      );
      const found = [present(everyAnswer(observed), REPORTING), ...new Set(policies)].filter((one) => one !== "");
      return found.join(", ");
    },
  },
  {
    id: "pages",
    title: "The pages load and run nothing",
    advice: "Turn off what the platform adds to pages: Web Analytics, Rocket Loader, Zaraz, email obfuscation.",
    find: pagesFault,
  },
  {
    id: "certificate",
    title: "Its certificate is valid for the domain",
    advice:
      "Have the certificate renewed, by an authority that browsers trust and for this very name. All other checks went on without it.",
    find: (observed) => {
      if (observed.url.protocol === "http:") return null;
      return everyAnswer(observed).flatMap(({ badCertificate }) => badCertificate ?? [])[0] ?? "";
    },
  },
  {
    id: "https",
    title: "It is reached over https, and stays there (HSTS)",
    advice: "Serve the domain over https only, and pass X-Forwarded-Proto on to Fivebar where a proxy ends TLS.",
    find: ({ url, click, about, plain }) => {
      if (url.protocol === "http:") return isLoopback(url.hostname) ? null : "it is served over http";
      // No answer at all without encryption is as good as one that leads to https.
      const isLedOn = plain === null || plain.failure !== null || locationOf(plain).startsWith(`https://${url.hostname}`);
      if (!isLedOn) return "over http it is answered, and not led to https";
      return [click, about].every(({ headers }) => /max-age=[1-9]/.test(headers.get("strict-transport-security") ?? ""))
        ? ""
        : "no Strict-Transport-Security";
    },
  },
  {
    id: "click-ids",
    title: `None of ${PERSONAL_PARAMS.size} click ids travels on`,
    advice: "Remove them from PASS_PARAMS, and what in front of Fivebar rewrites addresses.",
    find: (observed) => {
      const found = everyAnswer(observed).some(
        ({ headers, body }) => body.includes(CANARY) || [...headers.values()].some((value) => value.includes(CANARY)),
      );
      return found ? "one was found in an answer" : "";
    },
  },
  {
    id: "passing",
    title: "Of a click's own parameters those travel on that /about.json names, and no other",
    advice: "Check the variable PASS_PARAMS, and what in front of Fivebar rewrites addresses.",
    find: passingFault,
  },
  {
    id: "window",
    title: "The clicked address's fragment, and the name and the opener of its window, end here",
    advice: "Check what in front of Fivebar rewrites the headers Location and Cross-Origin-Opener-Policy.",
    find: ({ click }) => windowFault(click),
  },
  {
    id: "code",
    title: "The campaign's code goes along while the campaign runs",
    advice:
      "Look at a link that runs, or publish its campaign so that /about.json tells whether it does; then check what rewrites addresses.",
    find: codeFault,
  },
  {
    id: "head",
    title: "HEAD is answered alike, and kept by nobody",
    advice: "Let the proxy or cache in front pass HEAD on.",
    find: ({ click, head }) => alike(click, head),
  },
  {
    id: "prefetch",
    title: "A prefetch is given nothing that the click that follows could use, which would then not be counted",
    advice: "Turn off what answers prefetches in front of Fivebar (on Cloudflare: Speed Brain, prefetch).",
    find: ({ prefetch }) => prefetchFault(prefetch),
  },
  {
    id: "google-ads",
    title: "The link and its destination are on one domain, as Google Ads asks",
    advice: "Give links a subdomain of the website that they lead to, such as go.example.org for example.org, and set LINK_ORIGIN to it.",
    find: googleAdsFault,
  },
  {
    id: "about",
    title: "What /about.json says of the domain is what can be seen",
    advice: "Check that /about.json comes from the same deployment, and the variables GROUP_SIZE, CODE_PARAM and PASS_PARAMS.",
    find: aboutFault,
  },
];

/** Whether the click's Cache-Control is one that Fivebar sends: of a campaign that is not published either may be right. */
function mayBeKept(observed: Observed): boolean {
  const cacheControl = observed.click.headers.get("cache-control") ?? "";
  if (cacheControl === "no-store") return true;
  const maxAgeSeconds = Number(/^private, max-age=(\d{1,6})$/.exec(cacheControl)?.[1] ?? Number.NaN);
  return maxAgeSeconds <= MAX_AGE_SECONDS && publishedEntry(observed)?.countRepeats !== true;
}

/** The verdict of each check; that on the address alone when it is no campaign's link. */
export function examine(observed: Observed): Verdict[] {
  const checks = linkFault(observed) === "" ? CHECKS : [LINK];
  return checks.map(({ id, title, advice, find }) => {
    const found = find(observed);
    return { id, title, advice, found: found ?? "", verdict: found === null ? "not applicable" : found === "" ? "ok" : "failed" };
  });
}
