/**
 * A number that the registry and its shards share, drawn once. It tells a file that was lost, emptied or copied from elsewhere from a shard
 * that has counted nothing yet. Without it a lost file would read as zero, and a new registry would give old counts to new campaigns.
 */

import { type Fault, fault } from "../domain/problems.ts";

/** Random; never changes once it is stored. */
export type InstallationId = number;

/** What a shard says of its data. */
export interface ShardData {
  /** Whose they are; null where it has joined none. */
  readonly installation: InstallationId | null;
  readonly hasCounts: boolean;
  /** The highest number of a campaign that it has counts of; 0 without any. */
  readonly lastCampaign: number;
  /** Whether it has counted anything but requests for links that nobody made: those may have come to any tracker. */
  readonly hasCounted: boolean;
  /** Whether it has counted events that a shard would not take (`lost`). */
  readonly hasLost: boolean;
}

/** `new`: it is to join. `lost`: it had joined, and has nothing. `foreign`: its data belong to another registry. */
export type Finding = "ok" | "new" | "lost" | "foreign";

/**
 * @param hasJoined whether the registry knows that this shard had joined
 * @param mayAdopt whether counts without an installation are the registry's own, from before there were installations
 */
export function findingOf(data: ShardData, own: InstallationId, hasJoined: boolean, mayAdopt: boolean): Finding {
  if (data.installation !== null) return data.installation === own ? "ok" : "foreign";
  if (hasJoined) return data.hasCounts ? "foreign" : "lost";
  return data.hasCounts && !mayAdopt ? "foreign" : "new";
}

const TOGETHER = "Stop, and put back all files of one backup together (docs/FAULTS.md).";

/** What the operator has to do about a shard. @param isNew whether the registry itself has never had a shard */
export function remedyFor(shard: string, finding: "lost" | "foreign", isNew: boolean): string {
  if (finding === "lost")
    return `The counts of the shard ${shard} are lost: its file is missing or empty. ${TOGETHER} To accept the loss: POST /api/v1/shards/${shard}/accept-loss.`;
  if (isNew)
    return `The registry's data are lost: its file is missing or empty, and the shard ${shard} is older. ${TOGETHER} To begin anew, start with an empty DATA_DIR.`;
  return foreign(shard);
}

/** What a shard throws that is asked to count for a registry that is not its own. */
export function foreign(shard: string): string {
  return `The data of the shard ${shard} do not belong to this registry: they are lost, or of another installation. ${TOGETHER}`;
}

const REMEDY = /The (?:data of the shard|registry's data|counts of the shard) [^\n]*docs\/FAULTS\.md\)\.[^\n]*/;

/** The sentence in an error that says so; null for any other error. Between objects an error keeps its text and loses its class. */
export function foreignDataRefusal(error: unknown): string | null {
  return error instanceof Error ? (REMEDY.exec(error.message)?.[0] ?? null) : null;
}

/** As `foreignDataRefusal`, of the sentence itself, for a page in its reader's language. */
export function foreignDataFault(text: string): Fault | null {
  const { lost, older, foreign } = REMEDIES.exec(text)?.groups ?? {};
  if (lost !== undefined) return fault("counts-lost", { shard: lost });
  if (older !== undefined) return fault("registry-lost", { shard: older });
  return foreign === undefined ? null : fault("counts-foreign", { shard: foreign });
}

/** What `remedyFor` said, as data. */
export function remedyFault(remedy: string): Fault {
  const found = foreignDataFault(remedy);
  if (found === null) throw new Error(remedy);
  return found;
}

const REMEDIES =
  /The counts of the shard (?<lost>\S+) are lost|The registry's data are lost[^\n]* the shard (?<older>\S+) is older|The data of the shard (?<foreign>\S+) do not belong/;
