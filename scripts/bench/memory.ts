/** What the processes of a tracker take of the memory. */
import { readFile } from "node:fs/promises";

export interface Memory {
  /** What of the memory it is told to hold; pages that processes share count for each. */
  readonly residentMb: number;
  /** With pages that several processes share divided by them. */
  readonly ownShareMb: number;
}

/** Linux tells (proc_pid_smaps_rollup(5)). */
export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const mb = (name: string): number => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1]) / 1_024);
  return { residentMb: mb("Rss"), ownShareMb: mb("Pss") };
}
