/** An outbox in a file, for Node, Deno and Bun. */
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Outbox } from "./queue.ts";

/**
 * Keeps a queue in `path`, readable by its owner alone. The file is replaced whole with each write, so a process that ends at any
 * moment leaves the old one or the new one. One process at a time: a second one would write over what the first one keeps.
 *
 * Rejects when another living process has the file.
 */
export async function fileOutbox(path: string): Promise<Outbox> {
  const file = resolve(path);
  const release = await lock(`${file}.lock`);
  return {
    read: () => readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? null : Promise.reject(error))),
    write: async (text) => {
      await writeSynced(`${file}.new`, text);
      await rename(`${file}.new`, file);
      await syncFolder(dirname(file));
    },
    close: release,
  };
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the new name survive a power cut; Windows has no such call for folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const heldHere = new Set<string>();

/** The lock names its process; that of a process which was killed is taken over. */
async function lock(path: string): Promise<() => Promise<void>> {
  if (heldHere.has(path)) throw new Error(`${path}: this process has the outbox open already`);
  heldHere.add(path);
  try {
    await writeLock(path);
  } catch (error) {
    heldHere.delete(path);
    throw error;
  }
  return async () => {
    heldHere.delete(path);
    await rm(path, { force: true });
  };
}

async function writeLock(path: string): Promise<void> {
  for (;;) {
    try {
      const handle = await open(path, "wx", 0o600);
      await handle.writeFile(String(process.pid));
      return await handle.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number((await readFile(path, "utf8").catch(() => "")).trim());
    if (holder !== process.pid && isAlive(holder))
      throw new Error(`process ${holder} has the outbox open; give each process one of its own (if it is another program, remove ${path})`);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
