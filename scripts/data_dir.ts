/** `DATA_DIR`: the folder of one tracker's data and of the secrets that it made itself. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockedError, lock } from "../packages/client/src/lock.ts";
import { ConfigError } from "../src/core/config.ts";

/** Makes the folder, for its owner alone. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await chmod(dataDir, 0o700);
  } catch (error) {
    throw new ConfigError("DATA_DIR", `must be a folder that can be written: ${(error as Error).message}`);
  }
}

/**
 * Takes the folder for the process `pid`; resolves with what lets go of it. Each process believes what it holds in memory, so two on the
 * same data would report different figures. It is the runtime that has to hold it: it lives on when its parent is killed.
 */
export async function takeDataDir(dataDir: string, pid = process.pid): Promise<() => Promise<void>> {
  return lock(join(dataDir, "runtime.lock"), { pid }).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    throw new ConfigError("DATA_DIR", `must be a folder of its own: process ${error.pid} runs a tracker on ${dataDir}; stop it first`);
  });
}

/** A secret kept in the folder, readable by its owner alone; made when there is none. */
export async function secretFile(file: string, make: () => string): Promise<{ readonly value: string; readonly isNew: boolean }> {
  try {
    return { value: (await readFile(file, "utf8")).trim(), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const value = make();
  await writeFile(file, `${value}\n`, { mode: 0o600, flag: "wx" });
  return { value, isNew: true };
}
