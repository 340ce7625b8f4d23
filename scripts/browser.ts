/**
 * A Chromium for the tests and for pictures: the one that `CHROME` names; without it the one from the npm package (a program for Linux on
 * x64); without that an installed Chromium, Chrome or Edge.
 */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { PROJECT } from "./build.ts";

export interface Program {
  readonly path: string;
  /** What its libraries and fonts need, beside this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The machine that a browser is looked for on. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file at `path` that can be run. */
  isProgram(path: string): boolean;
  /** The package's program, unpacked; null where the package is not installed. */
  bundled(): Promise<Program | null>;
}

const COMMANDS = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"];
const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS_FILES = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** The dynamic loader of the package's program; missing on a system with another C library. */
const GLIBC_LOADER = "/lib64/ld-linux-x86-64.so.2";

export const NO_BROWSER = "no browser here: install Chromium or Chrome, or set CHROME to the path of its program";

/** Where this kind of system keeps browsers. */
function places({ platform, env }: Machine): string[] {
  if (platform === "darwin") return ["/", `${env.HOME ?? ""}/`].flatMap((root) => MAC_APPS.map((app) => `${root}${app}`));
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => WINDOWS_FILES.map((file) => `${root}\\${file}`));
  }
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name))), "/snap/bin/chromium"];
}

/**
 * The browser to take on `machine`; null where there is none, or where `CHROME=none` says to do without. Rejects when `CHROME` names something
 * that cannot be run.
 */
export async function findBrowser(machine: Machine = THIS_MACHINE): Promise<Program | null> {
  const { CHROME: named = "" } = machine.env;
  if (named === "none") return null;
  if (named !== "") {
    if (!machine.isProgram(named))
      throw new Error(`CHROME=${named} is no program that can be run; give the whole path of a Chromium's program`);
    return { path: named, env: {} };
  }
  const bundled =
    machine.platform === "linux" && machine.arch === "x64" && machine.isProgram(GLIBC_LOADER) ? await machine.bundled() : null;
  if (bundled !== null) return bundled;
  const path = places(machine).find((place) => machine.isProgram(place));
  return path === undefined ? null : { path, env: {} };
}

/** Rejects where there is no browser. */
export async function launchBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const program = await findBrowser();
  if (program === null) throw new Error(NO_BROWSER);
  return launch(program, env);
}

/**
 * With arguments of our own: the package's would turn web security and site isolation off.
 *
 * @param env what is set for it beside this process's environment and what its program needs
 */
export function launch(program: Program, env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: program.path,
    headless: true,
    env: { ...process.env, ...program.env, ...env },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

const THIS_MACHINE: Machine = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  isProgram: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  bundled: bundledBrowser,
};

async function bundledBrowser(): Promise<Program | null> {
  let version: string;
  try {
    const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    ({ version } = JSON.parse(await readFile(join(dirname(dirname(main)), "package.json"), "utf8")) as { version: string });
  } catch {
    return null;
  }
  const folder = join(PROJECT, "node_modules", ".cache", `chromium-${version}`);
  await unpackOnce(folder, unpackPackage);
  const env = { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") };
  return { path: join(folder, "chromium"), env };
}

/**
 * Fills `folder` atomically: it appears whole, or not at all. So two processes that begin at the same moment both find a whole folder, and
 * one that is killed while unpacking leaves nothing that looks like a browser.
 *
 * @param unpack writes the files into the folder it is given; `home` is where they will be
 */
export async function unpackOnce(folder: string, unpack: (into: string, home: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  try {
    await unpack(own, folder);
    await rename(own, folder);
  } catch (error) {
    // Another process was first, and its folder is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The package unpacks into the folder for temporary files. It adds its libraries only if it detects a runtime that it knows. */
async function unpackPackage(into: string, home: string): Promise<void> {
  const program = 'await (await import("@sparticuz/chromium")).default.executablePath()';
  const env = { ...process.env, TMPDIR: into, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" };
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], { cwd: PROJECT, env });
  const fonts = join(into, "fonts", "fonts.conf");
  await writeFile(fonts, (await readFile(fonts, "utf8")).replaceAll("/tmp/", `${home}/`));
}
