/** An outbox in a file, for Node, Deno and Bun. */
import { open, readFile, rename } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LockedError, lock } from "./lock.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Keeps a queue in `path`, readable by its owner alone. The file is replaced whole with each write, so a process that ends at any
 * moment leaves the old one or the new one. One process at a time: a second one would write over what the first one keeps.
 *
 * Rejects when another living process has the file.
 */
export async function fileOutbox(path: string): Promise<Outbox> {
  const file = resolve(path);
  const release = await lock(`${file}.lock`).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    throw new Error(`process ${error.pid} has the outbox open; give each process one of its own (${file})`, { cause: error });
  });
  return {
    read: () => readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? null : Promise.reject(error))),
    write: async (text) => {
      await writeSynced(`${file}.new`, text);
      await rename(`${file}.new`, file);
      await syncFolder(dirname(file));
    },
    moveAside: async () => {
      const place = `${file}.broken-${crypto.randomUUID().slice(0, 8)}`;
      await rename(file, place);
      return place;
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
