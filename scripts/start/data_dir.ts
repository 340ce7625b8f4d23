/** `DATA_DIR`: the folder of one tracker's data and of the secrets that it made itself. */
import { chmod, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { holderOfLock, LockedError, lock } from "../../packages/client/src/lock.ts";
import { ConfigError } from "../../src/domain/config.ts";
import { installation } from "../installation.ts";
import { makeFolder } from "../make_folder.ts";

/** Below DATA_DIR; each kind of object has a folder of its own in it. */
const OBJECTS = "objects";

/** Of the process that runs the tracker, and of the runtime. */
const LOCKS = ["tracker.lock", "runtime.lock"] as const;

/** How long a start waits for a runtime whose parent was killed, and which is therefore about to end. */
const ENDING_MS = 5_000;

/** Makes the folder, for its owner alone. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
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

/** Every file of a tracker's data, below the folder: the databases and what SQLite has beside them, and the admin key. */
export async function dataFiles(dataDir: string): Promise<string[]> {
  const objects = (await objectFiles(dataDir)).map((file) => relative(dataDir, file));
  const key = await readFile(join(dataDir, "admin.key")).then(
    () => ["admin.key"],
    () => [],
  );
  return [...objects, ...key];
}

/**
 * Takes the folder for this process; resolves with the function that releases it. Each process trusts what it holds in memory, so two on
 * the same data would report different figures. The runtime holds the folder too (`holdForRuntime`): it lives a little longer than a parent
 * that is killed.
 */
export async function takeDataDir(dataDir: string): Promise<() => Promise<void>> {
  const release = await take(dataDir, LOCKS[0], process.pid);
  const endMs = Date.now() + ENDING_MS;
  for (;;) {
    try {
      await (await take(dataDir, LOCKS[1], process.pid))();
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
  return take(dataDir, LOCKS[1], pid);
}

async function take(dataDir: string, name: (typeof LOCKS)[number], pid: number): Promise<() => Promise<void>> {
  return lock(join(dataDir, name), { pid }).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    if (error.isCopy) throw new ConfigError("DATA_DIR", hotCopy(dataDir, error.pid));
    throw new ConfigError("DATA_DIR", `must be a folder of its own: process ${error.pid} runs a tracker on ${dataDir}; stop it first`);
  });
}

/** Files that are copied one after the other while they change are of different moments, and may be torn. */
function hotCopy(dataDir: string, pid: number): string {
  const { commandLine } = installation;
  return (
    `must not be a copy that was made of a running tracker: ${dataDir} has the lock of process ${pid}, which runs on another folder, and its ` +
    `databases may be torn. Use ${commandLine("backup")} there and ${commandLine("restore")} here; or stop that tracker, copy its folder again, and start`
  );
}

/** Whether a tracker runs on the folder, for people. Changes nothing. */
export async function holderOf(dataDir: string): Promise<{ readonly runs: boolean; readonly sentence: string }> {
  for (const name of LOCKS) {
    const holder = await holderOfLock(join(dataDir, name));
    if (holder === null) continue;
    if (!holder.isCopy) return { runs: true, sentence: `A tracker runs on it (process ${holder.pid}).` };
    return { runs: false, sentence: `No tracker runs on it: it was copied while process ${holder.pid} ran a tracker on another folder.` };
  }
  return { runs: false, sentence: "No tracker runs on it." };
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
