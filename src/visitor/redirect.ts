/** The answer to a visit: a redirect that says nothing of the visitor and leaves nothing with them. */

/**
 * The same for every redirect. No cookie, no validator, no request for hints, no reporting. The opener policy puts the destination in a group
 * of windows of its own: a link that was opened with a name for its window, or by a page that stays open, would hand both on (HTML, 7.1.3).
 */
const HEADERS = {
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;
export const HSTS = "max-age=31536000";

/** The headers of a redirect. They hold nothing of any visitor: those of a link serve all of them (src/visitor/routing.ts). */
export function redirectHeaders(location: string, isHttps: boolean, cacheControl = "no-store"): Headers {
  return headersOf({ Location: withFragment(location), "Cache-Control": cacheControl }, isHttps);
}

/** @param status 302 for links, 303 after a signup */
export function redirect(headers: Headers, status: 302 | 303 = 302): Response {
  return new Response(null, { status, headers });
}

/**
 * The answer to a browser that loads a link ahead. The browser cannot use it for the click, so it asks again then. It would use a redirect,
 * whatever its cache headers say, and the click would not be counted.
 */
export function notAhead(isHttps: boolean): Response {
  return new Response(null, { status: 503, headers: headersOf({ "Cache-Control": "no-store" }, isHttps) });
}

function headersOf(own: Readonly<Record<string, string>>, isHttps: boolean): Headers {
  const headers = new Headers({ ...own, ...HEADERS });
  if (isHttps) headers.set("Strict-Transport-Security", HSTS);
  return headers;
}

/**
 * `location` with a fragment, if need be an empty one: over a redirect without any, browsers carry the fragment of the address that was
 * clicked (RFC 9110, 10.2.2), which could be one person's.
 */
function withFragment(location: string): string {
  return location.includes("#") ? location : `${location}#`;
}
