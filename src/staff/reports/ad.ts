/** A campaign with its figures of some days, as the table of all campaigns and their comparison show it. */
import type { CostRow } from "../../domain/costs/costs.ts";
import type { MarkedFigures } from "../../domain/release/report.ts";

export interface Ad {
  readonly name: string;
  readonly slug: string;
  readonly channel: string;
  readonly figures: MarkedFigures;
  /** One for each currency; none where nothing is known. */
  readonly costs: readonly CostRow[];
}
