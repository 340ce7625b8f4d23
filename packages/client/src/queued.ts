/** What a queue keeps, and reading it back. Sums per campaign: no list, no order, no time of a signup. */
import { MAX_COUNT } from "./client.ts";
import { codeFrom } from "./code.ts";

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

/** Adds to the sum of a campaign. Sums stand in the order of their codes, not in that of the first signups. */
export function addWaiting({ waiting }: Queued, campaign: string | null, count: number): void {
  const same = waiting.find((one) => one.campaign === campaign);
  if (same !== undefined) same.count += count;
  else waiting.push({ campaign, count });
  waiting.sort((one, other) => ((one.campaign ?? "~") < (other.campaign ?? "~") ? -1 : 1));
}

/** Makes batches of all that waits; each keeps its key from here on. */
export function takeBatches({ waiting, batches }: Queued): void {
  for (const { campaign, count } of waiting.splice(0)) {
    for (let left = count; left > 0; left -= MAX_COUNT)
      batches.push({ campaign, count: Math.min(left, MAX_COUNT), key: crypto.randomUUID(), doubtfulSince: null });
  }
}

/** Ends a batch; with a reason when it was not delivered, which adds it to the sum of its campaign and reason. */
export function endBatch({ batches, setAside }: Queued, batch: Batch, why: SetAside["why"] | null): void {
  batches.splice(batches.indexOf(batch), 1);
  if (why === null) return;
  const { campaign } = batch;
  const index = setAside.findIndex((one) => one.campaign === campaign && one.why === why);
  const [same] = index < 0 ? [] : setAside.splice(index, 1);
  setAside.push({ campaign, count: batch.count + (same?.count ?? 0), why });
}

/** @throws Error when the text is no queue */
export function readQueue(text: string): Queued {
  const queued = JSON.parse(text) as Partial<Queued> | null;
  const isQueue = queued?.version === 1 && all(queued.waiting, isSum) && all(queued.batches, isBatch) && all(queued.setAside, isSetAside);
  if (!isQueue) throw new Error("it does not hold a queue of this version");
  return queued as Queued;
}

function all(value: unknown, isFine: (entry: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null && isFine(entry));
}

function isSum({ campaign, count }: Record<string, unknown>): boolean {
  return (campaign === null || codeFrom(campaign) !== null) && Number.isInteger(count) && Number(count) > 0;
}

function isSetAside(entry: Record<string, unknown>): boolean {
  return isSum(entry) && (entry.why === "refused" || entry.why === "doubtful");
}

function isBatch(entry: Record<string, unknown>): boolean {
  return isSum(entry) && typeof entry.key === "string" && (entry.doubtfulSince === null || typeof entry.doubtfulSince === "number");
}
