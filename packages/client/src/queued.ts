/** What a queue keeps, and reading it back. Sums per campaign: no list, no order, no time of a signup. */

export interface Waiting {
  readonly campaign: string | null;
  count: number;
}

/** Signups that are sent together, under one key until they are answered. */
export interface Batch {
  readonly campaign: string | null;
  /** 1 to 1,000. */
  readonly count: number;
  readonly key: string;
  /** The hour (milliseconds since 1970) of the first try after which nobody knows whether it was counted; null before that. */
  doubtfulSince: number | null;
}

/** What is not sent again: Fivebar refused the report itself, or it may have been counted and is too old to be repeated. */
export interface SetAside {
  readonly campaign: string | null;
  readonly count: number;
  readonly why: "refused" | "doubtful";
}

export interface Queued {
  readonly version: 1;
  readonly waiting: Waiting[];
  readonly batches: Batch[];
  readonly setAside: SetAside[];
}

export function emptyQueue(): Queued {
  return { version: 1, waiting: [], batches: [], setAside: [] };
}

/** @throws Error when the text is no queue: better to stop than to begin anew over reports that were not delivered. */
export function readQueue(text: string): Queued {
  const queued = JSON.parse(text) as Queued;
  const isQueue = queued?.version === 1 && [queued.waiting, queued.batches, queued.setAside].every(Array.isArray);
  if (!isQueue) throw new Error("the outbox does not hold a queue of this version; move it away to begin anew");
  return queued;
}
