/**
 * One executable: Node, with the program, the runtime, its configurations and the bundles inside, by Node's own form for this
 * (https://nodejs.org/api/single-executable-applications.html). The same sources and packages give the same bytes.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import { VERSION } from "../../src/domain/version.ts";
import { PROJECT } from "../build.ts";
import { type Contents, MANIFEST } from "../executable/contents.ts";
import { CERTIFICATES, certificatesOfNode } from "../runtime/certificates.ts";
import { nodeForHere, type Platform } from "./platforms.ts";
import { fileOf } from "./program.ts";

const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const RESOURCE = "NODE_SEA_BLOB";
/** Packs the runtime to a quarter of its size in half a second. */
const LEVEL = 3;

const LISTENING_THREAD = "listening_thread.mjs";
/** By their place in the unpacked folder: where they are in the project. */
const FILES: Readonly<Record<string, string>> = {
  "fivebar.capnp": "fivebar.capnp",
  "counting.capnp": "counting.capnp",
  "visitor.capnp": "visitor.capnp",
  "dist/worker.js": "dist/worker.js",
  "dist/visitor/worker.js": "dist/visitor/worker.js",
  [LISTENING_THREAD]: "scripts/runtime/listening_thread.mjs",
};

/** @param program as `bundleProgram` made it */
export async function makeExecutable(platform: Platform, program: Uint8Array, target: string): Promise<void> {
  const { os, node, suffix } = platform;
  await inFolder(async (folder) => {
    const blob = join(folder, "fivebar.blob");
    await writeFile(blob, await makeBlob(platform, program));
    const made = join(folder, "executable");
    await writeFile(made, await fileOf(node, `bin/node${suffix}`));
    await putInto(made, blob, os);
    await writeFile(`${target}.new`, await readFile(made), { mode: 0o755 });
    await rename(`${target}.new`, target);
  });
}

/** What is put into Node: the program, and what it unpacks. */
export async function makeBlob({ workerd, node, suffix }: Platform, program: Uint8Array): Promise<Buffer> {
  return inFolder(async (folder) => {
    const assets = await writeAssets(folder, `workerd${suffix}`, await fileOf(workerd, `bin/workerd${suffix}`));
    await writeFile(join(folder, "fivebar.cjs"), program);
    const config = {
      main: "fivebar.cjs",
      output: "fivebar.blob",
      disableExperimentalSEAWarning: true,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      // What runs inside is nobody's to change by NODE_OPTIONS.
      execArgvExtension: "none",
      assets,
    };
    await writeFile(join(folder, "config.json"), JSON.stringify(config));
    await withNode(node.version, async (here) => {
      await promisify(execFile)(here, ["--experimental-sea-config", "config.json"], { cwd: folder });
    });
    return readFile(join(folder, "fivebar.blob"));
  });
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-executable-"));
  return run(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

/** Writes what the executable carries into `folder`; gives the assets by name, with their files. */
async function writeAssets(folder: string, programName: string, workerd: Buffer): Promise<Readonly<Record<string, string>>> {
  const texts = await Promise.all(Object.entries(FILES).map(async ([path, from]) => [path, await readFile(join(PROJECT, from))] as const));
  const assets: Record<string, string> = {};
  const files = [];
  const certificates = [CERTIFICATES, Buffer.from(certificatesOfNode())] as const;
  for (const [path, bytes] of [[programName, workerd] as const, certificates, ...texts]) {
    const params = { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 };
    const packed = await promisify(zstdCompress)(bytes, { params });
    const file = `asset-${files.length}`;
    await writeFile(join(folder, file), packed);
    assets[path] = file;
    files.push({ path, sha256: createHash("sha256").update(bytes).digest("hex"), isProgram: path === programName });
  }
  const contents: Contents = { version: VERSION, program: programName, listeningThread: LISTENING_THREAD, files };
  await writeFile(join(folder, MANIFEST), JSON.stringify(contents));
  return { ...assets, [MANIFEST]: MANIFEST };
}

/** Calls `run` with the path of a Node of this version that runs here. */
export async function withNode<T>(version: string, run: (node: string) => Promise<T>): Promise<T> {
  if (process.versions.node === version) return run(process.execPath);
  const found = await nodeForHere(version);
  if (found === null)
    throw new Error(`Node ${version} is needed here, and this is Node ${process.versions.node}: run npm ci, then npm run package`);
  return inFolder(async (folder) => {
    const node = join(folder, "node");
    await writeFile(node, await fileOf(found, "bin/node"), { mode: 0o755 });
    return run(node);
  });
}

/** Puts the blob into the program, where Node looks for it. */
async function putInto(program: string, blob: string, os: string): Promise<void> {
  const segment = os === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  const args = [join(PROJECT, "node_modules", "postject", "dist", "cli.js"), program, RESOURCE, blob, "--sentinel-fuse", FUSE, ...segment];
  await promisify(execFile)(process.execPath, args);
}
