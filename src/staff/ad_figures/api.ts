/** Ad platforms' figures: files taken over, which of their campaigns are ours, who saw the ads, and figures taken out again. */
import type * as v from "valibot";
import { amountOf } from "../../domain/costs/money.ts";
import { MAX_ERRORS } from "../../domain/limits.ts";
import type { ListedUnit } from "../../storage/registry/ad_figure_commands.ts";
import type { Audience } from "../../storage/registry/ad_figures/audience.ts";
import type { ImportedFigure } from "../../storage/registry/ad_figures/importing.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { mediaTypeOf, readBytes, readJson, readQuery } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";
import { slugOf } from "../ui/current_path.ts";
import { sentence } from "../ui/messages/problems.ts";
import { AD_FILE, AD_FILE_QUERY, AD_IMPORT, AD_UNIT, AUDIENCE } from "./examples.ts";
import { type Taken, takeAdFile } from "./read_upload.ts";
import {
  AD_FILE_TYPES,
  adFile,
  adFileQuery,
  adImportOut,
  adUnitOut,
  adUnitsOut,
  audiencesOut,
  deletedFigures,
  optionsOf,
  unitMatch,
} from "./schemas.ts";

export const adFigureOperations: Operations = () => [
  {
    ...operation("importAdFigures"),
    summary: "Take over the figures of an ad platform's file, as it is.",
    description:
      "Campaign by day, or campaign by period: spend, impressions, clicks, reach, and ages, genders and regions as shares. Of each campaign in the file the days of its range are replaced, and a day without a row is zero; other campaigns stay as they are. The file itself is not stored. Importing a file again changes nothing. 1 MiB at most.",
    query: adFileQuery,
    body: Object.fromEntries(AD_FILE_TYPES.map((type) => [type, adFile])),
    status: 200,
    answer: { "application/json": adImportOut },
    problems: [409],
    examples: {
      parameters: AD_FILE_QUERY,
      body: Object.fromEntries(AD_FILE_TYPES.map((type) => [type, { own: { summary: "In Fivebar's own form", value: AD_FILE } }])),
      answer: { "application/json": AD_IMPORT },
    },
    run: async (c) => {
      const { preview = "false", ...said } = readQuery(c, adFileQuery);
      return c.json(wire(unwrap(await takeAdFile(c, await readFile(c), optionsOf(said), preview === "true"))));
    },
  },
  {
    ...operation("listAdUnits"),
    summary: "List the ad platforms' campaigns that were in files, and which campaign each is here.",
    description: "One that nobody has decided on is forgotten after a week.",
    status: 200,
    answer: { "application/json": adUnitsOut },
    problems: [],
    examples: { answer: { "application/json": { units: [AD_UNIT] } } },
    run: async (c) => c.json({ units: (await registry(c).adUnits()).map(unitOut) }),
  },
  {
    ...operation("matchAdUnit"),
    summary: "Say which campaign an ad platform's campaign is.",
    description: "From then on files are taken over without asking. Import the file again to store its figures.",
    body: { "application/json": unitMatch },
    status: 200,
    answer: { "application/json": adUnitOut },
    problems: [404, 409],
    examples: {
      parameters: { unit: AD_UNIT.id },
      body: { "application/json": { ours: { summary: "It is this one", value: { campaign: "fix-tiktok" } } } },
      answer: { "application/json": { ...AD_UNIT, campaign: "fix-tiktok", decided: true, suggestion: null } },
    },
    run: async (c) => {
      const { campaign } = await readJson(c, unitMatch);
      const id = Number(/^\d{1,15}$/.exec(c.req.param("unit") ?? "")?.[0] ?? 0);
      return c.json(unitOut(unwrap(await registry(c).matchAdUnit(id, campaign, c.var.caller.name))));
    },
  },
  {
    ...operation("getAudience"),
    summary: "Who saw a campaign's ads, as the platforms say: shares of ages, genders and regions.",
    description:
      "Of the latest period that a file told them of, a week or more. Groups of fewer than 50 are folded into other. Shares come in whole percents from 5,000 people on, in steps of 5% from 1,000 on; with fewer there are none.",
    status: 200,
    answer: { "application/json": audiencesOut },
    problems: [404],
    examples: { parameters: { slug: "fix-tiktok" }, answer: { "application/json": AUDIENCE } },
    run: audience,
  },
  {
    ...operation("deleteAdFigures"),
    summary: "Take a campaign's figures of some days out again.",
    description: "Figures of a period go where the period lies within these days.",
    query: deletedFigures,
    status: 204,
    problems: [404],
    examples: { parameters: { campaign: "fix-tiktok", from: "2026-10-01", to: "2026-10-31" } },
    run: async (c) => {
      const { campaign, from, to } = readQuery(c, deletedFigures);
      unwrap(await registry(c).deleteAdFigures(campaign, from ?? null, to ?? null, c.var.caller.name));
      return c.body(null, 204);
    },
  },
];

