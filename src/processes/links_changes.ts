/** Which visitor processes know of the latest change that visitors could see. Requests share values and never promises. */
import { stop } from "../held_request.ts";
import { CHANGES_MS, type Commands, type LinksVersion } from "./commands.ts";

/** How often a request that waits looks. */
const LOOKING_MS = 5;
/** The longest that somebody of the staff waits for the other processes. One that does not answer has the links within 30 seconds (src/visitor/routing.ts). */
const PATIENCE_MS = 1_000;

export class LinksChanges {
  /** Random, so that a version of an earlier process is another one; made by a request, as all that is random. */
  private began: string | null = null;
  private changes = 0;
  /** What each process that watches had when it asked last, and when. */
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

  /** A process that has not asked for so long is gone. */
  private forgetGone(): true {
    const nowMs = Date.now();
    for (const [watcher, { askedMs }] of this.watchers) if (Math.abs(nowMs - askedMs) > 2 * CHANGES_MS) this.watchers.delete(watcher);
    return true;
  }
}
