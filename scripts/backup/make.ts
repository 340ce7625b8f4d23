/** Makes a backup of a data folder, whether its tracker runs or not. */
import { link, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { VERSION } from "../../src/domain/version.ts";
import { archiveOf, listed, readArchive, sourceBelow } from "./archive.ts";
import { copyDatabases } from "./copies.ts";
import type { Recipient } from "./encryption.ts";
import { ADMIN_KEY_FILE, type Manifest } from "./manifest.ts";

interface BackupOptions {
  readonly dataDir: string;
  readonly file: string;
  /** Null: it is not encrypted. */
  readonly recipient: Recipient | null;
  /** Asked where the file is there. */
  mayOverwrite(file: string): Promise<boolean>;
}

interface MadeBackup {
  readonly manifest: Manifest;
  readonly bytes: number;
}

/** Rejects with what the operator can do; then there is no file, or the one that was there. */
export async function makeBackup({ dataDir, file, recipient, mayOverwrite }: BackupOptions): Promise<MadeBackup> {
  const target = resolve(file);
  if (!relative(resolve(dataDir), target).startsWith(".."))
    throw new Error("a backup inside DATA_DIR would be lost with it: name another folder");
  const isThere = await stat(target).then(
    () => true,
    () => false,
  );
  if (isThere && !(await mayOverwrite(file))) throw new Error(`${file} is there already, and was left as it is`);
  const copies = await copyDatabases(dataDir);
  try {
    const key = await stat(join(dataDir, ADMIN_KEY_FILE)).then(
      () => [{ path: ADMIN_KEY_FILE, from: join(dataDir, ADMIN_KEY_FILE) }],
      () => [],
    );
    const sources = [...copies.paths.map(sourceBelow(copies.folder)), ...key];
    const files = [];
    for (const source of sources) files.push(await listed(source));
    const madeOn = new Date().toISOString().slice(0, 10);
    const manifest: Manifest = { fivebar: VERSION, madeOn, schema: copies.checked.schema, files };
    await writeWhole(target, archiveOf(manifest, sources, recipient), isThere);
    // One that is encrypted can be read only by who has the key.
    if (recipient === null) await readArchive(target, { identity: null }, () => {}, skip);
    return { manifest, bytes: (await stat(target)).size };
  } finally {
    await copies.remove();
  }
}

async function skip(_: unknown, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of bytes);
}

/** Beside its place, to the disk, and then into its place: the whole file, its owner's alone, or none. */
async function writeWhole(target: string, bytes: AsyncIterable<Uint8Array>, mayReplace: boolean): Promise<void> {
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  try {
    const handle = await open(beside, "wx", 0o600);
    try {
      await pipeline(bytes, async (chunks: AsyncIterable<Uint8Array>) => {
        for await (const chunk of chunks) await handle.writeFile(chunk);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (mayReplace) await rename(beside, target);
    // Unlike a rename it does not replace a file that was made meanwhile.
    else
      await link(beside, target).catch((error: NodeJS.ErrnoException) => {
        // A file system without links, as on many memory sticks.
        if (error.code !== "EPERM" && error.code !== "ENOTSUP") throw error;
        return rename(beside, target);
      });
  } finally {
    await rm(beside, { force: true });
  }
}
