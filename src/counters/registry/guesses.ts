/**
 * Slows down the guessing of access keys, without knowing who guesses: one bucket for everybody, in memory. Keys that Fivebar made
 * have 256 random bits and need no such help; this is for an admin key that somebody thought of.
 */

const MOST_GUESSES = 10;
const REFILL_MS = 6_000;

export class Guesses {
  private left = MOST_GUESSES;
  private refilledMs = 0;

  /** Takes one guess; answers 0, or the seconds to wait when there is none left. */
  take(nowMs: number): number {
    const gained = Math.floor((nowMs - this.refilledMs) / REFILL_MS);
    if (gained > 0 || nowMs < this.refilledMs) {
      this.left = Math.min(MOST_GUESSES, this.left + Math.max(0, gained));
      this.refilledMs = nowMs;
    }
    if (this.left === 0) return Math.ceil((this.refilledMs + REFILL_MS - nowMs) / 1_000);
    this.left -= 1;
    return 0;
  }

  /** Gives a guess back, because it was right. */
  giveBack(): void {
    this.left = Math.min(MOST_GUESSES, this.left + 1);
  }
}
