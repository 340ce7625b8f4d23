/** Channels: the list, new ones, other names, and those that nobody used taken out again. */

import type { ChannelId } from "../../domain/campaign/campaign.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { channelChange, newChannel } from "../openapi/request_schemas.ts";
import { channelOut, channelsOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";

/** A text that is no channel's id is not found, as any other that nobody has. */
const idOf = (c: StaffContext): ChannelId => (c.req.param("channelId") ?? "") as ChannelId;

export const channelOperations: Operations = () => [
  {
    ...operation("listChannels"),
    summary: "List the channels.",
    status: 200,
    answer: { "application/json": channelsOut },
    problems: [],
    examples: { answer: { "application/json": { channels: [{ id: "tiktok", name: "TikTok" }] } } },
    run: async (c) => c.json({ channels: await registry(c).channels() }),
  },
  {
    ...operation("createChannel"),
    summary: "Add a channel.",
    body: { "application/json": newChannel },
    status: 201,
    answer: { "application/json": channelOut },
    problems: [409],
    examples: {
      body: { "application/json": { radio: { summary: "A channel of your own", value: { id: "radio", name: "Radio" } } } },
      answer: { "application/json": { id: "radio", name: "Radio" } },
    },
    run: async (c) => c.json(unwrap(await registry(c).createChannel(await readJson(c, newChannel), c.var.caller.name)), 201),
  },
  {
    ...operation("changeChannel"),
    summary: "Give a channel another name. Its id never changes.",
    body: { "application/json": channelChange },
    status: 200,
    answer: { "application/json": channelOut },
    problems: [404, 409],
    examples: {
      parameters: { channelId: "radio" },
      body: { "application/json": { name: { summary: "As reports and visitors see it", value: { name: "Radio and podcasts" } } } },
      answer: { "application/json": { id: "radio", name: "Radio and podcasts" } },
    },
    run: async (c) => {
      const { name } = await readJson(c, channelChange);
      return c.json(unwrap(await registry(c).renameChannel({ id: idOf(c), name }, c.var.caller.name)), 200);
    },
  },
  {
    ...operation("deleteChannel"),
    summary: "Delete a channel that no campaign is or was in.",
    status: 204,
    problems: [404, 409],
    examples: { parameters: { channelId: "radio" } },
    run: async (c) => {
      unwrap(await registry(c).deleteChannel(idOf(c), c.var.caller.name));
      return c.body(null, 204);
    },
  },
];
