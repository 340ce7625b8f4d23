/** The one place that turns a failure into what a client sees: a problem document (RFC 9457) with a status and what to do next. */
import type { ProblemCode } from "../../domain/problem_codes.ts";
import { assertNever, bounded, type Failure, type FieldError, type Result } from "../../domain/problems.ts";
import { foreignDataFault } from "../../storage/installation.ts";
import { newerDataFault } from "../../storage/migrations.ts";
import { apiPath } from "../routes.ts";
import { sentence, shortened } from "../ui/messages/problems.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly ToldError[];
}

/** An error of a field as clients get it: `code` is for programs and keeps its meaning, `message` is for people. */
interface ToldError {
  readonly path: string;
  readonly message: string;
  readonly code: ProblemCode;
}

export function problemOf(error: Failure): Problem {
  switch (error.type) {
    case "invalid":
      return withErrors(400, "Bad input", error.errors);
    case "unauthorized":
      return problem(401, "No access", "Send a valid access key in the header: Authorization: Bearer <key>.");
    case "forbidden":
      return problem(403, "Not allowed", error.detail);
    case "not-found":
      return problem(404, "Not found", error.detail);
    case "method":
      return problem(405, "Method not allowed", `Possible here: ${error.allowed.join(", ")}.`);
    case "conflict":
      return withErrors(409, "Conflict", error.errors);
    case "stale":
      return problem(
        412,
        "Changed in the meantime",
        `The campaign is at version ${error.version} by now; read it again and repeat the change.`,
      );
    case "too-large":
      return problem(413, "Too large", `The body may have at most ${error.maxBytes} bytes.`);
    case "media-type":
      return problem(415, "Unknown media type", `Send the body with Content-Type: ${error.accepted.join(" or ")}.`);
    case "reused-key":
      return problem(
        422,
        "Idempotency-Key used before",
        "This Idempotency-Key came with another report within 24 hours; send each report with a key of its own.",
      );
    case "too-many":
      return problem(429, "Too many wrong keys", `Too many wrong keys came; wait ${error.waitSeconds} seconds and try again.`);
    case "configuration":
      return problem(500, "Configuration error", sentence("en", error.fault));
    case "unavailable":
      return problem(503, "Not available", error.detail);
    default:
      return assertNever(error);
  }
}

function problem(status: number, title: string, detail: string, more: Partial<Problem> = {}): Problem {
  return { type: "about:blank", title, status, detail, ...more };
}

function withErrors(status: number, title: string, errors: readonly FieldError[]): Problem {
  const told = bounded(errors).map((error) => ({ path: shortened(error.path), message: sentence("en", error), code: error.code }));
  return problem(status, title, summary(told, errors.length), { errors: told });
}

function summary(errors: readonly ToldError[], count: number): string {
  const [first] = errors;
  if (first === undefined) return "The input is not valid.";
  const text = first.path === "" ? first.message : `${first.path}: ${first.message}`;
  return count === 1 ? text : `${text} (and ${count - 1} more, see errors)`;
}

/** Headers that only some failures carry. */
function headersOf(error: Failure): Record<string, string> {
  switch (error.type) {
    case "unauthorized":
      return { "WWW-Authenticate": 'Bearer realm="Fivebar"' };
    case "too-many":
      return { "Retry-After": String(error.waitSeconds) };
    case "method":
      return { Allow: error.allowed.join(", ") };
    case "unavailable":
      return { "Retry-After": "5" };
    default:
      return {};
  }
}

export function problemResponse(error: Failure): Response {
  const body = problemOf(error);
  return new Response(`${JSON.stringify(body)}\n`, {
    status: body.status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store", ...headersOf(error) },
  });
}

/** Carries a failure from wherever it is found to the response. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(error: Failure) {
    super(error.type);
    this.failure = error;
  }
}

/** What a handler threw, as a failure. An unexpected error is logged and answered as "unavailable". */
export function failureOf(error: Error): Failure {
  if (error instanceof Refusal) return error.failure;
  const data = newerDataFault(error) ?? foreignDataFault(error.message);
  if (data !== null) return { type: "configuration", fault: data };
  console.error(`staff: ${whatFailed(error)}`);
  return {
    type: "unavailable",
    detail: "The counters cannot be reached at the moment; nothing may have been changed. Try again.",
  };
}

/** What the operator may read of an error: the database's own code, never the error's text, which may quote what a client sent. */
function whatFailed(error: Error): string {
  const code = /\bSQLITE_[A-Z]+\b/.exec(error.message)?.[0];
  if (code === undefined) return `${error.name}: the registry or a shard did not answer; GET ${apiPath.getStatus()} says which`;
  const isDamaged = code === "SQLITE_CORRUPT" || code === "SQLITE_NOTADB";
  const remedy = isDamaged ? "a database is damaged: stop, and put back a backup (docs/FAULTS.md)" : "a database cannot be read or written";
  return `${error.name}, ${code}: ${remedy}; GET ${apiPath.getStatus()} says which`;
}

export function refuse(error: Failure): never {
  throw new Refusal(error);
}

/** The value of a result, or its failure as the response. */
export function unwrap<T>(result: Result<T>): T {
  return result.ok ? result.value : refuse(result.error);
}
