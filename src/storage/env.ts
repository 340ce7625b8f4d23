/** The objects that the runtime hands to every part of the Worker, and how the registry is found. Shards: src/storage/shard/stubs.ts. */
import type { OpenConfig } from "../domain/config.ts";
import type { Registry } from "./registry/registry.ts";
import { inJurisdiction, type ShardBindings } from "./shard/stubs.ts";

export interface Bindings extends ShardBindings {
  readonly REGISTRY: DurableObjectNamespace<Registry>;
}

/** The one registry. A fresh stub at each call, as with shards. */
export function registryStub(env: Bindings, config: OpenConfig): DurableObjectStub<Registry> {
  return inJurisdiction(env.REGISTRY, config).getByName("registry");
}
