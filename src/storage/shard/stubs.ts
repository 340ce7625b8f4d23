/** How the objects that count are found by their names. */
import type { OpenConfig } from "../../domain/config.ts";
import type { Shard } from "./shard.ts";

export interface ShardBindings {
  readonly SHARD: DurableObjectNamespace<Shard>;
}

/** The shard that counts visits under `index`, from 0. A fresh stub at each call: a stub that has thrown may be broken for good. */
export function visitShardStub(env: ShardBindings, config: OpenConfig, index: number): DurableObjectStub<Shard> {
  return inJurisdiction(env.SHARD, config).getByName(`visits-${index}`);
}

/**
 * The one shard that counts signups. All of them go to one object, whatever `SHARDS` says, so that the repeat of a report
 * meets the first one also after `SHARDS` was changed, and so that one object can tell when a day's signups close.
 */
export function signupShardStub(env: ShardBindings, config: OpenConfig): DurableObjectStub<Shard> {
  return inJurisdiction(env.SHARD, config).getByName("signups");
}

/** Local workerd has no jurisdictions and throws when asked for one, hence only where it is set. */
export function inJurisdiction<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  config: OpenConfig,
): DurableObjectNamespace<T> {
  return config.jurisdiction === null ? namespace : namespace.jurisdiction(config.jurisdiction);
}
