/** A Worker of examples/ for raw workerd: its modules without their types, in folders as in the project. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { PROJECT } from "../../../scripts/build.ts";

/** Writes the modules into `folder`; gives the lines of workerd's configuration that name them, the Worker first. */
export async function exampleModules(folder: string, paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), stripTypeScriptTypes(await readFile(join(PROJECT, path), "utf8")));
  }
  return paths.map((path) => `(name = "${path}", esModule = embed "${path}")`).join(", ");
}
