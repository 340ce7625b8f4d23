/** The platforms' figures as files to take along: in Fivebar's own form, which can be imported again, and in that of GA4's cost data. */

import { amountOf } from "../../domain/costs/money.ts";
import { dayOfNumber } from "../../domain/day.ts";
import { invalid } from "../../domain/problems.ts";
import type { AdFigureRegistry } from "../../storage/registry/ad_figure_commands.ts";
import { writeCsv } from "../http/csv.ts";
import { refuse } from "../http/problem.ts";

export const FIGURE_FORMS = ["costs", "fivebar", "ga4"] as const;
export type FigureForm = Exclude<(typeof FIGURE_FORMS)[number], "costs">;

type Figures = ReturnType<AdFigureRegistry["exportAdFigures"]>;

/** @param currency of which figures are wanted; GA4's form has room for one only */
export function figuresCsv(form: FigureForm, all: Figures, currency: string | null): string {
  const figures = all.filter((one) => currency === null || one.currency === currency);
  return form === "ga4" ? ga4(figures) : own(figures);
}

/** By day, and with a first and a last day where a platform gave a period. */
function own(figures: Figures): string {
  const hasPeriods = figures.some(({ first, last }) => first !== last);
  const rows = figures.map((one) => {
    const [first, last] = [dayOfNumber(one.first), dayOfNumber(one.last)];
    const days = !hasPeriods ? [first] : first === last ? [first, "", ""] : ["", first, last];
    return [one.slug, ...days, one.currency, amountOf(one.micros, one.currency), one.impressions, one.reach, one.clicks];
  });
  const days = hasPeriods ? ["day", "from", "to"] : ["day"];
  return writeCsv(["slug", ...days, "currency", "spend", "impressions", "reach", "clicks"], rows);
}

function ga4(figures: Figures): string {
  const currencies = [...new Set(figures.map((one) => one.currency))].sort();
  if (currencies.length > 1) refuse(invalid("currency", "one-of", { allowed: currencies }).error);
  const rows = figures.flatMap((one) => {
    if (one.first !== one.last) return [];
    const cost = amountOf(one.micros, one.currency);
    return [[one.slug, one.slug, one.channel, "cpc", dayOfNumber(one.first), one.impressions, one.clicks, cost]];
  });
  return writeCsv(["utm_id", "utm_campaign", "utm_source", "utm_medium", "date", "impressions", "clicks", "cost"], rows);
}
