/** Channels: the list, and new ones. */

import { channelOut, channelsOut } from "../answers.ts";
import { registry } from "../call.ts";
import { readJson } from "../input.ts";
import { unwrap } from "../problem.ts";
import { newChannel } from "../schemas.ts";
import { MAKERS, type Operations, READERS } from "./operation.ts";

export const channelOperations: Operations = () => [
  {
    id: "listChannels",
    method: "GET",
    path: "/channels",
    roles: READERS,
    summary: "List the channels.",
    status: 200,
    answer: { "application/json": channelsOut },
    problems: [],
    examples: { answer: { "application/json": { channels: [{ id: "tiktok", name: "TikTok" }] } } },
    run: async (c) => c.json({ channels: await registry(c).channels() }),
  },
  {
    id: "createChannel",
    method: "POST",
    path: "/channels",
    roles: MAKERS,
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
];
