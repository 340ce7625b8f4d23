/** By what the rows of costs are, as an address says it. */
import type { StaffContext } from "../http/context.ts";

export const COSTS_BY = ["channel", "campaign", "group"] as const;
export type CostsBy = (typeof COSTS_BY)[number];

export function costsBy(c: StaffContext): CostsBy {
  return COSTS_BY.find((one) => one === c.req.query("by")) ?? "channel";
}
