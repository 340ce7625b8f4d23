/** What the tests of the client's queue stand on: a tracker with a network between, and for each test a folder and a campaign of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { Fivebar, type QueueOptions, type QueueProblem, SignupQueue } from "../../../packages/client/src/index.ts";
import { fileOutbox } from "../../../packages/client/src/node.ts";
import { Between } from "./between.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "./tracker.ts";

const PAUSES = { firstMs: 1, longestMs: 5 };

export let tracker: Tracker;
export let between: Between;
/** New for each test, like what follows. */
export let folder: string;
export let problems: QueueProblem[];
export let slug: string;
let made = 0;

/** Starts all of it for the tests of the file that calls this, and ends it after them. */
export function queueStand(): void {
  beforeAll(async () => {
    tracker = await startTracker({ SIGNUP_RELEASE: "live" });
    between = new Between(() => tracker.origin);
    await between.listen();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "fivebar-queue-"));
    problems = [];
    made += 1;
    slug = `queued-${made}`;
    await tracker.createCampaign(slug);
  });
  afterEach(async () => {
    between.manners.length = 0;
    between.seen.length = 0;
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    await between.close();
    await discard(tracker);
  });
}

/** A queue on this test's outbox. */
export async function openQueue(options: QueueOptions = {}, key = ADMIN_KEY): Promise<SignupQueue> {
  const client = new Fivebar({ address: between.origin, key });
  const onProblem = (problem: QueueProblem): void => void problems.push(problem);
  return SignupQueue.open(client, await fileOutbox(join(folder, "outbox.json")), { pauses: PAUSES, onProblem, ...options });
}
