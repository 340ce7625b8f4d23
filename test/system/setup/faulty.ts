/** A tracker whose Worker fails as told: see test/faults/worker.ts. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { FAULTY_CONFIG } from "./build.ts";
import { Tracker } from "./tracker.ts";

/** Far below every pause that a fault causes. */
const AT_ONCE_MS = 1_500;

/** What is held answers when the test lets it: who waits for it, waits for ever. A second's patience takes longer on a busy machine. */
export const HELD_MS = 10_000;

/** A call to an object, of a batch by its writer and number or by what was asked of the registry. */
interface Call {
  readonly ms: number;
  readonly of: string;
}

export class FaultyTracker extends Tracker {
  private visitsBefore = 0;
  private lostBefore = 0;

  static async begin(): Promise<FaultyTracker> {
    const dataDir = await mkdtemp(join(tmpdir(), "fivebar-test-"));
    const tracker = new FaultyTracker(dataDir, { SIGNUP_RELEASE: "live" }, FAULTY_CONFIG);
    await tracker.start();
    await tracker.createCampaign("fix-tiktok");
    await tracker.createCampaign("probe");
    return tracker;
  }

  /** From now on `fault` happens; with null all is well. Forgets the calls that were made. */
  async cause(fault: string | null): Promise<void> {
    await this.ask(`/__fault${fault === null ? "" : `?name=${fault}`}`);
  }

  /** Ends the fault before, and begins to compare counts. */
  async heal(): Promise<void> {
    await this.cause(null);
    // Once five more visits are written, nothing of the fault before is left in the isolate.
    const probes = (await this.report()).totals.visits;
    for (let probe = 0; probe < 5; probe += 1) await this.visit("/probe");
    const { totals, lost } = await this.reportWhen((report) => report.totals.visits > probes);
    this.visitsBefore = totals.visits;
    this.lostBefore = lost;
  }

  async calls(): Promise<Call[]> {
    return (await this.ask("/__calls")).json() as Promise<Call[]>;
  }

  async untilCalled(times: number): Promise<void> {
    while ((await this.calls()).length < times) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Visits that must be answered whatever happens behind; a multiple of five, so that the report shows them all. */
  async visitors(times = 50): Promise<void> {
    for (let done = 0; done < times; done += 10) {
      const responses = await this.soon(AT_ONCE_MS, () => Promise.all(Array.from({ length: 10 }, () => this.visit("/fix-tiktok"))));
      for (const response of responses) expect(response.status).toBe(302);
    }
  }

  /** What `ask` gives, at most `ms` after a request that was made at the same time and waits for nothing: a machine that stalls holds up both. */
  async soon<T>(ms: number, ask: () => Promise<T>): Promise<T> {
    const whenDone = async <V>(asked: Promise<V>) => ({ answer: await asked, atMs: performance.now() });
    const [asked, other] = await Promise.all([whenDone(ask()), whenDone(this.calls())]);
    expect(asked.atMs - other.atMs).toBeLessThan(ms);
    return asked.answer;
  }

  /** What was counted since `heal`. */
  async counted(isDone: (visits: number, lost: number) => boolean): Promise<{ readonly visits: number; readonly lost: number }> {
    const since = ({ totals, lost }: { totals: { visits: number }; lost: number }) => ({
      visits: totals.visits - this.visitsBefore,
      lost: lost - this.lostBefore,
    });
    const report = await this.reportWhen((latest) => {
      const { visits, lost } = since(latest);
      return isDone(visits, lost);
    });
    return since(report);
  }

  /** All `times` visits since `heal`, each once, and none lost. */
  async expectCounted(times: number): Promise<void> {
    expect(await this.counted((visits) => visits >= times)).toEqual({ visits: times, lost: 0 });
  }
}
