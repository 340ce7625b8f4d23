/**
 * What can go wrong, as one tagged union of plain data that crosses the boundary of a Durable Object unchanged.
 * `src/staff/http/problem.ts` is the one place that turns it into what a client sees; the texts here are written for that client.
 */
import { MAX_ERROR_CHARS, MAX_ERRORS } from "./limits.ts";

/** What a client can tell apart without reading the message. Once given out, a code keeps its meaning. */
export const PROBLEM_CODES = [
  "looks-personal",
  "personal",
  "placeholder",
  "invisible-character",
  "many-links",
  "host-not-allowed",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface FieldError {
  /** The field, with dots between levels: `destination`, `spec.regions.0`, `2.slug` for the third row of a list. */
  readonly path: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
  /** Where a program can do something about it, or should tell it apart. */
  readonly code?: ProblemCode | undefined;
}

/** The end of a list that would be too long to be of use: the first errors, none longer than a paragraph, and how many more there are. */
export function bounded(errors: readonly FieldError[]): readonly FieldError[] {
  const short = (text: string): string => (text.length > MAX_ERROR_CHARS ? `${text.slice(0, MAX_ERROR_CHARS)}…` : text);
  const shown = errors.slice(0, MAX_ERRORS).map((error) => ({ ...error, path: short(error.path), message: short(error.message) }));
  return errors.length > MAX_ERRORS ? [...shown, { path: "", message: `and ${errors.length - MAX_ERRORS} more` }] : shown;
}

export type Failure =
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] }
  | { readonly kind: "not-found"; readonly detail: string }
  | { readonly kind: "conflict"; readonly errors: readonly FieldError[] }
  | { readonly kind: "stale"; readonly version: number }
  | { readonly kind: "reused-key" }
  | { readonly kind: "unauthorized" }
  | { readonly kind: "too-many"; readonly waitSeconds: number }
  | { readonly kind: "forbidden"; readonly detail: string }
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "media-type"; readonly accepted: readonly string[] }
  | { readonly kind: "too-large"; readonly maxBytes: number }
  | { readonly kind: "configuration"; readonly detail: string }
  | { readonly kind: "unavailable"; readonly detail: string };

export type Result<T, E = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

export function invalid(path: string, message: string): { readonly ok: false; readonly error: Failure } {
  return failure({ kind: "invalid", errors: [{ path, message }] });
}

/** The one of a list that was made of one. */
export function onlyOne<T>(list: Result<T[]>): Result<T> {
  if (!list.ok) return list;
  const [one] = list.value;
  if (one === undefined) throw new Error("a list of one is empty");
  return success(one);
}

/** Makes a forgotten case of a union a compile error. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
