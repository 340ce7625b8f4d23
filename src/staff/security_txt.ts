/**
 * `/.well-known/security.txt` (RFC 9116): where problems of security are reported, from `SECURITY_CONTACT`. The same for everybody on a day. It
 * stands in the staff plane, so that no visitor's link runs through it.
 */
import type { Config } from "../domain/config.ts";
import { SECURITY_TXT } from "./routes.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** RFC 9116 wants less than a year, so that nobody writes to an address that was given up. */
const VALID_DAYS = 180;
const HEADERS = {
  "Content-Type": "text/plain; charset=utf-8",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex, nofollow",
} as const;

export function securityTxt(request: Request, { securityContacts, linkOrigin }: Config): Response {
  const headers = request.url.startsWith("https:") ? { ...HEADERS, "Strict-Transport-Security": "max-age=31536000" } : HEADERS;
  if (request.method !== "GET" && request.method !== "HEAD")
    return new Response(null, { status: 405, headers: { ...headers, Allow: "GET, HEAD" } });
  if (securityContacts.length === 0)
    return new Response("This Fivebar names no contact for problems of security.\n", {
      status: 404,
      headers: { ...headers, "Cache-Control": "no-store" },
    });
  const expires = new Date((Math.floor(Date.now() / DAY_MS) + VALID_DAYS) * DAY_MS).toISOString().replace(".000", "");
  const lines = [
    ...securityContacts.map((uri) => `Contact: ${uri}`),
    `Expires: ${expires}`,
    "Preferred-Languages: nl, en",
    ...(linkOrigin === null ? [] : [`Canonical: ${linkOrigin}${SECURITY_TXT}`]),
  ];
  return new Response(lines.map((line) => `${line}\n`).join(""), { headers: { ...headers, "Cache-Control": "public, max-age=3600" } });
}
