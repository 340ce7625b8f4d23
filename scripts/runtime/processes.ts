/** The processes of a tracker that has several: the one that counts, and those that answer visitors. */
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ConfigVariable } from "../../src/domain/config.ts";
import { installation } from "../installation.ts";
import { objectsFolder } from "../workerd.ts";
import { closed } from "./drain.ts";
import { type Listener, listen } from "./listener.ts";
import { type Ports, type Runtime, type RuntimeOptions, startRuntime } from "./runtime.ts";

type Env = RuntimeOptions["env"];

interface CountingOptions extends Pick<RuntimeOptions, "env" | "under" | "signal" | "output"> {
  readonly dataDir: string;
  /** Another configuration than counting.capnp; for tests. */
  readonly config?: string;
}

interface VisitorOptions extends Pick<RuntimeOptions, "env" | "signal" | "output"> {
  readonly dataDir: string;
  readonly listener: Listener;
}

/** What a visitor process gets of the environment, as visitor.capnp binds it: no secret, and nothing by which the staff sign in. */
// biome-ignore format: one block reads better than fifteen lines
export const VISITOR_VARIABLES = [
  "GROUP_SIZE", "RELEASE", "EPSILON_VISIT", "EPSILON_SIGNUP", "SIGNUP_PERIOD", "SIGNUP_RELEASE", "VISIT_RELEASE", "TIME_ZONE", "SHARDS",
  "CODE_PARAM", "PASS_PARAMS", "FALLBACK_URL", "ALLOWED_HOSTS", "JURISDICTION", "RETENTION_MONTHS", "OPERATOR", "PRIVACY_URL", "SOURCE_URL", "LINK_ORIGIN", "CODE_IN",
] as const satisfies readonly ConfigVariable[];

/** Where the counting process listens. The folder is its owner's alone, and so is the socket. */
export const countingSocket = (dataDir: string): string => join(dataDir, "counting.sock");

/** Where it begins to listen, with a name as long: a socket gets its own name when it listens, so that nobody ever finds one on which nothing does. */
const startingSocket = (dataDir: string): string => join(dataDir, "starting.sock");

/** The longest path that a Unix socket can have (unix(7)). */
export const MAX_SOCKET_PATH_BYTES = 107;

/** How often the parent looks whether the socket is still where it was. */
const LOOKING_MS = 500;

/** How long the counting process outlives a parent that is killed, so that the visitor processes can send it what they have counted. */
const OUTLIVES_PARENT_SECONDS = 2;

export async function startCounting({ dataDir, config, ...options }: CountingOptions): Promise<Runtime> {
  const [starting, socket] = [startingSocket(dataDir), countingSocket(dataDir)];
  const objects = await objectsFolder(dataDir);
  // A killed process leaves its socket's file, and nobody can listen where a file is. The folder's lock makes sure that nobody does.
  await rm(starting, { force: true });
  const runtime = await startRuntime({
    ...options,
    config: config ?? join(installation.folder, "counting.capnp"),
    args: [`--socket-addr=counting=unix:${starting}`, `--directory-path=data=${objects}`],
    asksOthers: true,
    sockets: ["counting", "drain", "alive"],
    closed: closedWhenTold,
    outlivesParentSeconds: OUTLIVES_PARENT_SECONDS,
  });
  try {
    await rename(starting, socket);
    return { ...runtime, closed: Promise.race([runtime.closed, removed(socket)]) };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}

/** Resolves when the file at `path` is gone, or another: nobody finds the socket any more, and only a new process listens on a new one. */
async function removed(path: string): Promise<void> {
  const inode = async (): Promise<number | null> =>
    stat(path).then(
      ({ ino }) => ino,
      () => null,
    );
  for (const own = await inode(); (await inode()) === own; ) await wait(LOOKING_MS, null, { ref: false });
}

export function startVisitor({ dataDir, listener, env, ...options }: VisitorOptions): Promise<Runtime> {
  return startRuntime({
    ...options,
    config: join(installation.folder, "visitor.capnp"),
    args: ["--socket-fd=http=4", `--external-addr=counting=unix:${countingSocket(dataDir)}`],
    env: openVariables(env),
    descriptor: listener.descriptor,
    asksOthers: false,
    sockets: ["http", "drain", "alive"],
    closed: closedWhenTold,
  });
}

/** A socket with open requests listens until they are answered, no matter who told the process to end. This one never has any. */
const closedWhenTold = ({ alive = 0 }: Ports): Promise<void> => closed("127.0.0.1", alive);

function openVariables(env: Env): Env {
  return Object.fromEntries(VISITOR_VARIABLES.map((name) => [name, env[name]]));
}

export interface Processes {
  readonly port: number;
  readonly listener: Listener;
  readonly counting: Runtime;
  readonly visitors: readonly Runtime[];
  /** First the visitor processes, so that the other one takes their counts. As `Runtime.stop`, of all of them. */
  stop(): Promise<number | null>;
}

export interface ProcessesOptions extends CountingOptions {
  readonly host: string;
  readonly port: number;
  /** Of visitor processes. */
  readonly processes: number;
}

/** Starts all of them, or none. */
export async function startProcesses({ host, port, processes, ...options }: ProcessesOptions): Promise<Processes> {
  const { env, dataDir, output, signal } = options;
  const listener = await listen(host, port);
  const started: Runtime[] = [];
  const noted = async (starting: Promise<Runtime>): Promise<Runtime> => {
    const runtime = await starting;
    started.push(runtime);
    return runtime;
  };
  try {
    const counting = await noted(startCounting(options));
    const starting = Array.from({ length: processes }, () =>
      noted(startVisitor({ env, dataDir, output, listener, ...(signal && { signal }) })),
    );
    const outcomes = await Promise.allSettled(starting);
    const [failed] = outcomes.filter(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    const visitors = started.slice(1);
    return { port: listener.port, listener, counting, visitors, stop: () => stopAll(dataDir, listener, counting, visitors) };
  } catch (error) {
    await Promise.all(started.map((runtime) => runtime.stop()));
    await leave(dataDir, listener);
    throw error;
  }
}

async function stopAll(dataDir: string, listener: Listener, counting: Runtime, visitors: readonly Runtime[]): Promise<number | null> {
  const unwritten = await Promise.all(visitors.map((visitor) => visitor.stop()));
  const left = sumOf([...unwritten, await counting.stop()]);
  await leave(dataDir, listener);
  return left;
}

/** When all processes are gone. */
export async function leave(dataDir: string, listener: Listener): Promise<void> {
  const sockets = [startingSocket(dataDir), countingSocket(dataDir)].map((socket) => rm(socket, { force: true }));
  await Promise.all([...sockets, listener.close()]);
}

/** Null where one of them did not say. */
export function sumOf(unwritten: readonly (number | null)[]): number | null {
  return unwritten.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}
