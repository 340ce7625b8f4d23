/** Reports, as JSON and as CSV: the same rows. */

import * as v from "valibot";
import { numberFormat } from "../../domain/formatters.ts";
import { MAX_REPORT_ROWS } from "../../domain/limits.ts";
import type { Report } from "../../domain/release/report.ts";
import type { RowKind } from "../../domain/release/row_sources.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { readQuery } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import { REPORT, REPORT_CSV } from "../openapi/examples.ts";
import type { Operations } from "../openapi/operation.ts";
import { reportQuery } from "../openapi/request_schemas.ts";
import { reportOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";
import { rowsAsCsv } from "./report_csv.ts";

const LIMITS = `At most ${numberFormat("en").format(MAX_REPORT_ROWS)} rows; a finer report must be asked for in parts.`;
const QUERY = { from: "2026-10-26", to: "2026-11-24", by: "channel", interval: "total" };

export const reportOperations: Operations = () => [
  {
    ...operation("getReport"),
    summary:
      "What each channel, campaign or group brought. Days are inclusive; without them the last 30. Every count is a multiple of groupSize.",
    description: LIMITS,
    query: reportQuery,
    status: 200,
    answer: { "application/json": reportOut },
    problems: [500],
    examples: { parameters: QUERY, answer: { "application/json": REPORT } },
    run: async (c) => c.body(await reportJson(c, readQuery(c, reportQuery)), 200, { "Content-Type": "application/json" }),
  },
  {
    ...operation("getReportCsv"),
    summary: "The rows of the report, for a spreadsheet.",
    description: LIMITS,
    query: reportQuery,
    status: 200,
    answer: { "text/csv": v.string() },
    answerHeaders: { "Content-Disposition": "a name for the file, with the first and the last day" },
    problems: [500],
    examples: { parameters: QUERY, answer: { "text/csv": REPORT_CSV } },
    run: async (c) => {
      const query = readQuery(c, reportQuery);
      return csvResponse(c, JSON.parse(await reportJson(c, query)) as Report, query.by ?? "channel");
    },
  },
];

async function reportJson(c: StaffContext, query: v.InferOutput<typeof reportQuery>): Promise<string> {
  return unwrap(await registry(c).reportJson({ ...query, by: query.by ?? "channel", interval: query.interval ?? "total" }));
}

/** The rows as a file to download. */
function csvResponse(c: StaffContext, report: Report, by: RowKind): Response {
  const isFormal = c.var.config.release === "formal";
  return c.body(rowsAsCsv(report.rows, by, isFormal), 200, fileHeaders(CSV_TYPE, `fivebar-${report.from}-${report.to}.csv`));
}
