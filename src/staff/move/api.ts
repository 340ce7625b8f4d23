/** Moves a whole tracker between one machine and Cloudflare: sealed records go out of one and into the other (docs/MOVE.md). */
import * as v from "valibot";
import { MAX_MOVE_RECORD_BYTES } from "../../storage/move/seal.ts";
import { forgetKnownKeys } from "../auth/access_keys.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readBytes, readJson } from "../http/input.ts";
import { unwrap } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";

const RECORDS = "application/octet-stream";

const exportBody = v.strictObject({
  moveKey: v.pipe(v.string(), v.maxLength(1_000), v.description("the MOVE_KEY of both trackers: an admin's key is not enough")),
});
const importOut = v.strictObject({
  next: v.pipe(v.number(), v.integer(), v.minValue(0), v.description("the number of the record that is expected next")),
  done: v.pipe(v.boolean(), v.description("whether the whole tracker has moved")),
});

export const moveOperations: Operations = () => [
  {
    ...operation("exportTracker"),
    summary: "Everything that is to move to another tracker, sealed with MOVE_KEY.",
    description:
      "Campaigns, keys, members, history, settings made on the dashboard, ad figures and exact counts: nobody without MOVE_KEY can read it. Records, each after its length in four bytes, the highest first. npm run move does both halves.",
    body: { "application/json": exportBody },
    status: 200,
    answer: { [RECORDS]: v.string() },
    problems: [403, 409],
    examples: {
      body: { "application/json": { asked: { summary: "With the key of both", value: { moveKey: "the MOVE_KEY" } } } },
      answer: { [RECORDS]: "FBM1" },
    },
    run: async (c) => {
      const { moveKey } = await readJson(c, exportBody);
      return c.body(await recordsOf(c, moveKey), 200, { "Content-Type": RECORDS });
    },
  },
  {
    ...operation("importTracker"),
    summary: "Take in one record of another tracker's export, in order.",
    description:
      "Only where no campaign ever was and nothing was counted, with the same version, GROUP_SIZE, TIME_ZONE and MOVE_KEY. A record that came before is acknowledged again. Links work when the last one is in.",
    body: { [RECORDS]: v.pipe(v.string(), v.maxLength(MAX_MOVE_RECORD_BYTES)) },
    status: 200,
    answer: { "application/json": importOut },
    problems: [403, 409],
    examples: {
      body: { [RECORDS]: { record: { summary: "A record", value: "FBM1" } } },
      answer: { "application/json": { next: 1, done: false } },
    },
    run: async (c) => {
      const moved = unwrap(await registry(c).moveIn(new Uint8Array(await readBytes(c)), c.var.caller.name));
      forgetKnownKeys();
      return c.json(moved);
    },
  },
];

/** The first records are there before the answer begins, so that a refusal is one. */
async function recordsOf(c: StaffContext, moveKey: string): Promise<ReadableStream<Uint8Array>> {
  const ask = async (cursor: Parameters<ReturnType<typeof registry>["moveOut"]>[1]) =>
    unwrap(await registry(c).moveOut(moveKey, cursor, c.var.caller.name));
  let { records, next } = await ask(null);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // A stream asks again only when it was given something.
      while (records.length === 0 && next !== null) ({ records, next } = await ask(next));
      for (const record of records) {
        const length = new Uint8Array(4);
        new DataView(length.buffer).setUint32(0, record.byteLength);
        controller.enqueue(length);
        controller.enqueue(record);
      }
      if (next === null) controller.close();
      else ({ records, next } = await ask(next));
    },
  });
}
