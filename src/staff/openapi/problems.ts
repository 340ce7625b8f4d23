/** The problems that the document shows: for each status what it means, and one as a client would get it. */

import { MAX_BODY_BYTES, MAX_CAMPAIGNS } from "../../domain/limits.ts";
import { type Failure, fault, problem } from "../../domain/problems.ts";
import { type Problem, problemOf } from "../http/problem.ts";

interface Documented {
  readonly title: string;
  readonly example: Failure;
  /** Headers that come with it, and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** By status. Those of `COMMON_PROBLEMS` can be the answer to every operation that takes a key. */
const PROBLEMS: Readonly<Record<number, Documented>> = {
  400: {
    title: "Bad input; errors names each field",
    example: {
      type: "invalid",
      errors: [problem("destination", "not-https"), problem("endsOn", "ends-before-start", { startsOn: "2026-12-01" })],
    },
  },
  401: {
    title: "No valid access key",
    example: { type: "unauthorized" },
    headers: { "WWW-Authenticate": "that a key goes into Authorization, as Bearer (RFC 6750)" },
  },
  403: {
    title: "The key's role may not do this",
    example: { type: "forbidden", detail: "A key with the role site may not do this; it takes marketer or admin." },
  },
  404: { title: "There is no such thing", example: { type: "not-found", detail: 'There is no campaign "fix-tiktok".' } },
  409: {
    title: "It conflicts with what is there; errors says why",
    example: {
      type: "conflict",
      errors: [problem("", "too-many-campaigns", { max: MAX_CAMPAIGNS })],
    },
  },
  412: { title: "Changed since it was read", example: { type: "stale", version: 3 } },
  413: { title: `The body has more than ${MAX_BODY_BYTES} bytes`, example: { type: "too-large", maxBytes: MAX_BODY_BYTES } },
  415: { title: "The body's media type is unknown", example: { type: "media-type", accepted: ["application/json"] } },
  422: { title: "The Idempotency-Key came with another report before", example: { type: "reused-key" } },
  429: {
    title: "Too many wrong keys came; a right one is let in all the same",
    example: { type: "too-many", waitSeconds: 1 },
    headers: { "Retry-After": "in how many seconds another key may be tried" },
  },
  500: {
    title: "GROUP_SIZE is another than figures were released with",
    example: {
      type: "configuration",
      fault: fault("group-size-locked", { released: 5 }),
    },
  },
  503: {
    title: "The counters cannot be reached; try again after Retry-After",
    example: { type: "unavailable", detail: "The counters cannot be reached at the moment; nothing may have been changed. Try again." },
    headers: { "Retry-After": "in how many seconds to try again" },
  },
};

export const COMMON_PROBLEMS = [400, 401, 403, 413, 429, 503];

/** What a problem with this status means, and an example of it. Throws for a status that nothing here documents. */
export function documentedProblem(status: number): Pick<Documented, "title" | "headers"> & { readonly example: Problem } {
  const found = PROBLEMS[status];
  if (found === undefined) throw new Error(`no problem with the status ${status} is documented`);
  return { ...found, example: problemOf(found.example) };
}

export const DOCUMENTED_STATUSES = Object.keys(PROBLEMS).map(Number);
