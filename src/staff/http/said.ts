/** Problems in the messages of schemas: Valibot knows texts only, so a problem goes through it as JSON. */
import type { ProblemCode } from "../../domain/problem_codes.ts";
import { type Fault, fault } from "../../domain/problems.ts";

/** A schema's message that says this problem; `faultIn` reads it again. */
export function said<C extends ProblemCode>(...given: Parameters<typeof fault<C>>): string {
  return asMessage(fault(...given));
}

export function asMessage(one: Fault): string {
  return JSON.stringify(one);
}

/** The problem that a schema's message says; null for one of Valibot's own. */
export function faultIn(message: string): Fault | null {
  return message.startsWith("{") ? (JSON.parse(message) as Fault) : null;
}
