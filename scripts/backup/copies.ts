/** Copies of a tracker's databases that belong together, made while it runs: each of one moment, in the order of databases.ts. */
import { mkdir, mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { installation } from "../installation.ts";
import { isAlive } from "../runtime/is_alive.ts";
import { type Checked, checkDatabases } from "./check.ts";
import { databasesOf, REGISTRY_PATH } from "./databases.ts";
import { openForReading } from "./open_database.ts";

/** The folder of copies that are being made, below DATA_DIR: exact counts lie nowhere else, even for a moment. */
const UNDER_WAY = "backup";
/** Copies that do not belong together come of a moment in which the registry and its shards settle something, such as the first start. */
const TRIES = 5;
/** What stays free for the tracker itself while the copies are made. */
const LEFT_FREE_BYTES = 64 * 1024 * 1024;

interface Copies {
  /** With `objects` below it. */
  readonly folder: string;
  readonly paths: readonly string[];
  readonly checked: Checked;
  remove(): Promise<void>;
}

/** Rejects with what the operator can do. */
export async function copyDatabases(dataDir: string): Promise<Copies> {
  const files = await databasesOf(dataDir);
  if (!files.some(({ path }) => path === REGISTRY_PATH)) throw new Error(`DATA_DIR (${dataDir}) has no data of a tracker`);
  await removeLeftOver(dataDir);
  await needRoom(
    dataDir,
    files.map(({ path }) => path),
  );
  const folder = await mkdtemp(join(dataDir, `${UNDER_WAY}.${process.pid}.`));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (let tries = 1; ; tries += 1) {
      const paths = await copyAll(dataDir, folder);
      const checked = await checkDatabases(folder);
      if (checked.problems.length === 0) return { folder, paths, checked, remove };
      if (tries === TRIES)
        throw new Error(`the data are not whole (${checked.problems.join("; ")}). ${installation.commandLine("check-data")} says more`);
      await rm(join(folder, "objects"), { recursive: true });
    }
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Each copy is a read transaction, which holds up no write, and has no page that was freed: what was deleted is not in it. */
async function copyAll(dataDir: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const { path } of await databasesOf(dataDir)) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const database = await openForReading(dataDir, path);
    try {
      database.prepare("VACUUM INTO ?").run(to);
    } catch (error) {
      throw new Error(`${path} cannot be copied: ${(error as Error).message}`);
    } finally {
      database.close();
    }
    paths.push(path);
  }
  return paths;
}

/** A full disk would keep the tracker from counting. */
async function needRoom(dataDir: string, paths: readonly string[]): Promise<void> {
  const sizes = await Promise.all(paths.flatMap((path) => [path, `${path}-wal`]).map((path) => sizeOf(join(dataDir, path))));
  const needed = sizes.reduce((sum, size) => sum + size, 0) + LEFT_FREE_BYTES;
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < needed)
    throw new Error(`the disk of DATA_DIR (${dataDir}) needs ${Math.ceil(needed / 2 ** 20)} MB free for copies of the databases`);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Of a backup that was killed. */
async function removeLeftOver(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const [, pid] = /^backup\.(\d+)\.\w+$/.exec(basename(name)) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}
