/** Pauses between tries. */

export interface Pauses {
  /** After the first failure, in milliseconds; doubled with each one that follows. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** The pause after failure number `failures` (from 1): half of it fixed, half by chance, so that many senders do not come back at once. */
export function pauseMs({ firstMs, longestMs }: Pauses, failures: number, atLeastMs: number | null): number {
  const wholeMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.min(longestMs, Math.max(atLeastMs ?? 0, wholeMs * (0.5 + Math.random() / 2)));
}

/** Rejects with the signal's reason when it is aborted first. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
