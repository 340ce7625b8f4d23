/** A store of wrong keys that are answered as such; once it is empty, the answer says how long to wait. One for everybody: nobody is remembered. */
export class Guesses {
  private left: number;
  private refilledMs = 0;
  private readonly most: number;
  private readonly refillMs: number;

  /** @param most guesses at once; then one every `refillMs` */
  constructor(most: number, refillMs: number) {
    this.left = most;
    this.most = most;
    this.refillMs = refillMs;
  }

  /** Takes one guess; answers 0, or the seconds to wait when there is none left. */
  take(nowMs: number): number {
    const gained = Math.floor((nowMs - this.refilledMs) / this.refillMs);
    if (gained > 0 || nowMs < this.refilledMs) {
      this.left = Math.min(this.most, this.left + Math.max(0, gained));
      this.refilledMs = nowMs;
    }
    if (this.left === 0) return Math.max(1, Math.ceil((this.refilledMs + this.refillMs - nowMs) / 1_000));
    this.left -= 1;
    return 0;
  }

  /** Gives a guess back, because the key was right. */
  giveBack(): void {
    this.left = Math.min(this.most, this.left + 1);
  }
}
