/** What Google Ads asks of a link: an ad whose address redirects to another domain is refused. */
import { isGoogleAds, reachOf, registeredDomain, shareDomain } from "../../src/domain/campaign/link_host.ts";
import { publishedEntry } from "./about.ts";
import type { Observed } from "./observe.ts";
import { locationOf } from "./redirect.ts";

/** How the hosts of a link and of its destination differ, by the domains that their owners registered; empty when they do not. */
export function domainsApart(link: URL, location: string): string {
  if (reachOf(link.hostname) !== "everybody" || !URL.canParse(location)) return "";
  const to = new URL(location);
  if (shareDomain(link.hostname, to.hostname)) return "";
  return `the link is on ${registeredDomain(link.hostname)}, and its destination on ${registeredDomain(to.hostname)}`;
}

/** Only of a campaign that is published for Google or YouTube; of others `googleAdsNote` says it without a verdict. */
export function googleAdsFault(observed: Observed): string | null {
  const channel = publishedEntry(observed)?.channel ?? null;
  if (channel === null || !isGoogleAds(channel) || observed.click.status !== 302) return null;
  return domainsApart(observed.url, locationOf(observed.click));
}

/** Empty where there is nothing to say, or a check says it. */
export function googleAdsNote(observed: Observed): string {
  if (googleAdsFault(observed) !== null) return "";
  const apart = domainsApart(observed.url, locationOf(observed.click));
  return apart === "" ? "" : `Google Ads would refuse this link: ${apart}. Other channels do not ask for one domain.`;
}
