/** Every operation of the API, and last the description of them all. */
import * as v from "valibot";
import type { Config } from "../../domain/config.ts";
import { adFigureOperations } from "../ad_figures/api.ts";
import { annotationOperations } from "../annotations/api.ts";
import { campaignOperations } from "../campaigns/api.ts";
import { channelOperations } from "../channels/api.ts";
import { costOperations } from "../costs/api.ts";
import { historyOperations } from "../history/api.ts";
import { hostOperations } from "../hosts/api.ts";
import { originOf } from "../http/context.ts";
import { importOperations } from "../import/api.ts";
import { keyOperations } from "../keys/api.ts";
import { moveOperations } from "../move/api.ts";
import { reportLinkOperations } from "../report_links/api.ts";
import { reportOperations } from "../reports/api.ts";
import { API, operation } from "../routes.ts";
import { signupOperations } from "../signups/api.ts";
import { statusOperations } from "../status/api.ts";
import { targetOperations } from "../targets/api.ts";
import { openApiDocument } from "./document.ts";
import type { Operation } from "./operation.ts";

export function apiOperations(config: Config): readonly Operation[] {
  const operations: Operation[] = [
    campaignOperations,
    importOperations,
    channelOperations,
    hostOperations,
    signupOperations,
    reportOperations,
    adFigureOperations,
    costOperations,
    reportLinkOperations,
    annotationOperations,
    targetOperations,
    keyOperations,
    historyOperations,
    moveOperations,
    statusOperations,
  ].flatMap((make) => make(config));
  /** Made once: anybody may ask for it, and only the address of the server differs. */
  let document: Readonly<Record<string, unknown>> | null = null;
  operations.push({
    ...operation("getOpenApi"),
    summary: "This document.",
    status: 200,
    answer: { "application/json": v.looseObject({ openapi: v.string() }) },
    problems: [],
    examples: { answer: { "application/json": { openapi: "3.1.0" } } },
    run: async (c) => {
      document ??= openApiDocument(operations);
      return c.json({ ...document, servers: [{ url: `${originOf(c)}${API}` }] });
    },
  });
  return operations;
}
