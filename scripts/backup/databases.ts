/** The databases of a tracker: which file is which object's. The runtime names an object's file after a keyed hash of the object's name. */
import { createHash, createHmac } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Below DATA_DIR. */
const OBJECTS = "objects";
const REGISTRY_FOLDER = "fivebar-registry";
const SHARD_FOLDER = "fivebar-shard";
/** The runtime's own, in each folder: when each object's alarm is due. */
const ALARMS = "metadata.sqlite";

type DatabaseKind = "registry" | "shard" | "alarms";

export interface DatabaseFile {
  readonly kind: DatabaseKind;
  /** Below DATA_DIR, with `/` between folders on every system. */
  readonly path: string;
}

/** `idFromName` of workerd (src/workerd/server/actor-id-impl.c++): half of the id is made of the name, the other half of the first. */
function objectId(folder: string, name: string): string {
  const key = createHash("sha256").update(folder).digest();
  const half = (of: Buffer | string): Buffer => createHmac("sha256", key).update(of).digest().subarray(0, 16);
  const first = half(name);
  return Buffer.concat([first, half(first)]).toString("hex");
}

export const REGISTRY_PATH = `${OBJECTS}/${REGISTRY_FOLDER}/${objectId(REGISTRY_FOLDER, "registry")}.sqlite`;

/** @param name `visits-0` and so on, or `signups` */
export function shardPath(name: string): string {
  return `${OBJECTS}/${SHARD_FOLDER}/${objectId(SHARD_FOLDER, name)}.sqlite`;
}

/** The id that the runtime's table of alarms has for the database at `path`. */
export function idOf(path: string): string {
  return /([0-9a-f]{64})\.sqlite$/.exec(path)?.[1] ?? "";
}

/** Where the alarms of the objects in the folder of `path` are. */
export function alarmsPath(path: string): string {
  return path.replace(/[^/]+$/, ALARMS);
}

/** What a database at `path` is; null for any other file. */
export function kindOf(path: string): DatabaseKind | null {
  const [, folder = "", name = ""] = /^objects\/(fivebar-registry|fivebar-shard)\/([^/]+)$/.exec(path) ?? [];
  if (folder === "") return null;
  if (name === ALARMS) return "alarms";
  if (!/^[0-9a-f]{64}\.sqlite$/.test(name)) return null;
  return folder === REGISTRY_FOLDER ? "registry" : "shard";
}

/**
 * In the order in which they have to be read while the tracker runs, so that what is read belongs together: the registry first. It holds
 * what it has read of the shards (closed days, finished days), and a shard only ever goes on from there. The alarms come last: the runtime
 * never has one later than its object's (docs/BACKUP.md).
 */
const ORDER: readonly DatabaseKind[] = ["registry", "shard", "alarms"];

export async function databasesOf(dataDir: string): Promise<DatabaseFile[]> {
  const found: DatabaseFile[] = [];
  for (const folder of [REGISTRY_FOLDER, SHARD_FOLDER]) {
    const names = await readdir(join(dataDir, OBJECTS, folder)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    for (const name of names.sort()) {
      const path = `${OBJECTS}/${folder}/${name}`;
      const kind = kindOf(path);
      if (kind !== null) found.push({ kind, path });
    }
  }
  return found.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}
