/** The servers that the benchmark measures: the bare runtime, and Fivebar with instruments, each in a process of its own. */

import { spawn } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { buildForStart, buildIfChanged, configFor, PROJECT } from "../build.ts";
import { installation } from "../installation.ts";
import { askBySocket } from "../runtime/ask.ts";
import { countingSocket, type Processes, type ProcessesOptions, startProcesses } from "../runtime/processes.ts";
import { startWorkerd } from "../workerd.ts";
import { BROWSER } from "./load.ts";

export const ADMIN_KEY = "the-admin-key-of-the-benchmark";

interface Measured {
  readonly calls: number;
  readonly rowsWritten: number;
}

export interface Bench {
  /** A link, and what is compared with it. */
  readonly link: string;
  readonly bare: string;
  readonly oneByOne: string;
  /** The process that counts is the first. */
  readonly pids: readonly number[];
  readonly barePid: number;
  readonly shards: number;
  /** The admin's. */
  readonly key: string;
  /** One call of the API, which must succeed; a text and bytes are sent as they are. */
  api(method: string, path: string, body?: unknown, type?: string): Promise<string>;
  /** Signs in to the dashboard; resolves with the session's cookie. */
  signIn(): Promise<string>;
  /** One call of the instruments. */
  instrument(path: string): Promise<Response>;
  measured(): Promise<Measured>;
  /** As `measured`, once no more calls come. */
  settled(): Promise<Measured>;
  /** Visits in the report, in whole bundles. */
  counted(): Promise<number>;
  stop(): Promise<void>;
}

async function call(origin: string, method: string, path: string, body?: unknown, type = "application/json"): Promise<string> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": type },
    ...(body === undefined
      ? {}
      : { body: typeof body === "string" || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.text();
}

/** Makes the campaign that is measured, unless it is there already, and gives its link. */
export async function createLink(origin: string): Promise<string> {
  const destination = "https://example.org/petition";
  const { campaigns } = JSON.parse(await call(origin, "GET", "/campaigns")) as { campaigns: readonly { slug: string }[] };
  if (!campaigns.some(({ slug }) => slug === "fix-tiktok"))
    await call(origin, "POST", "/campaigns", { slug: "fix-tiktok", name: "Fix TikTok", channel: "tiktok", destination });
  return `${origin}/fix-tiktok`;
}

/** A free port. The bare runtime is given its port, because it does not say which one it took. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Throws unless both links answer with the same bytes: otherwise the benchmark would compare the work of sending different headers. */
async function assertSameAnswer(link: string, bare: string): Promise<void> {
  const answer = async (url: string): Promise<string> => {
    const { status, headers } = await fetch(url, { redirect: "manual", headers: { "user-agent": BROWSER } });
    return JSON.stringify([status, ...headers]);
  };
  const started = async (url: string, tries = 100): Promise<string> =>
    answer(url).catch(async (error) => {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return started(url, tries - 1);
    });
  const [own, other] = [await answer(link), await started(bare)];
  if (own !== other) throw new Error(`the bare runtime answers ${other} and Fivebar ${own}: bring scripts/bench/bare.js up to date`);
}

/** The process that counts has instruments; the others are those of `npm start`. */
async function startBesideVisitors(options: ProcessesOptions): Promise<Processes> {
  await buildForStart(true);
  const config = join(PROJECT, "dist", "bench", "counting.capnp");
  // It has the Worker from the file beside it.
  await copyFile(join(PROJECT, "counting.capnp"), config);
  return startProcesses({ ...options, config });
}

/**
 * @param processes that answer visitors; 0 where one process does everything
 * @param variables more of the configuration
 */
export async function startBench(
  dataDir: string,
  shards: number,
  processes = 0,
  variables: Readonly<Record<string, string>> = {},
): Promise<Bench> {
  await buildIfChanged("dist/bench", { entry: "scripts/bench/worker.ts" });
  const config = await configFor("dist/bench");
  const options = {
    host: "127.0.0.1",
    port: 0,
    dataDir,
    env: { ADMIN_KEY, SHARDS: String(shards), ...variables },
    output: "inherit",
  } as const;
  const tracker = processes === 0 ? await startWorkerd({ ...options, config }) : await startBesideVisitors({ ...options, processes });
  const runtimes = "counting" in tracker ? [tracker.counting, ...tracker.visitors] : [tracker];
  const bareConfig = join(PROJECT, "scripts", "bench", "bare.capnp");
  const barePort = await freePort();
  const bare = spawn(installation.workerd, ["serve", bareConfig, `--socket-addr=http=127.0.0.1:${barePort}`], { stdio: "inherit" });
  const bareGone = new Promise((resolve) => bare.once("exit", resolve));
  const origin = `http://127.0.0.1:${tracker.port}`;

  const api: Bench["api"] = (...asked) => call(origin, ...asked);
  const instrument = (path: string): Promise<Response> =>
    processes === 0 ? fetch(`${origin}${path}`) : askBySocket(countingSocket(dataDir), path);
  const measured = async (): Promise<Measured> => (await instrument("/__measured")).json() as Promise<Measured>;

  async function settled(): Promise<Measured> {
    for (let last = await measured(); ; ) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const next = await measured();
      if (next.calls === last.calls) return next;
      last = next;
    }
  }

  const link = await createLink(origin);
  const bareLink = `http://127.0.0.1:${barePort}/fix-tiktok`;
  await assertSameAnswer(link, bareLink);
  return {
    link,
    bare: bareLink,
    oneByOne: `${origin}/__one-by-one`,
    pids: runtimes.map(({ process }) => process.pid ?? 0),
    barePid: bare.pid ?? 0,
    shards,
    key: ADMIN_KEY,
    api,
    signIn: async () => {
      const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
      const answer = await fetch(`${origin}/staff/sign-in`, { method: "POST", headers, body: `key=${ADMIN_KEY}`, redirect: "manual" });
      return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    },
    instrument,
    measured,
    settled,
    counted: async () => (JSON.parse(await api("GET", "/report")) as { totals: { visits: number } }).totals.visits,
    stop: async () => {
      bare.kill();
      await Promise.all([bareGone, tracker.stop()]);
    },
  };
}
