/** What `npm start` alone reads from the environment: where it listens, and where its data are. */
import { createServer, isIP } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { ConfigError } from "../../src/domain/config.ts";
import { countingSocket, MAX_SOCKET_PATH_BYTES } from "../runtime/processes.ts";

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** How many processes answer visitors, beside the one that counts; 0 where one process does everything. */
  readonly processes: number;
}

/** What is read here, and not by the Worker. */
export const START_VARIABLES = ["HOST", "PORT", "DATA_DIR", "PROCESSES"] as const;

const MAX_PROCESSES = 64;

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const host = env.HOST?.trim() || "127.0.0.1";
  if (isIP(host) === 0 && host !== "localhost")
    throw new ConfigError("HOST", `must be an address such as 127.0.0.1 or 0.0.0.0, not "${host}"`);
  const port = readPort(env);
  if (env.JURISDICTION?.trim())
    throw new ConfigError("JURISDICTION", "is for Cloudflare's network; on one machine the data stay in DATA_DIR, so leave it empty");
  const dataDir = readDataDir(env);
  const processes = readProcesses(env.PROCESSES?.trim() || "auto", dataDir);
  return { host: isIP(host) === 6 ? `[${host}]` : host, port, dataDir, processes };
}

export function readPort(env: NodeJS.ProcessEnv): number {
  const port = env.PORT?.trim() || "8787";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new ConfigError("PORT", `must be a number from 0 (any free port) to 65535, not "${port}"`);
  return Number(port);
}

/** The folder of the data. */
export function readDataDir(env: NodeJS.ProcessEnv): string {
  return resolve(env.DATA_DIR?.trim() || ".data");
}

/** `auto`: a visitor process for each core but one, at least one; everything in one process on one core, and where several cannot be. */
function readProcesses(text: string, dataDir: string): number {
  const obstacle = obstacleToSeveral(dataDir);
  if (text === "auto") return obstacle === null ? Math.min(availableParallelism() - 1, MAX_PROCESSES) : 0;
  const processes = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(processes <= MAX_PROCESSES))
    throw new ConfigError(
      "PROCESSES",
      `must be auto, or a whole number from 0 (everything in one process) to ${MAX_PROCESSES}, not "${text}"`,
    );
  if (processes > 0 && obstacle !== null) throw obstacle;
  return processes;
}

function obstacleToSeveral(dataDir: string): ConfigError | null {
  if (process.platform === "win32") return new ConfigError("PROCESSES", "must be 0 or auto on Windows");
  const tooLong = Buffer.byteLength(countingSocket(dataDir)) - MAX_SOCKET_PATH_BYTES;
  return tooLong <= 0
    ? null
    : new ConfigError("DATA_DIR", `must be ${tooLong} bytes shorter for several processes, or PROCESSES must be 0`);
}

/** Where a browser on this machine finds it. Nobody signs in at `0.0.0.0`, which means every address of the machine. */
export function addressHere(host: string, port: number): string {
  return `http://${host === "0.0.0.0" ? "127.0.0.1" : host === "[::]" ? "[::1]" : host}:${port}`;
}

/** Fails with the variable's name if nothing can listen there: the runtime would not say whether host or port is wrong. */
export async function checkAddress({ host, port }: Pick<Settings, "host" | "port">): Promise<void> {
  const server = createServer();
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host.replace(/^\[|\]$/g, ""), resolve);
  });
  await listening.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new ConfigError("PORT", `must be free: something listens on ${host}:${port} already`);
    if (error.code === "EACCES") throw new ConfigError("PORT", `must be one that this user may take, such as 8787, not ${port}`);
    throw new ConfigError("HOST", `must be an address of this machine, not ${host} (${error.code})`);
  });
  await new Promise((resolve) => server.close(resolve));
}
