/** What is asked and answered about costs, as schemas. */
import * as v from "valibot";
import { MAX_REPORT_ROWS } from "../../domain/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { currencyField, dayField, isInOrder, oneOf } from "../openapi/request_schemas.ts";
import { bundles, count, dayOut, MARGIN_MEANING } from "../openapi/response_schemas.ts";
import { COSTS_BY } from "./costs_by.ts";
import { FIGURE_FORMS } from "./figures_csv.ts";

export const costQuery = v.pipe(
  fields({
    from: v.optional(dayField("the first day; without it 29 days before the last")),
    to: v.optional(dayField("the last day, included; without it today, or the first day when that is later")),
    by: v.optional(v.pipe(oneOf(COSTS_BY), v.description("channel unless it is given"))),
    interval: v.optional(v.pipe(oneOf(["total", "week", "month"]), v.description("total unless it is given"))),
  }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

export const costFileQuery = v.pipe(
  fields({
    ...costQuery.entries,
    form: v.optional(
      v.pipe(
        oneOf(FIGURE_FORMS),
        v.description(
          "costs unless it is given; fivebar or ga4: the platforms' figures by day, to take along, of all days unless from is given",
        ),
      ),
    ),
    currency: v.optional(currencyField("of a file in the form fivebar or ga4: only figures in this currency")),
  }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

const cost = (description: string) => v.pipe(v.nullable(v.number()), v.description(description));

const paid = {
  currency: v.pipe(v.string(), v.description("ISO 4217; amounts are in its unit, and never converted")),
  spend: v.pipe(v.number(), v.description("as the platforms say: without VAT and fees")),
  spendDays: v.pipe(v.number(), v.integer(), v.description("for how many days of the period it is known")),
  impressions: bundles,
  clicks: v.pipe(v.nullable(bundles), v.description("null where a platform does not tell them")),
  visits: v.pipe(bundles, v.description("of the days for which the spend is known")),
  signups: bundles,
  costPerVisit: cost("null below 20 visits, and where a quarter of them or more may be noise"),
  costPerSignup: cost("null where the interval's upper end is more than five times its lower end"),
  costPerSignupLow: cost("the lower end of its 95% interval, what bundles hold back included"),
  costPerSignupHigh: cost("the upper end"),
  margin: v.optional(v.pipe(v.strictObject({ visits: count, signups: count }), v.description(MARGIN_MEANING))),
  costPerVisitLow: v.optional(cost("with RELEASE=formal: the lower end, for the noise in visits")),
  costPerVisitHigh: v.optional(cost("the upper end")),
  leftOut: v.pipe(
    v.array(v.string()),
    v.description("campaigns that brought something and whose spend is not known, or in two currencies"),
  ),
};

export const costsOut = v.strictObject({
  from: dayOut,
  to: dayOut,
  groupSize: v.pipe(v.number(), v.integer(), v.description("how many events make a bundle")),
  signupsThrough: v.pipe(v.nullable(dayOut), v.description("the last day whose signups are out; null until the first has closed")),
  rows: v.pipe(
    v.array(
      v.strictObject({
        channel: v.pipe(v.optional(v.string()), v.description("not in a row by group")),
        campaign: v.optional(v.string()),
        group: v.pipe(v.optional(v.nullable(v.string())), v.description("null for campaigns in no group")),
        period: v.optional(dayOut),
        ...paid,
      }),
    ),
    v.maxLength(MAX_REPORT_ROWS),
    v.description("only those for which there are figures"),
  ),
  totals: v.pipe(
    v.array(
      v.strictObject({
        ...paid,
        unattributedSignups: v.pipe(bundles, v.description("signups without a campaign's code, of the same days")),
        unattributedMargin: v.optional(count),
        costPerSignupOfAll: cost("the spend by all signups, with a code or without: the truth lies between this and costPerSignup"),
      }),
    ),
    v.description("one for each currency"),
  ),
});
