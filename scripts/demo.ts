/**
 * `npm run demo`: the tracker with a year of plausible figures, to look around in. The figures are counted by the real code, with its
 * clock moved. Data in a folder of its own, made anew each time.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, PROJECT } from "./build.ts";
import { DEMO_CAMPAIGNS, type DemoCampaign, demoYear } from "./demo/year.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

export const DEMO_KEY = "the-key-of-the-fivebar-demo";
const SESSION_SECRET = "this demo shows made-up figures to everybody".replaceAll(" ", "-");

export interface Demo {
  readonly origin: string;
  readonly workerd: Workerd;
}

/** Starts the tracker in `dataDir`, which must be empty, with campaigns and a year of counts. */
export async function startDemo(dataDir: string, port: number): Promise<Demo> {
  await build("dist/demo", "scripts/demo/worker.ts");
  const config = join(PROJECT, "dist", "demo", "fivebar.capnp");
  await writeFile(config, (await readFile(join(PROJECT, "fivebar.capnp"), "utf8")).replace('embed "dist/worker.js"', 'embed "worker.js"'));
  const env = { ADMIN_KEY: DEMO_KEY, SESSION_SECRET };
  const workerd = await startWorkerd({ host: "127.0.0.1", port, dataDir, env, config, output: "inherit" });
  const origin = `http://127.0.0.1:${workerd.port}`;
  try {
    await post(`${origin}/api/v1/campaigns/bulk`, DEMO_CAMPAIGNS.map(campaignOf));
    await post(`${origin}/api/v1/keys`, { name: "Website", role: "site" });
    await post(`${origin}/__demo`, demoYear(new Date().getUTCDay()));
  } catch (error) {
    await workerd.stop();
    throw error;
  }
  return { origin, workerd };
}

/** A campaign as the API takes it, with the days on which it ran. */
function campaignOf({ shape, ...campaign }: DemoCampaign): Record<string, unknown> {
  const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return { ...campaign, startsOn: day(shape.from), ...(shape.to === 0 ? {} : { endsOn: day(shape.to) }) };
}

async function post(url: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${DEMO_KEY}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${url}: ${await response.text()}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dataDir = join(PROJECT, ".data", "demo");
  await rm(dataDir, { recursive: true, force: true });
  const { origin, workerd } = await startDemo(dataDir, Number(process.env.PORT ?? "8787"));
  console.log(`Dashboard: ${origin}/staff\nKey:       ${DEMO_KEY}\nThe figures are made up. Stop with Ctrl-C.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void workerd.stop());
  await workerd.gone;
}
