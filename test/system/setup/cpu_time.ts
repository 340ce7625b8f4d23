/** Work that a runtime did, told apart from waiting: a machine that stalls or has other work adds nothing to it. */
import { readFile } from "node:fs/promises";
import type { Tracker } from "./tracker.ts";

const TICK_MS = 10;

/** What the tracker's process has used of the processor by now, in milliseconds. Where the system does not say it, the time that has passed. */
export async function usedMs(tracker: Tracker): Promise<number> {
  if (process.platform !== "linux") return performance.now();
  const fields = (await readFile(`/proc/${tracker.pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
