/** Targets: so many signups by a day, and how far they are. */
import type { TargetState } from "../../storage/registry/target_commands.ts";
import { registry } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";
import { newTarget, targetOut, targetsOut } from "./schema.ts";

const ASKED = { name: "Ten thousand", signups: 10_000, by: "2199-03-01" };
const TARGET = {
  id: "b1d6a7c4-52f0-4c1e-8f0a-2c9d7e6f4a10",
  ...ASKED,
  from: "2026-11-01",
  group: null,
  released: 1_250,
  onTrack: true,
};

export const targetOperations: Operations = () => [
  {
    ...operation("listTargets"),
    summary: "List the targets, by their last day, and how far they are.",
    status: 200,
    answer: { "application/json": targetsOut },
    problems: [500],
    examples: { answer: { "application/json": { targets: [TARGET] } } },
    run: async (c) => c.json({ targets: unwrap(await registry(c).targets()).map(targetOf) }),
  },
  {
    ...operation("addTarget"),
    summary: "Set a target: so many signups by a day, of a group's campaigns or of all.",
    body: { "application/json": newTarget },
    status: 201,
    answer: { "application/json": targetOut },
    problems: [409, 500],
    examples: {
      body: { "application/json": { all: { summary: "Of all signups", value: ASKED } } },
      answer: { "application/json": { ...TARGET, released: 0, onTrack: null } },
    },
    run: async (c) => c.json(targetOf(unwrap(await registry(c).addTarget(await readJson(c, newTarget), c.var.caller.name))), 201),
  },
  {
    ...operation("deleteTarget"),
    summary: "Delete a target.",
    status: 204,
    problems: [404],
    examples: { parameters: { id: TARGET.id } },
    run: async (c) => {
      unwrap(await registry(c).removeTarget(c.req.param("id") ?? "", c.var.caller.name));
      return c.body(null, 204);
    },
  },
];

const targetOf = ({ through: _, ...target }: TargetState) => target;
