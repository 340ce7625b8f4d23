/** Hosts of links and destinations: who can reach them, and whether two belong to one owner. Pure. */
import { isIpAddress, isLoopback } from "./destination.ts";

/** Who can reach a host: this computer, the network that it is in, or everybody. */
export function reachOf(hostname: string): "computer" | "network" | "everybody" {
  const host = hostname.replace(/\.$/, "");
  if (isLoopback(host) || host === "0.0.0.0" || host === "[::]") return "computer";
  const isPrivate = isIpAddress(host)
    ? /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[f[cd]|\[fe[89ab])/.test(host)
    : !host.includes(".") || /\.(?:local|lan|internal|intranet|home|corp|test|home\.arpa)$/.test(host);
  return isPrivate ? "network" : "everybody";
}

/** Whether `hostname` is one that Cloudflare gives a Worker without a domain of its own. */
export function isWorkersDev(hostname: string): boolean {
  return /(?:^|\.)workers\.dev\.?$/.test(hostname);
}

/** What countries have below their own ending for everybody, as in `co.uk` and `com.au`. */
const SHARED_SECOND = /^(?:ac|co|com|edu|gob|gouv|gov|govt|id|ltd|mil|ne|net|nhs|nom|or|org|plc|sch|web)$/;
/** Domains below which strangers have names. */
const SHARED_DOMAINS =
  /(?:^|\.)(?:workers\.dev|pages\.dev|github\.io|gitlab\.io|netlify\.app|vercel\.app|web\.app|herokuapp\.com|blogspot\.com|wordpress\.com|wixsite\.com|myshopify\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com)$/;

/**
 * The domain that an owner registers, such as `example.org` of `go.example.org` and `example.co.uk` of `go.example.co.uk`. Told by the
 * usual shared endings and not by the whole public list, so it can name too much or too little of a rare one: for warnings only.
 */
export function registeredDomain(hostname: string): string {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (isIpAddress(host)) return host;
  const labels = host.split(".");
  const [second = "", top = ""] = labels.slice(-2);
  const isShared = (top.length === 2 && SHARED_SECOND.test(second)) || SHARED_DOMAINS.test(host);
  return labels.slice(isShared ? -3 : -2).join(".");
}

/** Whether the two have one owner, as far as their names tell. */
export function shareDomain(one: string, other: string): boolean {
  return registeredDomain(one) === registeredDomain(other);
}

/** Channels whose ads are bought from Google Ads, which refuses an ad whose address redirects to another domain. */
export function isGoogleAds(channel: string): boolean {
  return /google|youtube/i.test(channel);
}
