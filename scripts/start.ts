/**
 * `npm start`: the whole tracker on this machine. Checks the environment, builds the Worker, makes an admin key where none is,
 * and runs the Workers runtime with its data in `DATA_DIR` until it is told to stop.
 */
import { randomBytes } from "node:crypto";
import { createServer, isIP } from "node:net";
import { join, resolve } from "node:path";
import { CONFIG_VARIABLES, type Config, ConfigError, readConfig } from "../src/core/config.ts";
import { VERSION } from "../src/core/version.ts";
import { buildIfChanged } from "./build.ts";
import { prepareDataDir, secretFile, takeDataDir } from "./data_dir.ts";
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

/** Fails, naming the variable, where nothing can listen: the runtime would not say which of the two is wrong. */
async function checkAddress({ host, port }: Settings): Promise<void> {
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

/** Fails when figures were released in bundles of another size: no report could be made. */
async function checkGroupSize(address: string, { groupSize }: Config): Promise<void> {
  const about = await fetch(`${address}/about.json`);
  const known = about.ok ? ((await about.json()) as { readonly groupSize: number }).groupSize : groupSize;
  if (known !== groupSize) throw new ConfigError("GROUP_SIZE", `must be ${known}, by which figures were released before, not ${groupSize}`);
}

/** Fails where a newer version wrote the data. */
async function checkData(workerd: Workerd): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${workerd.ports.drain}/`);
  if (answer.status === 503) throw new Error(await answer.text());
}

async function start(): Promise<Workerd> {
  const settings = readSettings(process.env);
  const config = readConfig(process.env);
  await checkAddress(settings);
  await prepareDataDir(settings.dataDir);
  const release = await takeDataDir(settings.dataDir);
  await buildIfChanged();
  const random = (): string => randomBytes(32).toString("base64url");
  const admin = config.adminKey === null ? await secretFile(join(settings.dataDir, "admin.key"), () => `fivebar_admin_${random()}`) : null;
  if (admin?.isNew) console.log(`Admin key: ${admin.value}\n           (kept in ${join(settings.dataDir, "admin.key")}, shown this once)`);
  const variables = Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, process.env[name]?.trim() || undefined]));
  const workerd = await startWorkerd({
    ...settings,
    env: { ...variables, ADMIN_KEY: config.adminKey ?? admin?.value },
    output: "inherit",
  });
  await release();
  const address = `http://${settings.host}:${workerd.port}`;
  try {
    const releaseAtEnd = await takeDataDir(settings.dataDir, workerd.process.pid);
    void workerd.gone.then(releaseAtEnd);
    await checkData(workerd);
    await checkGroupSize(address, config);
  } catch (error) {
    await workerd.stop();
    throw error;
  }
  console.log(`Fivebar ${VERSION}`);
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
