/** Links that would lead to a link of this very Fivebar: a visit would count twice, or go round in circles. */
import { ADDRESS_FIELDS, type AddressField } from "../../domain/campaign/fields.ts";
import { likelyServerOf, serverOf, slugsInPath } from "../../domain/campaign/own_address.ts";
import { reachRefusal } from "../../domain/campaign/reachable.ts";
import { parseSlug, slugRefusal } from "../../domain/campaign/slug.ts";
import { at, type Fault, type FieldError, fault } from "../../domain/problems.ts";
import { linkOriginOf, originOf, type StaffContext } from "../http/context.ts";
import { refuse } from "../http/problem.ts";

type Addresses = { readonly [field in AddressField]?: string | null | undefined } & {
  /** The campaign's own, where it is known. */
  readonly slug?: string | null | undefined;
};

/**
 * Whether `address` is or could be a link of one of the origins `own`, whatever its scheme. Fivebar's pages, such as /about, count
 * nothing. Another port, or the host with or without `www.`, may be a website: there only the campaign's own slug tells. What cannot be
 * told here, such as a second domain, is found out at the visit (src/visitor/own_links.ts).
 */
function leadsTo(own: readonly string[], address: string, ownSlug: string | null = null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const slugs = slugsInPath(url).filter((slug) => slugRefusal(slug) === null);
  if (slugs.length === 0) return false;
  const servers = own.map((origin) => new URL(origin));
  if (servers.some((server) => serverOf(server) === serverOf(url))) return true;
  const isOwn = slugs.some((slug) => slug === parseSlug(ownSlug ?? ""));
  return isOwn && servers.some((server) => likelyServerOf(server) === likelyServerOf(url));
}

/** Why no link may lead to `address`: it leads back here, or to the visitor's own computer; null when one may. */
export function ownRefusal(own: readonly string[], address: string, ownSlug: string | null = null): Fault | null {
  return leadsTo(own, address, ownSlug) ? fault("leads-here") : reachRefusal(own, address);
}

/** Addresses that lead here, or where no visitor can get, as errors by field. */
export function loopsIn(c: StaffContext, addresses: Addresses): FieldError[] {
  const own = ownOrigins(c);
  return ADDRESS_FIELDS.flatMap((path) => {
    const refusal = ownRefusal(own, addresses[path] ?? "", addresses.slug);
    return refusal === null ? [] : [at(path, refusal)];
  });
}

/** Refuses a request with an address that `loopsIn` finds. */
export function refuseLoops(c: StaffContext, addresses: Addresses): void {
  const errors = loopsIn(c, addresses);
  if (errors.length > 0) refuse({ type: "invalid", errors });
}

/** The known origins of this Fivebar: that of this request, and that of its links. */
export function ownOrigins(c: StaffContext): readonly string[] {
  return [originOf(c), linkOriginOf(c)];
}
