/** What things cost, for the tables of other pages. */
import type { CostQuery, CostRow, Costs, CostTotal } from "../../domain/costs/costs.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";

/** The rows of some days; null while there are no figures at all, and so no column. */
export async function costRows(
  c: StaffContext,
  days: Pick<CostQuery, "from" | "to">,
  by: CostQuery["by"],
): Promise<readonly CostRow[] | null> {
  return (await costsOf(c, days, by))?.rows ?? null;
}

/** As `costRows`, with the sums of all. */
export async function costsOf(
  c: StaffContext,
  { from, to }: Pick<CostQuery, "from" | "to">,
  by: CostQuery["by"],
): Promise<{ readonly rows: readonly CostRow[]; readonly totals: readonly CostTotal[] } | null> {
  if (!(await registry(c).hasAdFigures())) return null;
  return JSON.parse(unwrap(await registry(c).costsJson({ from, to, by, interval: "total" }))) as Costs;
}