async function audience(c: StaffContext): Promise<Response> {
  const slug = slugOf(c);
  const known = await registry(c).adFigures(slug);
  if (known === null) return refuse({ type: "not-found", detail: `There is no campaign "${slug}".` });
  const { age, gender, region } = known.audience;
  const answer: v.InferOutput<typeof audiencesOut> = { campaign: slug, ages: plain(age), genders: plain(gender), regions: plain(region) };
  return c.json(answer);
}

async function readFile(c: StaffContext): Promise<Uint8Array> {
  if (!AD_FILE_TYPES.some((known) => known === mediaTypeOf(c))) return refuse({ type: "media-type", accepted: AD_FILE_TYPES });
  return new Uint8Array(await readBytes(c));
}

function plain(told: Audience | null): v.InferOutput<typeof audiencesOut>["ages"] {
  return told === null ? null : { ...told, shares: told.shares.map((share) => ({ ...share })) };
}

function unitOut({ id, platform, level, name, slug, isDecided, suggestion }: ListedUnit): v.InferOutput<typeof adUnitOut> {
  return { id: String(id), platform, level, name, campaign: slug, decided: isDecided, suggestion };
}

function wire({ file, outcome }: Taken): v.InferOutput<typeof adImportOut> {
  const texts = (faults: readonly Parameters<typeof sentence>[1][]): string[] =>
    faults.slice(0, MAX_ERRORS).map((one) => sentence("en", one));
  return {
    platform: file.platform,
    granularity: file.granularity,
    from: file.from,
    to: file.to,
    currencies: [...file.currencies],
    figures: outcome.figures.map((figure) => figureOut(figure, file.granularity)),
    changes: outcome.changes,
    unmatched: outcome.unmatched.map((unit) => ({ ...unit, unit: String(unit.unit) })),
    leftOut: [
      ...file.leftOut.slice(0, MAX_ERRORS).map(({ row, why }) => ({ row, why: sentence("en", why) })),
      ...texts(outcome.leftOut).map((why) => ({ row: null, why })),
    ],
    checks: texts(file.checks),
    notes: texts([...file.notes, ...outcome.notes]),
  };
}

function figureOut(
  figure: ImportedFigure,
  granularity: Taken["file"]["granularity"],
): v.InferOutput<typeof adImportOut>["figures"][number] {
  const { unit, campaign, first, last, currency, micros, impressions, clicks, reach, was } = figure;
  const days = granularity === "day" ? { day: first } : { from: first, to: last };
  return {
    unit: String(unit),
    campaign,
    ...days,
    currency,
    spend: amountOf(micros, currency),
    impressions,
    clicks,
    ...(granularity === "day" ? {} : { reach }),
    was: was === null ? null : { spend: amountOf(was.micros, currency), impressions: was.impressions, clicks: was.clicks },
  };
}
