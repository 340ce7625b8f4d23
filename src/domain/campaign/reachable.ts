/** Whether visitors can reach where they are sent. Pure. */
import { type Fault, fault } from "../problems.ts";
import { reachOf } from "./link_host.ts";

/**
 * Why no link may lead to `address`; null when one may. An address of the computer itself, such as http://127.0.0.1, is for trying Fivebar
 * out: it is allowed only where Fivebar and its links are reached by such an address too.
 *
 * @param own where this Fivebar is, and where its links begin
 */
export function reachRefusal(own: readonly string[], address: string): Fault | null {
  const isOnComputer = (text: string): boolean => URL.canParse(text) && reachOf(new URL(text).hostname) === "computer";
  return !isOnComputer(address) || own.every(isOnComputer) ? null : fault("leads-to-own-computer");
}
