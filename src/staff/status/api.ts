/** The state of the tracker, for monitoring: whether its parts answer, and never a count. */
import * as v from "valibot";
import { PROMETHEUS_TYPE, prometheusText, wantsPrometheus } from "../../domain/part_states.ts";
import { VERSION } from "../../domain/version.ts";
import { partStates, type Status } from "../../storage/registry/status.ts";
import { registry } from "../http/context.ts";
import { readQuery } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { oneOf } from "../openapi/request_schemas.ts";
import { statusOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";

const statusQuery = v.strictObject({
  format: v.optional(v.pipe(oneOf(["json", "prometheus"]), v.description("prometheus is also the answer to Accept: text/plain"))),
});

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
  closes: "ok",
  lost: "none",
  disk: "ok",
};

/** Beside the parts: which version runs, and each shard by its name. */
function prometheusLines({ schema, shards }: Status): string[] {
  return [
    "# HELP fivebar_info The version of the program, and of the tables of its registry.",
    "# TYPE fivebar_info gauge",
    `fivebar_info{version="${VERSION}",schema="${schema}"} 1`,
    "# HELP fivebar_shard_ok Whether a shard can be reached and read, and its data are its own.",
    "# TYPE fivebar_shard_ok gauge",
    ...shards.map(({ name, state }) => `fivebar_shard_ok{shard="${name}"} ${state === "ok" ? 1 : 0}`),
  ];
}

export const statusOperations: Operations = () => [
  {
    ...operation("getStatus"),
    summary: "States for monitoring: whether the registry and each shard answer. Never a count.",
    description:
      "GET /healthz says without a key whether all is well, 200 or 503, and GET /healthz?deep=1 which part is not. Both texts for Prometheus are answered with 200.",
    query: statusQuery,
    status: 200,
    answer: { "application/json": statusOut, "text/plain": v.string() },
    problems: [],
    examples: {
      parameters: { format: "json" },
      answer: { "application/json": STATUS, "text/plain": prometheusText({ registry: true, shards: true }) },
    },
    run: async (c) => {
      const { format = null } = readQuery(c, statusQuery);
      const status = await registry(c).status();
      if (wantsPrometheus(format, c.req.header("accept") ?? null))
        return c.body(prometheusText(partStates(status), prometheusLines(status)), 200, { "Content-Type": PROMETHEUS_TYPE });
      const { clock, schema, lastClose, closes, lost, disk } = status;
      const shards = status.shards.map(({ name, state }) => ({ name, state }));
      return c.json({ version: VERSION, schema, registry: "ok", clock, shards, lastClose, closes, lost, ...(disk !== null && { disk }) });
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
