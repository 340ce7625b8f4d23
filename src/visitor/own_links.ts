/**
 * Detects redirect loops: links that lead to a link of this same tracker under another name, such as a second domain, `www.` or a port. A
 * browser would follow them twenty times, and each time would count. A visit shows what a form cannot know: the host that was asked for, and
 * the code that the previous link has set.
 */
import { meantBy } from "../domain/campaign/meant_slug.ts";
import { serverOf, slugsInPath } from "../domain/campaign/own_address.ts";

/** What of a link can be part of a loop; most links have neither. */
export interface LoopMarks {
  /** The slug of the link that its destination's path would be on this tracker; null when it would be none. */
  readonly leadsTo: string | null;
  /** The destination's server, where `leadsTo` is a link. */
  readonly server: string;
  /** Whether the destination of some link would be this one. */
  readonly isLedTo: boolean;
}

/** The marks of all links, by slug, of those that have any. */
export function loopMarks(campaigns: readonly { readonly slug: string; readonly destination: string }[]): ReadonlyMap<string, LoopMarks> {
  const slugs = new Set<string>(campaigns.map(({ slug }) => slug));
  const found = campaigns.flatMap(({ slug, destination }) => {
    const url = new URL(destination);
    const leadsTo: string | undefined = slugsInPath(url).find((one) => slugs.has(one));
    return leadsTo !== undefined ? [{ slug, leadsTo, server: serverOf(url) }] : [];
  });
  const ledTo = new Set(found.map(({ leadsTo }) => leadsTo));
  const leading = new Map(found.map((mark) => [mark.slug, mark]));
  return new Map(
    [...new Set([...leading.keys(), ...ledTo])].map((slug) => {
      const { leadsTo = null, server = "" } = leading.get(slug) ?? {};
      return [slug, { leadsTo, server, isLedTo: ledTo.has(slug) }];
    }),
  );
}

/**
 * Whether a request for the link `slug` is a turn of a loop: it would be sent to the server that it was asked of, or another link of this tracker
 * has sent it here, as the code in its query says.
 *
 * @param url as it was asked for
 */
export function isLoop(slug: string, url: string, codeParam: string, marks: ReadonlyMap<string, LoopMarks>): boolean {
  const own = marks.get(slug);
  if (own === undefined || !URL.canParse(url)) return false;
  const asked = new URL(url);
  if (own.leadsTo !== null && own.server === serverOf(asked)) return true;
  return own.isLedTo && marks.get(asked.searchParams.get(codeParam) ?? "")?.leadsTo === slug;
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
