/** The file of a backup: a tar archive, compressed with gzip and perhaps encrypted. Its manifest comes first. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { decrypted, encrypted, encryptedBy, type Recipient } from "./encryption.ts";
import { type ListedFile, MANIFEST, type Manifest, manifestText, readManifest } from "./manifest.ts";
import { filesInTar, type TarFile, tarOf } from "./tar.ts";

/** A manifest that is larger is none. */
const MAX_MANIFEST_BYTES = 1024 * 1024;

export interface Source {
  readonly path: string;
  /** Where it is read. */
  readonly from: string;
}

export async function listed({ path, from }: Source): Promise<ListedFile> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(from)) hash.update(chunk as Buffer);
  return { path, bytes: (await stat(from)).size, sha256: hash.digest("hex") };
}

/** The bytes of a backup. @param sources the manifest's files, in its order */
export function archiveOf(manifest: Manifest, sources: readonly Source[], recipient: Recipient | null): AsyncIterable<Uint8Array> {
  const text = Buffer.from(manifestText(manifest));
  const files: TarFile[] = manifest.files.map(({ path, bytes }, index) => ({
    path,
    bytes,
    read: () => createReadStream(sources[index]?.from ?? ""),
  }));
  const tar = tarOf([{ path: MANIFEST, bytes: text.byteLength, read: () => Readable.from([text]) }, ...files]);
  const packed = through(createGzip({ level: 9 }), tar);
  return recipient === null ? packed : encrypted(packed, recipient);
}

export interface ReadOptions {
  /** The file with age's key. */
  readonly identity: string | null;
}

/** Called with each file of a backup; gets its bytes. */
type OnFile = (file: ListedFile, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/**
 * Reads a whole backup and holds it to its manifest: the files that it lists, all of them and no other, each with its length and hash.
 * Rejects with what is wrong, as the second half of a sentence.
 *
 * @param onManifest called before anything else is read
 */
export async function readArchive(
  file: string,
  { identity }: ReadOptions,
  onManifest: (manifest: Manifest) => void,
  onFile: OnFile,
): Promise<Manifest> {
  const plain = await plainBytes(file, identity);
  let manifest: Manifest | null = null;
  const left = new Map<string, ListedFile>();
  for await (const found of filesInTar(unpacked(plain))) {
    if (manifest === null) {
      if (found.path !== MANIFEST || found.bytes > MAX_MANIFEST_BYTES) throw new Error("it is no backup of Fivebar");
      manifest = readManifest(await textOf(found.read()));
      onManifest(manifest);
      for (const one of manifest.files) left.set(one.path, one);
      continue;
    }
    const expected = left.get(found.path);
    if (expected === undefined || expected.bytes !== found.bytes) throw new Error(`it is damaged at ${found.path}`);
    left.delete(found.path);
    const hash = createHash("sha256");
    await onFile(expected, hashed(found.read(), hash));
    if (hash.digest("hex") !== expected.sha256) throw new Error(`it is damaged: ${found.path} has another hash than its ${MANIFEST} says`);
  }
  const [missing] = left.keys();
  if (manifest === null || missing !== undefined) throw new Error(`it is cut off: ${missing ?? MANIFEST} is missing`);
  return manifest;
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

async function plainBytes(file: string, identity: string | null): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(file, "r");
  const start = Buffer.alloc(64);
  const { bytesRead } = await handle.read(start, 0, start.length, 0).finally(() => handle.close());
  const program = encryptedBy(start.subarray(0, bytesRead));
  const bytes: AsyncIterable<Uint8Array> = createReadStream(file);
  if (program !== null) return decrypted(bytes, program, identity);
  if (start.readUInt16BE(0) !== 0x1f8b) throw new Error("it is no backup of Fivebar");
  return bytes;
}

/** What comes out of `stream`. Ends with the error of either. */
async function* through(stream: Duplex, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // An error of the source ends the stream with it.
  pipeline(source, stream).catch(() => {});
  yield* stream as AsyncIterable<Uint8Array>;
}

async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* through(createGunzip(), packed);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!/^Z_|^ERR_PADDING|^ERR_TRAILING/.test(code)) throw error;
    throw new Error(code === "Z_BUF_ERROR" ? "it is cut off" : `it is damaged (${message})`);
  }
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The source of `path` below `folder`. */
export const sourceBelow =
  (folder: string) =>
  (path: string): Source => ({ path, from: join(folder, path) });
