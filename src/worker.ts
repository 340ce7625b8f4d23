/** The Worker: `/staff` and `/api` are the staff's, everything else is the visitors'. */
import { type Config, readConfig } from "./domain/config.ts";
import { readOpenConfig } from "./domain/open_config.ts";
import { drained } from "./drain.ts";
import { answerOther, closeTunnel, configurationError } from "./entrance.ts";
import type { StaffBindings } from "./staff/http/context.ts";
import { staffPlane } from "./staff_plane.ts";
import { countingByStubs } from "./storage/counting.ts";
import type { Bindings } from "./storage/env.ts";
import { VisitorPlane } from "./visitor/plane.ts";

export { Drain } from "./drain.ts";
export { CountingProcess } from "./processes/counting_process.ts";
export { Registry } from "./storage/registry/registry.ts";
export { Shard } from "./storage/shard/shard.ts";

/** Made by an isolate's first request, because only a request has the configuration; plain values, shared by all after it. */
let planes: ReturnType<typeof planesFor> | null = null;

function planesFor(env: Bindings): { readonly config: Config; readonly visitor: VisitorPlane } {
  const variables = env as unknown as Record<string, unknown>;
  const config = readConfig(variables);
  // The visitor plane gets only the objects that count: no other binding, no way out, and none of the staff's secrets.
  const { REGISTRY, SHARD } = env;
  const openConfig = readOpenConfig(variables);
  const visitor = new VisitorPlane(countingByStubs({ REGISTRY, SHARD }, openConfig), openConfig);
  drained.visitor = visitor;
  return { config, visitor };
}

export default {
  /** A visit is answered without a promise; everything else may wait. */
  fetch(request, env, ctx) {
    try {
      planes ??= planesFor(env);
    } catch (error) {
      return configurationError(error);
    }
    const { config, visitor } = planes;
    const staff = () => staffPlane(config, () => visitor.routing.expire());
    return visitor.visitKnown(request, ctx) ?? answerOther(visitor, request, ctx, async (asked) => (await staff()).fetch(asked, env, ctx));
  },
  connect: closeTunnel,
} satisfies ExportedHandler<StaffBindings>;
