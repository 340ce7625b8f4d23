/** Reports beside how the figures of some days compare with those before them: the counts are read once for both. Pure but for the `Source`. */
import { type Result, success } from "../problems.ts";
import { type ComparedDays, type Differences, differencesOf, spanOf } from "./differences.ts";
import { readCounts, type Source } from "./released_counts.ts";
import { askedReports, type Report, type ReportQuery, reportsOf } from "./report.ts";

export interface ComparedReports {
  readonly reports: readonly Report[];
  /** One for each of the days that were asked for. */
  readonly differences: readonly Differences[];
}

export async function readComparedReports(
  queries: readonly ReportQuery[],
  compared: readonly ComparedDays[],
  source: Source,
): Promise<Result<ComparedReports>> {
  const asked = askedReports(queries, source);
  if (!asked.ok) return asked;
  const counts = await readCounts([...asked.value, ...compared.map(spanOf)], source);
  const reports = reportsOf(asked.value, counts, source);
  if (!reports.ok) return reports;
  return success({ reports: reports.value, differences: counts.slice(queries.length).map((own) => differencesOf(own, source)) });
}
