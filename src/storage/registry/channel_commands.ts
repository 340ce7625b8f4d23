/** The registry's commands about channels, and about the hosts that links may lead to. */
import type { Channel, ChannelId } from "../../domain/campaign/campaign.ts";
import type { Result } from "../../domain/problems.ts";
import { AccessRegistry } from "./access.ts";
import { createChannel, deleteChannel, listChannels, renameChannel, unusedChannels } from "./channels.ts";
import type { Actor } from "./history.ts";
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

  renameChannel(channel: Channel, who: Actor): Result<Channel> {
    const was = listChannels(this.sql).find(({ id }) => id === channel.id)?.name ?? null;
    const changes = { name: channel.name, was: { name: was } };
    return this.recorded(who, "change", `channel:${channel.id}`, changes, (sql) => renameChannel(sql, channel));
  }

  deleteChannel(id: string, who: Actor): Result<Channel> {
    return this.recorded(who, "delete", `channel:${id}`, {}, (sql) => deleteChannel(sql, id));
  }
}
