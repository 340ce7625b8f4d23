/** Whether an address leads to this very tracker, however its host is written. Pure. */
import { isLoopback } from "./destination.ts";
import { meantBy, slugsIn } from "./meant_slug.ts";
import type { Slug } from "./slug.ts";

/**
 * A host with its port, normalized: the same text for the same server. It has no dot at the end and no default port (a proxy in front
 * may pass on http and 443), and this machine has one name.
 */
export function serverOf({ hostname, port }: URL): string {
  const name = hostname.replace(/\.$/, "");
  return `${isLoopback(name) || name === "0.0.0.0" ? "localhost" : name}${port === "" || port === "80" || port === "443" ? "" : `:${port}`}`;
}

/** As `serverOf`, one text for names that are often one server: without `www.`, and without the port unless it is this machine. */
export function likelyServerOf(url: URL): string {
  const server = serverOf(url);
  return server.startsWith("localhost") ? server : server.replace(/:\d+$/, "").replace(/^www\./, "");
}

/** The slugs that the first word of an address's path can be read as on this tracker; none when it is no link's. */
export function slugsInPath({ pathname }: URL): Slug[] {
  return slugsIn(meantBy(pathname).words[0] ?? "");
}
