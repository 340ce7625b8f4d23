/** Test reports of websites: a person who connects a website sees its report come in. In memory only: a restart forgets them. */

export interface TestReport {
  /** The name of the access key that it came with. */
  readonly key: string;
  readonly atMs: number;
  /** Whether its code was a campaign's. */
  readonly isKnown: boolean;
}

/** After that nobody waits for it any more. */
const SHOWN_MS = 15 * 60_000;
const MAX_SHOWN = 20;

export class TestReports {
  /** The latest first; one for each key. */
  private reports: readonly TestReport[] = [];

  add(report: TestReport): void {
    this.reports = [report, ...this.reports.filter(({ key }) => key !== report.key)].slice(0, MAX_SHOWN);
  }

  recent(nowMs: number): TestReport[] {
    return this.reports.filter(({ atMs }) => nowMs - atMs < SHOWN_MS);
  }
}
