/** `backup`, `restore` and `check-data`: what is given, and what is said. Each resolves with the exit code. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { installation } from "../installation.ts";
import { dataFiles, holderOf } from "../start/data_dir.ts";
import { readDataDir } from "../start/settings.ts";
import { type Checked, checkDatabases, openToOthers, secretFindings } from "./check.ts";
import type { Recipient } from "./encryption.ts";
import { makeBackup } from "./make.ts";
import type { Manifest } from "./manifest.ts";
import { restoreBackup, unpackInto } from "./restore.ts";

type Env = NodeJS.ProcessEnv;

const USAGE = {
  backup: "FILE [--age RECIPIENT | --openpgp KEY] [--overwrite]",
  restore: "FILE [--identity FILE]",
  "check-data": "[FILE [--identity FILE]]",
} as const;

/** A mistake in what was typed. */
class UsageError extends Error {}

async function run(what: keyof typeof USAGE, failed: string, work: () => Promise<number>): Promise<number> {
  // Whatever is written is its owner's alone.
  process.umask(0o077);
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) console.error(`${error.message}\nUse: ${installation.commandLine(what, USAGE[what])}`);
    else console.error(`${failed}: ${(error as Error).message}.`);
    return 1;
  }
}

/** Options and at most one file. npm runs a command in the project's folder, and says from where it was called. */
function read<const Names extends string>(args: readonly string[], env: Env, texts: readonly Names[], flags: readonly string[] = []) {
  try {
    const options = Object.fromEntries([
      ...texts.map((name) => [name, { type: "string" as const }]),
      ...flags.map((name) => [name, { type: "boolean" as const }]),
    ]);
    const { values: given, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const values: Readonly<Record<string, unknown>> = given;
    if (positionals.length > 1) throw new Error(`There is one FILE, and not "${positionals[1]}" too.`);
    const at = (path: string): string => resolve(env.INIT_CWD ?? ".", path);
    const text = (name: Names): string | null => (values[name] as string | undefined) ?? null;
    return { file: positionals[0] === undefined ? null : at(positionals[0]), text, at, isOn: (name: string) => values[name] === true };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function needFile(file: string | null): string {
  if (file === null) throw new UsageError("FILE is missing.");
  return file;
}

export function backupCommand(args: readonly string[], env: Env): Promise<number> {
  return run("backup", "There is no backup", async () => {
    const given = read(args, env, ["age", "openpgp"], ["overwrite"]);
    const [age, openpgp] = [given.text("age"), given.text("openpgp")];
    if (age !== null && openpgp !== null) throw new UsageError("A backup is encrypted in one way: --age or --openpgp.");
    const recipient: Recipient | null =
      age !== null ? { program: "age", name: age } : openpgp !== null ? { program: "gpg", name: openpgp } : null;
    const file = needFile(given.file);
    const mayOverwrite = async (): Promise<boolean> => given.isOn("overwrite") || agrees(`${file} is there already. Overwrite it?`);
    const { manifest, bytes } = await makeBackup({ dataDir: readDataDir(env), file, recipient, mayOverwrite });
    console.log(
      `${file}: ${described(manifest)}, ${bytes} bytes, ${recipient === null ? "not encrypted" : `encrypted by ${recipient.program}`}.`,
    );
    if (recipient === null) console.log("It holds exact counts and secrets: keep it as closed as DATA_DIR.");
    return 0;
  });
}

export function restoreCommand(args: readonly string[], env: Env): Promise<number> {
  return run("restore", "Nothing was restored", async () => {
    const given = read(args, env, ["identity"]);
    const identity = given.text("identity");
    const dataDir = readDataDir(env);
    const file = needFile(given.file);
    const manifest = await restoreBackup({ file, dataDir, identity: identity === null ? null : given.at(identity) });
    console.log(`${dataDir}: restored from ${described(manifest)}.`);
    console.log("Start it with the same GROUP_SIZE and TIME_ZONE. What came after the backup is not in it (docs/BACKUP.md).");
    return 0;
  });
}

export function checkCommand(args: readonly string[], env: Env): Promise<number> {
  return run("check-data", "Nothing could be checked", async () => {
    const given = read(args, env, ["identity"]);
    const identity = given.text("identity");
    const { fine, problems } =
      given.file === null
        ? await checkFolder(readDataDir(env), env)
        : await checkFile(given.file, identity === null ? null : given.at(identity));
    for (const line of fine) console.log(`ok      ${line}`);
    for (const line of problems) console.log(`FAILED  ${line}`);
    console.log(
      problems.length === 0
        ? "All is well."
        : `${problems.length} ${problems.length === 1 ? "thing is" : "things are"} wrong: docs/BACKUP.md says what to do.`,
    );
    return problems.length === 0 ? 0 : 1;
  });
}

type Findings = Pick<Checked, "fine" | "problems">;

/** A tracker's folder, also while it runs. */
export async function checkFolder(dataDir: string, env: Env): Promise<Findings> {
  const files = await dataFiles(dataDir);
  if (files.length === 0) throw new Error(`DATA_DIR (${dataDir}) has no data of a tracker`);
  const holder = await holderOf(dataDir);
  const first = await checkDatabases(dataDir);
  // While a tracker runs, something may be under way between two objects: what is wrong stays wrong.
  const { fine, problems } = first.problems.length > 0 && holder.runs ? await checkDatabases(dataDir) : first;
  const open = await openToOthers(dataDir, files);
  const secrets = await secretFindings(dataDir, env);
  const access = open.length === 0 && process.platform !== "win32" ? ["Nobody but the owner can read the folder."] : [];
  return {
    fine: [holder.sentence, ...fine, ...secrets.fine, ...access],
    problems: [...problems, ...secrets.problems, ...open],
  };
}

/** Unpacked in a folder of its own, which is removed again. */
async function checkFile(file: string, identity: string | null): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-check-"));
  try {
    await chmod(folder, 0o700);
    const manifest = await unpackInto(file, identity, folder);
    const { fine, problems } = await checkDatabases(folder);
    const hasKey = manifest.files.some(({ path }) => path === "admin.key");
    const key = hasKey ? "The admin key is in it." : "No admin key is in it: ADMIN_KEY was set by a variable.";
    return { fine: [`It is ${described(manifest)}, and every file has the hash that was noted.`, ...fine, key], problems };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const described = ({ fivebar, madeOn, files }: Manifest): string => `a backup of Fivebar ${fivebar} from ${madeOn}, ${files.length} files`;

/** Nobody is asked where nobody can answer: then the answer is no. */
async function agrees(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const input = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await input.question(`${question} [y/N] `).finally(() => input.close());
  return /^y(es)?$/i.test(answer.trim());
}
