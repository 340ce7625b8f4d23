/** Campaigns: create, read, change, archive, many at once, and the link's QR code. */
import { renderSVG } from "uqr";
import * as v from "valibot";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { parseSlug, type Slug } from "../../domain/campaign/slug.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { dayOf } from "../../domain/day.ts";
import { MAX_BULK_ROWS, MAX_UNASKED_LINKS_A_DAY } from "../../domain/limits.ts";
import { at, invalid } from "../../domain/problems.ts";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { ifVersions } from "../http/if_match.ts";
import { check, mediaTypeOf, parseJson, readJson, readQuery, readText } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { said } from "../http/said.ts";
import { shortList } from "../http/short_list.ts";
import { tableBody } from "../http/table.ts";
import { CAMPAIGN, CSV_CAMPAIGNS, NEW_CAMPAIGN, NEW_CAMPAIGN_IN_FULL, QR_CODE, SLUG } from "../openapi/examples.ts";
import type { Operation, Operations } from "../openapi/operation.ts";
import { bulkQuery, csvText, deletionQuery, ifMatch } from "../openapi/request_schemas.ts";
import { apiPath, operation } from "../routes.ts";
import { campaignChange, campaignOut, campaignsOut, changeOf, newCampaign } from "./campaign_schema.ts";
import { campaignsFromCsv } from "./campaigns_csv.ts";
import { loopsIn, refuseLoops } from "./own_links.ts";

const IF_MATCH = { "If-Match": ifMatch };
const ETAG = { ETag: "the campaign's version, for If-Match" };
const JSON_CAMPAIGN = { "application/json": campaignOut };

type Draft = ReturnType<typeof newCampaign>;
type Change = ReturnType<typeof campaignChange>;

export const campaignOperations: Operations = ({ allowedHosts }) => {
  const draft = newCampaign(allowedHosts);
  return [create(draft), LIST, createMany(draft), READ, change(campaignChange(allowedHosts)), ARCHIVE, RESTORE, QR];
};

const create = (draft: Draft): Operation => ({
  ...operation("createCampaign"),
  summary: "Create a campaign and its link.",
  description: `Without a slug one is made from the name. A slug stays its campaign’s, also when that is archived. An address that looks as if it were one person's is a 400 with the code looks-personal, until samePageForAll says that it is everybody's; more than ${MAX_UNASKED_LINKS_A_DAY} new links a day in one channel are a 409 with the code many-links, until manyLinks says that they are meant.`,
  body: { "application/json": draft },
  status: 201,
  answer: JSON_CAMPAIGN,
  answerHeaders: { ...ETAG, Location: "the campaign's address in this API" },
  problems: [409],
  examples: {
    body: {
      "application/json": {
        short: { summary: "What a campaign needs", value: NEW_CAMPAIGN },
        full: { summary: "With everything that it can have", value: NEW_CAMPAIGN_IN_FULL },
      },
    },
    answer: { "application/json": CAMPAIGN },
  },
  run: async (c) => {
    const input = await readJson(c, draft);
    refuseLoops(c, input);
    const campaign = unwrap(await registry(c).createCampaign(input, c.var.caller.name, c.var.caller.role));
    c.header("Location", apiPath.getCampaign(campaign.slug));
    return answer(c, campaign, 201);
  },
});

const LIST: Operation = {
  ...operation("listCampaigns"),
  summary: "List the campaigns whose link works.",
  status: 200,
  answer: { "application/json": campaignsOut },
  problems: [],
  examples: { answer: { "application/json": { campaigns: [CAMPAIGN] } } },
  run: async (c) => c.json({ campaigns: (await registry(c).campaigns()).map((campaign) => wire(c, campaign)) }),
};

const TOO_MANY = said("too-many-rows", { max: MAX_BULK_ROWS });

function createMany(draft: Draft): Operation {
  const drafts = shortList(
    v.pipe(v.array(draft), v.minLength(1, said("no-rows")), v.maxLength(MAX_BULK_ROWS, TOO_MANY)),
    MAX_BULK_ROWS,
    TOO_MANY,
  );
  return {
    ...operation("createCampaigns"),
    summary: "Create many campaigns, all or none.",
    description: `At most ${MAX_BULK_ROWS} at once. In CSV the first line names the columns as the fields are named; spec.regions and the like hold a specification, with | between entries. The paths of errors begin with the row's index, from 0.`,
    query: bulkQuery,
    body: { "application/json": drafts, "text/csv": csvText },
    status: 201,
    answer: { "application/json": campaignsOut },
    problems: [409],
    examples: {
      parameters: { samePageForAll: "false", manyLinks: "false" },
      body: {
        "application/json": {
          two: {
            summary: "One ad in two channels",
            value: ["instagram", "google"].map((channel) => ({ ...NEW_CAMPAIGN, slug: `fix-${channel}`, channel })),
          },
        },
        "text/csv": { two: { summary: "From a spreadsheet", value: CSV_CAMPAIGNS } },
      },
      answer: { "application/json": { campaigns: [CAMPAIGN] } },
    },
    run: async (c) => {
      const answers = trueOnes(readQuery(c, bulkQuery));
      const rows = await readRows(c);
      const input = check(drafts, Array.isArray(rows) ? rows.map((row) => (isObject(row) ? { ...answers, ...row } : row)) : rows);
      const loops = input.flatMap((one, index) => loopsIn(c, one).map((error) => at(`${index}.${error.path}`, error)));
      if (loops.length > 0) refuse({ type: "invalid", errors: loops });
      const campaigns = unwrap(await registry(c).createCampaigns(input, c.var.caller.name, c.var.caller.role));
      return c.json({ campaigns: campaigns.map((campaign) => wire(c, campaign)) }, 201);
    },
  };
}

