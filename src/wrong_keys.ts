/** How many wrong access keys came, for one line a minute in the log. Numbers only: no key, and nothing of who sent it. */

const MINUTE_MS = 60_000;
let count = 0;
let sinceMs = 0;

export function countWrongKey(nowMs: number): void {
  // Counts of an earlier minute are reported first.
  tellWrongKeys(nowMs);
  if (count === 0) sinceMs = nowMs;
  count += 1;
}

/** Tells the operator, when the minute that the first wrong key began is over. On one machine src/drain.ts sees to it that it is told in time. */
export function tellWrongKeys(nowMs: number): void {
  if (count === 0 || (nowMs >= sinceMs && nowMs - sinceMs < MINUTE_MS)) return;
  console.warn(`staff: ${count} wrong access ${count === 1 ? "key was" : "keys were"} tried`);
  count = 0;
}
