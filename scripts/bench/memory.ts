/** How much memory the processes of a tracker use. */
import { readFile } from "node:fs/promises";

export interface Memory {
  /** Resident set size (RSS): a shared page counts in full for each process. */
  readonly residentMb: number;
  /** Proportional set size (PSS): a shared page is divided by the number of processes that share it. */
  readonly ownShareMb: number;
}

/** What a visitor process may have after a flood of visits. */
export const MOST_VISITOR_MB = 150;

/** Linux only: proc_pid_smaps_rollup(5). */
export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const mb = (name: string): number => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1]) / 1_024);
  return { residentMb: mb("Rss"), ownShareMb: mb("Pss") };
}

/** How much is resident now, or was at most; with the fraction, for differences. Linux only: proc_pid_status(5). */
export async function residentMb(pid: number, which: "VmRSS" | "VmHWM" = "VmRSS"): Promise<number> {
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
}
