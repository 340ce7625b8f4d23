/**
 * A visitor process of one machine: the visitor plane alone. No storage, no secret and no code of the staff's is in it; what it counts goes to the
 * counting process through a socket, and so does every request of the staff (visitor.capnp, test/system/privacy/visitor_process.test.ts).
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { readOpenConfig } from "../domain/open_config.ts";
import { answerOther, closeTunnel, configurationError } from "../entrance.ts";
import { untilDrained } from "../held_request.ts";
import { VisitorPlane } from "../visitor/plane.ts";
import type { LinksVersion } from "./commands.ts";
import { CountingClient } from "./counting_client.ts";
import { handOn } from "./hand_on.ts";
import { notCounting } from "./not_counting.ts";

interface VisitorBindings {
  /** The socket of the counting process. */
  readonly COUNTING: Fetcher;
}

interface Parts {
  readonly counting: CountingClient;
  readonly visitor: VisitorPlane;
}

/** Made by the first request, as in src/worker.ts. */
let parts: Parts | null = null;
let isWatching = false;
/** The version for which the links were last renewed. */
let followed: LinksVersion | null = null;

/** The retry interval when the links did not come. */
const AGAIN_MS = 2_000;

function partsFor(env: VisitorBindings): Parts {
  const openConfig = readOpenConfig(env as unknown as Record<string, unknown>);
  const counting = new CountingClient(env.COUNTING);
  return { counting, visitor: new VisitorPlane(counting, openConfig) };
}

export default {
  fetch(request, env, ctx) {
    try {
      parts ??= partsFor(env);
    } catch (error) {
      return configurationError(error);
    }
    const own = parts;
    const { visitor } = own;
    return visitor.visitKnown(request, ctx) ?? answerOther(visitor, request, ctx, (_, asItCame) => answerStaff(env, own, asItCame, ctx));
  },
  connect: closeTunnel,
} satisfies ExportedHandler<VisitorBindings>;

/** When staff change something through this process, its visitors see the change before the answer is sent. */
async function answerStaff(env: VisitorBindings, own: Parts, request: Request, ctx: ExecutionContext): Promise<Response> {
  const handedOn = await handOn(request, env.COUNTING).catch(() => null);
  if (handedOn === null) return notCounting(request);
  if (handedOn.version !== null) await follow(own, handedOn.version, ctx);
  return handedOn.answer;
}

/** Waits a short time for the links of a version. Meanwhile visitors are answered from the links that are there. */
async function follow({ counting, visitor }: Parts, latest: LinksVersion, ctx: ExecutionContext): Promise<void> {
  const { routing } = visitor;
  if (latest === counting.linksVersion) return;
  if (followed === latest || routing.current === null) await routing.refresh(ctx, Date.now());
  // The links that came may be of an older version, unless they were requested for this one.
  if (followed === latest || latest === counting.linksVersion) return;
  followed = latest;
  await routing.renew(ctx, Date.now());
}

/**
 * A change through another process is known here as soon as the counting process reports it, and otherwise within the 30 seconds of
 * src/visitor/routing.ts. A new process requests the links before its first visitor does.
 */
async function watchChanges(env: VisitorBindings, ctx: ExecutionContext): Promise<void> {
  if (isWatching) return;
  isWatching = true;
  parts ??= partsFor(env);
  const { counting } = parts;
  for (let latest: LinksVersion | null = null; ; ) {
    latest = await counting.changes().catch(() => null);
    if (latest === null) break;
    await follow(parts, latest, ctx);
    // The links did not come: wait before the next request for them.
    if (latest !== counting.linksVersion) await scheduler.wait(AGAIN_MS);
  }
  isWatching = false;
}

/** As `Drain` of src/drain.ts, for this process. */
export class Drain extends WorkerEntrypoint<VisitorBindings> {
  override async fetch(request: Request): Promise<Response> {
    if (request.method === "GET") return new Response(null, { status: 204 });
    return untilDrained(
      request,
      this.ctx,
      () => parts?.visitor ?? null,
      () => void watchChanges(this.env, this.ctx),
    );
  }
}
