/** A tracker in several processes, watched: the counting process and the visitor processes. */
import { leave, type Processes, type ProcessesOptions, startCounting, startProcesses, startVisitor, sumOf } from "../runtime/processes.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { supervise } from "./supervise.ts";

const LAST_MOMENTS = "Visits of its last moments may be missing.";
const COUNTS_WAIT = "Visitors are redirected, and their counts wait in memory.";

/** Looks at a counting process that has started; `told` ends the looking. */
type OnCounting = (runtime: Runtime, told: AbortSignal) => Promise<void>;

/** Starts all of them; `onCounting` is called with each counting process that starts, and the start fails where it does. */
export async function startSeveral(options: ProcessesOptions, onCounting: OnCounting, told: AbortSignal): Promise<Processes> {
  const processes = await startProcesses(options);
  try {
    await onCounting(processes.counting, told);
    return processes;
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

/**
 * Keeps them running until `told`; then stops the visitor processes and, when they have sent what they counted, the counting process. That one is
 * kept running until then: a service manager may have told all of them to end at once.
 *
 * @param onCounting as of `startSeveral`
 */
export async function superviseSeveral(
  { counting, visitors, listener }: Processes,
  options: ProcessesOptions,
  onCounting: OnCounting,
  told: AbortSignal,
): Promise<number | null> {
  const visitorsEnded = new AbortController();
  const { dataDir, env, output } = options;
  const { signal: _, ...lasting } = options;
  const counted = supervise(
    {
      name: "the counting process",
      first: counting,
      again: async () => {
        const runtime = await startCounting({ ...lasting, signal: visitorsEnded.signal });
        await onCounting(runtime, visitorsEnded.signal).catch(async (error: unknown) => {
          await runtime.stop();
          throw error;
        });
        return runtime;
      },
      cost: COUNTS_WAIT,
      orElse: ", or removed counting.sock",
      isPart: true,
    },
    visitorsEnded.signal,
  );
  const unwritten = visitors.map((first, index) =>
    supervise(
      {
        name: `visitor process ${index + 1} of ${visitors.length}`,
        first,
        again: () => startVisitor({ dataDir, env, output, listener, signal: told }),
        cost: LAST_MOMENTS,
        isPart: true,
      },
      told,
    ),
  );
  const left = sumOf(await Promise.all(unwritten));
  visitorsEnded.abort();
  await counted;
  await leave(dataDir, listener);
  return left;
}
