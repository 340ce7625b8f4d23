/** The Workers runtime as a child process, serving `fivebar.capnp`: the whole tracker in one process. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installation } from "./installation.ts";
import { closed } from "./runtime/drain.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "./runtime/runtime.ts";

interface WorkerdOptions extends Pick<RuntimeOptions, "env" | "inspector" | "under" | "signal" | "output"> {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly dataDir: string;
  /** Another configuration than the project's own; for tests. */
  readonly config?: string;
}

export interface Workerd extends Runtime {
  readonly port: number;
}

/** Starts the runtime and resolves when it listens; rejects when it ends before that. */
export async function startWorkerd({ host, port, dataDir, config, ...options }: WorkerdOptions): Promise<Workerd> {
  const runtime = await startRuntime({
    ...options,
    config: config ?? join(installation.folder, "fivebar.capnp"),
    args: [`--socket-addr=http=${host}:${port}`, `--directory-path=data=${await objectsFolder(dataDir)}`],
    asksOthers: true,
    sockets: ["http", "drain"],
    closed: (ports) => closed(host, ports.http ?? 0),
  });
  return { ...runtime, port: runtime.ports.http ?? 0 };
}

/** Where the objects' files are; made where it is not there. */
export async function objectsFolder(dataDir: string): Promise<string> {
  const objects = join(dataDir, "objects");
  await mkdir(objects, { recursive: true, mode: 0o700 });
  return objects;
}
