/** The period that a page's address asks for, with what only the registry knows: the first day on which there could be figures. */
import { type Campaign, statusOn } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { type ChosenPeriod, choosePeriod } from "./chosen_period.ts";

export interface AskedPeriod {
  /** Whether the days that were asked for are none: the default stands in for them. */
  readonly isWrong: boolean;
  readonly period: ChosenPeriod;
}

/** @param campaign whose page it is: one that has ended opens on all of its days; null for the figures of all */
export async function askedPeriod(c: StaffContext, today: Day, campaign: Campaign | null): Promise<AskedPeriod> {
  const first = await registry(c).countingSince(campaign?.slug ?? null);
  const query = c.req.query();
  const isAsked = ["from", "to", "days", "period"].some((name) => query[name] !== undefined);
  const hasEnded = campaign !== null && statusOn(campaign, today) === "ended";
  const chosen = choosePeriod(hasEnded && !isAsked ? { ...query, period: "all" } : query, today, first);
  const period = chosen ?? choosePeriod({}, today, first);
  if (period === null) throw new Error("the default period does not exist");
  return { isWrong: chosen === null, period };
}
