/**
 * `npm run example`: a tracker and a campaign's website side by side, with five ads to click. Both are processes of their own, with
 * their data in `DATA_DIR` (`.data/example`); `PORT` and `SITE_PORT` move them.
 */
import type { ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { LockedError, lock } from "../packages/client/src/lock.ts";
import { PROJECT } from "./build.ts";
import { makeFolder } from "./make_folder.ts";
import { spawnWithLifeline } from "./runtime/lifeline.ts";
import { end, stopSignal, unlessTold } from "./start/stop_signal.ts";

const dataDir = resolve(process.env.DATA_DIR?.trim() || join(".data", "example"));
const trackerDir = join(dataDir, "tracker");
const siteKeyFile = join(dataDir, "site.key");

/** What each platform would add to the link to recognise who clicked. */
const ADS = [
  ["instagram", "Instagram", "igsh=MzRlODBiNWFlZA&fbclid=IwZXh0bgNhZW0CMTA"],
  ["google", "Google", "gclid=Cj0KCQjw-example&gad_source=1"],
  ["tiktok", "TikTok", "ttclid=E.C.P.example"],
  ["youtube", "YouTube", "gclid=EAIaIQ-example&wbraid=Cjkexample"],
  ["spotify", "Spotify", "spclid=example"],
] as const;

/** How many times an ad's campaign may be archived and begun anew. */
const MAX_SLUGS = 20;

interface Part {
  readonly process: ChildProcess;
  readonly gone: Promise<number | null>;
}

const told = stopSignal();
/** All that has been started, also what has not said yet that it runs. */
const parts: Part[] = [];
let release: () => Promise<void> = async () => {};

/** Starts a program and resolves with the address that it prints; rejects when it ends before that, and names the `part` and its port. */
async function startPart(part: string, script: string, address: RegExp, env: Record<string, string> & { PORT: string }): Promise<string> {
  told.throwIfAborted();
  const child = spawnWithLifeline(process.execPath, ["--disable-warning=ExperimentalWarning", join(PROJECT, script)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<number | null>((ended) => child.once("exit", ended));
  parts.push({ process: child, gone });
  const printed = new Promise<string>((found) => {
    createInterface({ input: child.stdout as Readable }).on("line", (line) => {
      const origin = address.exec(line)?.[1];
      if (origin !== undefined) found(origin);
    });
  });
  const failed = gone.then(() =>
    Promise.reject(new Error(`${part} ended, see above. It was to listen on port ${env.PORT}; PORT and SITE_PORT choose others`)),
  );
  failed.catch(() => {});
  return Promise.race([printed, failed]);
}

/** A call of the tracker's API as a marketer's program would make it. */
async function call<T>(origin: string, key: string, method: string, path: string, body?: unknown): Promise<T | null> {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** The site's own key: made at the first start. */
async function siteKey(origin: string, adminKey: string): Promise<string> {
  const kept = await readFile(siteKeyFile, "utf8").catch(() => null);
  if (kept !== null) return kept.trim();
  const made = await call<{ key: string }>(origin, adminKey, "POST", "/keys", { name: "Example site", role: "site" });
  const key = made?.key ?? "";
  await writeFile(siteKeyFile, `${key}\n`, { mode: 0o600 });
  return key;
}

const LIVE = `
Figures come in fives: sign five times by one ad. Here signups appear at once (SIGNUP_RELEASE=live), so that there is something to see today. A tracker
that is used shows them when their day has closed, its default: a counter that moves while people sign tells whoever sees the list of signups,
with its times, which of them came from where.`;

interface Made {
  readonly slug: string;
  readonly destination: string;
  readonly link: string;
}

/** The ad's campaign: the one that is there, or a new one under the first of its slugs that no archived campaign had. */
async function campaignFor(tracker: string, adminKey: string, [channel, name]: (typeof ADS)[number], destination: string): Promise<Made> {
  for (let n = 1; n <= MAX_SLUGS; n += 1) {
    const slug = `profiel-${channel}${n === 1 ? "" : `-${n}`}`;
    const found = await call<Made>(tracker, adminKey, "GET", `/campaigns/${slug}`);
    if (found !== null) return found;
    const draft = { slug, name: `Mijn profiel, ${name}`, channel, destination };
    const made = await call<Made>(tracker, adminKey, "POST", "/campaigns", draft).catch((error: Error) => {
      if (n < MAX_SLUGS && error.message.includes("is taken")) return null;
      throw error;
    });
    if (made !== null) return made;
  }
  throw new Error(`the campaign profiel-${channel} could not be made`);
}

/** Makes the campaigns that are not there, and leads those that are to where the site is now. */
async function prepareCampaigns(tracker: string, adminKey: string, site: string): Promise<string[]> {
  const links: string[] = [];
  for (const ad of ADS) {
    const destination = `${site}/`;
    const found = await campaignFor(tracker, adminKey, ad, destination);
    if (found.destination !== destination) await call(tracker, adminKey, "PATCH", `/campaigns/${found.slug}`, { destination });
    links.push(found.link);
  }
  return links;
}

async function stopAll(): Promise<void> {
  // The site first: what it has to report shall still be taken.
  for (const part of parts.toReversed()) {
    part.process.kill("SIGTERM");
    await part.gone;
  }
  await release();
}

/** One example at a time on the same data: two trackers would write over each other's counts. */
async function takeData(): Promise<void> {
  await makeFolder(dataDir);
  release = await lock(join(dataDir, "example.lock")).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    throw new Error(
      `an example with its data in ${dataDir} is running already (process ${error.pid}); stop it, or set DATA_DIR to another folder`,
    );
  });
}

async function run(): Promise<void> {
  await takeData();
  const signupRelease = process.env.SIGNUP_RELEASE?.trim() || "live";
  const tracker = await startPart("the tracker", "scripts/start.ts", /^Dashboard: (\S+)\/staff$/, {
    DATA_DIR: trackerDir,
    SIGNUP_RELEASE: signupRelease,
    PORT: process.env.PORT?.trim() || "8787",
  });
  const adminKey = process.env.ADMIN_KEY?.trim() || (await readFile(join(trackerDir, "admin.key"), "utf8")).trim();
  const site = await startPart("the site", "examples/campaign-site/server.ts", /^Site: (\S+)$/, {
    FIVEBAR: tracker,
    SITE_KEY: await siteKey(tracker, adminKey),
    PORT: process.env.SITE_PORT?.trim() || "8788",
    DATA_DIR: join(dataDir, "site"),
  });
  const links = await prepareCampaigns(tracker, adminKey, site);
  console.log(`\nClick an ad, look around, and sign:\n`);
  for (const [index, [, name, clickIds]] of ADS.entries()) console.log(`  ${name.padEnd(10)} ${links[index]}?${clickIds}`);
  console.log(`\nDashboard: ${tracker}/staff\nKey:       ${adminKey}`);
  console.log(`Data:      ${dataDir} (the site's signups, without a code, in site/signups.sqlite)`);
  console.log(signupRelease === "live" ? LIVE : `\nFigures come in fives, and signups when their day has closed.`);
  console.log(`\nCtrl-C stops both.`);
  const [code] = await Promise.race(parts.map(async (part) => [await part.gone] as const));
  throw new Error(`a part ended by itself (exit code ${code})`);
}

try {
  await unlessTold(told, run());
} catch (error) {
  if (!told.aborted) console.error(`The example cannot run: ${(error as Error).message}`);
}
await stopAll();
if (told.aborted) console.log("Tracker and site have stopped.");
end(told.aborted ? 0 : 1);
