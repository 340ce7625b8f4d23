/** The Workers runtime as a child process, serving `fivebar.capnp`. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { PROJECT } from "./build.ts";

export interface WorkerdOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly dataDir: string;
  /** The Worker's variables, beside what the process itself needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Another configuration than the project's own; for tests. */
  readonly config?: string;
  /** What the runtime itself says: `inherit` shows it, `pipe` gives it to the caller. */
  readonly output: "inherit" | "pipe";
}

export interface Workerd {
  readonly process: ChildProcess;
  readonly port: number;
  /** Resolves when the process is gone, with its exit code or null for a signal. */
  readonly gone: Promise<number | null>;
}

/** Starts the runtime and resolves when it listens; rejects when it ends before that. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const objects = join(options.dataDir, "objects");
  await mkdir(objects, { recursive: true, mode: 0o700 });
  const binary = createRequire(import.meta.url).resolve("workerd/bin/workerd");
  const child = spawn(
    binary,
    [
      "serve",
      options.config ?? join(PROJECT, "fivebar.capnp"),
      `--socket-addr=http=${options.host}:${options.port}`,
      `--directory-path=data=${objects}`,
      "--control-fd=3",
    ],
    { cwd: PROJECT, env: { PATH: process.env.PATH, ...options.env }, stdio: ["ignore", options.output, options.output, "pipe"] },
  );
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const port = await Promise.race([listening(child.stdio[3] as Readable), gone.then((code) => endedEarly(code)), spawnError(child)]);
  return { process: child, port, gone };
}

/** Each line on the control descriptor is a message in JSON; the one about the socket says that it accepts connections. */
function listening(control: Readable): Promise<number> {
  return new Promise((resolve) => {
    let text = "";
    control.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const line of text.split("\n").slice(0, -1)) {
        const message = JSON.parse(line) as { event?: string; socket?: string; port?: number };
        if (message.event === "listen" && message.socket === "http" && message.port !== undefined) resolve(message.port);
      }
      text = text.slice(text.lastIndexOf("\n") + 1);
    });
  });
}

function endedEarly(code: number | null): never {
  throw new Error(`the runtime ended before it listened (exit code ${code})`);
}

function spawnError(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => child.once("error", reject));
}
