/** The registry's commands about channels, and about the hosts that links may lead to. */
import type { Channel, ChannelId } from "../../domain/campaign/campaign.ts";
import { type Result, success } from "../../domain/problems.ts";
import type { Transaction } from "../transaction.ts";
import { AccessRegistry } from "./access.ts";
import { createChannel, deleteChannel, listChannels, renameChannel, unusedChannels } from "./channels.ts";
import { type Actor, record } from "./history.ts";
import { addHost, type Host, isHostAllowed, listHosts, removeHost } from "./hosts.ts";

export abstract class ChannelRegistry extends AccessRegistry {
  channels(): Channel[] {
    return listChannels(this.sql);
  }

  unusedChannels(): ChannelId[] {
    return unusedChannels(this.sql);
  }

  hosts(): Host[] {
    return listHosts(this.sql);
  }

  addHost(host: string, who: Actor): Result<Host> {
    const isNew = !isHostAllowed(this.sql, host);
    return this.recorded(
      who,
      "create",
      () => (isNew ? [`host:${host}`] : []),
      {},
      (sql) => addHost(sql, host, this.today()),
    );
  }

  removeHost(host: string, who: Actor): Result<Host> {
    return this.recorded(who, "archive", `host:${host}`, {}, (sql) => removeHost(sql, host));
  }

  createChannel(channel: Channel, who: Actor): Result<Channel> {
    return this.recorded(who, "create", `channel:${channel.id}`, { name: channel.name }, (sql) => createChannel(sql, channel));
  }

  /** Makes a channel within a command that uses it, and writes that to the history; nothing where there is one with this id. */
  protected addMissing(sql: Transaction, channel: Channel, who: Actor): Result<Channel> {
    if (listChannels(sql).some(({ id }) => id === channel.id)) return success(channel);
    const made = createChannel(sql, channel);
    const entry = {
      at: this.timestamp(),
      who,
      action: "create",
      subject: `channel:${channel.id}`,
      changes: { name: channel.name },
    } as const;
    if (made.ok) record(sql, entry);
    return made;
  }

  renameChannel(channel: Channel, who: Actor): Result<Channel> {
    const was = listChannels(this.sql).find(({ id }) => id === channel.id)?.name ?? null;
    if (was === channel.name) return success(channel);
    const changes = { name: channel.name, was: { name: was } };
    return this.recorded(who, "change", `channel:${channel.id}`, changes, (sql) => renameChannel(sql, channel));
  }

  deleteChannel(id: string, who: Actor): Result<Channel> {
    return this.recorded(who, "delete", `channel:${id}`, {}, (sql) => deleteChannel(sql, id));
  }
}
