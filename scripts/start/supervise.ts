/** Keeps a runtime running: one that ended by itself is started again, after pauses that grow while it goes on ending. */
import { setTimeout as wait } from "node:timers/promises";
import type { Runtime } from "../runtime/runtime.ts";
import { aborted } from "./stop_signal.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A runtime that has run for this long has come up well: the next pause is the first again. */
const WELL_MS = 60_000;
/** A process that takes no connections and still exists after this time is not broken: somebody has told it to end. */
const BROKEN_MS = 500;

interface Supervised {
  /** In the log, such as "the runtime". */
  readonly name: string;
  readonly first: Runtime;
  /** Starts it anew. */
  again(): Promise<Runtime>;
  /** What the end of the process costs, as a sentence for the log. */
  readonly cost: string;
  /** What else than being told to end closes it to others, for the log. */
  readonly orElse?: string;
  /** Whether it is also started again when somebody other than its parent told it to end, as a part of a tracker is. */
  readonly isPart: boolean;
}

/**
 * Resolves when the runtime has been stopped, because of `told` or (where it is no part) because somebody told the runtime itself; with the number of
 * counts that could not be written, or null when nobody knows.
 */
export async function supervise(supervised: Supervised, told: AbortSignal): Promise<number | null> {
  const { name, first, again, isPart } = supervised;
  const pauses = new Pauses();
  for (let runtime: Runtime | null = first; ; ) {
    if (runtime !== null) {
      const startedMs = Date.now();
      const isBroken = await endsByItself(supervised, runtime, told);
      if (!isBroken && (told.aborted || !isPart)) return runtime.stop();
      pauses.hasRun(Date.now() - startedMs, isBroken);
      console.error(`Fivebar: ${name} ended ${await endOf(supervised, runtime, isBroken, pauses.nextMs)}`);
    }
    await wait(pauses.take(), null, { signal: told }).catch(() => {});
    if (told.aborted) return null;
    runtime = await again().catch((error: Error) => {
      if (!told.aborted)
        console.error(`Fivebar: ${name} cannot start (${error.message}); it is tried again in ${pauses.nextMs / 1_000} s.`);
      return null;
    });
    if (runtime !== null) console.error(`Fivebar: ${name} runs again.`);
  }
}

class Pauses {
  nextMs = FIRST_PAUSE_MS;

  /** None for a process that somebody told to end: nothing is wrong with it. */
  hasRun(forMs: number, isBroken: boolean): void {
    if (!isBroken) this.nextMs = 0;
    else if (forMs > WELL_MS) this.nextMs = FIRST_PAUSE_MS;
  }

  take(): number {
    const { nextMs } = this;
    this.nextMs = Math.min(Math.max(nextMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    return nextMs;
  }
}

async function endOf({ cost }: Supervised, { process, stop }: Runtime, isBroken: boolean, pauseMs: number): Promise<string> {
  const again = `it starts again in ${pauseMs / 1_000} s.`;
  if (isBroken) return `by itself (${process.signalCode ?? `exit code ${process.exitCode}`}); ${again} ${cost}`;
  return (await stop()) === 0 ? "with every count written; it starts again." : "with counts that could not be written; it starts again.";
}

/** Whether the process is gone without having been told to end. */
async function endsByItself({ name, orElse = "" }: Supervised, runtime: Runtime, told: AbortSignal): Promise<boolean> {
  await Promise.race([runtime.gone, runtime.closed, aborted(told)]);
  if (told.aborted) return false;
  const isGone = await Promise.race([runtime.gone.then(() => true), wait(BROKEN_MS, false)]);
  if (!isGone) console.error(`Fivebar: somebody told ${name} to end${orElse} (process ${runtime.process.pid}).`);
  return isGone;
}
