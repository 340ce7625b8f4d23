/** The period that a page's address asks for, with what only the registry knows: the first day on which there could be figures. */
import type { Day } from "../../domain/day.ts";
import type { Scope } from "../../storage/registry/campaigns.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { type ChosenPeriod, choosePeriod } from "./chosen_period.ts";

interface AskedPeriod {
  /** Whether the days that were asked for are invalid; the default period takes their place. */
  readonly isWrong: boolean;
  readonly period: ChosenPeriod;
}

/**
 * @param scope whose figures: of one campaign, of a group or of all
 * @param hasEnded whether it is a campaign that has ended: its page opens on all of its days
 */
export async function askedPeriod(c: StaffContext, today: Day, scope: Scope, hasEnded = false): Promise<AskedPeriod> {
  const first = await registry(c).countingSince(scope);
  const query = c.req.query();
  const isAsked = ["from", "to", "days", "period"].some((name) => query[name] !== undefined);
  const chosen = choosePeriod(hasEnded && !isAsked ? { ...query, period: "all" } : query, today, first);
  const period = chosen ?? choosePeriod({}, today, first);
  if (period === null) throw new Error("the default period does not exist");
  return { isWrong: chosen === null, period };
}
