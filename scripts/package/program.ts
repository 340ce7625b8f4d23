/** A file of a package, such as its program: from node_modules where it is installed, else out of the package's archive, which npm fetches and whose hash is checked. */
import { execFile } from "node:child_process";
import { createHash, timingSafeEqual } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PROJECT } from "../build.ts";
import type { ProgramPackage } from "./platforms.ts";

/** @param path within the package, such as `bin/node` */
export async function fileOf(from: ProgramPackage, path: string): Promise<Buffer> {
  const installed = join(PROJECT, "node_modules", from.name);
  const version = await readFile(join(installed, "package.json"), "utf8").then(
    (text) => (JSON.parse(text) as { readonly version: string }).version,
    () => null,
  );
  if (version === from.version) return readFile(join(installed, path));
  const archive = await fetchArchive(from);
  const file = fileIn(await promisify(gunzip)(archive), `package/${path}`);
  if (file === null) throw new Error(`${from.name} ${from.version} has no ${path}`);
  return file;
}

async function fetchArchive({ name, version, integrity }: ProgramPackage): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-package-"));
  try {
    const args = ["pack", `${name}@${version}`, "--json", "--loglevel=error", "--prefer-offline", `--pack-destination=${folder}`];
    const { stdout } = await npm(args).catch((error: Error) => {
      throw new Error(`${name} ${version} cannot be fetched: ${error.message}`);
    });
    const archive = await readFile(join(folder, archiveName(stdout)));
    checkIntegrity(`${name} ${version}`, archive, integrity);
    return archive;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** npm 12 answers with an object by name, older ones with a list. */
function archiveName(answer: string): string {
  const [packed] = Object.values(JSON.parse(answer) as Record<string, { readonly filename: string }>);
  if (packed === undefined) throw new Error("npm did not say where the package is");
  return packed.filename;
}

function npm(args: readonly string[]): Promise<{ readonly stdout: string }> {
  const { npm_execpath } = process.env;
  const options = { cwd: PROJECT, maxBuffer: 1 << 24 };
  return npm_execpath === undefined
    ? promisify(execFile)("npm", args, options)
    : promisify(execFile)(process.execPath, [npm_execpath, ...args], options);
}

/** @throws Error where the archive is not the one that the lock file names */
export function checkIntegrity(title: string, archive: Buffer, integrity: string): void {
  const [algorithm = "", wanted = ""] = integrity.split("-", 2);
  const found = createHash("sha512").update(archive).digest();
  const expected = Buffer.from(wanted, "base64");
  if (algorithm !== "sha512" || expected.length !== found.length || !timingSafeEqual(found, expected))
    throw new Error(`${title} is not what its hash says (${integrity})`);
}

const BLOCK_BYTES = 512;
/** A regular file, in today's form and in that of before 1988. */
const REGULAR = new Set(["0", "\0"]);

/** The bytes of one file of a tar archive (POSIX.1-1988, ustar); null where it is not there. */
export function fileIn(tar: Buffer, path: string): Buffer | null {
  for (let at = 0; at + BLOCK_BYTES <= tar.length; ) {
    const text = (from: number, bytes: number): string => tar.toString("utf8", at + from, at + from + bytes).replace(/\0.*$/s, "");
    const bytes = Number.parseInt(text(124, 12), 8) || 0;
    const prefix = text(345, 155);
    const name = prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
    const start = at + BLOCK_BYTES;
    if (name === path && REGULAR.has(String.fromCharCode(tar[at + 156] ?? 0))) return tar.subarray(start, start + bytes);
    at = start + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return null;
}
