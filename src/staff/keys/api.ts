/** Access keys: made once, shown once, changed and deleted at once. */

import { forgetKnownKeys, newKey } from "../auth/access_keys.ts";
import { registry } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import { KEY } from "../openapi/examples.ts";
import type { Operations } from "../openapi/operation.ts";
import { keyChange, newKeyBody } from "../openapi/request_schemas.ts";
import { keyOut, keysOut, listedKeyOut } from "../openapi/response_schemas.ts";
import { apiPath, operation } from "../routes.ts";

export const keyOperations: Operations = () => [
  {
    ...operation("listKeys"),
    summary: "List the access keys, without the keys themselves.",
    status: 200,
    answer: { "application/json": keysOut },
    problems: [],
    examples: { answer: { "application/json": { keys: [KEY] } } },
    run: async (c) => c.json({ keys: await registry(c).keys() }),
  },
  {
    ...operation("createKey"),
    summary: "Make an access key. It is shown in this answer and never again.",
    body: { "application/json": newKeyBody },
    status: 201,
    answer: { "application/json": keyOut },
    answerHeaders: { Location: "the key's address in this API, to delete it" },
    problems: [409],
    examples: {
      body: { "application/json": { site: { summary: "For a website that reports signups", value: { name: "Website", role: "site" } } } },
      answer: { "application/json": { ...KEY, key: "fivebar_site_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" } },
    },
    run: async (c) => {
      const { name, role } = await readJson(c, newKeyBody);
      const { key, hash } = await newKey(role);
      const made = unwrap(await registry(c).createKey({ id: crypto.randomUUID(), name, role }, hash, c.var.caller.name));
      forgetKnownKeys();
      c.header("Location", apiPath.deleteKey(made.id));
      return c.json({ ...made, key }, 201);
    },
  },
  {
    ...operation("changeKey"),
    summary: "Give an access key another role; it counts from the next request on.",
    description: "Not the key that asks.",
    body: { "application/json": keyChange },
    status: 200,
    answer: { "application/json": listedKeyOut },
    problems: [404, 409],
    examples: {
      parameters: { id: KEY.id },
      body: { "application/json": { marketer: { summary: "May make links", value: { role: "marketer" } } } },
      answer: { "application/json": { ...KEY, role: "marketer" } },
    },
    run: async (c) => {
      const { role } = await readJson(c, keyChange);
      return c.json(unwrap(await registry(c).changeKeyRole(c.req.param("id") ?? "", role, c.var.caller.name)));
    },
  },
  {
    ...operation("deleteKey"),
    summary: "Delete an access key; it stops working at once.",
    status: 204,
    problems: [404, 409],
    examples: { parameters: { id: KEY.id } },
    run: async (c) => {
      unwrap(await registry(c).deleteKey(c.req.param("id") ?? "", c.var.caller.name));
      return c.body(null, 204);
    },
  },
];
