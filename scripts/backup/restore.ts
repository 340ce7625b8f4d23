/** Puts a backup into an empty data folder: all of it, or nothing. */
import { mkdir, mkdtemp, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { VERSION } from "../../src/domain/version.ts";
import { prepareDataDir, takeDataDir } from "../start/data_dir.ts";
import { type ReadOptions, readArchive } from "./archive.ts";
import { checkDatabases } from "./check.ts";
import { ADMIN_KEY_FILE, type Manifest, newerSchema } from "./manifest.ts";

/** Where the files lie until all of them are there, below DATA_DIR. */
const UNDER_WAY = "restore";

interface RestoreOptions extends ReadOptions {
  readonly file: string;
  readonly dataDir: string;
}

/** Rejects with what the operator can do; then the folder is as it was. */
export async function restoreBackup({ file, dataDir, identity }: RestoreOptions): Promise<Manifest> {
  await needEmpty(dataDir);
  // The whole file is read before anything is written.
  await verifyBackup(file, identity);
  await prepareDataDir(dataDir);
  const release = await takeDataDir(dataDir);
  const folder = await mkdtemp(join(dataDir, `${UNDER_WAY}.${process.pid}.`));
  try {
    const manifest = await unpackInto(file, identity, folder);
    const { problems } = await checkDatabases(folder);
    if (problems.length > 0) throw new Error(`its data are not whole: ${problems.join("; ")}`);
    // The objects come last: by one rename there is a tracker's data here, or none.
    const parts = [...(manifest.files.some(({ path }) => path === ADMIN_KEY_FILE) ? [ADMIN_KEY_FILE] : []), "objects"];
    for (const part of parts) await rename(join(folder, part), join(dataDir, part));
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await release();
  }
}

/** Reads the whole backup: its form, the length and hash of each file, and whether this version can use it. */
export async function verifyBackup(file: string, identity: string | null): Promise<Manifest> {
  return readArchive(file, { identity }, refuseNewer, async (_, bytes) => {
    for await (const _chunk of bytes);
  });
}

function refuseNewer({ fivebar, schema }: Manifest): void {
  const newer = newerSchema(fivebar, schema, VERSION);
  if (newer !== null) throw new Error(newer);
}

/** Writes a backup's files into `folder`, each its owner's alone. */
export async function unpackInto(file: string, identity: string | null, folder: string): Promise<Manifest> {
  return readArchive(file, { identity }, refuseNewer, (listed, bytes) => writeFile(join(folder, listed.path), bytes));
}

async function needEmpty(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  // `lost+found` is the file system's, where the folder is a disk of its own.
  const [first] = names.filter((name) => name !== "lost+found");
  if (first === undefined) return;
  throw new Error(`DATA_DIR (${dataDir}) must be empty, and has ${first} in it: move what is there elsewhere first`);
}

async function writeFile(to: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const handle = await open(to, "wx", 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
