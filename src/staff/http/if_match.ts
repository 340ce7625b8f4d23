/** `If-Match`: which versions of a campaign a change may be made to. */

import { MAX_IF_MATCH_CHARS } from "../../domain/limits.ts";
import { invalid } from "../../domain/problems.ts";
import type { StaffContext } from "./context.ts";
import { refuse } from "./problem.ts";

/**
 * The versions in `If-Match` (RFC 9110, 13.1.1); null when any will do. A tag that this API never gave is of no version. A proxy that
 * compresses may have marked one as weak.
 */
export function ifVersions(c: StaffContext): number[] | null {
  const header = c.req.header("if-match")?.trim();
  if (header === undefined || header === "*") return null;
  if (header.length > MAX_IF_MATCH_CHARS || !ENTITY_TAGS.test(header)) return refuse(invalid("If-Match", "bad-etag").error);
  return [...header.matchAll(/"([^"]*)"/g)].map(([, tag = ""]) => (/^\d{1,9}$/.test(tag) ? Number(tag) : NO_VERSION));
}

const ENTITY_TAGS = /^(?:W\/)?"[!#-~]*"(?: *, *(?:W\/)?"[!#-~]*")*$/;
const NO_VERSION = -1;
