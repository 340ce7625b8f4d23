/** The licences of what is inside an executable, which ask to be passed on with it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../build.ts";
import type { LockedPackage } from "./lock_file.ts";
import type { ProgramPackage } from "./platforms.ts";
import { fileOf } from "./program.ts";

const LICENSE = /^licen[cs]e(?:\.(?:md|txt))?$/i;

interface Licensed {
  /** By their folders below the project. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  readonly nodes: readonly ProgramPackage[];
  readonly workerd: ProgramPackage;
}

export async function licensesOf({ packages, nodes, workerd }: Licensed): Promise<string> {
  const own = await readFile(join(PROJECT, "LICENSE"), "utf8");
  const parts: (readonly [string, string])[] = [["Fivebar", own]];
  for (const [folder, { name, version }] of packages) parts.push([`${name} ${version}`, await licenseIn(folder)]);
  // Its package has the name of its licence alone, and Node's own file has the text of it.
  const ofWorkerd = `${workerd.license}: https://github.com/cloudflare/workerd. The text of this licence stands below, among those of Node, for OpenSSL.\n`;
  parts.push([`The Workers runtime, workerd ${workerd.version}`, ofWorkerd]);
  for (const node of nodes) parts.push([`Node ${node.version}`, (await fileOf(node, "LICENSE")).toString("utf8")]);
  return parts.map(([title, text]) => `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}\n\n${text.trim()}\n`).join("\n");
}

async function licenseIn(folder: string): Promise<string> {
  const file = (await readdir(join(PROJECT, folder))).find((name) => LICENSE.test(name));
  if (file === undefined) throw new Error(`${folder} has no file with its licence`);
  return readFile(join(PROJECT, folder, file), "utf8");
}
