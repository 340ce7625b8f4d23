/** What `npm start` asks of the running Worker. No visitor reaches it. */
import { WorkerEntrypoint } from "cloudflare:workers";
import { readConfig } from "./domain/config.ts";
import { type Bindings, registryStub } from "./storage/env.ts";
import { foreignDataRefusal } from "./storage/installation.ts";
import { newerDataRefusal } from "./storage/migrations.ts";
import type { VisitorPlane } from "./visitor/plane.ts";
import { tellWrongKeys } from "./wrong_keys.ts";

/** Whose counts a stop waits for: this isolate's visitor plane, once a request has made it. */
export const drained: { visitor: VisitorPlane | null } = { visitor: null };

/** How long no count may have come before a stop goes on. */
const QUIET_MS = 100;
/** How long counts may take to be written after that: some seconds less than the parent waits (scripts/runtime/drain.ts). */
const WRITING_MS = 8_000;
/** How long counts that an outage has left in memory wait on one machine where nobody comes. */
const RESUMING_MS = 100;

/**
 * For `npm start`. A GET says what is wrong with the data. A POST is the request that a stop waits for: it is open for as long as the
 * runtime runs, and until it ends sends what outages have left in memory; it is answered when this isolate has nothing left to send, or could not send it for
 * `WRITING_MS`, with the number of counts that are left.
 * Reached through a socket of its own (fivebar.capnp), and not at all on Cloudflare's network.
 */
export class Drain extends WorkerEntrypoint<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    return request.method === "GET" ? this.checkData() : this.drain(request);
  }

  /** For the start: what the operator has to do where the data are of a newer version, or the registry's are lost. */
  private async checkData(): Promise<Response> {
    try {
      await registryStub(this.env, readConfig(this.env as unknown as Record<string, unknown>)).checkData();
    } catch (error) {
      const refusal = newerDataRefusal(error) ?? foreignDataRefusal(error);
      if (refusal !== null) return new Response(refusal, { status: 503 });
    }
    return new Response(null, { status: 204 });
  }

  private async drain(request: Request): Promise<Response> {
    let isEnding = false;
    const end = (): void => {
      isEnding = true;
    };
    request.text().then(end, end);
    while (!isEnding) {
      drained.visitor?.sendPending(this.ctx);
      tellWrongKeys(Date.now());
      await scheduler.wait(RESUMING_MS);
    }
    const endMs = Date.now() + WRITING_MS;
    for (let quietMs = 0; quietMs < QUIET_MS && Date.now() < endMs; quietMs += 10) {
      if (unwritten() > 0) quietMs = 0;
      drained.visitor?.sendPending(this.ctx);
      await scheduler.wait(10);
    }
    return new Response(String(unwritten()));
  }
}

function unwritten(): number {
  return drained.visitor?.unwritten ?? 0;
}
