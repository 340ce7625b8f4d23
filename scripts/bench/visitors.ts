/**
 * Visitors who come at even distances, whether or not those before are answered. They come from a thread of their own, so that they do not wait for what the
 * benchmark itself does. This file is that thread, too.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { BROWSER } from "./load.ts";

/** For a machine that does not keep up: work that lasts longer goes on without visitors, and comes to its end. */
const MOST_SECONDS = 20;

interface Given {
  readonly link: string;
  readonly perSecond: number;
}

export interface Visitors {
  /** How many have come by now. */
  readonly come: number;
  /** Lets no more come; resolves with how long each waited for its answer, in milliseconds. */
  end(): Promise<readonly number[]>;
}

export async function visitorsCome(link: string, perSecond: number): Promise<Visitors> {
  const given: Given = { link, perSecond };
  const thread = new Worker(new URL(import.meta.url), { workerData: given });
  await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject));
  const start = performance.now();
  return {
    get come() {
      return Math.min(MOST_SECONDS, (performance.now() - start) / 1_000) * perSecond;
    },
    end: () =>
      new Promise((resolve, reject) => {
        thread.removeAllListeners("message").once("message", resolve).once("error", reject);
        thread.postMessage("end");
      }),
  };
}

async function visit(link: string): Promise<number> {
  const start = performance.now();
  const { status } = await fetch(link, { redirect: "manual", headers: { "user-agent": BROWSER } });
  if (status !== 302) throw new Error(`a visitor was answered ${status}`);
  return performance.now() - start;
}

async function comeAndGo({ link, perSecond }: Given): Promise<void> {
  for (let warm = 0; warm < perSecond; warm += 1) await visit(link);
  const waits: Promise<number>[] = [];
  const start = performance.now();
  const clock = setInterval(() => {
    const due = Math.min(MOST_SECONDS, (performance.now() - start) / 1_000) * perSecond;
    while (waits.length < due) waits.push(visit(link));
  }, 1);
  parentPort?.once("message", async () => {
    clearInterval(clock);
    parentPort?.postMessage(await Promise.all(waits));
  });
  parentPort?.postMessage("begun");
}

if (!isMainThread) await comeAndGo(workerData as Given);
