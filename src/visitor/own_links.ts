/**
 * Detects redirect loops: links that lead to a link of this same tracker under another name, such as a second domain, `www.` or a port. A
 * browser would follow them twenty times, and each time would count. A visit shows what a form cannot know: the host that was asked for, and
 * the code that the previous link has set.
 */
import type { Leading } from "../domain/campaign/leads_to.ts";
import { meantBy } from "../domain/campaign/meant_slug.ts";
import { serverOf, slugsInPath } from "../domain/campaign/own_address.ts";

/** An address whose path is that of a link on this tracker: the link, and the address's server. */
interface Lead {
  readonly slug: string;
  readonly server: string;
}

/** How a link can be part of a loop; most links cannot. */
export interface LoopMarks {
  /** Where it leads until its last day, and after that. */
  readonly running: Lead | null;
  readonly ended: Lead | null;
  /** The links that would lead to this one, with the parameter that they set. */
  readonly from: readonly { readonly slug: string; readonly codeParam: string }[];
}

/** The marks of all links, by slug, of those that have any. @param codeParam of campaigns that name none */
export function loopMarks(campaigns: readonly Leading[], codeParam: string): ReadonlyMap<string, LoopMarks> {
  const slugs = new Set<string>(campaigns.map(({ slug }) => slug));
  const leadOf = (address: string): Lead | null => {
    const url = new URL(address);
    const slug: string | undefined = slugsInPath(url).find((one) => slugs.has(one));
    return slug === undefined ? null : { slug, server: serverOf(url) };
  };
  const leads = campaigns.map((campaign) => {
    const running = leadOf(campaign.destination);
    return { ...campaign, running, ended: campaign.endedUrl === null ? running : leadOf(campaign.endedUrl) };
  });
  const bySlug = Map.groupBy(leads, ({ running }) => running?.slug);
  const marks = leads.map(({ slug, running, ended }): [string, LoopMarks] => {
    const from = (bySlug.get(slug) ?? []).map((one) => ({ slug: one.slug, codeParam: one.codeParam ?? codeParam }));
    return [slug, { running, ended, from }];
  });
  return new Map(marks.filter(([, { running, ended, from }]) => running !== null || ended !== null || from.length > 0));
}

/**
 * Whether a request for the link `slug` is a turn of a loop: the link leads to the server that was asked, or the code in the query shows
 * that another link of this tracker led here.
 *
 * @param url as it was asked for
 */
export function isLoop(slug: string, url: string, hasEnded: boolean, marks: ReadonlyMap<string, LoopMarks>): boolean {
  const own = marks.get(slug);
  if (own === undefined || !URL.canParse(url)) return false;
  const asked = new URL(url);
  if ((hasEnded ? own.ended : own.running)?.server === serverOf(asked)) return true;
  return own.from.some((one) => asked.searchParams.get(one.codeParam) === one.slug);
}

/** Whether a thank-you page is a thanks link of the server that was asked: it would be asked again, and count again. */
export function isThanksLoop(thanksUrl: string, asked: string): boolean {
  const url = new URL(thanksUrl);
  return serverOf(url) === serverOf(new URL(asked)) && /^thanks$/i.test(meantBy(url.pathname).words[1] ?? "");
}

/** Whether an address is the one that was asked for, whatever its query. */
export function isItself(address: string, asked: string): boolean {
  if (!URL.canParse(asked)) return false;
  const [one, other] = [new URL(address), new URL(asked)];
  return one.pathname === other.pathname && serverOf(one) === serverOf(other);
}
