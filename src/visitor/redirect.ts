/** The answer to a visit: a redirect that says nothing of the visitor and leaves nothing with them. */

/** The same for every redirect. No cookie, no validator, no request for hints, no reporting. */
const HEADERS = { "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow" } as const;
export const HSTS = "max-age=31536000";

/**
 * @param status 302 for links, 303 after a signup
 * @param cacheControl `no-store`, but for a link whose repeats on one day are not counted
 */
export function redirect(location: string, isHttps: boolean, status: 302 | 303 = 302, cacheControl = "no-store"): Response {
  const headers: Record<string, string> = { Location: location, "Cache-Control": cacheControl, ...HEADERS };
  if (isHttps) headers["Strict-Transport-Security"] = HSTS;
  return new Response(null, { status, headers });
}
