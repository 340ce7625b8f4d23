/** Builds the Worker's bundle, the same that `wrangler deploy` would send, into `dist/`. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { isAlive } from "./runtime/is_alive.ts";
import { type LifelineOptions, spawnWithLifeline } from "./runtime/lifeline.ts";

export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

const WORKER = "worker.js";
const META = "bundle-meta.json";
/** The hash of the bundle's sources and of the bundle itself. Written last, so that an unfinished build has none. */
const STAMP = "sources.sha256";
/** The bundle of a visitor process. */
const VISITOR_OUT = "dist/visitor";
const VISITOR = { config: "wrangler.visitor.toml" } as const;
const BUNDLE = [WORKER, `${WORKER}.map`, META] as const;
/** What decides on the bundle beside the files that are in it. */
const ALSO = ["wrangler.toml", "wrangler.visitor.toml", "tsconfig.json", "package.json", "package-lock.json"];
/** The folder of a build that is under way, with the number of its process. */
const UNDER_WAY = ".build-";

interface BuildOptions {
  /** Another main module than the Worker's own. */
  readonly entry?: string;
  /** Another configuration than wrangler.toml. */
  readonly config?: string;
  /** Ends the build. */
  readonly signal?: AbortSignal;
}

/** Builds, unless the bundle in `out` was made from the current sources. */
export async function buildIfChanged(out = "dist", options: BuildOptions = {}): Promise<void> {
  const target = join(PROJECT, out);
  const stamp = await readFile(join(target, STAMP), "utf8").catch(() => "");
  if (stamp === "" || stamp !== (await stampOf(target, options).catch(() => null))) await build(out, options);
}

/** As `buildIfChanged`, of what `npm start` runs: the Worker, and where there are visitor processes their bundle too. */
export async function buildForStart(hasVisitorProcesses: boolean, options: Pick<BuildOptions, "signal"> = {}): Promise<void> {
  const visitor = hasVisitorProcesses ? [buildIfChanged(VISITOR_OUT, { ...VISITOR, ...options })] : [];
  // Waits for the end of both builds, even if one fails.
  const [failed] = (await Promise.allSettled([buildIfChanged("dist", options), ...visitor])).filter(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/**
 * Rejects with the bundler's own words. Each file appears whole, so that two builds at once do not disturb each other.
 *
 * @param out the folder for the bundle, below the project
 */
export async function build(out = "dist", { entry, config, signal }: BuildOptions = {}): Promise<void> {
  const target = join(PROJECT, out);
  const folder = await buildFolder(target);
  const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  const main = entry === undefined ? [] : [join(PROJECT, entry)];
  const configured = config === undefined ? [] : [`--config=${join(PROJECT, config)}`];
  const args = [wrangler, "deploy", ...main, ...configured, "--dry-run", "--outdir", folder, `--metafile=${join(folder, META)}`];
  try {
    await run(process.execPath, args, { cwd: PROJECT, env: environment(folder), folder, ...(signal && { signal }) });
    await writeFile(join(folder, STAMP), await stampOf(folder, { entry, config }));
    for (const file of [...BUNDLE, STAMP]) await rename(join(folder, file), join(target, file));
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(`the bundle could not be built:\n${(error as Error).message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes fivebar.capnp beside the bundle in `out`, for that bundle; resolves with its path. */
export async function configFor(out: string): Promise<string> {
  const config = join(PROJECT, out, "fivebar.capnp");
  const own = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  await writeFile(config, own.replace(`embed "dist/${WORKER}"`, `embed "${WORKER}"`));
  return config;
}

/** Rejects with the command's output when it fails. Waits for its end even when it is told to end early. */
async function run(command: string, args: readonly string[], options: Omit<LifelineOptions, "stdio">): Promise<void> {
  const child = spawnWithLifeline(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).catch((error: Error) => error);
  const [out, problems, code] = await Promise.all([text(child.stdout as Readable), text(child.stderr as Readable), ended]);
  if (code !== 0) throw new Error(code instanceof Error && out + problems === "" ? code.message : out + problems);
}

/** A new folder for one build. Those that killed builds have left are removed. */
async function buildFolder(target: string): Promise<string> {
  try {
    await mkdir(target, { recursive: true });
    for (const name of await readdir(target)) {
      const pid = Number(name.slice(UNDER_WAY.length).split("-")[0]);
      if (name.startsWith(UNDER_WAY) && !isAlive(pid)) await rm(join(target, name), { recursive: true, force: true });
    }
    return await mkdtemp(join(target, `${UNDER_WAY}${process.pid}-`));
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`the bundle must be built, and its folder cannot be written (${message}): run npm run build where it can`);
  }
}

/** What a program needs to run at all. No secret of the tracker is among it, nor a key to Cloudflare. */
const NEEDED = ["PATH", "TMPDIR", "TMP", "TEMP", "LANG", "SystemRoot", "ComSpec", "PATHEXT"];

/** The bundler asks no registry for a newer version of itself, reports to nobody, and keeps its own records in the build's folder. */
function environment(folder: string): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(NEEDED.map((name) => [name, process.env[name]])),
    HOME: folder,
    USERPROFILE: folder,
    CI: "true",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_WRITE_LOGS: "false",
  };
}

/** The hash of the bundle in `folder`, of every file that is in it, and of what decides on it. Rejects when one of them is missing. */
async function stampOf(
  folder: string,
  { entry = "", config = "" }: { readonly entry?: string | undefined; readonly config?: string | undefined },
): Promise<string> {
  const meta = await readFile(join(folder, META), "utf8");
  const inputs = Object.keys((JSON.parse(meta) as { inputs: Record<string, unknown> }).inputs);
  const hash = createHash("sha256").update(`${entry} ${config}\n`);
  // A name such as `wrangler:modules` is the bundler's own, of no file.
  const files = [...new Set([...ALSO, ...inputs.filter((name) => !/^[a-z-]{2,}:/.test(name))])].sort();
  for (const file of files) hash.update(`${file}\n`).update(await readFile(join(PROJECT, file)));
  return `${hash.update(await readFile(join(folder, WORKER))).digest("hex")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await Promise.all([build(), build(VISITOR_OUT, VISITOR)]);
