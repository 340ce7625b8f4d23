/** Where a queue is kept, and taking up what an earlier process left there. */
import { emptyQueue, type Queued, readQueue } from "./queued.ts";

/** Three functions over one text, and one that a store may do without. */
export interface Outbox {
  read(): Promise<string | null>;
  /** Resolves when the text would survive the end of the process. */
  write(text: string): Promise<void>;
  close(): Promise<void>;
  /** Puts what cannot be read where somebody can look into it, and says where. Without it, such a text stops the start. */
  moveAside?(): Promise<string>;
}

export interface TakenUp {
  readonly queued: Queued;
  /** What somebody should know of a text that was no queue; null when all was well. */
  readonly broken: Error | null;
}

/** Rejects, and lets go of the outbox, when it cannot be read. */
export async function takeUp(outbox: Outbox): Promise<TakenUp> {
  try {
    const text = await outbox.read();
    return text === null ? { queued: emptyQueue(), broken: null } : await readOrMove(outbox, text);
  } catch (error) {
    await outbox.close();
    throw error;
  }
}

async function readOrMove(outbox: Outbox, text: string): Promise<TakenUp> {
  try {
    return { queued: readQueue(text), broken: null };
  } catch (cause) {
    const why = (cause as Error).message;
    if (outbox.moveAside === undefined) throw new Error(`the outbox cannot be read: ${why}`, { cause });
    const place = await outbox.moveAside();
    const broken = new Error(`the outbox could not be read (${why}); it is in ${place} now, and a new one was begun`, { cause });
    return { queued: emptyQueue(), broken };
  }
}
