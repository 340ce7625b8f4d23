/** The client for campaign websites in the Workers runtime, where a site on Cloudflare would run it. */
import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { Fivebar, type Outbox, RefusedError, SignupQueue } from "../../packages/client/src/index.ts";

function client(key: string): Fivebar {
  const fetch = (input: string, init: RequestInit): Promise<Response> => exports.default.fetch(new Request(input, init));
  return new Fivebar({ address: "https://go.example.org", key, fetch, tries: 1 });
}

test("the client reports from a Worker, and its queue runs on any store", async () => {
  expect(await client("test-admin-key-of-the-workers").report({ campaign: "nobody-has-this" })).toEqual({ counted: 1, attributed: false });
  await expect(client("wrong").report({ campaign: null })).rejects.toBeInstanceOf(RefusedError);
  const store = new Map<string, string>();
  const outbox: Outbox = {
    read: async () => store.get("queue") ?? null,
    write: async (text) => void store.set("queue", text),
    close: async () => {},
  };
  const queue = await SignupQueue.open(client("test-admin-key-of-the-workers"), outbox, { sendAtOnce: false });
  await queue.add({ campaign: null, count: 3 });
  expect(store.get("queue")).toContain('"count":3');
  await queue.flush();
  expect([queue.waiting, JSON.parse(store.get("queue") ?? "").batches]).toEqual([0, []]);
});
