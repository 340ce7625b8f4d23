/** Builds the Worker's bundle, the same that `wrangler deploy` would send, into `dist/`. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUNDLE = ["worker.js", "worker.js.map", "bundle-meta.json"] as const;

/**
 * Rejects with the bundler's own words. Each file appears whole, so that two builds at once do not disturb each other.
 *
 * @param out the folder for the bundle, below the project
 * @param entry another main module than the Worker's own; for tests
 */
export async function build(out = "dist", entry?: string): Promise<void> {
  const target = join(PROJECT, out);
  await mkdir(target, { recursive: true });
  const folder = await mkdtemp(join(target, ".build-"));
  const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  const main = entry === undefined ? [] : [join(PROJECT, entry)];
  const args = [wrangler, "deploy", ...main, "--dry-run", "--outdir", folder, `--metafile=${join(folder, "bundle-meta.json")}`];
  try {
    const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" };
    await promisify(execFile)(process.execPath, args, { cwd: PROJECT, env });
    for (const file of BUNDLE) await rename(join(folder, file), join(target, file));
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`the bundle could not be built:\n${stdout}${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
