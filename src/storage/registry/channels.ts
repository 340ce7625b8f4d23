/** The channels: where ads run. */
import type { CampaignId, Channel, ChannelId } from "../../domain/campaign/campaign.ts";
import { MAX_CHANNELS } from "../../domain/limits.ts";
import { conflict, type Fault, failure, fault, type Result, success } from "../../domain/problems.ts";
import type { Transaction } from "../transaction.ts";

export function listChannels(sql: SqlStorage): Channel[] {
  return sql.exec<{ id: ChannelId; name: string }>("SELECT id, name FROM channels ORDER BY position, id").toArray();
}

export function createChannel(sql: Transaction, channel: Channel): Result<Channel> {
  const channels = listChannels(sql);
  if (channels.length >= MAX_CHANNELS) return conflict("id", "too-many-channels", { max: MAX_CHANNELS });
  if (channels.some(({ id }) => id === channel.id)) return conflict("id", "channel-exists", { channel: channel.id });
  const refusal = nameRefusal(channels, channel);
  if (refusal !== null) return refusal;
  sql.exec(
    "INSERT INTO channels (id, name, position) SELECT ?, ?, coalesce(max(position), -1) + 1 FROM channels",
    channel.id,
    channel.name,
  );
  return success(channel);
}

function nameRefusal(channels: readonly Channel[], { id, name }: Channel): Result<never> | null {
  const isTaken = channels.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
  return isTaken ? conflict("name", "channel-name-taken", { name }) : null;
}

export function renameChannel(sql: Transaction, channel: Channel): Result<Channel> {
  const channels = listChannels(sql);
  if (!channels.some(({ id }) => id === channel.id)) return noChannel(channel.id);
  const refusal = nameRefusal(channels, channel);
  if (refusal !== null) return refusal;
  sql.exec("UPDATE channels SET name = ? WHERE id = ?", channel.name, channel.id);
  return success(channel);
}

/** Only while no campaign that is kept has ever been in it: reports are by the channels that campaigns are and were in. */
export function deleteChannel(sql: Transaction, id: string): Result<Channel> {
  const channels = listChannels(sql);
  const found = channels.find((channel) => channel.id === id);
  if (found === undefined) return noChannel(id);
  if (sql.exec("SELECT 1 FROM channel_uses WHERE channel = ? LIMIT 1", id).toArray().length > 0) {
    return conflict("id", "channel-used", { channel: id });
  }
  if (channels.length === 1) return conflict("id", "last-channel");
  sql.exec("DELETE FROM channels WHERE id = ?", id);
  return success(found);
}

/** The channels that no campaign that is kept has ever been in. */
export function unusedChannels(sql: SqlStorage): ChannelId[] {
  return sql
    .exec<{ id: ChannelId }>("SELECT id FROM channels WHERE id NOT IN (SELECT channel FROM channel_uses)")
    .toArray()
    .map(({ id }) => id);
}

/** Takes note that a campaign is in a channel, for as long as the campaign is kept. */
export function useChannel(sql: SqlStorage, channel: ChannelId, campaign: CampaignId): void {
  sql.exec("INSERT INTO channel_uses (channel, campaign) VALUES (?, ?) ON CONFLICT DO NOTHING", channel, campaign);
}

function noChannel(id: string): Result<never> {
  return failure({ type: "not-found", detail: `There is no channel "${id}".` });
}

/** Why a campaign cannot be in `channel`; null when it can. */
export function channelRefusal(sql: SqlStorage, channel: ChannelId): Fault | null {
  const channels = listChannels(sql);
  if (channels.some(({ id }) => id === channel)) return null;
  return fault("no-such-channel", { channel, channels: channels.map(({ id }) => id) });
}