const READ: Operation = {
  ...operation("getCampaign"),
  summary: "Read one campaign, with its version as ETag.",
  status: 200,
  answer: JSON_CAMPAIGN,
  answerHeaders: ETAG,
  problems: [404],
  examples: { parameters: SLUG, answer: { "application/json": CAMPAIGN } },
  run: async (c) => answer(c, unwrap(await registry(c).campaign(slugOf(c))), 200),
};

const change = (given: Change): Operation => ({
  ...operation("changeCampaign"),
  summary: "Change a campaign; status pauses and resumes it.",
  description: "What is not sent stays as it is; null empties a field. A slug never changes: it stands in ads.",
  headers: IF_MATCH,
  body: { "application/json": given },
  status: 200,
  answer: JSON_CAMPAIGN,
  answerHeaders: ETAG,
  problems: [404, 409, 412],
  examples: {
    parameters: { ...SLUG, "If-Match": '"1"' },
    body: {
      "application/json": {
        pause: { summary: "Pause the campaign", value: { status: "paused" } },
        prolong: { summary: "Another last day, and live again", value: { endsOn: "2099-12-31", status: "live" } },
      },
    },
    answer: { "application/json": { ...CAMPAIGN, status: "paused", version: 2 } },
  },
  run: async (c) => {
    const slug = slugOf(c);
    const input = await readJson(c, given);
    refuseLoops(c, { ...input, slug });
    const answers = input.samePageForAll === true ? { samePageForAll: true as const } : {};
    const campaign = unwrap(
      await registry(c).changeCampaign(slug, changeOf(input), ifVersions(c), c.var.caller.name, c.var.caller.role, answers),
    );
    return answer(c, campaign, 200);
  },
});

const ARCHIVE: Operation = {
  ...operation("archiveCampaign"),
  summary: "Archive a campaign: its link ends, its counts stay, and nobody else gets its slug.",
  description:
    "With forever=true an archived campaign is deleted for good, from two days after it was archived and only if no figure of it was ever released.",
  query: deletionQuery,
  headers: IF_MATCH,
  status: 204,
  problems: [404, 409, 412],
  examples: { parameters: { ...SLUG, forever: "false", "If-Match": '"3"' } },
  run: async (c) => {
    const { forever } = readQuery(c, deletionQuery);
    const asked = [slugOf(c), ifVersions(c), c.var.caller.name] as const;
    unwrap(await (forever === "true" ? registry(c).deleteCampaign(...asked) : registry(c).archiveCampaign(...asked)));
    return c.body(null, 204);
  },
};

const RESTORE: Operation = {
  ...operation("restoreCampaign"),
  summary: "Take an archived campaign back: its link works again, and its counts go on.",
  description: "The hosts that it leads to must be allowed, as for a new campaign.",
  status: 200,
  answer: JSON_CAMPAIGN,
  answerHeaders: ETAG,
  problems: [404, 409],
  examples: { parameters: SLUG, answer: { "application/json": { ...CAMPAIGN, version: 3 } } },
  run: async (c) => answer(c, unwrap(await registry(c).restoreCampaign(slugOf(c), c.var.caller.name, c.var.caller.role)), 200),
};

const QR: Operation = {
  ...operation("getQrCode"),
  summary: "The link's QR code.",
  status: 200,
  answer: { "image/svg+xml": v.string() },
  problems: [404],
  examples: { parameters: SLUG, answer: { "image/svg+xml": QR_CODE } },
  run: async (c) => {
    const campaign = unwrap(await registry(c).campaign(slugOf(c)));
    const svg = renderSVG(`${linkOriginOf(c)}/${campaign.slug}`, { ecc: "M", border: 4 });
    return c.body(svg, 200, { "Content-Type": "image/svg+xml" });
  },
};

/** A campaign as clients see it. */
function wire(c: StaffContext, campaign: Campaign): Record<string, unknown> {
  const { id: _, paused, archivedOn, createdAt, version, ...fields } = campaign;
  const today = dayOf(Date.now(), c.var.config.timeZone);
  return { ...fields, link: `${linkOriginOf(c)}/${campaign.slug}`, status: statusOn(campaign, today), createdAt, version };
}

function answer(c: StaffContext, campaign: Campaign, status: 200 | 201): Response {
  c.header("ETag", `"${campaign.version}"`);
  return c.json(wire(c, campaign), status);
}

function slugOf(c: StaffContext): Slug {
  const text = c.req.param("slug") ?? "";
  return parseSlug(text) ?? refuse(invalid("slug", "bad-slug").error);
}

/** The answers that were given with `true`, for every row that says nothing else. */
function trueOnes(query: v.InferOutput<typeof bulkQuery>): Record<string, true> {
  return Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value === "true" ? [[name, true]] : [])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The rows of a bulk request, from JSON or CSV. */
async function readRows(c: StaffContext): Promise<unknown> {
  const type = mediaTypeOf(c);
  if (type === "application/json") return parseJson(await readText(c));
  const table = await tableBody(c);
  if (table !== null) return campaignsFromCsv(table, await registry(c).channels());
  return refuse({ type: "media-type", accepted: ["application/json", "text/csv"] });
}
