/** The registry's answers about figures: of one campaign, of a group or of all. */
import type { Day } from "../../domain/day.ts";
import type { Interval } from "../../domain/period.ts";
import { onlyOne, type Result, success } from "../../domain/problems.ts";
import type { ComparedReports } from "../../domain/release/compared_reports.ts";
import type { ComparedDays, Differences } from "../../domain/release/differences.ts";
import type { Margins } from "../../domain/release/margin.ts";
import type { LooseReportQuery, Report } from "../../domain/release/report.ts";
import type { RowKind } from "../../domain/release/row_sources.ts";
import type { Unattributed } from "../../domain/release/unattributed.ts";
import { AdFigureRegistry } from "./ad_figure_commands.ts";
import { countingSince, type Scope } from "./campaigns.ts";

export abstract class ReportRegistry extends AdFigureRegistry {
  /** The first day on which a campaign could count, of one, of a group's or of all of them, archived ones included; null where there is none. */
  countingSince(scope: Scope): Day | null {
    return countingSince(this.catalogue.all(), scope, this.reader.dayOfMs);
  }

  /** What each channel or campaign brought, in whole bundles. Counts leave the counting objects by the reports and by `differences` only. */
  async report(query: LooseReportQuery): Promise<Result<Report>> {
    return onlyOne(await this.reports([query], null));
  }

  /** Several reports for which the counts are read once, of one campaign (archived or not) or of all. */
  reports(queries: readonly LooseReportQuery[], scope: Scope): Promise<Result<Report[]>> {
    return this.reader.read(queries, scope, this.today());
  }

  /** As `reports` and `differences`, with the counts read once for both. */
  comparedReports(queries: readonly LooseReportQuery[], compared: readonly ComparedDays[], scope: Scope): Promise<Result<ComparedReports>> {
    return this.reader.readCompared(queries, compared, scope, this.today());
  }

  /** Compares the figures of some days with those of equally many days before, of one campaign or of all together. */
  differences(asked: readonly ComparedDays[], scope: Scope): Promise<Result<Differences[]>> {
    return this.reader.differences(asked, scope, this.today());
  }

  /** How far the figures of these days may be from what was counted, in the formal mode; null where bundles are released. */
  margins(from: Day, to: Day, by: RowKind, scope: Scope): Margins | null {
    return this.reader.margins(from, to, by, scope);
  }

  /** Signups that came with no campaign's code, by period; in whole bundles, as in reports. */
  unattributed(from: Day, to: Day, interval: Interval): Promise<Result<Unattributed[]>> {
    return this.reader.unattributed(from, to, interval, this.today());
  }

  /** As `report`, as JSON: one text with thousands of rows costs less to pass to the Worker than objects that it then serializes. */
  async reportJson(query: LooseReportQuery): Promise<Result<string>> {
    const report = await this.report(query);
    return report.ok ? success(JSON.stringify(report.value)) : report;
  }
}
