/** What the API answers, as tests read it. */
import { expect } from "vitest";
import type { Answer } from "./tracker.ts";

export interface Campaign {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  readonly destination: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly thanksUrl: string | null;
  readonly countRepeats: boolean;
  readonly notes: string | null;
  readonly spec: Readonly<Record<string, unknown>> | null;
  readonly link: string;
  readonly status: string;
  readonly createdAt: string;
  readonly version: number;
}

export interface CampaignList {
  readonly campaigns: readonly Campaign[];
}

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdOn: string;
  readonly lastUsedOn: string | null;
  /** In the answer to its making only. */
  readonly key?: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly code: string }[];
}

const NON_EMPTY = expect.stringMatching(/\S/);
const STACK_TRACE = /\bat \S+ \(|\.[jt]s:\d+|node_modules|SQLITE|Error:/;

/** Checks that `answer` is a whole problem document (RFC 9457) with `status` and without a stack trace, and gives it. */
export function readProblem(answer: Answer, status: number): Problem {
  const type = answer.headers.get("content-type")?.split(";")[0];
  expect({ status: answer.status, type, body: answer.body }).toEqual({
    status,
    type: "application/problem+json",
    body: expect.objectContaining({ type: NON_EMPTY, title: NON_EMPTY, detail: NON_EMPTY, status }),
  });
  expect(JSON.stringify(answer.body)).not.toMatch(STACK_TRACE);
  const problem = answer.body as Problem;
  if (status === 400 || status === 409) expect(problem.errors).not.toHaveLength(0);
  for (const error of problem.errors ?? []) expect(error).toEqual({ path: expect.any(String), message: NON_EMPTY, code: NON_EMPTY });
  return problem;
}

/** The fields that a problem document names, in its order. */
export function pathsOf(problem: Problem): string[] {
  return (problem.errors ?? []).map(({ path }) => path);
}
