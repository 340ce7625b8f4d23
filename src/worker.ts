/** The Worker: `/staff` and `/api` are the staff's, everything else is the visitors'. */
import { type Config, ConfigError, readConfig } from "./core/config.ts";
import type { Bindings } from "./counters/env.ts";
import { staffApp } from "./staff/app.ts";
import { VisitorPlane } from "./visitor/plane.ts";

export { Registry } from "./counters/registry.ts";
export { Shard } from "./counters/shard.ts";

interface Planes {
  readonly visitor: VisitorPlane;
  readonly staff: ReturnType<typeof staffApp>;
}

/** Made by an isolate's first request, because only a request has the configuration; plain values, shared by all after it. */
let planes: Planes | null = null;

function planesFor(env: Bindings): Planes {
  const config: Config = readConfig(env as unknown as Record<string, unknown>);
  return { visitor: new VisitorPlane(env, config), staff: staffApp(config) };
}

export default {
  async fetch(request, env, ctx) {
    try {
      planes ??= planesFor(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return new Response(`Configuration error: ${error.message}\n`, {
        status: 503,
        headers: { "Retry-After": "60", "Cache-Control": "no-store" },
      });
    }
    if (!isStaffPath(request.url)) return planes.visitor.fetch(request, ctx);
    const response = await planes.staff.fetch(request, env, ctx);
    if (mayChangeLinks(request) && response.ok) planes.visitor.expireRoutes();
    return response;
  },
} satisfies ExportedHandler<Bindings>;

/** Signup reports come often and change no link. */
function mayChangeLinks(request: Request): boolean {
  return request.method !== "GET" && request.method !== "HEAD" && !request.url.includes("/api/v1/signups");
}

function isStaffPath(url: string): boolean {
  const start = url.indexOf("/", 8);
  return /^\/(?:staff|api)(?:[/?]|$)/.test(url.slice(start, start + 8));
}
