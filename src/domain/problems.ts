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

/** Each error once: what is wrong with one of several campaigns is often wrong with all. */
export function eachOnce(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

/** The first errors of a list, and how many more there are, where it would be too long to be of use. */
export function bounded(errors: readonly FieldError[]): readonly FieldError[] {
  if (errors.length <= MAX_ERRORS) return errors;
  return [...errors.slice(0, MAX_ERRORS), problem("", "more", { count: errors.length - MAX_ERRORS })];
}

export type Failure =
  | { readonly type: "invalid"; readonly errors: readonly FieldError[] }
  | { readonly type: "not-found"; readonly detail: string }
  | { readonly type: "conflict"; readonly errors: readonly FieldError[] }
  | { readonly type: "stale"; readonly version: number }
  | { readonly type: "reused-key" }
  | { readonly type: "unauthorized" }
  | { readonly type: "too-many"; readonly waitSeconds: number }
  | { readonly type: "forbidden"; readonly detail: string }
  | { readonly type: "method"; readonly allowed: readonly string[] }
  | { readonly type: "media-type"; readonly accepted: readonly string[] }
  | { readonly type: "too-large"; readonly maxBytes: number }
  | { readonly type: "configuration"; readonly fault: Fault }
  | { readonly type: "unavailable"; readonly detail: string };

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
  return failure({ type: "invalid", errors: [problem(path, code, ...params)] });
}

export function conflict<C extends ProblemCode>(
  path: string,
  code: C,
  ...params: Given<C>
): { readonly ok: false; readonly error: Failure } {
  return failure({ type: "conflict", errors: [problem(path, code, ...params)] });
}

/** The only element of a list that was made from one element. */
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
