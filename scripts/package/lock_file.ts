/** package-lock.json: which version of which package, and the hash by which it is known. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../build.ts";

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** As npm has it: `sha512-` and the hash in Base64. */
  readonly integrity: string;
  /** An SPDX expression; empty where the lock file has none. */
  readonly license: string;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
}

interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
}

/** By the folder of each package, such as `node_modules/hono`. */
export async function lockedPackages(): Promise<ReadonlyMap<string, LockedPackage>> {
  const { packages } = JSON.parse(await readFile(join(PROJECT, "package-lock.json"), "utf8")) as { packages: Record<string, Entry> };
  const found = new Map<string, LockedPackage>();
  for (const [folder, { version, integrity = "", license = "", os = [], cpu = [] }] of Object.entries(packages)) {
    if (folder === "") continue;
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    found.set(folder, { name, version, integrity, license, os: [os].flat(), cpu: [cpu].flat() });
  }
  return found;
}
