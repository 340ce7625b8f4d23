/**
 * Splits long work into chunks. On one machine all objects and all visitors share a thread, so long work yields it between two chunks.
 * Other events run in between: each chunk must be right by itself, and a transaction is never split.
 */

/**
 * The size of a chunk, in cells: totals of one campaign and day that it reads or writes. It takes some tens of milliseconds. A property of an
 * object, so that a test can make smaller chunks.
 */
export const CHUNK = { cells: 20_000 };
/** The fixed cost of a campaign, in days: looking it up once per kind. */
const DAYS_A_CAMPAIGN = 30;

/** Yields the thread. A wait of 0 ms would run other tasks but no I/O: the runtime looks at its sockets only after a real wait. */
export function giveTurn(): Promise<void> {
  return scheduler.wait(1);
}

/** Yields the thread whenever a chunk's worth of work was done. */
export class Turns {
  private cells = 0;

  /** @param cells the work done since the last call */
  async after(cells: number): Promise<void> {
    this.cells += cells;
    if (this.cells < CHUNK.cells) return;
    this.cells = 0;
    await giveTurn();
  }
}

/** The cells of work on so many campaigns, days and shards. */
export function cellsOf(campaigns: number, days: number, shards: number): number {
  return campaigns * (days + DAYS_A_CAMPAIGN) * shards;
}

/** Splits `campaigns` into chunks, where each campaign has `days` days in each of `shards` shards. */
export function inChunks<T>(campaigns: readonly T[], days: number, shards: number): T[][] {
  const size = Math.max(1, Math.floor(CHUNK.cells / cellsOf(1, days, shards)));
  const chunks: T[][] = [];
  for (let start = 0; start < campaigns.length; start += size) chunks.push(campaigns.slice(start, start + size));
  return chunks;
}
