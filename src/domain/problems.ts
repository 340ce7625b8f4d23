/**
 * What can go wrong, as one tagged union of plain data that crosses the boundary of a Durable Object unchanged. No sentences:
 * `src/staff/http/problem.ts` is the one place that turns it into what a client sees, and pages say it in their reader's language.
 */
import { type Fault, fault, type Given } from "./fault.ts";
import { MAX_ERRORS } from "./limits.ts";
import type { ProblemCode } from "./problem_codes.ts";

export { type Fault, fault } from "./fault.ts";

/** @property path the field, with dots between levels: `destination`, `spec.regions.0`, `2.slug` for the third row of a list */
export type FieldError = Fault & { readonly path: string };

export function problem<C extends ProblemCode>(path: string, code: C, ...params: Given<C>): FieldError {
  return at(path, fault(code, ...params));
}

export function at(path: string, { code, params }: Fault): FieldError {
  return { path, code, params } as FieldError;
}

/** The first errors of a list, and how many more there are, where it would be too long to be of use. */
export function bounded(errors: readonly FieldError[]): readonly FieldError[] {
  if (errors.length <= MAX_ERRORS) return errors;
  return [...errors.slice(0, MAX_ERRORS), problem("", "more", { count: errors.length - MAX_ERRORS })];
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
  | { readonly kind: "configuration"; readonly fault: Fault }
  | { readonly kind: "unavailable"; readonly detail: string };

export type Result<T, E = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

export function invalid<C extends ProblemCode>(
  path: string,
  code: C,
  ...params: Given<C>
): { readonly ok: false; readonly error: Failure } {
  return failure({ kind: "invalid", errors: [problem(path, code, ...params)] });
}

export function conflict<C extends ProblemCode>(
  path: string,
  code: C,
  ...params: Given<C>
): { readonly ok: false; readonly error: Failure } {
  return failure({ kind: "conflict", errors: [problem(path, code, ...params)] });
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
