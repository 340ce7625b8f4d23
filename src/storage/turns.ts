/**
 * Long work in parts: on one machine all objects and all visitors share a thread, so whoever works for long gives it back in between.
 * Other events come in there: each part is right by itself, and a transaction is never split.
 */

/**
 * What one part may read or write, in totals of one campaign and day: some tens of milliseconds of work. In an object so that a test can make
 * parts of one campaign each.
 */
export const PART = { cells: 20_000 };
/** What a campaign costs beside its days, in days: it is looked up, kind by kind. */
const DAYS_A_CAMPAIGN = 30;

/** Lets others run. The shortest time that is no mere turn of the queue: only then does the runtime look at its sockets. */
export function giveTurn(): Promise<void> {
  return scheduler.wait(1);
}

/** Gives a turn whenever so much has been done that others should have one. */
export class Turns {
  private cells = 0;

  /** @param cells what was done since: totals of one campaign and day */
  async after(cells: number): Promise<void> {
    this.cells += cells;
    if (this.cells < PART.cells) return;
    this.cells = 0;
    await giveTurn();
  }
}

/** What the work on a part costs, in the same measure. */
export function cellsOf(campaigns: number, days: number, shards: number): number {
  return campaigns * (days + DAYS_A_CAMPAIGN) * shards;
}

/** `campaigns` in parts that are worked on in one go each, where each has so many `days` in so many `shards`. */
export function inParts<T>(campaigns: readonly T[], days: number, shards: number): T[][] {
  const size = Math.max(1, Math.floor(PART.cells / cellsOf(1, days, shards)));
  const parts: T[][] = [];
  for (let start = 0; start < campaigns.length; start += size) parts.push(campaigns.slice(start, start + size));
  return parts;
}
