/**
 * `npm run test:php [-- 7.4 8.5 …]`: runs test/php/versions.php by other versions of PHP than this machine's. They come from npm as WebAssembly
 * (@php-wasm/node-7-4 and so on), 51 to 67 MB each, so they are no dependency of this project: they are fetched into a folder that is deleted after it.
 */
import { execFile } from "node:child_process";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PROJECT } from "./build.ts";

const PACKAGES_VERSION = "3.1.56";
/** The first, the first of 8, and the last one that the plugin says it runs on. */
const VERSIONS = ["7.4", "8.0", "8.5"];
const FILES = ["test/php/versions.php", "integrations/wordpress/fivebar/**/*.{php,js}", "integrations/php/src/*.php"];

interface Php {
  mkdir(path: string): void;
  writeFile(path: string, text: string): void;
  run(request: { readonly scriptPath: string }): Promise<{ readonly text: string; readonly errors: string; readonly exitCode: number }>;
}
interface Universal {
  readonly PHP: new (runtime: number) => Php;
  loadPHPRuntime(loader: unknown): Promise<number>;
}
interface Loader {
  getPHPLoaderModule(): Promise<unknown>;
}

async function runBy(folder: string, version: string): Promise<boolean> {
  const load = (name: string): Promise<unknown> => import(pathToFileURL(join(folder, "node_modules", "@php-wasm", name, "index.js")).href);
  const { PHP, loadPHPRuntime } = (await load("universal")) as Universal;
  const { getPHPLoaderModule } = (await load(`node-${version.replace(".", "-")}`)) as Loader;
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
  for await (const path of glob(FILES, { cwd: PROJECT })) {
    php.mkdir(dirname(`/project/${path}`));
    php.writeFile(`/project/${path}`, await readFile(join(PROJECT, path), "utf8"));
  }
  const { text, errors, exitCode } = await php.run({ scriptPath: "/project/test/php/versions.php" });
  console.log(`${version}: ${`${text}${errors}`.trim()}`);
  return exitCode === 0 && text.includes("all well");
}

const versions = process.argv.length > 2 ? process.argv.slice(2) : VERSIONS;
const folder = await mkdtemp(join(tmpdir(), "fivebar-php-"));
let areFine = true;
try {
  const packages = ["universal", ...versions.map((version) => `node-${version.replace(".", "-")}`)].map(
    (name) => `@php-wasm/${name}@${PACKAGES_VERSION}`,
  );
  await promisify(execFile)("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", ...packages]);
  for (const version of versions) areFine = (await runBy(folder, version)) && areFine;
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(areFine ? 0 : 1);
