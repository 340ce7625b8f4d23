/** Whether visitors can reach where they are sent. Pure. */
import { reachOf } from "./link_host.ts";

export const OWN_COMPUTER =
  "leads to the visitor's own computer; that is possible only while this Fivebar is reached on this computer alone";

/**
 * Why no link may lead to `address`; null when one may. An address of the computer itself, such as http://127.0.0.1, is for trying Fivebar
 * out: it is allowed only where Fivebar and its links are reached by such an address too.
 *
 * @param own where this Fivebar is, and where its links begin
 */
export function reachRefusal(own: readonly string[], address: string): string | null {
  const isOnComputer = (text: string): boolean => URL.canParse(text) && reachOf(new URL(text).hostname) === "computer";
  return !isOnComputer(address) || own.every(isOnComputer) ? null : OWN_COMPUTER;
}
