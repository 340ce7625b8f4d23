/** `DATA_DIR`: the folder of one tracker's data and of the secrets that it made itself. */
import { chmod, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LockedError, lock } from "../../packages/client/src/lock.ts";
import { ConfigError } from "../../src/domain/config.ts";

/** Below DATA_DIR; each kind of object has a folder of its own in it. */
const OBJECTS = "objects";

/** How long a start waits for a runtime whose parent was killed, and which is therefore about to end. */
const ENDING_MS = 5_000;

/** Makes the folder, for its owner alone. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await chmod(dataDir, 0o700);
    for (const file of await objectFiles(dataDir)) await chmod(file, 0o600);
  } catch (error) {
    throw new ConfigError("DATA_DIR", `must be a folder that can be written: ${(error as Error).message}`);
  }
}

/** The files of the objects' databases, also what SQLite has beside them. */
export async function objectFiles(dataDir: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, OBJECTS), { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/**
 * Takes the folder for this process; resolves with the function that releases it. Each process trusts what it holds in memory, so two on
 * the same data would report different figures. The runtime holds the folder too (`holdForRuntime`): it lives a little longer than a parent
 * that is killed.
 */
export async function takeDataDir(dataDir: string): Promise<() => Promise<void>> {
  const release = await take(dataDir, "tracker.lock", process.pid);
  const endMs = Date.now() + ENDING_MS;
  for (;;) {
    try {
      await (await take(dataDir, "runtime.lock", process.pid))();
      return release;
    } catch (error) {
      if (error instanceof ConfigError && Date.now() < endMs) continue;
      await release();
      throw error;
    }
  }
}

/** Holds the folder for the runtime, process `pid`, as long as that lives. */
export async function holdForRuntime(dataDir: string, pid: number): Promise<() => Promise<void>> {
  return take(dataDir, "runtime.lock", pid);
}

async function take(dataDir: string, name: string, pid: number): Promise<() => Promise<void>> {
  return lock(join(dataDir, name), { pid }).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    throw new ConfigError("DATA_DIR", `must be a folder of its own: process ${error.pid} runs a tracker on ${dataDir}; stop it first`);
  });
}

/** A secret kept in the folder, readable by its owner alone; made when there is none, or an empty one, which a full disk can leave. */
export async function secretFile(file: string, make: () => string): Promise<{ readonly value: string; readonly isNew: boolean }> {
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  if (kept.trim() !== "") return { value: kept.trim(), isNew: false };
  const value = make();
  await writeDurably(file, `${value}\n`);
  return { value, isNew: true };
}

/** Writes the whole file or none: beside its place, to the disk, and then into its place. */
async function writeDurably(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  try {
    const handle = await open(beside, "w", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(beside, { force: true });
    throw new ConfigError("DATA_DIR", `must have room for ${file}, which could not be written: ${(error as Error).message}`);
  }
}

/** So that the file's name is on the disk too. Windows opens no folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
