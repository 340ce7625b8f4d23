/**
 * `npm start` as a user would run it: the very command, in a process of its own. With `FIVEBAR_PROGRAM`, an executable that `npm run package` made runs in its
 * place, so that the same tests hold for both.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROJECT } from "../../../scripts/build.ts";

/** The executable that is tested in the place of `npm start`; null for none. */
const PROGRAM = process.env.FIVEBAR_PROGRAM ? resolve(PROJECT, process.env.FIVEBAR_PROGRAM) : null;

/** The command, and the folder to give it in. */
export const START = PROGRAM === null ? { command: ["npm", "start"], cwd: PROJECT } : { command: [PROGRAM, "start"], cwd: tmpdir() };

/** The same without npm in between. */
export const START_ALONE =
  PROGRAM === null ? [process.execPath, join(PROJECT, "scripts", "run.cjs"), join(PROJECT, "scripts", "start.ts")] : START.command;

export type Stop = "SIGTERM" | "SIGINT" | "SIGHUP";

export interface Started {
  readonly origin: string;
  readonly output: () => string;
  /** Of npm itself, where it is in between. */
  readonly pid: number;
  /** Resolves with its exit code when it ends. */
  readonly gone: Promise<number | null>;
  /** Asks it to stop as a service manager (SIGTERM), Ctrl-C or a closed terminal would; resolves with its exit code. */
  stop(signal?: Stop): Promise<number | null>;
}

/** Runs `npm start` in `folder`, by the command `under` where there is one, and waits for its dashboard's address; rejects with its output when it ends before that. */
export function npmStart(env: Readonly<Record<string, string>>, folder = START.cwd, under: readonly string[] = []): Promise<Started> {
  return start([...under, ...START.command], env, folder);
}

/** As `npmStart`, without npm in between: for tests of what it starts, which begin sooner. */
export function startAlone(env: Readonly<Record<string, string>>): Promise<Started> {
  return start(START_ALONE, env, START.cwd);
}

async function start([command = "", ...args]: readonly string[], env: Readonly<Record<string, string>>, folder: string): Promise<Started> {
  let text = "";
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...bareEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        const address = /^Dashboard: (http:\/\/\S+)\/staff$/m.exec(text)?.[1];
        if (address !== undefined && /^Data:/m.test(text)) resolve(address);
      });
    }
  });
  const origin = await Promise.race([ready, gone.then((code) => Promise.reject(new Error(`npm start ended with ${code}:\n${text}`)))]);
  return { origin, output: () => text, pid: child.pid ?? 0, gone, stop: (signal = "SIGTERM") => stopGroup(child, signal, gone) };
}

/** A terminal tells each of its processes, as here the whole group; a service manager the first one only. */
function stopGroup(child: ChildProcess, signal: Stop, gone: Promise<number | null>): Promise<number | null> {
  if (child.pid !== undefined) process.kill(signal === "SIGTERM" ? child.pid : -child.pid, signal);
  return gone;
}

/** What a shell has, without the variables that a test run adds. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  return {
    PATH: PATH.split(":")
      .filter((folder) => !folder.includes("node_modules"))
      .join(":"),
    HOME,
    TMPDIR,
    // Once for all tests, and not in the home of whoever runs them.
    ...(PROGRAM !== null && { RUNTIME_DIR: join(PROJECT, "dist", "runtime") }),
  };
}
