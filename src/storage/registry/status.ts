/** What the registry says of itself and its shards to those who watch over a tracker: states, and never a count. */
import type { Day } from "../../domain/day.ts";
import type { PartStates } from "../../domain/part_states.ts";
import type { DiskState } from "../disk.ts";
import type { ShardState } from "./shards.ts";

export interface Status {
  /** `unconfirmed`: the clock has leapt ahead by days, and what comes is counted on the last day before that. */
  readonly clock: "ok" | "unconfirmed";
  /** How many changes of its schema have run. */
  readonly schema: number;
  /** The last day of which signups are out. */
  readonly lastClose: Day | null;
  /** `behind`: a day of signups could have closed since midnight, and has not. */
  readonly closes: "ok" | "behind";
  /** `some`: events were counted that no shard would take. */
  readonly lost: "none" | "some";
  /** Null where nobody says. */
  readonly disk: DiskState | null;
  readonly shards: readonly ShardState[];
}

/** Which parts are well; `counts`, those in the memory of an isolate, only that isolate knows. */
export function partStates({ clock, closes, lost, disk: room, shards }: Status): PartStates {
  return {
    registry: true,
    shards: shards.every(({ state }) => state === "ok"),
    clock: clock === "ok",
    closes: closes === "ok",
    lost: lost === "none",
    schema: shards.every(({ state }) => state !== "newer"),
    ...(room !== null && { disk: room === "ok" }),
  };
}
