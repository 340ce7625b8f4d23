/** The state of the tracker, for monitoring: whether its parts answer, and never a count. */
import { VERSION } from "../../domain/version.ts";
import { registry } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { statusOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";

const STATUS = {
  version: VERSION,
  schema: 10,
  registry: "ok",
  clock: "ok",
  shards: [
    { name: "visits-0", state: "ok" },
    { name: "signups", state: "ok" },
  ],
  lastClose: "2026-11-23",
};

export const statusOperations: Operations = () => [
  {
    ...operation("getStatus"),
    summary: "States for monitoring: whether the registry and each shard answer. Never a count.",
    description: "GET /healthz says without a key whether all is well: 200 or 503.",
    status: 200,
    answer: { "application/json": statusOut },
    problems: [],
    examples: { answer: { "application/json": STATUS } },
    run: async (c) => {
      const { clock, schema, lastClose, shards } = await registry(c).status();
      return c.json({ version: VERSION, schema, registry: "ok", clock, shards, lastClose });
    },
  },
  {
    ...operation("acceptLoss"),
    summary: "Accept that a shard's counts are lost, and count on without them.",
    description: "Only while GET /status says that the shard is lost. All that it had counted reads as zero from then on.",
    status: 204,
    problems: [409],
    examples: { parameters: { shard: "visits-0" } },
    run: async (c) => {
      unwrap(await registry(c).acceptLoss(c.req.param("shard") ?? "", c.var.caller.name));
      return c.body(null, 204);
    },
  },
];
