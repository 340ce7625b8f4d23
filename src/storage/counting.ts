/** All that the visitor plane asks of storage, and how it reaches it where the objects are bound to it: by their stubs. */
import type { OpenConfig } from "../domain/config.ts";
import type { PartStates } from "../domain/part_states.ts";
import { type Bindings, registryStub } from "./env.ts";
import type { InstallationId } from "./installation.ts";
import type { Routes } from "./registry/routes.ts";
import type { Entry } from "./shard/counts.ts";
import { signupShardStub, visitShardStub } from "./shard/stubs.ts";

/** A shard of visits by its index, or the one of signups. */
export type ShardName = number | "signups";

/** As `add` of src/storage/shard/shard.ts has it. */
type Batch = readonly [writer: string, seq: number, entries: readonly Entry[], installation: InstallationId | null];

/** Each call reaches storage anew. They reject where it cannot be reached; `overloaded` on the error says to leave it alone for a while. */
export interface Counting {
  /** Every link that works. */
  routes(): Promise<Routes>;
  add(shard: ShardName, ...batch: Batch): Promise<"added" | "refused">;
  /** Whether a shard failed when the registry last read it. */
  health(): Promise<"ok" | "failing">;
  /** The state of each part behind, asked of every shard; a few seconds old. */
  parts(): Promise<PartStates>;
}

export function countingByStubs(env: Bindings, config: OpenConfig): Counting {
  return {
    routes: () => registryStub(env, config).routes(config.shards),
    add: (shard, ...batch) => (shard === "signups" ? signupShardStub(env, config) : visitShardStub(env, config, shard)).add(...batch),
    health: () => registryStub(env, config).health(),
    parts: () => registryStub(env, config).parts(),
  };
}
