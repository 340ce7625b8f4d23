/** The Workers runtime as a child process, serving `fivebar.capnp`. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
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
  /** Where V8's inspector listens; for the benchmark. */
  readonly inspector?: string;
  /** A command that runs the runtime, given as its arguments; for tests. */
  readonly under?: readonly string[];
  /** What the runtime itself says: `inherit` shows it, `pipe` gives it to the caller. */
  readonly output: "inherit" | "pipe";
}

export interface Workerd {
  readonly process: ChildProcess;
  readonly port: number;
  /** Where each socket of the configuration listens, by its name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Resolves when the process is gone, with its exit code or null for a signal. */
  readonly gone: Promise<number | null>;
  /** Ends the process without losing a count: it takes no new requests, sends off what it has counted, and stops. */
  stop(): Promise<void>;
}

/**
 * Where the runtime's program is. The package exports its path; its `bin` is a script of Node's until an install script has put the program
 * there, and no install script runs here (`allowScripts` in package.json).
 */
export const WORKERD = (createRequire(import.meta.url)("workerd") as { readonly default: string }).default;

/** The longest that a stop waits for counts to be written. */
const DRAIN_MS = 10_000;
/** How long after that a slow client may keep its connection. */
const LINGER_MS = 3_000;

/** Starts the runtime and resolves when it listens; rejects when it ends before that. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const objects = join(options.dataDir, "objects");
  await mkdir(objects, { recursive: true, mode: 0o700 });
  // A terminal sends Ctrl-C to all of its processes; this one ignores it and is stopped by the one that started it.
  // A write beyond a limit on file sizes shall be an error as on a full disk, and not the end of the process.
  const child = spawn(
    "sh",
    [
      "-c",
      'trap "" INT XFSZ; exec "$@"',
      "sh",
      ...(options.under ?? []),
      WORKERD,
      "serve",
      options.config ?? join(PROJECT, "fivebar.capnp"),
      `--socket-addr=http=${options.host}:${options.port}`,
      `--directory-path=data=${objects}`,
      "--control-fd=3",
      ...(options.inspector === undefined ? [] : [`--inspector-addr=${options.inspector}`]),
    ],
    { cwd: PROJECT, env: { PATH: process.env.PATH, ...options.env }, stdio: ["ignore", options.output, options.output, "pipe"] },
  );
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ports = await Promise.race([listening(child.stdio[3] as Readable), gone.then((code) => endedEarly(code)), spawnError(child)]);
  const counts = holdRequest(ports.drain);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await counts.written();
    const impatience = setTimeout(() => child.kill("SIGKILL"), LINGER_MS);
    await gone;
    clearTimeout(impatience);
  };
  return { process: child, port: ports.http, ports, gone, stop };
}

/**
 * Told to end, the runtime takes no new requests and finishes those that it has. This one it has from the start: it is answered
 * when its body has ended and no counts are left in memory. So nothing is lost, whoever tells the runtime to end.
 */
function holdRequest(port: number): { written(): Promise<void> } {
  const held = request({ host: "127.0.0.1", port, method: "POST" });
  const answered = new Promise<void>((resolve) => {
    held.on("response", (response) => response.resume().on("close", resolve));
    held.on("error", () => resolve());
  });
  held.flushHeaders();
  held.write("-");
  return {
    written: async () => {
      held.end();
      const impatience = setTimeout(() => held.destroy(), DRAIN_MS);
      await answered;
      clearTimeout(impatience);
    },
  };
}

/** Each line on the control descriptor is a message in JSON; resolves when the project's two sockets accept connections. */
function listening(control: Readable): Promise<Readonly<Record<string, number>> & { readonly http: number; readonly drain: number }> {
  return new Promise((resolve) => {
    const ports: Record<string, number> = {};
    createInterface({ input: control }).on("line", (line) => {
      const message = JSON.parse(line) as { event?: string; socket?: string; port?: number };
      if (message.event === "listen" && message.socket !== undefined) ports[message.socket] = message.port ?? 0;
      const { http, drain } = ports;
      if (http !== undefined && drain !== undefined) resolve({ ...ports, http, drain });
    });
  });
}

function endedEarly(code: number | null): never {
  throw new Error(`the runtime ended before it listened (exit code ${code})`);
}

function spawnError(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => child.once("error", reject));
}
