/**
 * Checks the databases of a tracker, also while it runs: each one's integrity, whether they belong together, the sums that must agree, and
 * whether each alarm is known. Reads only.
 */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { VERSION } from "../../src/domain/version.ts";
import { alarmsPath, type DatabaseFile, databasesOf, idOf, REGISTRY_PATH, shardPath } from "./databases.ts";
import { ADMIN_KEY_FILE, KNOWN_SCHEMAS, newerSchema, type Schemas } from "./manifest.ts";
import { hasTable, openForReading, rows, schemaOf } from "./open_database.ts";
import { type RegistryFacts, readRegistry, readShard, type ShardFacts } from "./read_objects.ts";
import { SIGNUPS, sumProblems } from "./sums.ts";

export interface Checked {
  /** What is as it should be, one line each. */
  readonly fine: readonly string[];
  readonly problems: readonly string[];
  /** Of the data; 0 where there are none. */
  readonly schema: Schemas;
}

interface Opened extends DatabaseFile {
  readonly database: DatabaseSync;
  readonly schema: number;
}

/** @param dataDir with `objects` below it, as a backup has it too */
export async function checkDatabases(dataDir: string): Promise<Checked> {
  const files = await databasesOf(dataDir);
  const problems: string[] = [];
  const opened: Opened[] = [];
  try {
    for (const file of files) {
      const found = await openAndLook(dataDir, file);
      if (typeof found === "string") problems.push(`${file.path}: ${found}`);
      else opened.push(found);
    }
    return concluded(files, opened, problems);
  } finally {
    for (const { database } of opened) database.close();
  }
}

/** The database in a read transaction, or what SQLite finds wrong with it. */
async function openAndLook(dataDir: string, file: DatabaseFile): Promise<Opened | string> {
  const opening = await openForReading(dataDir, file.path).catch((error: Error) => error.message);
  if (typeof opening === "string") return opening;
  try {
    opening.exec("BEGIN");
    const [first] = rows<{ integrity_check: string }>(opening, "PRAGMA integrity_check(1)");
    if (first?.integrity_check === "ok") return { ...file, database: opening, schema: schemaOf(opening) };
    opening.close();
    return (first?.integrity_check ?? "SQLite gives no answer").replace(/\s+/g, " ");
  } catch (error) {
    opening.close();
    return (error as Error).message;
  }
}

function concluded(files: readonly DatabaseFile[], opened: readonly Opened[], problems: string[]): Checked {
  const fine = [`${opened.length} of ${files.length} databases are whole (PRAGMA integrity_check).`];
  const highest = (kind: DatabaseFile["kind"]): number =>
    Math.max(0, ...opened.filter((one) => one.kind === kind).map((one) => one.schema));
  const schema: Schemas = { registry: highest("registry"), shard: highest("shard") };
  const newer = newerSchema("of an unknown number", schema, VERSION);
  const registry = opened.find(({ path }) => path === REGISTRY_PATH);
  if (newer !== null) problems.push(newer);
  else if (registry === undefined) problems.push("the registry's database is missing");
  else checkTogether(registry, opened, { fine, problems });
  return { fine, problems, schema };
}

interface Notes {
  readonly fine: string[];
  readonly problems: string[];
}

function checkTogether(registry: Opened, opened: readonly Opened[], { fine, problems }: Notes): void {
  if (registry.schema === 0) {
    problems.push("the registry's database is empty");
    return;
  }
  const facts = readRegistry(registry.database);
  const shards = namedShards(facts, opened, problems);
  const sums = sumProblems(facts, shards);
  if (sums.length === 0) fine.push("The sums agree: running totals, signups of all sources, closed days, finished days.");
  problems.push(...sums, ...alarmProblems(opened));
  if (facts.hasSessionSecret) fine.push("The registry has the secret that signs sessions.");
  if (facts.installation !== null && shards.size > 0) fine.push(`The registry and ${shards.size} shards belong together.`);
  if (registry.schema < KNOWN_SCHEMAS.registry)
    fine.push(
      `The data are of an older version (schema ${registry.schema} of ${KNOWN_SCHEMAS.registry}); the next start brings them up to date.`,
    );
}

/** Every shard that the registry knows, by its name; notes those that are missing, empty or of elsewhere. */
function namedShards(facts: RegistryFacts, opened: readonly Opened[], problems: string[]): Map<string, ShardFacts> {
  const byPath = new Map(opened.filter(({ kind, schema }) => kind === "shard" && schema > 0).map((one) => [one.path, one]));
  const found = new Map<string, ShardFacts>();
  const visits = Array.from({ length: byPath.size }, (_, index) => `visits-${index}`);
  for (const name of new Set([...facts.joined, ...visits, SIGNUPS])) {
    const file = byPath.get(shardPath(name));
    if (file === undefined) {
      if (facts.joined.includes(name)) problems.push(`the counts of the shard ${name} are lost: its file is missing or empty`);
      continue;
    }
    byPath.delete(file.path);
    const shard = readShard(file.database);
    if (shard.installation !== null && shard.installation !== facts.installation)
      problems.push(`the data of the shard ${name} belong to another installation`);
    else if (shard.installation === null && shard.hasCounts && facts.joined.includes(name))
      problems.push(`the data of the shard ${name} belong to no installation`);
    found.set(name, shard);
  }
  for (const path of byPath.keys()) problems.push(`${path} is the file of no shard that the registry knows`);
  return found;
}

/** An object sets its next alarm when one rings: one that the runtime does not know would never ring, and neither would any after it. */
function alarmProblems(opened: readonly Opened[]): string[] {
  return opened.flatMap(({ kind, path, database }) => {
    if (kind === "alarms" || !hasTable(database, "_cf_METADATA")) return [];
    if (rows(database, "SELECT 1 FROM _cf_METADATA WHERE key = 1 AND value IS NOT NULL").length === 0) return [];
    const alarms = opened.find((one) => one.path === alarmsPath(path))?.database;
    const isKnown =
      alarms !== undefined &&
      hasTable(alarms, "_cf_ALARM") &&
      rows(alarms, "SELECT 1 FROM _cf_ALARM WHERE actor_id = ?", idOf(path)).length > 0;
    return isKnown ? [] : [`${path}: what it does at midnight would never run again, because the runtime does not know its alarm`];
  });
}

/** Whether the secrets are there that a tracker made itself. @param env in which variables may have them instead */
export async function secretFindings(dataDir: string, env: NodeJS.ProcessEnv): Promise<Pick<Checked, "fine" | "problems">> {
  const key = await readFile(join(dataDir, ADMIN_KEY_FILE), "utf8").catch(() => "");
  if (key.trim() !== "") return { fine: [`The admin key is in ${ADMIN_KEY_FILE}.`], problems: [] };
  return env.ADMIN_KEY?.trim()
    ? { fine: ["The admin key is the variable ADMIN_KEY."], problems: [] }
    : { fine: [`There is no ${ADMIN_KEY_FILE}: the next start makes a new key, unless ADMIN_KEY is set.`], problems: [] };
}

/** Files and folders that others than their owner can read or change. Windows has no such modes. */
export async function openToOthers(dataDir: string, paths: readonly string[]): Promise<string[]> {
  if (process.platform === "win32") return [];
  const found: string[] = [];
  for (const path of ["", ...paths]) {
    const mode = await stat(join(dataDir, path)).then(
      (one) => one.mode & 0o077,
      () => 0,
    );
    if (mode !== 0) found.push(`${join(dataDir, path)} can be read by others than its owner: chmod go-rwx`);
  }
  return found;
}
