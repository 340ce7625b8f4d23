/** What a link's own answer must be: to a click, and to what is no visit. */
import type { Answer } from "./request.ts";

export const statusOf = ({ failure, status }: Answer): string => (failure === null ? `answers ${status}` : `gives ${failure}`);
export const locationOf = ({ headers }: Answer): string => headers.get("location") ?? "";

/** An answer that is no visit must not be cached, even if the visit itself may be: the cache would answer the visit that follows. */
export function alike(click: Answer, other: Answer): string {
  if (other.status !== click.status) return `it ${statusOf(other)}, and the link ${statusOf(click)}`;
  if (locationOf(other) !== locationOf(click)) return "it leads elsewhere";
  const cacheControl = other.headers.get("cache-control");
  return cacheControl === "no-store" ? "" : `Cache-Control: ${cacheControl}`;
}

/** A browser that is given a redirect ahead uses it for the click, whatever it says of caches; given a 503 it asks again. */
export function prefetchFault(prefetch: Answer): string {
  if (prefetch.status !== 503) return `it ${statusOf(prefetch)}, and not 503`;
  if (locationOf(prefetch) !== "") return "it names an address in Location";
  const cacheControl = prefetch.headers.get("cache-control");
  return cacheControl === "no-store" ? "" : `Cache-Control: ${cacheControl}`;
}

/**
 * Whether the fragment of the clicked address, or its window, would reach the destination: browsers carry both over a redirect by default.
 */
export function windowFault(click: Answer): string | null {
  if (click.status !== 302) return null;
  const policy = click.headers.get("cross-origin-opener-policy");
  const wrong = [
    locationOf(click).includes("#") ? "" : "Location has no fragment, not even an empty one",
    policy === "same-origin" ? "" : `Cross-Origin-Opener-Policy: ${policy}`,
  ];
  return wrong.filter((one) => one !== "").join("; ");
}
