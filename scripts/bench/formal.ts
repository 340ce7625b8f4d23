/**
 * The formal mode beside the bundles, on the same counts: how long reports take, what the nightly close costs, and how many rows it adds. The
 * registry's clock is moved from day to day, so that each day closes with the first report after it.
 */
import { cpuSecondsOf } from "./contenders.ts";
import { measureReports, type ReportTime } from "./reports.ts";
import type { Bench } from "./servers.ts";

/** The configuration of the formal mode. */
export const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily" };
/** Of CPU, for the close of a day of 256 campaigns. */
export const MOST_CLOSE_MS = 100;
/** A week, so that the day on which signups close is among them. */
const CLOSES = 7;

interface FormalCost {
  readonly reports: Record<string, ReportTime>;
  readonly takeOverMs: number;
  /** Of CPU, for each of seven days that follow one another. */
  readonly closesMs: readonly number[];
}

/** @param bench of a tracker that has released bundles, started anew with `FORMAL` */
export async function measureFormal(bench: Bench): Promise<FormalCost> {
  const passTo = async (days: number): Promise<number> => {
    await bench.instrument(`/__ahead?days=${days}`);
    const before = await cpuSecondsOf(bench.pids);
    await bench.api("GET", "/channels");
    const idle = (await cpuSecondsOf(bench.pids)) - before;
    await bench.api("GET", "/report?interval=total");
    return Math.round(1_000 * ((await cpuSecondsOf(bench.pids)) - before - idle));
  };
  await passTo(0);
  const start = performance.now();
  await passTo(1);
  const takeOverMs = Math.round(performance.now() - start);
  const reports = await measureReports(bench);
  const closesMs: number[] = [];
  // Without the report itself, which is asked for once more.
  for (let day = 2; day < 2 + CLOSES; day += 1) closesMs.push(Math.max(0, (await passTo(day)) - (await passTo(day))));
  return { reports, takeOverMs, closesMs };
}

/** Reports of both modes, a row each. */
export function sideBySide(
  bundles: Record<string, ReportTime>,
  formal: Record<string, ReportTime>,
): Record<string, Record<string, number>> {
  const rows = Object.entries(bundles).map(([query, one]) => {
    const other = formal[query];
    if (other === undefined) throw new Error(`${query} was measured in bundles alone`);
    const { medianMs, cpuMs } = one;
    return [query, { bundlesMs: medianMs, formalMs: other.medianMs, bundlesCpuMs: cpuMs, formalCpuMs: other.cpuMs }] as const;
  });
  return Object.fromEntries(rows);
}
