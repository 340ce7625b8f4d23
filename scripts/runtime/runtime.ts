/** A process of the Workers runtime, whatever it serves. It ends with its parent, also when that is killed. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { installation } from "../installation.ts";
import { CERTIFICATES, certificateVariables } from "./certificates.ts";
import { holdRequest } from "./drain.ts";
import { spawnWithLifeline } from "./lifeline.ts";

export interface RuntimeOptions {
  /** The file of its configuration. */
  readonly config: string;
  /** Where it listens and what it has: further options of `workerd serve`. */
  readonly args: readonly string[];
  /** The Worker's variables, beside what the process itself needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it asks other servers by https, and so needs to know whom to believe. */
  readonly asksOthers: boolean;
  /** The sockets of the configuration that the start waits for; `drain` is among them. */
  readonly sockets: readonly string[];
  /** Resolves when nothing listens any more at the address that it is known by. */
  closed(ports: Ports): Promise<void>;
  /** A descriptor that it gets as its number 4. */
  readonly descriptor?: number;
  /** How long it outlives a parent that is killed: those that send it counts go first. */
  readonly outlivesParentSeconds?: number;
  /** Where V8's inspector listens; for the benchmark. */
  readonly inspector?: string;
  /** A command that runs the runtime, given as its arguments; for tests. */
  readonly under?: readonly string[];
  /** Ends the runtime while it starts. Once it listens, `stop` does. */
  readonly signal?: AbortSignal;
  /** What the runtime itself says: `inherit` shows it, `pipe` gives it to the caller. */
  readonly output: "inherit" | "pipe";
}

/** Where each socket of the configuration listens, by its name. */
export type Ports = Readonly<Record<string, number>>;

export interface Runtime {
  readonly process: ChildProcess;
  readonly ports: Ports;
  /** Resolves when the process is gone, with its exit code or null for a signal. */
  readonly gone: Promise<number | null>;
  /** Resolves when the process takes no more connections: somebody has told it to end, or it is gone. */
  readonly closed: Promise<void>;
  /**
   * Ends the process without losing a count: it takes no new requests, sends off what it has counted, and stops. Resolves with the number
   * of counts that could not be written, or null when the runtime did not say.
   */
  stop(): Promise<number | null>;
}

/**
 * A terminal sends Ctrl-C, and its own end, to all of its processes: this one ignores both and is stopped by the one that started it. A
 * write beyond a limit on file sizes shall be an error as on a full disk, and not the end of the process. Its files are its owner's alone.
 * It may open as many of them, and of connections, as the system lets it.
 */
const PRELUDE = `trap "" INT HUP XFSZ
umask 077
ulimit -n "$(ulimit -Hn)" 2>/dev/null`;

/**
 * Lets the runtime's allocator keep what is free for each processor, as it does where it can, and not for each thread: that takes a twentieth off the
 * time of a visit (docs/PERFORMANCE.md). It needs a feature of Linux, restartable sequences, that glibc otherwise takes for itself. Other systems and
 * libraries do not know the variable.
 */
const ALLOCATOR = { GLIBC_TUNABLES: process.env.GLIBC_TUNABLES ?? "glibc.pthread.rseq=0" };

/** How long after its counts are written a slow client may keep its connection. */
const LINGER_MS = 3_000;

/** Starts the runtime and resolves when it listens; rejects when it ends before that. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { signal, output, under = [], descriptor, outlivesParentSeconds } = options;
  const { folder, workerd } = installation;
  const certificates = options.asksOthers ? await certificateVariables(process.env, join(folder, CERTIFICATES)) : {};
  signal?.throwIfAborted();
  const [command = workerd, ...args] = [
    ...under,
    workerd,
    "serve",
    options.config,
    ...options.args,
    "--control-fd=3",
    ...(options.inspector === undefined ? [] : [`--inspector-addr=${options.inspector}`]),
  ];
  const child = spawnWithLifeline(command, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...ALLOCATOR, ...certificates, ...options.env },
    prelude: PRELUDE,
    stdio: ["ignore", output, output, "pipe", ...(descriptor === undefined ? [] : [descriptor])],
    ...(outlivesParentSeconds !== undefined && { outlivesParentSeconds }),
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const kill = (): void => void child.kill("SIGKILL");
  signal?.addEventListener("abort", kill);
  const ready = listening(child.stdio[3] as Readable, options.sockets);
  const ports = await Promise.race([ready, gone.then((code) => endedEarly(code, signal)), spawnError(child)]);
  signal?.removeEventListener("abort", kill);
  const held = holdRequest(ports.drain ?? 0);
  return { process: child, ports, gone, closed: options.closed(ports), stop: once(() => stop(child, gone, held)) };
}

async function stop(child: ChildProcess, gone: Promise<number | null>, held: ReturnType<typeof holdRequest>): Promise<number | null> {
  // Windows knows no signals: there the process would end at once, and the counts are written before.
  const isAskedFirst = process.platform === "win32";
  if (!isAskedFirst) child.kill("SIGTERM");
  const unwritten = await held.written();
  if (isAskedFirst) child.kill();
  const impatience = setTimeout(() => child.kill("SIGKILL"), LINGER_MS);
  await gone;
  clearTimeout(impatience);
  return unwritten;
}

/** Each line on the control descriptor is a message in JSON; resolves when all of `sockets` accept connections. */
function listening(control: Readable, sockets: readonly string[]): Promise<Ports> {
  return new Promise((resolve) => {
    const ports: Record<string, number> = {};
    createInterface({ input: control }).on("line", (line) => {
      const message = JSON.parse(line) as { event?: string; socket?: string; port?: number };
      if (message.event === "listen" && message.socket !== undefined) ports[message.socket] = message.port ?? 0;
      if (sockets.every((socket) => ports[socket] !== undefined)) resolve({ ...ports });
    });
  });
}

function endedEarly(code: number | null, signal: AbortSignal | undefined): never {
  signal?.throwIfAborted();
  throw new Error(`the runtime ended before it listened (exit code ${code})`);
}

function spawnError(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => child.once("error", reject));
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= run();
    return result;
  };
}
