/** What comes in and goes out about ad platforms' figures, as schemas. */
import * as v from "valibot";
import { AD_PLATFORMS, type AdFileOptions } from "../../domain/ad_figures/ad_file.ts";
import { MAX_AD_FILE_BYTES, MAX_AD_UNITS } from "../../domain/ad_figures/limits.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { currencyField, dayField, isInOrder, oneOf, slug } from "../openapi/request_schemas.ts";
import { bundles, dayOut, rowOut } from "../openapi/response_schemas.ts";

/** What the sender says about a file, and whether it is a preview only. */
export const adFileQuery = v.pipe(
  fields({
    preview: v.optional(v.pipe(oneOf(["true", "false"]), v.description("true: say what would change, and store no figure"))),
    platform: v.optional(v.pipe(oneOf(AD_PLATFORMS), v.description("where the file comes from, if it does not show it"))),
    currency: v.optional(currencyField("of amounts whose currency the file does not name: ISO 4217, such as EUR")),
    from: v.optional(dayField("the first day of a file that states none; with to")),
    to: v.optional(dayField("the last day; with from")),
    decimal: v.optional(v.pipe(oneOf([".", ","]), v.description("what stands before the cents, if the file does not show it"))),
    dates: v.optional(
      v.pipe(oneOf(["dmy", "mdy"]), v.description("whether the day or the month comes first, if the file does not show it")),
    ),
  }),
  v.forward(
    v.partialCheck([["from"], ["to"]], ({ from, to }) => (from === undefined) === (to === undefined), said("no-period")),
    ["from"],
  ),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

export function optionsOf({
  platform,
  currency: code,
  from,
  to,
  decimal,
  dates,
}: Omit<v.InferOutput<typeof adFileQuery>, "preview">): AdFileOptions {
  return {
    platform: platform ?? null,
    currency: code ?? null,
    from: from ?? null,
    to: to ?? null,
    decimal: decimal ?? null,
    dates: dates ?? null,
  };
}

/** Media types under which browsers, tools and platforms send such files. What one is, its bytes say. */
export const AD_FILE_TYPES = [
  "text/csv",
  "text/tab-separated-values",
  "text/plain",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.ms-excel",
  "application/octet-stream",
] as const;

/** For the document. */
export const adFile = v.pipe(
  v.string(),
  v.metadata({ maxLength: MAX_AD_FILE_BYTES, description: "the file as the platform gives it: CSV or XLSX" }),
);

export const unitMatch = fields({
  campaign: v.pipe(v.nullable(slug), v.description("which campaign it is; null: not ours, and what is stored of it goes")),
});

export const deletedFigures = v.pipe(
  fields({
    campaign: slug,
    from: v.optional(dayField("the first day; without it the first that there is")),
    to: v.optional(dayField("the last day; without it the last that there is")),
  }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

const count = v.pipe(v.number(), v.integer());
const money = v.pipe(v.number(), v.description("in the currency's unit"));
const unitId = v.pipe(v.string(), v.description("from GET /ad-units"));

const adFigureOut = v.strictObject({
  unit: unitId,
  campaign: v.string(),
  day: v.optional(dayOut),
  from: v.optional(dayOut),
  to: v.optional(dayOut),
  currency: v.string(),
  spend: money,
  impressions: count,
  clicks: v.nullable(count),
  reach: v.optional(v.nullable(count)),
  was: v.pipe(
    v.nullable(v.strictObject({ spend: money, impressions: bundles, clicks: v.nullable(bundles) })),
    v.description("what is stored, or was; null where nothing was"),
  ),
});

export const adImportOut = v.strictObject({
  platform: v.picklist(AD_PLATFORMS),
  granularity: v.picklist(["day", "period"]),
  from: v.nullable(dayOut),
  to: v.nullable(dayOut),
  currencies: v.array(v.string()),
  figures: v.pipe(v.array(adFigureOut), v.description("the file's own numbers, of units whose campaign is known")),
  changes: v.pipe(count, v.description("how many stored figures this changes; days without a row, which are zero, among them")),
  unmatched: v.pipe(
    v.array(v.strictObject({ unit: unitId, name: v.string(), level: v.string(), suggestion: v.nullable(v.string()) })),
    v.description("units whose campaign is not known: say it with PATCH /ad-units/{unit}, and import the file again"),
  ),
  leftOut: v.pipe(
    v.array(v.strictObject({ row: v.nullable(rowOut), why: v.string() })),
    v.description("rows, and campaigns with all their rows, of which nothing is taken"),
  ),
  checks: v.array(v.string()),
  notes: v.array(v.string()),
});

export const adUnitOut = v.strictObject({
  id: v.string(),
  platform: v.picklist(AD_PLATFORMS),
  level: v.picklist(["campaign", "adset", "ad"]),
  name: v.string(),
  campaign: v.nullable(v.string()),
  decided: v.pipe(v.boolean(), v.description("whether somebody has said which campaign it is, or that it is not ours")),
  suggestion: v.nullable(v.string()),
});
export const adUnitsOut = v.strictObject({ units: v.pipe(v.array(adUnitOut), v.maxLength(MAX_AD_UNITS)) });

export const audienceOut = v.strictObject({
  from: dayOut,
  to: dayOut,
  basis: v.pipe(v.picklist(["reach", "impressions"]), v.description("of what the shares are: persons, or how often the ad was shown")),
  shares: v.array(v.strictObject({ group: v.string(), share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) })),
});
export const audiencesOut = v.strictObject({
  campaign: v.string(),
  ages: v.nullable(audienceOut),
  genders: v.nullable(audienceOut),
  regions: v.pipe(v.nullable(audienceOut), v.description("as the platform writes them; small ones are in other")),
});
