/** Campaign codes as they arrive in an address. */

/** 2 to 40 letters, digits and inner hyphens: Fivebar's rule for slugs, and nothing that HTML or an address would read as more. */
const CODE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/i;

/** A value from an address or a form as a code in lower case; null when there is none, or when it cannot be a campaign's. */
export function codeFrom(value: unknown): string | null {
  return typeof value === "string" && CODE.test(value) ? value.toLowerCase() : null;
}
