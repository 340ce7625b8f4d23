/** Every operation of the API, and last the description of them all. */
import * as v from "valibot";
import type { Config } from "../../core/config.ts";
import { originOf } from "../call.ts";
import { campaignOperations } from "./campaigns.ts";
import { channelOperations } from "./channels.ts";
import { hostOperations } from "./hosts.ts";
import { importOperations } from "./import.ts";
import { keyOperations } from "./keys.ts";
import { openApiDocument } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { reportOperations } from "./report.ts";
import { signupOperations } from "./signups.ts";
import { statusOperations } from "./status.ts";

export function apiOperations(config: Config): readonly Operation[] {
  const operations: Operation[] = [
    campaignOperations,
    importOperations,
    channelOperations,
    hostOperations,
    signupOperations,
    reportOperations,
    keyOperations,
    statusOperations,
  ].flatMap((make) => make(config));
  operations.push({
    id: "getOpenApi",
    method: "GET",
    path: "/openapi.json",
    roles: "open",
    summary: "This document.",
    status: 200,
    answer: { "application/json": v.looseObject({ openapi: v.string() }) },
    problems: [],
    examples: { answer: { "application/json": { openapi: "3.1.0" } } },
    run: async (c) => c.json(openApiDocument(operations, originOf(c))),
  });
  return operations;
}
