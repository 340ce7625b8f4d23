/** The answer to a visit: a redirect that says nothing of the visitor and leaves nothing with them. */

/** The same for every redirect. No cookie, no validator, no request for hints, no reporting. */
const HEADERS = { "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow" } as const;
export const HSTS = "max-age=31536000";

/** The headers of a redirect. Those of a link are made once and serve all its visitors: they hold nothing of any of them. */
export function redirectHeaders(location: string, isHttps: boolean, cacheControl = "no-store"): Headers {
  const headers = new Headers({ Location: location, "Cache-Control": cacheControl, ...HEADERS });
  if (isHttps) headers.set("Strict-Transport-Security", HSTS);
  return headers;
}

/** @param status 302 for links, 303 after a signup */
export function redirect(headers: Headers, status: 302 | 303 = 302): Response {
  return new Response(null, { status, headers });
}
