/** An export against what there is here: its channels, the slugs that were given out, and how many more campaigns there can be. */

import { hostRefusal } from "../../domain/campaign/allowed_hosts.ts";
import type { ChannelId } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { dayOf } from "../../domain/day.ts";
import { MAX_CAMPAIGNS } from "../../domain/limits.ts";
import { invalid, type Result } from "../../domain/problems.ts";
import { ownOrigins } from "../campaigns/own_links.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { type ImportOptions, type ReadExport, readExport } from "./links.ts";

/** What the maker of all the links has answered. */
type Said = Pick<ImportOptions, "samePageForAll" | "manyLinks">;

/** Reads the export twice: once to learn its slugs, and again when it is known which of them are taken. */
export async function fitExport(
  c: StaffContext,
  given: Uint8Array | string,
  defaultChannel: ChannelId | null,
  said: Said,
): Promise<Result<ReadExport>> {
  const [channels, current, hosts] = await Promise.all([registry(c).channels(), registry(c).campaigns(), registry(c).hosts()]);
  if (defaultChannel !== null && !channels.some(({ id }) => id === defaultChannel)) {
    return invalid("channel", "no-such-channel", { channel: defaultChannel, channels: channels.map(({ id }) => id) });
  }
  const isAdmin = c.var.caller.role === "admin";
  const refuseHost = (host: string) => (hosts.some((one) => one.host === host) ? null : hostRefusal(host, isAdmin));
  const options = { channels, defaultChannel, ...said, refuseHost, allowedHosts: c.var.config.allowedHosts, ownOrigins: ownOrigins(c) };
  const first = readExport(given, options);
  if (!first.ok) return first;
  const today = dayOf(Date.now(), c.var.config.timeZone);
  const taken = new Set<string>(await registry(c).takenSlugs(first.value.campaigns.map(({ draft }) => draft.slug)));
  return readExport(given, {
    ...options,
    taken,
    room: MAX_CAMPAIGNS - current.filter((campaign) => statusOn(campaign, today) !== "ended").length,
  });
}
