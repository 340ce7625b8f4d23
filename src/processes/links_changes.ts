/** Which visitor processes know of the latest change that visitors could see. Requests share values and never promises. */
import { stop } from "../held_request.ts";
import { CHANGES_MS, type Commands, type LinksVersion } from "./commands.ts";

/** The polling interval of a request that waits. */
const LOOKING_MS = 5;
/**
 * The longest that a change by staff waits for the other processes. A process that does not answer has the links within 30 seconds
 * (src/visitor/routing.ts).
 */
const PATIENCE_MS = 1_000;

export class LinksChanges {
  /** Random, so that it differs from the version of an earlier process. Drawn during a request, as all random values are. */
  private began: string | null = null;
  private changes = 0;
  /** The version that each watching process had when it asked last, and the time at which it asked. */
  private readonly watchers = new Map<string, { readonly has: LinksVersion | null; readonly askedMs: number }>();

  get version(): LinksVersion {
    this.began ??= crypto.randomUUID();
    return `${this.began}.${this.changes}`;
  }

  note(): void {
    this.changes += 1;
  }

  async untilChanged({ watcher, since }: Commands["changes"]["given"]): Promise<LinksVersion> {
    this.watchers.set(watcher, { has: since, askedMs: Date.now() });
    for (let waitedMs = 0; waitedMs < CHANGES_MS && this.version === since && !stop.isUnderWay; waitedMs += LOOKING_MS)
      await scheduler.wait(LOOKING_MS);
    return this.version;
  }

  async untilAllKnow(): Promise<void> {
    const { version } = this;
    const lag = (): boolean => [...this.watchers.values()].some(({ has }) => has !== version);
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && this.version === version && this.forgetGone() && lag(); waitedMs += LOOKING_MS)
      await scheduler.wait(LOOKING_MS);
  }

  /** A process that has not asked for twice `CHANGES_MS` is gone. */
  private forgetGone(): true {
    const nowMs = Date.now();
    for (const [watcher, { askedMs }] of this.watchers) if (Math.abs(nowMs - askedMs) > 2 * CHANGES_MS) this.watchers.delete(watcher);
    return true;
  }
}
