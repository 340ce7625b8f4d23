/** What `/about.json` says of a domain and its links, and what of it contradicts what can be seen. */
import { withPassed } from "../../src/domain/campaign/destination.ts";
import { leadsTo } from "../../src/domain/campaign/leads_to.ts";
import { isPersonalParam } from "../../src/domain/campaign/personal_params.ts";
import { MAX_PASSED_VALUE_CHARS, MIN_GROUP_SIZE } from "../../src/domain/limits.ts";
import type { Published } from "./about_json.ts";
import type { Observed } from "./observe.ts";
import { locationOf } from "./redirect.ts";

/** A redirect whose destination has no fragment has an empty one: see redirect.ts. */
const withFragment = (address: string): string => (address.includes("#") ? address : `${address}#`);

const slugOf = ({ url }: Observed): string => url.pathname.slice(1).toLowerCase();

/** What `/about.json` says of the link that is looked at; null when its campaign is not published. */
export function publishedEntry(observed: Observed): Published | null {
  return observed.aboutFacts?.campaigns.find(({ slug }) => slug === slugOf(observed)) ?? null;
}

/**
 * Why the address is no campaign's link: it is answered like a link that nobody made. Only for a deployment that serves `/about.json`, and
 * not for a link that is in it: then something in front of Fivebar answers in its place, and every check has its finding.
 */
export function linkFault(observed: Observed): string {
  const { aboutFacts, click, unknown } = observed;
  if (aboutFacts === null || publishedEntry(observed) !== null) return "";
  if (click.status === 404) return "no campaign's link: it answers 404";
  const isFallback = click.status === 302 && unknown.status === 302 && locationOf(click) === locationOf(unknown);
  return isFallback ? `no campaign's link: it leads to ${locationOf(click).replace(/#$/, "")}, as every unknown link does` : "";
}

/** What is wrong in `/about.json`, or contradicts the link; empty when nothing is. */
export function aboutFault(observed: Observed): string {
  const { aboutFacts, url, click } = observed;
  if (aboutFacts === null) return "there is no JSON at /about.json";
  const { groupSize, codeParam, codeIn, passParams } = aboutFacts;
  if (!Number.isInteger(groupSize) || Number(groupSize) < MIN_GROUP_SIZE) return `groupSize is ${groupSize}`;
  if (codeParam === null) return "codeParam is missing";
  if (passParams === null) return "passParams is missing";
  const clickId = passParams.find((name) => isPersonalParam(name));
  if (clickId !== undefined) return `passParams lets ${clickId} pass`;
  const published = publishedEntry(observed);
  if (published === null) return "";
  if (published.link !== `${url.origin}/${slugOf(observed)}`) return `it gives the link as ${published.link}`;
  const { destination, status } = published;
  if (destination === null) return "it gives no destination";
  const standing = status === "live" || status === "ended" ? status : "paused";
  const expected = leadsTo({ ...published, destination, slug: slugOf(observed) }, standing, { codeParam, codeIn });
  return withFragment(locationOf(click)) === withFragment(expected) ? "" : "the link leads elsewhere than it says";
}

/**
 * What is wrong with the campaign's code in the redirect. A campaign that does not run is redirected without its code. From outside, only a
 * published campaign shows whether it runs; the code of any other link has to be there.
 */
export function codeFault(observed: Observed): string | null {
  const { click, aboutFacts } = observed;
  const location = locationOf(click);
  const published = publishedEntry(observed);
  const names = published?.codeParam ? [published.codeParam] : (aboutFacts?.codeParams ?? []);
  if (click.status !== 302 || names.length === 0 || !URL.canParse(location)) return null;
  const { search, hash } = new URL(location);
  const searchParams = new URLSearchParams((aboutFacts?.codeIn === "fragment" ? hash : search).slice(1));
  const name = names.find((one) => searchParams.get(one) === slugOf(observed)) ?? names[0] ?? "";
  const code = searchParams.get(name);
  if (code !== null && code !== slugOf(observed)) return `the link passes on ${name}=${code}`;
  if (published !== null && published.status !== "live") {
    return code === null ? "" : `the campaign is ${published.status}, and the link passes on ${name}=${code}`;
  }
  if (code !== null) return "";
  if (published !== null) return `the campaign is live, and ${name}= is missing`;
  return `${name}= is missing: either it was lost on the way, or the campaign does not run; as it is not published, that cannot be seen from outside`;
}

/** What is wrong in what the link passes on of its own query; null when that is not known. */
export function passingFault({ aboutFacts, click, passing, passed }: Observed): string | null {
  if (aboutFacts === null || aboutFacts.passParams === null || click.status !== 302) return null;
  const expected = withPassed(locationOf(click), passed, aboutFacts.passParams, MAX_PASSED_VALUE_CHARS);
  if (passing.status !== 302) return `it answers ${passing.status}`;
  return locationOf(passing) === expected ? "" : `it leads to ${locationOf(passing)} instead of ${expected}`;
}
