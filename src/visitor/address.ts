/**
 * The address that a request was sent to. On one machine the runtime writes it as text: scheme, what the Host header says, path.
 * A Host such as `x/style.css?` would therefore choose the path, so one that is no plain host is refused. Pure but for one remembered text.
 */

/** A name, or an address in numbers, perhaps with a port. */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{0,5})?$/i;
/** The longest name that DNS has, with a dot behind it and a port. */
const MAX_HOST_CHARS = 260;

/** The last plain host, because nearly all requests name the same one. */
let lastPlain = "";

/** Whether the Host header can be nothing but a host. A request that was not sent over HTTP has none. */
export function hasPlainHost(headers: Headers): boolean {
  const host = headers.get("host");
  if (host === null || host === lastPlain) return true;
  if (host.length > MAX_HOST_CHARS || !HOST.test(host)) return false;
  lastPlain = host;
  return true;
}

/**
 * Whether the visitor came by https: by the address, or as a proxy in front says; in a chain of proxies the first one counts.
 * Any other word than https is http.
 */
export function isSecure(url: string, headers: Headers): boolean {
  if (url.startsWith("https://")) return true;
  const said = headers.get("x-forwarded-proto");
  return said !== null && (said === "https" || said.split(",", 1)[0]?.trim().toLowerCase() === "https");
}

/** The path of `url` without its first slash, without making an object of the address. */
export function pathOf(url: string): string {
  const host = url.indexOf("://") + 3;
  const start = url.indexOf("/", host);
  const end = url.indexOf("?", host);
  if (start === -1 || (end !== -1 && end < start)) return "";
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end);
}

/** The path as `pathOf` has it, without slashes at its end. */
export function routeOf(url: string): string {
  const path = pathOf(url);
  let end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}

/**
 * The request's address with the scheme that the visitor came by, and without the other scheme's usual port, which a proxy may have
 * passed on; null when it is none.
 */
export function readAddress(url: string, headers: Headers): string | null {
  if (!hasPlainHost(headers) || !URL.canParse(url)) return null;
  const address = new URL(url);
  if (!/^https?:$/.test(address.protocol) || !HOST.test(address.host) || address.username !== "") return null;
  address.protocol = isSecure(url, headers) ? "https:" : "http:";
  if (address.port === (address.protocol === "https:" ? "80" : "443")) address.port = "";
  return address.href;
}

/**
 * Whether `url`, as `readAddress` gives it, is the staff's. Reports that are open to everybody and security.txt are the staff's part too: no visitor
 * of a link comes there. Only a whole token is one (src/staff/auth/token.ts).
 */
export function isStaffPath(url: string): boolean {
  return /^\/(?:(?:staff|api)(?:\/|$)|report\/[\w-]{43}(?:\.csv|\/weeks\.atom)?$|\.well-known\/security\.txt$)/.test(new URL(url).pathname);
}
