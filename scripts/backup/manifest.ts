/** What a backup says of itself, as its first file: what it was made by, and the hash of each file that follows. */
import { REGISTRY_MIGRATIONS } from "../../src/storage/registry/migrations.ts";
import { SHARD_MIGRATIONS } from "../../src/storage/shard/migrations.ts";
import { kindOf } from "./databases.ts";

export const MANIFEST = "manifest.json";
const FORMAT = 1;

/** Of DATA_DIR, beside the databases: what was not set by a variable and was made at the first start. */
export const ADMIN_KEY_FILE = "admin.key";

export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How many changes of its tables have run, in each kind of object. */
export interface Schemas {
  readonly registry: number;
  readonly shard: number;
}

export interface Manifest {
  readonly fivebar: string;
  /** The day, in UTC: no finer time is stored. */
  readonly madeOn: string;
  readonly schema: Schemas;
  readonly files: readonly ListedFile[];
}

export const KNOWN_SCHEMAS: Schemas = { registry: REGISTRY_MIGRATIONS.length, shard: SHARD_MIGRATIONS.length };

export function manifestText({ fivebar, madeOn, schema, files }: Manifest): string {
  return `${JSON.stringify({ format: FORMAT, fivebar, madeOn, schema, files }, null, 2)}\n`;
}

/** Throws with what is wrong, as the second half of a sentence. */
export function readManifest(text: string): Manifest {
  const found = parsed(text);
  if (found.format !== FORMAT) throw new Error(`it is a backup of a form that Fivebar does not know (${String(found.format)})`);
  const { fivebar, madeOn, schema, files } = found as unknown as Manifest;
  const isWhole =
    [fivebar, madeOn].every((value) => typeof value === "string") &&
    [schema?.registry, schema?.shard].every(Number.isSafeInteger) &&
    Array.isArray(files) &&
    files.every(isListedFile) &&
    new Set(files.map(({ path }) => path)).size === files.length;
  if (!isWhole) throw new Error(`it is damaged: its ${MANIFEST} cannot be read`);
  return { fivebar, madeOn, schema, files };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new Error(`it is damaged: its ${MANIFEST} cannot be read`);
}

/** Nothing but a tracker's own files: a path from elsewhere could lead out of the folder. */
function isListedFile(file: unknown): file is ListedFile {
  const { path, bytes, sha256 } = (file ?? {}) as Partial<ListedFile>;
  return (
    typeof path === "string" &&
    (path === ADMIN_KEY_FILE || kindOf(path) !== null) &&
    Number.isSafeInteger(bytes) &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256)
  );
}

/** Why this version cannot use data of these schemas; null where it can. */
export function newerSchema(version: string, schema: Schemas, own: string): string | null {
  for (const object of ["registry", "shard"] as const)
    if (schema[object] > KNOWN_SCHEMAS[object])
      return `this is Fivebar ${own}, and the data of the ${object} were written by a newer version, ${version} (schema ${schema[object]}; this one knows up to ${KNOWN_SCHEMAS[object]}): use that version, or a backup from before the upgrade`;
  return null;
}
