/** What visits and signups cost, as JSON and as CSV: the same rows. */

import * as v from "valibot";
import type { Costs } from "../../domain/costs/costs.ts";
import { type Day, dayOf, FIRST_DAY } from "../../domain/day.ts";
import { numberFormat } from "../../domain/formatters.ts";
import { MAX_REPORT_ROWS } from "../../domain/limits.ts";
import { COSTS } from "../ad_figures/examples.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { writeCsv } from "../http/csv.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { readQuery } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";
import { type FigureForm, figuresCsv } from "./figures_csv.ts";
import { costFileQuery, costQuery, costsOut } from "./schemas.ts";

const LIMITS = `At most ${numberFormat("en").format(MAX_REPORT_ROWS)} rows; finer ones must be asked for in parts.`;
const QUERY = { from: COSTS.from, to: COSTS.to, by: "channel", interval: "total" };

export const costOperations: Operations = () => [
  {
    ...operation("getCosts"),
    summary: "What visits and signups cost, from the ad platforms' own figures: spend beside visits and signups of the same days.",
    description: `Of several campaigns it is the sum of their spend by the sum of their signups. ${LIMITS}`,
    query: costQuery,
    status: 200,
    answer: { "application/json": costsOut },
    problems: [500],
    examples: { parameters: QUERY, answer: { "application/json": COSTS } },
    run: async (c) => c.body(await costsJson(c, readQuery(c, costQuery)), 200, { "Content-Type": "application/json" }),
  },
  {
    ...operation("getCostsCsv"),
    summary: "The rows of the costs, for a spreadsheet; or the platforms' figures by day, to take along.",
    description: `In the form fivebar they can be imported again, here or elsewhere. ${LIMITS}`,
    query: costFileQuery,
    status: 200,
    answer: { "text/csv": v.string() },
    answerHeaders: { "Content-Disposition": "a name for the file, with the first and the last day" },
    problems: [500],
    examples: { parameters: { ...QUERY, form: "costs", currency: "EUR" }, answer: { "text/csv": csvOf(COSTS as unknown as Costs, false) } },
    run: costFile,
  },
];

async function costFile(c: StaffContext): Promise<Response> {
  const { form = "costs", currency, ...query } = readQuery(c, costFileQuery);
  return form === "costs"
    ? costsCsv(c, JSON.parse(await costsJson(c, query)) as Costs)
    : figuresFile(c, form, query.from ?? null, query.to ?? null, currency ?? null);
}

/** The platforms' figures as a file to download. */
export async function figuresFile(
  c: StaffContext,
  form: FigureForm,
  from: Day | null,
  to: Day | null,
  currency: string | null,
): Promise<Response> {
  const last = to ?? dayOf(Date.now(), c.var.config.timeZone);
  const figures = await registry(c).exportAdFigures(from ?? FIRST_DAY, last);
  return c.body(figuresCsv(form, figures, currency), 200, fileHeaders(CSV_TYPE, `fivebar-ad-figures-${form}-${last}.csv`));
}

async function costsJson(c: StaffContext, query: v.InferOutput<typeof costQuery>): Promise<string> {
  return unwrap(await registry(c).costsJson({ ...query, by: query.by ?? "channel", interval: query.interval ?? "total" }));
}

/** The rows as a file to download. */
function costsCsv(c: StaffContext, costs: Costs): Response {
  const isFormal = c.var.config.release === "formal";
  return c.body(csvOf(costs, isFormal), 200, fileHeaders(CSV_TYPE, `fivebar-costs-${costs.from}-${costs.to}.csv`));
}

const FIGURES = [
  "currency",
  "spend",
  "spendDays",
  "impressions",
  "clicks",
  "visits",
  "signups",
  "costPerVisit",
  "costPerSignup",
  "costPerSignupLow",
  "costPerSignupHigh",
] as const;

const FORMAL_FIGURES = ["margin.visits", "margin.signups", "costPerVisitLow", "costPerVisitHigh"] as const;

/** @param isFormal whether the last columns say how far visits and signups, and so the cost of a visit, may be off */
function csvOf({ rows }: Costs, isFormal: boolean): string {
  const data = rows.map((row) => [
    row.channel ?? "",
    row.campaign ?? "",
    row.group ?? "",
    row.period ?? "",
    ...FIGURES.map((name) => row[name]),
    ...(isFormal
      ? [row.margin?.visits ?? null, row.margin?.signups ?? null, row.costPerVisitLow ?? null, row.costPerVisitHigh ?? null]
      : []),
  ]);
  return writeCsv(["channel", "campaign", "group", "period", ...FIGURES, ...(isFormal ? FORMAL_FIGURES : [])], data);
}
