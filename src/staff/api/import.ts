/** Moving in: links from the CSV export of another link service. */
import type * as v from "valibot";
import type { ChannelId } from "../../core/campaign.ts";
import { invalid } from "../../core/errors.ts";
import { MAX_CAMPAIGNS } from "../../core/limits.ts";
import { importOut } from "../answers.ts";
import { type Call, originOf, registry } from "../call.ts";
import { type ReadExport, readExport } from "../import/links.ts";
import { readQuery, readText } from "../input.ts";
import { ownHost } from "../loops.ts";
import { refuse, unwrap } from "../problem.ts";
import { csvText, importQuery } from "../schemas.ts";
import { CSV_EXPORT, IMPORTED } from "./examples.ts";
import { WARNING_HEADER, warnOfLikeness } from "./likeness_warning.ts";
import { MAKERS, type Operations } from "./operation.ts";

export const importOperations: Operations = () => [
  {
    id: "importCampaigns",
    method: "POST",
    path: "/campaigns/import",
    roles: MAKERS,
    summary: "Take over links from the CSV export of Bitly, Dub, Shlink, YOURLS or Kutt.",
    description:
      "Links only: counts of clicks are not read, and a log of clicks is refused whole. The good links are made, the others are named with the reason, and so is what was left out of a link that is made. With preview=true nothing is made.",
    query: importQuery,
    body: { "text/csv": csvText },
    status: 200,
    answer: { "application/json": importOut },
    answerHeaders: WARNING_HEADER,
    problems: [409],
    examples: {
      parameters: { channel: "instagram", preview: "false" },
      body: { "text/csv": { shlink: { summary: "Two links, as Shlink exports them", value: CSV_EXPORT } } },
      answer: { "application/json": IMPORTED },
    },
    run: async (c) => {
      const { channel = null, preview = "false" } = readQuery(c, importQuery);
      const found = await readForImport(c, channel);
      const isPreview = preview === "true";
      if (!isPreview && found.campaigns.length > 0) {
        const drafts = found.campaigns.map(({ draft }) => draft);
        await warnOfLikeness(c, unwrap(await registry(c).createCampaigns(drafts, c.var.caller.name)));
      }
      return c.json(wire(c, found, isPreview));
    },
  },
];

/** The export in the body, against what there is: read once to know the slugs, and again when it is known which of them are taken. */
async function readForImport(c: Call, defaultChannel: ChannelId | null): Promise<ReadExport> {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "text/csv") return refuse({ kind: "media-type", accepted: ["text/csv"] });
  const text = await readText(c);
  const [channels, current] = await Promise.all([registry(c).channels(), registry(c).campaigns()]);
  if (defaultChannel !== null && !channels.some(({ id }) => id === defaultChannel)) {
    const ids = channels.map(({ id }) => id).join(", ");
    return refuse(invalid("channel", `there is no channel "${defaultChannel}"; the channels are ${ids}`).error);
  }
  const options = { channels, defaultChannel, allowedHosts: c.var.config.allowedHosts, ownHost: ownHost(c) };
  const first = unwrap(readExport(text, options));
  const taken = new Set<string>(await registry(c).takenSlugs(first.campaigns.map(({ draft }) => draft.slug)));
  return unwrap(readExport(text, { ...options, taken, room: MAX_CAMPAIGNS - current.length }));
}

function wire(c: Call, { format, campaigns, leftOut }: ReadExport, isPreview: boolean): v.InferOutput<typeof importOut> {
  const created = campaigns.map(({ row, link: oldLink, draft, notes }) => {
    const { slug, name, channel, destination, endsOn } = draft;
    return { row, oldLink, link: `${originOf(c)}/${slug}`, slug, name, channel, destination, endsOn, notes: [...notes] };
  });
  return { format, preview: isPreview, created, leftOut: leftOut.map((one) => ({ ...one })) };
}
