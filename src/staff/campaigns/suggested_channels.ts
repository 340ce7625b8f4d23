/** Channels that many campaigns have, which the form offers before they are there. One is made together with the first campaign in it. */
import { type Channel, type ChannelId, parseChannelId } from "../../domain/campaign/campaign.ts";
import type { PageContext } from "../ui/page_context.ts";

/** Those that are not among `channels` yet, neither by their id nor by their name. */
export function suggestedChannels({ messages }: PageContext, channels: readonly Channel[]): readonly Channel[] {
  const taken = new Set(channels.flatMap(({ id, name }) => [id.toLowerCase(), name.toLowerCase()]));
  return Object.entries(messages.form.suggested).flatMap(([text, name]) => {
    const id: ChannelId | null = parseChannelId(text);
    return id === null || taken.has(id) || taken.has(name.toLowerCase()) ? [] : [{ id, name }];
  });
}
