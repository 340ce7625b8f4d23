/** Moving in: links from the CSV export of another link service. */
import type * as v from "valibot";
import { MAX_ERRORS } from "../../domain/limits.ts";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { readQuery } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import { readTableBody } from "../http/table.ts";
import { CSV_EXPORT, IMPORTED } from "../openapi/examples.ts";
import type { Operations } from "../openapi/operation.ts";
import { csvText, importQuery } from "../openapi/request_schemas.ts";
import { importOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";
import { sentence } from "../ui/messages/problems.ts";
import { fitExport } from "./fit.ts";
import type { ReadExport } from "./links.ts";

export const importOperations: Operations = () => [
  {
    ...operation("importCampaigns"),
    summary: "Take over links from the CSV export of Bitly, Dub, Shlink, YOURLS or Kutt.",
    description:
      "Links only: counts of clicks are not read, and a log of clicks is refused whole. The good links are made, the others are named with the reason, and so are what was left out of a link that is made and the columns of which nothing is taken. With preview=true nothing is made.",
    query: importQuery,
    body: { "text/csv": csvText },
    status: 200,
    answer: { "application/json": importOut },
    problems: [409],
    examples: {
      parameters: { channel: "instagram", preview: "false", samePageForAll: "false", manyLinks: "false" },
      body: { "text/csv": { shlink: { summary: "Two links, as Shlink exports them", value: CSV_EXPORT } } },
      answer: { "application/json": IMPORTED },
    },
    run: async (c) => {
      const { channel = null, preview = "false", samePageForAll, manyLinks } = readQuery(c, importQuery);
      const found = unwrap(
        await fitExport(c, await readTableBody(c), channel, { samePageForAll: samePageForAll === "true", manyLinks: manyLinks === "true" }),
      );
      const isPreview = preview === "true";
      if (!isPreview && found.campaigns.length > 0) {
        const drafts = found.campaigns.map(({ draft }) => draft);
        unwrap(await registry(c).createCampaigns(drafts, c.var.caller.name, c.var.caller.role));
      }
      return c.json(wire(c, found, isPreview));
    },
  },
];

function wire(
  c: StaffContext,
  { format, campaigns, leftOut, columnsLeftOut, notes }: ReadExport,
  isPreview: boolean,
): v.InferOutput<typeof importOut> {
  const created = campaigns.map(({ row, link: oldLink, draft, notes }) => {
    const { slug, name, channel, destination, endsOn } = draft;
    return {
      row,
      oldLink,
      link: `${linkOriginOf(c)}/${slug}`,
      slug,
      name,
      channel,
      destination,
      endsOn,
      notes: notes.map((note) => sentence("en", note)),
    };
  });
  const refused = leftOut.slice(0, MAX_ERRORS).map(({ row, link, why }) => ({
    row,
    link,
    why: `${why.path === "" ? "" : `${why.path}: `}${sentence("en", why)}`,
  }));
  const more = leftOut.length - refused.length;
  return {
    format,
    preview: isPreview,
    created,
    leftOut: refused,
    ...(more > 0 ? { leftOutMore: more } : {}),
    columnsLeftOut: [...columnsLeftOut],
    notes: notes.map((note) => sentence("en", note)),
  };
}
