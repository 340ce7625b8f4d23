/**
 * `npm start`: the whole tracker on this machine. Checks the environment and the data, builds the Worker where its sources have changed, makes
 * an admin key where none is, and runs the Workers runtime with its data in `DATA_DIR` until it is told to stop.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CONFIG_VARIABLES, type Config, ConfigError, readConfig } from "../src/domain/config.ts";
import { missingForVisitors } from "../src/domain/operator.ts";
import { VERSION } from "../src/domain/version.ts";
import { buildIfChanged } from "./build.ts";
import { damagedFiles, remedy } from "./start/damaged_files.ts";
import { holdForRuntime, prepareDataDir, secretFile, takeDataDir } from "./start/data_dir.ts";
import { descriptorWarning } from "./start/descriptors.ts";
import { checkAddress, readSettings, type Settings } from "./start/settings.ts";
import { end, stopSignal, unlessTold } from "./start/stop_signal.ts";
import { supervise } from "./start/supervise.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

/** Of the registry's objects: without it nobody can be sent on. */
const REGISTRY = /^objects\/fivebar-registry\//;

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

/** A damaged shard holds no visitor up, so the tracker runs; without the registry there is nothing to run. */
async function checkFiles(dataDir: string): Promise<void> {
  const damaged = await damagedFiles(dataDir);
  if (damaged.length === 0) return;
  if (damaged.some(({ file }) => REGISTRY.test(file.replaceAll("\\", "/")))) throw new Error(remedy(dataDir, damaged));
  console.error(`Warning:   ${remedy(dataDir, damaged)}. Until then visitors are sent on, and figures may be wrong or missing.`);
}

/** The Worker's variables, with the admin key, which is made at the first start. All of it has been checked. */
async function workerVariables({ dataDir }: Settings): Promise<Record<string, string | undefined>> {
  const variables: Record<string, string | undefined> = {};
  for (const name of CONFIG_VARIABLES) variables[name] = process.env[name]?.trim() || undefined;
  if (readConfig(variables).adminKey !== null) return variables;
  const file = join(dataDir, "admin.key");
  const { value, isNew } = await secretFile(file, () => `fivebar_admin_${randomBytes(32).toString("base64url")}`);
  if (isNew) console.log(`Admin key: ${value}\n           (kept in ${file}, shown this once)`);
  try {
    readConfig({ ...variables, ADMIN_KEY: value });
  } catch (error) {
    throw new Error(`${(error as Error).message}; the one in ${file} is not. Remove the file, and a new key is made`);
  }
  return { ...variables, ADMIN_KEY: value };
}

interface Running {
  readonly workerd: Workerd;
  /** The same once more, on the same address. */
  again(): Promise<Workerd>;
}

async function start(settings: Settings, told: AbortSignal): Promise<Running> {
  const { host, dataDir } = settings;
  await checkAddress(settings);
  await buildIfChanged("dist", { signal: told });
  const env = await workerVariables(settings);
  await checkFiles(dataDir);
  const tooFew = await descriptorWarning();
  if (tooFew !== null) console.error(tooFew);
  const run = async (port: number): Promise<Workerd> => {
    const workerd = await startWorkerd({ host, port, dataDir, env, output: "inherit", signal: told });
    try {
      void workerd.gone.then(await holdForRuntime(dataDir, workerd.process.pid ?? 0));
      await unlessTold(told, checkData(workerd));
      await unlessTold(told, checkGroupSize(`http://${host}:${workerd.port}`, readConfig(env)));
      return workerd;
    } catch (error) {
      await workerd.stop();
      throw error;
    }
  };
  const workerd = await run(settings.port);
  return { workerd, again: () => run(workerd.port) };
}

/** Runs the tracker until it is told to stop; resolves with the number of counts that could not be written, null when nobody knows. */
async function serve(told: AbortSignal): Promise<number | null> {
  const settings = readSettings(process.env);
  const config = readConfig(process.env);
  await prepareDataDir(settings.dataDir);
  const release = await takeDataDir(settings.dataDir);
  try {
    const { workerd, again } = await start(settings, told);
    const address = `http://${settings.host}:${workerd.port}`;
    console.log(`Fivebar ${VERSION}`);
    console.log(`Dashboard: ${address}/staff`);
    console.log(`API:       ${address}/api/v1`);
    const missing = missingForVisitors(config);
    const named = config.operator === null ? "; /about names nobody who is responsible" : "";
    if (missing.length > 0) console.log(`Not set:   ${missing.join(", ")}${named}`);
    console.log(`Data:      ${settings.dataDir}`);
    return await supervise(workerd, again, told);
  } finally {
    await release();
  }
}

function lostCounts(unwritten: number | null): string {
  if (unwritten === null) return "The runtime did not say whether all counts are written.";
  return unwritten === 1 ? "1 count could not be written and is lost." : `${unwritten} counts could not be written and are lost.`;
}

const told = stopSignal();
try {
  const unwritten = await serve(told);
  if (unwritten === 0) console.log("Fivebar has stopped.");
  else console.error(`Fivebar has stopped. ${lostCounts(unwritten)}`);
  end(unwritten === 0 ? 0 : 1);
} catch (error) {
  if (told.aborted) console.log("Fivebar has stopped.");
  else console.error(`Fivebar cannot start: ${(error as Error).message}`);
  end(told.aborted ? 0 : 1);
}
