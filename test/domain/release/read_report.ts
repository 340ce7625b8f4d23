/** One report, for tests that ask for one. */
import type { Result } from "../../../src/domain/problems.ts";
import type { Source } from "../../../src/domain/release/released_counts.ts";
import { type Report, type ReportQuery, readReports } from "../../../src/domain/release/report.ts";

export async function readReport(query: ReportQuery, source: Source): Promise<Result<Report>> {
  const read = await readReports([query], source);
  if (!read.ok) return read;
  const [report] = read.value;
  if (report === undefined) throw new Error("one was asked for");
  return { ok: true, value: report };
}
