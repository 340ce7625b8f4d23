/**
 * `npm run demo`: the tracker with a year of plausible figures, to look around in. The figures are counted by the real code, with its
 * clock moved. Data in `DATA_DIR` (`.data/demo`), made anew each time; a folder with anything else in it is left alone.
 */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfChanged, configFor, PROJECT } from "./build.ts";
import { audienceFile, costFiles } from "./demo/costs.ts";
import { DEMO_CAMPAIGNS, DEMO_CHANNELS, type DemoCampaign, type DemoOrder, demoYear } from "./demo/year.ts";
import { makeFolder } from "./make_folder.ts";
import { takeDataDir } from "./start/data_dir.ts";
import { checkAddress, readPort } from "./start/settings.ts";
import { aborted, end, stopSignal } from "./start/stop_signal.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

export const DEMO_KEY = "the-key-of-the-fivebar-demo";

interface Demo {
  readonly origin: string;
  readonly workerd: Workerd;
}

/** What of the configuration can be tried with the demo: how figures are released. */
const TRIED = ["RELEASE", "EPSILON_VISIT", "EPSILON_SIGNUP", "SIGNUP_PERIOD"] as const;

interface DemoOptions {
  readonly signal?: AbortSignal;
  /** Those of `TRIED`. */
  readonly release?: Readonly<Record<string, string | undefined>>;
}

/** Starts the tracker in `dataDir`, which must be empty, with campaigns and a year of counts. */
export async function startDemo(dataDir: string, port: number, { signal, release = {} }: DemoOptions = {}): Promise<Demo> {
  await buildIfChanged("dist/demo", { entry: "scripts/demo/worker.ts", ...(signal && { signal }) });
  const config = await configFor("dist/demo");
  const env = { ...release, ADMIN_KEY: DEMO_KEY };
  const workerd = await startWorkerd({ host: "127.0.0.1", port, dataDir, env, config, output: "inherit", ...(signal && { signal }) });
  const origin = `http://127.0.0.1:${workerd.port}`;
  try {
    const days = demoYear(new Date().getUTCDay());
    const order: DemoOrder = {
      days,
      adFiles: [...costFiles(days, dayOf), audienceFile("fix-instagram", 184_000, dayOf(60), dayOf(31))],
      channels: DEMO_CHANNELS,
      campaigns: DEMO_CAMPAIGNS.map((campaign) => ({ daysAgo: campaign.shape.from, draft: draftOf(campaign) })),
    };
    const answer = await fetch(`${origin}/__demo`, { method: "POST", body: JSON.stringify(order) });
    if (!answer.ok) throw new Error(`the demo's year could not be made: ${await answer.text()}`);
  } catch (error) {
    await workerd.stop();
    throw error;
  }
  return { origin, workerd };
}

function dayOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

/** A campaign as the API takes it, with the days on which it ran. */
function draftOf({ shape, ...campaign }: DemoCampaign): DemoOrder["campaigns"][number]["draft"] {
  return { ...campaign, startsOn: dayOf(shape.from), ...(shape.to === 0 ? {} : { endsOn: dayOf(shape.to) }) };
}

/** By this a folder is known as one that the demo made, whose data it may throw away. */
const MARKER = "made-by-npm-run-demo";

/** Rejects for a folder that holds anything but a demo. */
async function makeDemoFolder(dataDir: string): Promise<void> {
  const found = await readdir(dataDir).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (found.length > 0 && !found.includes(MARKER))
    throw new Error(`${dataDir} holds data that the demo did not make; set DATA_DIR to another folder`);
  await makeFolder(dataDir);
  await writeFile(join(dataDir, MARKER), "The next npm run demo makes the data here anew.\n");
}

async function run(told: AbortSignal): Promise<void> {
  const dataDir = resolve(process.env.DATA_DIR?.trim() || join(PROJECT, ".data", "demo"));
  const port = readPort(process.env);
  await checkAddress({ host: "127.0.0.1", port });
  await makeDemoFolder(dataDir);
  const leave = await takeDataDir(dataDir);
  try {
    await rm(join(dataDir, "objects"), { recursive: true, force: true });
    await show(dataDir, port, told);
  } finally {
    await leave();
  }
}

async function show(dataDir: string, port: number, told: AbortSignal): Promise<void> {
  const release = Object.fromEntries(TRIED.map((name) => [name, process.env[name]]));
  const { origin, workerd } = await startDemo(dataDir, port, { signal: told, release });
  console.log(`Dashboard: ${origin}/staff\nKey:       ${DEMO_KEY}\nThe figures are made up. Stop with Ctrl-C.`);
  await Promise.race([aborted(told), workerd.closed]);
  await workerd.stop();
  if (told.aborted) console.log("The demo has stopped.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const told = stopSignal();
  try {
    await run(told);
  } catch (error) {
    if (!told.aborted) console.error(`The demo cannot start: ${(error as Error).message}`);
  }
  end(told.aborted ? 0 : 1);
}
