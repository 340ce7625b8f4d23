/** One operation of the API: what it is called by, who may, what it takes and gives, and what it does. */
import type * as v from "valibot";
import type { Config } from "../../core/config.ts";
import type { Role } from "../../counters/registry/keys.ts";
import type { Call } from "../call.ts";

export interface Operation {
  /** Its name in the OpenAPI document. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v1`, with `{name}` for a parameter. */
  readonly path: string;
  /** Who may; `open` for everybody. */
  readonly roles: readonly Role[] | "open";
  readonly summary: string;
  readonly query?: v.GenericSchema;
  /** Headers of the request that mean something, with what. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By media type. */
  readonly body?: Readonly<Record<string, v.GenericSchema>>;
  readonly status: number;
  /** By media type; none for an answer without a body. */
  readonly answer?: Readonly<Record<string, v.GenericSchema>>;
  /** Headers of the answer that mean something, with what. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Statuses of the problems it can answer with, beside those that all can. */
  readonly problems: readonly number[];
  run(c: Call): Promise<Response>;
}

export const READERS: readonly Role[] = ["reader", "marketer", "admin"];
export const MAKERS: readonly Role[] = ["marketer", "admin"];

export type Operations = (config: Config) => readonly Operation[];
