/** By what the rows of costs are, as an address says it. */
import type { StaffContext } from "../http/context.ts";

export const COSTS_BY = ["channel", "campaign", "group"] as const;
export type CostsBy = (typeof COSTS_BY)[number];

export function costsBy(c: StaffContext): CostsBy {
  const asked = c.req.query("by");
  return COSTS_BY.find((one) => one === asked) ?? "channel";
}
