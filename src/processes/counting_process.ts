/**
 * The counting process as the visitor processes reach it: their commands, and the requests of the staff that they hand on. Reached through a
 * socket of its own (counting.capnp), and not at all on Cloudflare's network.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { type Config, readConfig } from "../domain/config.ts";
import type { StaffBindings } from "../staff/http/context.ts";
import { staffPlane } from "../staff_plane.ts";
import { type Counting, countingByStubs } from "../storage/counting.ts";
import type { Routes } from "../storage/registry/routes.ts";
import { isStaffPath, pathOf, readAddress } from "../visitor/address.ts";
import { isOverloaded } from "../visitor/pending_counts.ts";
import {
  BROKEN_BODY_HEADER,
  type CommandFailure,
  type CommandName,
  type Commands,
  LINKS_VERSION_HEADER,
  type LinksVersion,
} from "./commands.ts";
import { LinksChanges } from "./links_changes.ts";

/** Read by the first request. */
let settings: Config | null = null;
const links = new LinksChanges();

type Given<Name extends CommandName> = Commands[Name]["given"];

export class CountingProcess extends WorkerEntrypoint<StaffBindings> {
  override async fetch(request: Request): Promise<Response> {
    settings ??= readConfig(this.env as unknown as Record<string, unknown>);
    const url = readAddress(request.url, request.headers);
    if (url !== null && isStaffPath(url)) return this.staff(url === request.url ? request : new Request(url, request), settings);
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { Allow: "POST" } });
    try {
      return Response.json(await this.run(pathOf(request.url), await request.json(), countingByStubs(this.env, settings)));
    } catch (error) {
      const failure: CommandFailure = { message: String(error), overloaded: isOverloaded(error) };
      return Response.json(failure, { status: 500 });
    }
  }

  private async staff(request: Request, config: Config): Promise<Response> {
    const app = await staffPlane(config, () => links.note());
    const { version } = links;
    const answer = await app.fetch(await withItsBody(request), this.env, this.ctx);
    if (links.version !== version) await links.untilAllKnow();
    const marked = new Response(answer.body, answer);
    marked.headers.set(LINKS_VERSION_HEADER, links.version);
    return marked;
  }

  /** Only a visitor process can have sent this: nobody else can open the socket. */
  private run(name: string, given: unknown, counting: Counting): Promise<unknown> {
    switch (name as CommandName) {
      case "routes":
        return versioned(links.version, counting.routes());
      case "add": {
        const { shard, writer, seq, entries, installation } = given as Given<"add">;
        return counting.add(shard, writer, seq, entries, installation);
      }
      case "health":
        return counting.health();
      case "parts":
        return counting.parts();
      case "changes":
        return links.untilChanged(given as Given<"changes">);
      default:
        throw new Error("there is no such command");
    }
  }
}

/**
 * The request with its body as the visitor process received it (src/processes/hand_on.ts): the whole body, or one that fails when it is
 * read. The body is read even if nothing uses it: a sender that cannot finish sending would not get the answer.
 */
async function withItsBody(request: Request): Promise<Request> {
  if (request.headers.has(BROKEN_BODY_HEADER)) {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("the body broke off")) });
    return new Request(request.url, { method: request.method, headers: request.headers, body });
  }
  return request.body === null ? request : new Request(request, { body: await request.arrayBuffer() });
}

async function versioned(version: LinksVersion, asked: Promise<Routes>): Promise<Commands["routes"]["answer"]> {
  return { version, routes: await asked };
}
