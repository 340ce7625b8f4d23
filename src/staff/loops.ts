/** Links that would lead to a link of this very Fivebar: a visit would count twice, or go round in circles. */
import type { FieldError } from "../core/errors.ts";
import { meantBy, slugsIn } from "../core/meant.ts";
import { slugRefusal } from "../core/slug.ts";
import { type Call, linkOriginOf, originOf } from "./call.ts";
import { refuse } from "./problem.ts";

export const LOOPS = "leads to this very Fivebar; choose a page of your website";

interface Addresses {
  readonly destination?: string | undefined;
  readonly thanksUrl?: string | null | undefined;
}

/** Whether `address` is where a link of the host `own` is or could be, whatever its scheme. Its pages, such as /about, count nothing. */
export function leadsTo(own: string, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { host, pathname } = new URL(address);
  return host === own && slugsIn(meantBy(pathname).words[0] ?? "").some((slug) => slugRefusal(slug) === null);
}

/** What leads here, by field. */
export function loopsIn(c: Call, addresses: Addresses): FieldError[] {
  const own = [ownHost(c), new URL(linkOriginOf(c)).host];
  return (["destination", "thanksUrl"] as const)
    .filter((field) => own.some((host) => leadsTo(host, addresses[field] ?? "")))
    .map((path) => ({ path, message: LOOPS }));
}

/** Refuses a request of which something leads here. */
export function refuseLoops(c: Call, addresses: Addresses): void {
  const errors = loopsIn(c, addresses);
  if (errors.length > 0) refuse({ kind: "invalid", errors });
}

export function ownHost(c: Call): string {
  return new URL(originOf(c)).host;
}
