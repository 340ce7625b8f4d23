/**
 * The whole tracker on this machine, for `npm start` and the executable's `start`. Checks the environment and the data, has the Worker made ready, makes
 * an admin key where none is, and runs the Workers runtime with its data in `DATA_DIR` until it is told to stop.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CONFIG_VARIABLES, type Config, ConfigError, readConfig } from "../../src/domain/config.ts";
import { missingForVisitors } from "../../src/domain/operator.ts";
import { VERSION } from "../../src/domain/version.ts";
import { installation } from "../installation.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { startWorkerd, type Workerd } from "../workerd.ts";
import { damagedFiles, remedy } from "./damaged_files.ts";
import { holdForRuntime, prepareDataDir, secretFile, takeDataDir } from "./data_dir.ts";
import { descriptorWarning } from "./descriptors.ts";
import { watchDisk } from "./disk.ts";
import { misspelt } from "./misspelt.ts";
import { addressHere, checkAddress, readSettings, type Settings } from "./settings.ts";
import { startSeveral, superviseSeveral } from "./several.ts";
import { stopSignal, unlessTold } from "./stop_signal.ts";
import { supervise } from "./supervise.ts";

/** Of the registry's objects: without it nobody can be sent on. */
const REGISTRY = /^objects\/fivebar-registry\//;

/** Fails when figures were released in bundles of another size: no report could be made. */
async function checkGroupSize(address: string, { groupSize }: Config): Promise<void> {
  const about = await fetch(`${address}/about.json`);
  const known = about.ok ? ((await about.json()) as { readonly groupSize: number }).groupSize : groupSize;
  if (known !== groupSize) throw new ConfigError("GROUP_SIZE", `must be ${known}, by which figures were released before, not ${groupSize}`);
}

/** Fails where a newer version wrote the data. */
async function checkData({ ports }: Runtime): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${ports.drain}/`);
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
  readonly port: number;
  /** Keeps it running until it is told to stop; resolves with the number of counts that could not be written, null when nobody knows. */
  untilStopped(): Promise<number | null>;
}

async function start(settings: Settings, told: AbortSignal): Promise<Running> {
  const { dataDir, processes } = settings;
  await checkAddress(settings);
  await installation.prepare({ hasVisitorProcesses: processes > 0, signal: told });
  const env = await workerVariables(settings);
  await checkFiles(dataDir);
  const tooFew = await descriptorWarning();
  if (tooFew !== null) console.error(tooFew);
  return processes === 0 ? startOne(settings, env, told) : startWithVisitorProcesses(settings, env, told);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Holds the folder for the process that has the data, and fails where it cannot use them. */
async function checkRuntime(dataDir: string, runtime: Runtime, told: AbortSignal): Promise<void> {
  void runtime.gone.then(await holdForRuntime(dataDir, runtime.process.pid ?? 0));
  await unlessTold(told, checkData(runtime));
  await unlessTold(told, watchDisk(dataDir, runtime));
}

async function startOne({ host, port, dataDir }: Settings, env: Variables, told: AbortSignal): Promise<Running> {
  const run = async (at: number): Promise<Workerd> => {
    const workerd = await startWorkerd({ host, port: at, dataDir, env, output: "inherit", signal: told });
    try {
      await checkRuntime(dataDir, workerd, told);
      await unlessTold(told, checkGroupSize(`http://${host}:${workerd.port}`, readConfig(env)));
      return workerd;
    } catch (error) {
      await workerd.stop();
      throw error;
    }
  };
  const first = await run(port);
  const cost = "Visits of its last moments may be missing.";
  const again = () => run(first.port);
  return { port: first.port, untilStopped: () => supervise({ name: "the runtime", first, again, cost, isPart: false }, told) };
}

async function startWithVisitorProcesses(settings: Settings, env: Variables, told: AbortSignal): Promise<Running> {
  const { host, dataDir } = settings;
  const options = { ...settings, env, output: "inherit", signal: told } as const;
  const check = (counting: Runtime, until: AbortSignal): Promise<void> => checkRuntime(dataDir, counting, until);
  const processes = await startSeveral(options, check, told);
  try {
    await unlessTold(told, checkGroupSize(`http://${host}:${processes.port}`, readConfig(env)));
  } catch (error) {
    await processes.stop();
    throw error;
  }
  return { port: processes.port, untilStopped: () => superviseSeveral(processes, options, check, told) };
}

/** Runs the tracker until it is told to stop; resolves as `untilStopped`. */
async function serve(told: AbortSignal): Promise<number | null> {
  for (const { set, read } of misspelt(process.env)) console.error(`Warning:   ${set} is set, and nothing reads it. Did you mean ${read}?`);
  const settings = readSettings(process.env);
  const config = readConfig(process.env);
  await prepareDataDir(settings.dataDir);
  const release = await takeDataDir(settings.dataDir);
  try {
    const { port, untilStopped } = await start(settings, told);
    const address = addressHere(settings.host, port);
    console.log(`Fivebar ${VERSION}`);
    console.log(`Dashboard: ${address}/staff`);
    console.log(`API:       ${address}/api/v1`);
    if (!address.includes(settings.host)) console.log(`Listens:   on every address of this machine, port ${port}`);
    const missing = missingForVisitors(config);
    const named = config.operator === null ? "; /about names nobody who is responsible" : "";
    if (missing.length > 0) console.log(`Not set:   ${missing.join(", ")}${named}`);
    console.log(`Processes: ${described(settings.processes)}`);
    console.log(`Data:      ${settings.dataDir}`);
    return await untilStopped();
  } finally {
    await release();
  }
}

function described(processes: number): string {
  if (processes === 0) return "1, which does everything";
  return `1 that counts, and ${processes} that ${processes === 1 ? "answers" : "answer"} visitors`;
}

function lostCounts(unwritten: number | null): string {
  if (unwritten === null) return "The runtime did not say whether all counts are written.";
  return unwritten === 1 ? "1 count could not be written and is lost." : `${unwritten} counts could not be written and are lost.`;
}

/** Runs the tracker until this process is told to end; resolves with the exit code, for `end`. */
export async function runTracker(): Promise<number> {
  const told = stopSignal();
  try {
    const unwritten = await serve(told);
    if (unwritten === 0) console.log("Fivebar has stopped.");
    else console.error(`Fivebar has stopped. ${lostCounts(unwritten)}`);
    return unwritten === 0 ? 0 : 1;
  } catch (error) {
    if (told.aborted) console.log("Fivebar has stopped.");
    else console.error(`Fivebar cannot start: ${(error as Error).message}`);
    return told.aborted ? 0 : 1;
  }
}
