/** How much happened in the histories of a property: one over histories in which nothing happens shows nothing. */
import { expect } from "vitest";
import type { ReportQuery } from "../../src/domain/release/report.ts";
import type { World } from "./world.ts";

/** In which share of the histories signups were released, days closed more than once, and months folded. */
export class Shares {
  private runs = 0;
  readonly found = { released: 0, closes: 0, folds: 0 };

  async note(world: World, ever: ReportQuery): Promise<void> {
    const { totals, unattributed } = await world.ask(ever);
    this.runs += 1;
    if (totals.signups + unattributed.signups > 0) this.found.released += 1;
    if (world.everyClosedDay.length > 1) this.found.closes += 1;
    if (world.foldsThatMattered > 0) this.found.folds += 1;
  }

  /** Fails where less happened than this, in shares of all histories. */
  expectAtLeast(least: Readonly<Record<keyof typeof this.found, number>>): void {
    const shares = Object.entries(this.found).map(([what, count]) => [what, count / this.runs] as const);
    console.log(`of these ${shares.map(([what, share]) => `${Math.round(share * 100)}% ${what}`).join(", ")}`);
    for (const [what, share] of shares) expect(share, what).toBeGreaterThanOrEqual(least[what as keyof typeof least]);
  }
}
