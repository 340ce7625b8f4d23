/** The objects that the runtime hands to every part of the Worker, and how one is found by its name. */
import type { OpenConfig } from "../domain/config.ts";
import type { Registry } from "./registry/registry.ts";
import type { Shard } from "./shard/shard.ts";

export interface Bindings {
  readonly REGISTRY: DurableObjectNamespace<Registry>;
  readonly SHARD: DurableObjectNamespace<Shard>;
}

/** The one registry. A fresh stub at each call: a stub that has thrown may be broken for good. */
export function registryStub(env: Bindings, config: OpenConfig): DurableObjectStub<Registry> {
  return inJurisdiction(env.REGISTRY, config).getByName("registry");
}

/** The shard that counts visits under `index`, from 0. */
export function visitShardStub(env: Bindings, config: OpenConfig, index: number): DurableObjectStub<Shard> {
  return inJurisdiction(env.SHARD, config).getByName(`visits-${index}`);
}

/**
 * The one shard that counts signups. All of them go to one object, whatever `SHARDS` says, so that the repeat of a report
 * meets the first one also after `SHARDS` was changed, and so that one object can tell when a day's signups close.
 */
export function signupShardStub(env: Bindings, config: OpenConfig): DurableObjectStub<Shard> {
  return inJurisdiction(env.SHARD, config).getByName("signups");
}

/** Local workerd has no jurisdictions and throws when asked for one, hence only where it is set. */
function inJurisdiction<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  config: OpenConfig,
): DurableObjectNamespace<T> {
  return config.jurisdiction === null ? namespace : namespace.jurisdiction(config.jurisdiction);
}
