/** The Worker: `/staff` and `/api` are the staff's, everything else is the visitors'. */
import { type Config, ConfigError, readConfig, withoutSecrets } from "./domain/config.ts";
import { drained } from "./drain.ts";
import type { StaffApp } from "./staff/app.ts";
import type { StaffBindings } from "./staff/http/context.ts";
import { countingByStubs } from "./storage/counting.ts";
import type { Bindings } from "./storage/env.ts";
import { readAddress } from "./visitor/address.ts";
import { VisitorPlane } from "./visitor/plane.ts";

export { Drain } from "./drain.ts";
export { Registry } from "./storage/registry/registry.ts";
export { Shard } from "./storage/shard/shard.ts";

interface Planes {
  readonly config: Config;
  readonly visitor: VisitorPlane;
  /** Null until somebody of the staff comes: visitors never pay for it. */
  staff: StaffApp | null;
}

/** Made by an isolate's first request, because only a request has the configuration; plain values, shared by all after it. */
let planes: Planes | null = null;

function planesFor(env: Bindings): Planes {
  const config: Config = readConfig(env as unknown as Record<string, unknown>);
  // The visitors' part is handed the objects that count and no way out, not what else the runtime has bound; nor the staff's secrets.
  const { REGISTRY, SHARD } = env;
  const openConfig = withoutSecrets(config);
  const visitor = new VisitorPlane(countingByStubs({ REGISTRY, SHARD }, openConfig), openConfig);
  drained.visitor = visitor;
  return { config, visitor, staff: null };
}

/** Each request that comes before there is a staff plane awaits an import of its own; only the app is shared, never the promise. */
async function staffPlane(planes: Planes): Promise<StaffApp> {
  const { staffApp } = await import("./staff/app.ts");
  planes.staff ??= staffApp(planes.config, () => planes.visitor.expireRoutes());
  return planes.staff;
}

export default {
  /** A visit is answered without a promise; everything else may wait. */
  fetch(request, env, ctx) {
    try {
      planes ??= planesFor(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return new Response(`Configuration error: ${error.message}\n`, {
        status: 503,
        headers: { "Retry-After": "60", "Cache-Control": "no-store" },
      });
    }
    return planes.visitor.visitKnown(request, ctx) ?? answerOther(planes, request, env, ctx);
  },
  /** A tunnel (CONNECT) is closed at once. Without this the runtime writes two lines into the log for each that a stranger asks for. */
  async connect(socket) {
    await socket.close();
  },
} satisfies ExportedHandler<StaffBindings>;

async function answerOther(planes: Planes, request: Request, env: StaffBindings, ctx: ExecutionContext): Promise<Response> {
  const { visitor } = planes;
  visitor.sendPending(ctx);
  const url = readAddress(request.url, request.headers);
  if (url === null)
    return new Response("The request's address cannot be read.\n", { status: 400, headers: { "Cache-Control": "no-store" } });
  const readable = url === request.url ? request : new Request(url, request);
  if (!isStaffPath(new URL(url).pathname)) return visitor.fetch(readable, ctx);
  return (planes.staff ?? (await staffPlane(planes))).fetch(readable, env, ctx);
}

/** Reports that are open to everybody are the staff's part too: no visitor of a link comes there. Only a whole token is one (report_links/token.ts). */
function isStaffPath(path: string): boolean {
  return /^\/(?:(?:staff|api)(?:\/|$)|report\/[\w-]{43}(?:\.csv|\/weeks\.atom)?$)/.test(path);
}
