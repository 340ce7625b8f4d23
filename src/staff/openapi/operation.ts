/** One operation of the API: its address, its roles, its input and output, and its handler. */
import type * as v from "valibot";
import type { Config } from "../../domain/config.ts";
import type { StaffContext } from "../http/context.ts";
import type { OperationRoute } from "../routes.ts";

/** A body as a client would send it. A test sends each to a real tracker. */
interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** What the document shows beside the schemas. Tests check that each operation has examples, and that they fit its schemas. */
export interface Examples {
  /** Values of the parameters in the path, the query and the headers, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Bodies of requests, by media type and then by name. */
  readonly body?: Readonly<Record<string, Readonly<Record<string, Example>>>>;
  /** What is answered, by media type. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

export interface Operation extends OperationRoute {
  readonly summary: string;
  /** What there is to know beyond the summary: limits, and what follows from a call. */
  readonly description?: string;
  readonly query?: v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> };
  /** Headers of the request that mean something, each with its form and a description. */
  readonly headers?: Readonly<Record<string, v.GenericSchema>>;
  /** By media type. */
  readonly body?: Readonly<Record<string, v.GenericSchema>>;
  readonly status: number;
  /** By media type; none for an answer without a body. */
  readonly answer?: Readonly<Record<string, v.GenericSchema>>;
  /** Headers of the answer that mean something, with descriptions. A test holds answers to these and to no other that clients need. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Statuses of the problems it can answer with, beside those that all can. */
  readonly problems: readonly number[];
  readonly examples: Examples;
  run(c: StaffContext): Promise<Response>;
}

export type Operations = (config: Config) => readonly Operation[];
