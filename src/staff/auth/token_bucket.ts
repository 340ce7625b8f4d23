/** A token bucket: one for everybody, so that nobody has to be remembered. */
export class TokenBucket {
  private tokens: number;
  private refilledMs = 0;
  private readonly capacity: number;
  private readonly refillMs: number;

  /** @param capacity tokens at the start and at most; a new one comes every `refillMs` */
  constructor(capacity: number, refillMs: number) {
    this.tokens = capacity;
    this.capacity = capacity;
    this.refillMs = refillMs;
  }

  /** Takes a token; answers 0, or the seconds to wait when there is none. */
  take(nowMs: number): number {
    const gained = Math.floor((nowMs - this.refilledMs) / this.refillMs);
    if (gained > 0 || nowMs < this.refilledMs) {
      this.tokens = Math.min(this.capacity, this.tokens + Math.max(0, gained));
      this.refilledMs = nowMs;
    }
    if (this.tokens === 0) return Math.max(1, Math.ceil((this.refilledMs + this.refillMs - nowMs) / 1_000));
    this.tokens -= 1;
    return 0;
  }

  /** Gives a token back, because the key was right. */
  giveBack(): void {
    this.tokens = Math.min(this.capacity, this.tokens + 1);
  }
}
