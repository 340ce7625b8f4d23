/** The channels: where ads run. */
import type { Channel, ChannelId } from "../../core/campaign.ts";
import { type Failure, failure, type Result, success } from "../../core/errors.ts";
import { MAX_CHANNELS } from "../../core/limits.ts";

export function listChannels(sql: SqlStorage): Channel[] {
  return sql.exec<{ id: ChannelId; name: string }>("SELECT id, name FROM channels ORDER BY position, id").toArray();
}

export function createChannel(sql: SqlStorage, channel: Channel): Result<Channel> {
  const channels = listChannels(sql);
  if (channels.length >= MAX_CHANNELS) return conflict("id", `there are ${MAX_CHANNELS} channels, as many as there can be`);
  if (channels.some(({ id }) => id === channel.id)) return conflict("id", `there is a channel "${channel.id}" already`);
  const name = channel.name.toLowerCase();
  if (channels.some((other) => other.name.toLowerCase() === name))
    return conflict("name", `there is a channel named "${channel.name}" already`);
  sql.exec("INSERT INTO channels (id, name, position) VALUES (?, ?, ?)", channel.id, channel.name, channels.length);
  return success(channel);
}

function conflict(path: string, message: string): { ok: false; error: Failure } {
  return failure({ kind: "conflict", errors: [{ path, message }] });
}

/** Why a campaign cannot be in `channel`; null when it can. */
export function channelRefusal(sql: SqlStorage, channel: ChannelId): string | null {
  const channels = listChannels(sql);
  if (channels.some(({ id }) => id === channel)) return null;
  return `there is no channel "${channel}"; the channels are ${channels.map(({ id }) => id).join(", ")}`;
}
