/**
 * `npm start`: the whole tracker on this machine. Checks the environment, builds the Worker, makes an admin key where none is,
 * and runs the Workers runtime with its data in `DATA_DIR` until it is told to stop.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { CONFIG_VARIABLES, ConfigError, readConfig } from "../src/core/config.ts";
import { build } from "./build.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
}

function readSettings(env: NodeJS.ProcessEnv): Settings {
  const host = env.HOST?.trim() || "127.0.0.1";
  if (isIP(host) === 0 && host !== "localhost")
    throw new ConfigError("HOST", `must be an address such as 127.0.0.1 or 0.0.0.0, not "${host}"`);
  const port = env.PORT?.trim() || "8787";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new ConfigError("PORT", `must be a number from 0 (any free port) to 65535, not "${port}"`);
  if (env.JURISDICTION?.trim())
    throw new ConfigError("JURISDICTION", "is for Cloudflare's network; on one machine the data stay in DATA_DIR, so leave it empty");
  return { host: isIP(host) === 6 ? `[${host}]` : host, port: Number(port), dataDir: resolve(env.DATA_DIR?.trim() || ".data") };
}

/** A secret kept in `DATA_DIR`, readable by its owner alone; made when there is none. */
async function secretFile(file: string, make: () => string): Promise<{ readonly value: string; readonly isNew: boolean }> {
  try {
    return { value: (await readFile(file, "utf8")).trim(), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const value = make();
  await writeFile(file, `${value}\n`, { mode: 0o600, flag: "wx" });
  return { value, isNew: true };
}

async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await chmod(dataDir, 0o700);
  } catch (error) {
    throw new ConfigError("DATA_DIR", `must be a folder that can be written: ${(error as Error).message}`);
  }
}

async function start(): Promise<Workerd> {
  const settings = readSettings(process.env);
  const config = readConfig(process.env);
  await prepareDataDir(settings.dataDir);
  await build();
  const random = (): string => randomBytes(32).toString("base64url");
  const admin = config.adminKey === null ? await secretFile(join(settings.dataDir, "admin.key"), () => `fivebar_admin_${random()}`) : null;
  if (admin?.isNew) console.log(`Admin key: ${admin.value}\n           (kept in ${join(settings.dataDir, "admin.key")}, shown this once)`);
  const session = config.sessionSecret ?? (await secretFile(join(settings.dataDir, "session.secret"), random)).value;
  const variables = Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, process.env[name]?.trim() || undefined]));
  const workerd = await startWorkerd({
    ...settings,
    env: { ...variables, ADMIN_KEY: config.adminKey ?? admin?.value, SESSION_SECRET: session },
    output: "inherit",
  });
  const address = `http://${settings.host}:${workerd.port}`;
  console.log(`Dashboard: ${address}/staff`);
  console.log(`API:       ${address}/api/v1`);
  console.log(`Data:      ${settings.dataDir}`);
  return workerd;
}

try {
  const workerd = await start();
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void workerd.stop();
    });
  }
  const code = await workerd.gone;
  if (isStopping) console.log("Fivebar has stopped.");
  else console.error(`Fivebar: the runtime ended by itself (exit code ${code}).`);
  process.exitCode = isStopping ? 0 : 1;
} catch (error) {
  console.error(`Fivebar cannot start: ${(error as Error).message}`);
  process.exitCode = 1;
}
