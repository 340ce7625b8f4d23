/** Report links: made by admins, shown once, deleted at once. */
import type * as v from "valibot";
import { success } from "../../domain/problems.ts";
import type { ReportLink } from "../../domain/report_link.ts";
import type { NewReportLink } from "../../storage/registry/report_links.ts";
import { newToken } from "../auth/token.ts";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { OPEN_REPORT, operation } from "../routes.ts";
import { knownLinks } from "./known_links.ts";
import { madeLinkOut, newReportLink, reportLinksOut } from "./schema.ts";

const LINK = {
  id: "7c1f0a52-9d3e-4b67-8a14-5e2b90c3d7f6",
  name: "For the board",
  period: "90d",
  channels: ["tiktok"],
  campaigns: null,
  group: null,
  signups: true,
  expiresOn: "2027-03-31",
  createdOn: "2026-11-24",
} as const;
const TOKEN = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** A link as it is listed: campaigns by their slugs. */
export type ListedLink = Omit<ReportLink, "campaigns"> & { readonly campaigns: readonly string[] | null };

export async function listedLinks(c: StaffContext): Promise<ListedLink[]> {
  const [links, current, archived] = await Promise.all([
    registry(c).reportLinks(),
    registry(c).campaigns(),
    registry(c).archivedCampaigns(),
  ]);
  const slugs = new Map([...current, ...archived].map(({ id, slug }) => [id, slug]));
  return links.map((link) => ({ ...link, campaigns: link.campaigns?.flatMap((id) => slugs.get(id) ?? []) ?? null }));
}

/** Makes a link. Its address is nowhere but in what this returns. */
export async function makeLink(c: StaffContext, asked: v.InferOutput<typeof newReportLink>) {
  const { channels = null, campaigns = null, group = null, expiresOn = null, ...rest } = asked;
  const link: NewReportLink = { ...rest, channels, campaigns, group, expiresOn };
  const { token, hash } = await newToken();
  const made = await registry(c).createReportLink(link, crypto.randomUUID(), hash, c.var.caller.name);
  knownLinks.forget();
  return made.ok ? success({ id: made.value.id, url: `${linkOriginOf(c)}${OPEN_REPORT}/${token}` }) : made;
}

export const reportLinkOperations: Operations = () => [
  {
    ...operation("listReportLinks"),
    summary: "List the report links, without their addresses.",
    status: 200,
    answer: { "application/json": reportLinksOut },
    problems: [],
    examples: { answer: { "application/json": { reportLinks: [LINK] } } },
    run: async (c) => c.json({ reportLinks: await listedLinks(c) }),
  },
  {
    ...operation("createReportLink"),
    summary:
      "Make a report link: a page, a table (.csv) and a feed (/weeks.atom) of days that are over, for everybody who has its address.",
    description: "The address is in this answer and never again.",
    body: { "application/json": newReportLink },
    status: 201,
    answer: { "application/json": madeLinkOut },
    problems: [409],
    examples: {
      body: {
        "application/json": {
          board: { summary: "For the board", value: { name: "For the board", period: "90d", channels: ["tiktok"], signups: true } },
        },
      },
      answer: { "application/json": { id: LINK.id, url: `https://go.example.org${OPEN_REPORT}/${TOKEN}` } },
    },
    run: async (c) => c.json(unwrap(await makeLink(c, await readJson(c, newReportLink))), 201),
  },
  {
    ...operation("deleteReportLink"),
    summary: "Delete a report link; its address stops working at once.",
    status: 204,
    problems: [404],
    examples: { parameters: { id: LINK.id } },
    run: async (c) => {
      unwrap(await registry(c).deleteReportLink(c.req.param("id") ?? "", c.var.caller.name));
      return c.body(null, 204);
    },
  },
];
