/**
 * The folder of what the executable runs. It is unpacked once, looked through at each start, and unpacked again where a file is not as it should be. It
 * belongs to this user or to root, and nobody else can write to it: what lies there is run.
 *
 * To hash the runtime takes a third of a start. So the folder keeps of each file that had the right hash when it was last changed, by the time that nobody
 * can set (ctime); only a file of which that is not known is hashed.
 */
import { createHash } from "node:crypto";
import { type BigIntStats, constants, createReadStream, createWriteStream } from "node:fs";
import { access, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { getRawAsset } from "node:sea";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { ConfigError } from "../../src/domain/config.ts";
import { makeFolder } from "../make_folder.ts";
import type { Contents, PackedFile } from "./contents.ts";

/** What a killed start left half unpacked is removed when it is this old. */
const LEFT_MS = 3_600_000;
const CHUNK_BYTES = 1 << 20;
const VERIFIED = "verified.json";
const NOT_THERE = "it is not there";
const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/** Sees to it that `folder` has the whole contents. `told` ends the unpacking. */
export async function unpackOnce(contents: Contents, folder: string, told?: AbortSignal): Promise<void> {
  try {
    await makeFolder(dirname(folder));
    await refuseShared(dirname(folder));
    const problem = await firstProblem(contents, folder);
    if (problem !== null) await unpack(contents, folder, told);
    if (problem !== null && problem !== NOT_THERE) console.error(`Warning:   ${folder} was unpacked again: ${problem}.`);
    await access(join(folder, contents.program), constants.X_OK);
  } catch (error) {
    told?.throwIfAborted();
    if (error instanceof ConfigError) throw error;
    throw new ConfigError("RUNTIME_DIR", `must be a folder to unpack programs to and run them from: ${(error as Error).message}`);
  }
}

/** Who may write to the folder above could put another one in the place of ours. */
async function refuseShared(parent: string): Promise<void> {
  if (process.platform === "win32") return;
  const { uid, mode } = await stat(parent);
  const isShared = !isOurs(uid) || ((mode & OTHERS_MAY_WRITE) !== 0 && (mode & STICKY) === 0);
  if (isShared) throw new ConfigError("RUNTIME_DIR", `must be a folder to which other users cannot write, as they can to ${parent}`);
}

const isOurs = (uid: number): boolean => uid === 0 || uid === process.getuid?.();

/** The first thing that is not as it should be, as a sentence's part; null where all is well. */
async function firstProblem({ files }: Contents, folder: string): Promise<string | null> {
  const about = await lstat(folder, { bigint: true }).catch(() => null);
  if (about === null) return NOT_THERE;
  if (!about.isDirectory() || canChange(about)) return "others could change it";
  const known = await readVerified(folder);
  const looked = await Promise.all(files.map((file) => lookAt(file, join(folder, file.path), known[file.path])));
  const problem = looked.map(({ problem }) => problem).find((problem) => problem !== null) ?? null;
  const verified = Object.fromEntries(files.map(({ path }, index) => [path, looked[index]?.change ?? ""]));
  // Where it cannot be kept, as in the image of a container, the next start hashes again.
  if (problem === null && JSON.stringify(verified) !== JSON.stringify(known))
    await writeFile(join(folder, VERIFIED), JSON.stringify(verified), { mode: 0o600 }).catch(() => {});
  return problem;
}

/** When each file was changed that had the right hash then; nothing where that is not known. */
async function readVerified(folder: string): Promise<Readonly<Record<string, string>>> {
  const place = join(folder, VERIFIED);
  try {
    const about = await lstat(place, { bigint: true });
    return about.isFile() && !canChange(about) ? (JSON.parse(await readFile(place, "utf8")) as Record<string, string>) : {};
  } catch {
    return {};
  }
}

interface Looked {
  readonly problem: string | null;
  /** By which the file is known not to have changed since. */
  readonly change: string;
}

async function lookAt({ path, sha256 }: PackedFile, place: string, known: string | undefined): Promise<Looked> {
  const about = await lstat(place, { bigint: true }).catch(() => null);
  if (about === null || !about.isFile()) return { problem: `${path} is missing`, change: "" };
  if (canChange(about)) return { problem: `others could change ${path}`, change: "" };
  const change = changeOf(about);
  const isRight = change === known || (await hashOf(place)) === sha256;
  return { problem: isRight ? null : `${path} has changed`, change };
}

function changeOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join(" ");
}

function canChange({ uid, mode }: { readonly uid: bigint; readonly mode: bigint }): boolean {
  return process.platform !== "win32" && (!isOurs(Number(uid)) || (Number(mode) & OTHERS_MAY_WRITE) !== 0);
}

async function hashOf(place: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(place, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Beside its place, and then into it, so that no start meets a half. Of two starts that unpack at once the second one takes what the first one made. */
async function unpack(contents: Contents, folder: string, told: AbortSignal | undefined): Promise<void> {
  await removeLeftovers(folder);
  const beside = await mkdtemp(`${folder}.`);
  try {
    const verified: Record<string, string> = {};
    for (const file of contents.files) {
      const place = join(beside, file.path);
      await unpackFile(file, place, told);
      verified[file.path] = changeOf(await lstat(place, { bigint: true }));
    }
    await writeFile(join(beside, VERIFIED), JSON.stringify(verified), { mode: 0o600 });
    await rename(beside, folder).catch(async () => {
      // Something is there: what another start has made by now, or what was not as it should be.
      if ((await firstProblem(contents, folder)) === null) return;
      await rm(folder, { recursive: true, force: true });
      await rename(beside, folder);
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Rejects where the packed bytes do not have the checksum that is in them. */
async function unpackFile({ path, isProgram }: PackedFile, place: string, told: AbortSignal | undefined): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const target = createWriteStream(place, { flags: "wx", mode: isProgram ? 0o700 : 0o600 });
  await pipeline(Readable.from(chunks(path)), createZstdDecompress({ chunkSize: CHUNK_BYTES }), target, { ...(told && { signal: told }) });
}

function* chunks(path: string): Generator<Buffer> {
  const packed = Buffer.from(getRawAsset(path) as ArrayBuffer);
  for (let from = 0; from < packed.length; from += CHUNK_BYTES) yield packed.subarray(from, from + CHUNK_BYTES);
}

async function removeLeftovers(folder: string): Promise<void> {
  const left = (await readdir(dirname(folder))).filter((name) => name.startsWith(`${basename(folder)}.`));
  for (const path of left.map((name) => join(dirname(folder), name))) {
    const age = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}
