/** Links that would lead to this very Fivebar: a visit would count twice, or go round in circles. */
import type { FieldError } from "../core/errors.ts";
import { type Call, originOf } from "./call.ts";
import { refuse } from "./problem.ts";

export const LOOPS = "leads to this very Fivebar; choose a page of your website";

interface Addresses {
  readonly destination?: string | undefined;
  readonly thanksUrl?: string | null | undefined;
}

/** Whether `address` is one of the host `own`, whatever its scheme. */
export function leadsTo(own: string, address: string): boolean {
  return new URL(address).host === own;
}

/** What leads here, by field. */
export function loopsIn(c: Call, addresses: Addresses): FieldError[] {
  const own = ownHost(c);
  return (["destination", "thanksUrl"] as const)
    .filter((field) => leadsTo(own, addresses[field] ?? "https://elsewhere.invalid/"))
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
