/** Whether visitors can learn who counts them. */
import type { OpenConfig } from "./config.ts";

/** The variables that `/about` would need to say who is responsible, where to read more and what code runs; those that are not set. */
export function missingForVisitors({ operator, privacyUrl, sourceUrl }: OpenConfig): string[] {
  const told = { OPERATOR: operator, PRIVACY_URL: privacyUrl, SOURCE_URL: sourceUrl };
  return Object.entries(told).flatMap(([name, value]) => (value === null ? [name] : []));
}
