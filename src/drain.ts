/** What `npm start` asks of the running Worker. No visitor reaches it. */
import { WorkerEntrypoint } from "cloudflare:workers";
import { readConfig } from "./domain/config.ts";
import { untilDrained } from "./held_request.ts";
import { disk } from "./storage/disk.ts";
import { type Bindings, registryStub } from "./storage/env.ts";
import { foreignDataRefusal } from "./storage/installation.ts";
import { newerDataRefusal } from "./storage/migrations.ts";
import type { VisitorPlane } from "./visitor/plane.ts";
import { tellWrongKeys } from "./wrong_keys.ts";

/** This isolate's visitor plane, once a request has made it: a stop waits for its counts. */
export const drained: { visitor: VisitorPlane | null } = { visitor: null };

/**
 * For `npm start`. A GET says what is wrong with the data. A PUT tells whether the disk has room. A POST is the request that a stop waits for:
 * see src/held_request.ts.
 * Reached through a socket of its own (fivebar.capnp), and not at all on Cloudflare's network.
 */
export class Drain extends WorkerEntrypoint<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    if (request.method === "GET") return this.checkData();
    if (request.method === "PUT") {
      disk.state = (await request.text()) === "nearly-full" ? "nearly-full" : "ok";
      return new Response(null, { status: 204 });
    }
    return untilDrained(
      request,
      this.ctx,
      () => drained.visitor,
      () => tellWrongKeys(Date.now()),
    );
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
}
