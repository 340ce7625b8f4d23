/** Keeps the runtime running: one that ended by itself is started again, after pauses that grow while it goes on ending. */
import { setTimeout as wait } from "node:timers/promises";
import type { Workerd } from "../workerd.ts";
import { aborted } from "./stop_signal.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A runtime that has run for this long has come up well: the next pause is the first again. */
const WELL_MS = 60_000;
/** A process that takes no more connections and is there after this is not broken: somebody has told it to end. */
const BROKEN_MS = 500;

/**
 * Resolves when the runtime has been stopped, because of `told` or because somebody told the runtime itself; with the number of counts that
 * could not be written, or null when nobody knows.
 *
 * @param again starts the runtime anew
 */
export async function supervise(first: Workerd, again: () => Promise<Workerd>, told: AbortSignal): Promise<number | null> {
  let pauseMs = FIRST_PAUSE_MS;
  for (let workerd: Workerd | null = first; ; ) {
    const startedMs = Date.now();
    if (workerd !== null) {
      if (!(await endsByItself(workerd, told))) return workerd.stop();
      if (Date.now() - startedMs > WELL_MS) pauseMs = FIRST_PAUSE_MS;
      const { exitCode, signalCode } = workerd.process;
      console.error(
        `Fivebar: the runtime ended by itself (${signalCode ?? `exit code ${exitCode}`}); it starts again in ${pauseMs / 1_000} s. ` +
          "Visits of its last moments may be missing.",
      );
    }
    await wait(pauseMs, null, { signal: told }).catch(() => {});
    if (told.aborted) return null;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    workerd = await again().catch((error: Error) => {
      if (!told.aborted) console.error(`Fivebar: the runtime cannot start (${error.message}); it is tried again in ${pauseMs / 1_000} s.`);
      return null;
    });
    if (workerd !== null) console.error("Fivebar: the runtime runs again.");
  }
}

/** Whether the process is gone without having been told to end. */
async function endsByItself(workerd: Workerd, told: AbortSignal): Promise<boolean> {
  await Promise.race([workerd.gone, workerd.closed, aborted(told)]);
  if (told.aborted) return false;
  const isGone = await Promise.race([workerd.gone.then(() => true), wait(BROKEN_MS, false)]);
  if (!isGone) console.error(`Fivebar: somebody told the runtime to end (process ${workerd.process.pid}).`);
  return isGone;
}
