/**
 * `npm run package`: makes a release in `dist/release/`: an executable for each platform that the lock file has the runtime for, what is inside each of
 * them, checksums, and release notes. `npm run package -- linux-x64` makes it for that platform alone; the packages of this one need no network.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { VERSION } from "../src/domain/version.ts";
import { buildForStart, PROJECT } from "./build.ts";
import { bundleProgram } from "./package/bundle.ts";
import { makeExecutable, withNode } from "./package/executable.ts";
import { licensesOf } from "./package/licenses.ts";
import { type LockedPackage, lockedPackages } from "./package/lock_file.ts";
import { type Platform, platforms } from "./package/platforms.ts";
import { releaseNotes } from "./package/release_notes.ts";
import { type BundleMeta, bomOf, packagesIn } from "./package/sbom.ts";

export const RELEASE = join(PROJECT, "dist", "release");
const BUNDLES = ["dist", "dist/visitor"];

/**
 * A release that was there before stays until the new one is whole.
 *
 * @returns the names of the files in `target`
 */
export async function makeRelease(
  chosen: readonly Platform[],
  target = RELEASE,
  say: (line: string) => void = () => {},
): Promise<readonly string[]> {
  await buildForStart(true);
  const program = await bundleProgram();
  const metas = await Promise.all(
    BUNDLES.map(async (folder) => JSON.parse(await readFile(join(PROJECT, folder, "bundle-meta.json"), "utf8")) as BundleMeta),
  );
  const locked = await lockedPackages();
  const packages = new Map<string, LockedPackage>();
  for (const folder of packagesIn([program.meta, ...metas])) {
    const found = locked.get(folder);
    if (found === undefined) throw new Error(`${folder} is in the bundle and not in the lock file`);
    packages.set(folder, found);
  }
  const making = `${target}.new`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const sums: string[] = [];
  const add = async (name: string, text?: string): Promise<string> => {
    if (text !== undefined) await writeFile(join(making, name), text);
    const sha256 = createHash("sha256")
      .update(await readFile(join(making, name)))
      .digest("hex");
    sums.push(`${sha256}  ${name}`);
    say(name);
    return sha256;
  };
  for (const platform of chosen) {
    const name = `fivebar-${VERSION}-${platform.name}`;
    await makeExecutable(platform, program.code, join(making, name + platform.suffix));
    const sha256 = await add(name + platform.suffix);
    const nodeVersions = await versionsOf(platform.node.version);
    await add(
      `${name}.cdx.json`,
      `${JSON.stringify(bomOf({ platform, sha256, packages: [...packages.values()], nodeVersions }), null, 2)}\n`,
    );
  }
  const [first] = chosen;
  if (first === undefined) throw new Error("there is no platform to make it for");
  const nodes = [...new Map(chosen.map(({ node }) => [node.version, node])).values()];
  await add("LICENSES.txt", await licensesOf({ packages, nodes, workerd: first.workerd }));
  await add("RELEASE_NOTES.md", releaseNotes(await readFile(join(PROJECT, "CHANGELOG.md"), "utf8"), VERSION, notTried(chosen)));
  await writeFile(join(making, "SHA256SUMS"), `${sums.join("\n")}\n`);
  await rm(target, { recursive: true, force: true });
  await rename(making, target);
  say("SHA256SUMS");
  return [...sums.map((line) => line.slice(line.indexOf("  ") + 2)), "SHA256SUMS"];
}

async function versionsOf(node: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await withNode(node, (here) => promisify(execFile)(here, ["-p", "JSON.stringify(process.versions)"]));
  return JSON.parse(stdout) as Record<string, string>;
}

/** What nobody has run, as sentences. */
function notTried(chosen: readonly Platform[]): readonly string[] {
  const names = chosen.filter(({ name }) => name !== "linux-x64").map(({ name }) => name);
  if (names.length === 0) return [];
  const signed = chosen.some(({ os }) => os === "darwin")
    ? ["The executables for macOS (darwin) are not signed, and macOS runs none without: sign them on a Mac first (codesign --sign - FILE)."]
    : [];
  return [`Never run on a machine of their kind: ${names.join(", ")}. Only linux-x64 was.`, ...signed];
}

async function main(names: readonly string[]): Promise<number> {
  const all = await platforms();
  const unknown = names.filter((name) => !all.some((platform) => platform.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no platform ${unknown.join(", ")}. The lock file has the runtime for ${all.map(({ name }) => name).join(", ")}.`,
    );
    return 2;
  }
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  await makeRelease(chosen, RELEASE, (name) => console.log(`dist/release/${name}`));
  for (const sentence of notTried(chosen)) console.log(sentence);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  process.exitCode = await main(names).catch((error: Error) => {
    console.error(`No release was made: ${error.message}`);
    if (names.length === 0) console.error("For one platform alone: npm run package -- linux-x64");
    return 1;
  });
}
