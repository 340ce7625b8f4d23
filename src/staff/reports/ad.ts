/** A campaign with its figures of some days, as the table of all campaigns and their comparison show it. */
import type { CostRow } from "../../domain/costs/costs.ts";
import type { Figures } from "../../domain/release/figures.ts";
import type { Margin } from "../../domain/release/margin.ts";

export interface Ad {
  readonly name: string;
  readonly slug: string;
  readonly channel: string;
  readonly figures: Figures;
  /** One for each currency; none where nothing is known. */
  readonly costs: readonly CostRow[];
  /** In the formal mode: how far the figures may be off. */
  readonly margin?: Margin | undefined;
}
