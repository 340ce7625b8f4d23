/** Faults of a value, as data. Not in `problems.ts`, because a visitor's request needs these and nothing more of that file. */
import type { ProblemCode, ProblemParams } from "./problem_codes.ts";

/** What is wrong with a value, wherever it stands. */
export type Fault = { [C in ProblemCode]: { readonly code: C; readonly params: ProblemParams[C] } }[ProblemCode];

/** The parameters of a problem, where it has any. */
export type Given<C extends ProblemCode> = keyof ProblemParams[C] extends never ? [] : [params: ProblemParams[C]];

export function fault<C extends ProblemCode>(code: C, ...[params]: Given<C>): Fault {
  return { code, params: params ?? {} } as Fault;
}
