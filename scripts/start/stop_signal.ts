/** How the programs that run a tracker are told to end. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** How often a program looks whether the one that started it is still there. */
const LOOKING_MS = 250;

/**
 * Aborts when this process is told to end: by Ctrl-C, by a service manager, by the end of its terminal, or, under npm, by the end of the
 * process that started it. Called before anything is started, so that nothing is left running.
 */
export function stopSignal(): AbortSignal {
  const told = new AbortController();
  for (const name of SIGNALS) process.on(name, () => told.abort());
  // A terminal that has gone takes no more text; that is no reason to end before the counts are written.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const { ppid } = process;
  if (process.env.npm_lifecycle_event !== undefined && process.platform !== "win32") {
    setInterval(() => process.ppid !== ppid && told.abort(), LOOKING_MS).unref();
  }
  return told.signal;
}

/**
 * Ends this process. Signals come twice, from the terminal and from npm. The second would kill a process that is tidying up by itself, and
 * its exit code would be lost. On Windows that cannot happen, and the last output may still be on its way.
 */
export function end(code: number): void {
  process.exitCode = code;
  if (process.platform !== "win32") process.exit();
}

/** Resolves when `told` is aborted. */
export function aborted(told: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (told.aborted) resolve();
    else told.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** As `work`, but rejects as soon as `told` is aborted. */
export async function unlessTold<T>(told: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = aborted(told).then((): never => {
    throw told.reason;
  });
  return Promise.race([work, stopped]);
}
