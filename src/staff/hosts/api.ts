/** Hosts that links may lead to: the list, and an admin's yes and no. */

import { parseHost } from "../../domain/campaign/allowed_hosts.ts";
import { registry } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { hostOut, hostsOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";
import { newHost } from "./schema.ts";

const HOST = { host: "example.org", addedOn: "2026-11-24" };

export const hostOperations: Operations = ({ allowedHosts }) => {
  const body = newHost(allowedHosts);
  return [
    {
      ...operation("listHosts"),
      summary: "List the hosts that destinations and thank-you pages may have.",
      status: 200,
      answer: { "application/json": hostsOut },
      problems: [],
      examples: { answer: { "application/json": { hosts: [HOST] } } },
      run: async (c) => c.json({ hosts: await registry(c).hosts() }),
    },
    {
      ...operation("addHost"),
      summary: "Allow a host.",
      description:
        "One that is allowed already stays as it is. An admin's own campaign allows its hosts by itself, but not those that are known to pass visitors on or to serve ads.",
      body: { "application/json": body },
      status: 201,
      answer: { "application/json": hostOut },
      problems: [409],
      examples: {
        body: { "application/json": { website: { summary: "The campaign's website", value: { host: "www.example.org" } } } },
        answer: { "application/json": HOST },
      },
      run: async (c) => c.json(unwrap(await registry(c).addHost((await readJson(c, body)).host, c.var.caller.name)), 201),
    },
    {
      ...operation("removeHost"),
      summary: "Take a host off the list. Links that lead there go on; no other may from now on.",
      status: 204,
      problems: [404],
      examples: { parameters: { host: HOST.host } },
      run: async (c) => {
        const host = c.req.param("host") ?? "";
        unwrap(await registry(c).removeHost(parseHost(host) ?? host, c.var.caller.name));
        return c.body(null, 204);
      },
    },
  ];
};
