/**
 * One round of load on a link: by wrk if the machine has it (it measures in microseconds), otherwise by autocannon. Every answer is judged:
 * only redirects are measured, and another answer does not count, however fast it came.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import autocannon from "autocannon";
import { median } from "./median.ts";

/**
 * How many visitors there are at once, unless the caller says otherwise: as on the evening of an advertisement. With fewer, much of what is measured
 * is how the processes wake each other up.
 */
const CONNECTIONS = 128;
/**
 * The connections are opened in this many groups, one after another. All in the same millisecond would often go to one of several processes, which
 * then does all the work of the round; visitors do not come so.
 */
const GROUPS = 4;
const GROUP_PAUSE_MS = 50;
/** After so many failures in a row of requests that must be exact, there is nothing to be exact about. */
const MOST_ERRORS = 100;
/** How often autocannon looks whether it is done. */
const SAMPLE_MS = 100;
/** The browsers inside of apps name the app's version, the system's and the telephone's: there are many. */
const AGENTS = Array.from(
  { length: 300 },
  (_, index) =>
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${index % 6} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22${index % 10}100 ` +
    `Instagram ${300 + index}.0.0.${index % 40}.90 (iPhone17,${index % 5}; iOS 18_${index % 6}; nl_NL; nl; scale=3.00; 1206x2622)`,
);
/** A browser that people use: what counts as a visit. */
export const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/** What became of the requests of a round. */
export interface Outcome {
  readonly redirects: number;
  /** Answers that are no redirect. */
  readonly otherAnswers: number;
  /** Connections that were refused, reset or timed out. */
  readonly socketErrors: number;
}

export interface Load extends Outcome {
  /** Redirects alone. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const NOTHING: Load = { perSecond: 0, p50Ms: Number.NaN, p99Ms: Number.NaN, redirects: 0, otherAnswers: 0, socketErrors: 0 };

let hasWrk: boolean | null = null;

async function isWrkHere(): Promise<boolean> {
  hasWrk ??= await promisify(execFile)("wrk", ["--version"]).then(
    () => true,
    (error: { code?: unknown }) => error.code !== "ENOENT",
  );
  return hasWrk;
}

/** Neither program follows redirects. wrk tells a redirect from an error, but not from another answer; `judge` does. */
export async function load(url: string, seconds: number, connections = CONNECTIONS): Promise<Load> {
  return (await isWrkHere()) ? byWrk(url, seconds, connections, "") : byAutocannon({ url, duration: seconds, connections });
}

/** As `load`, with a look at the status of every answer, which takes wrk half of its speed: for counting, not for timing. */
export async function judge(url: string, seconds: number, connections = CONNECTIONS): Promise<Outcome> {
  return (await isWrkHere()) ? byWrk(url, seconds, connections, WRK_JUDGE) : byAutocannon({ url, duration: seconds, connections });
}

/** Exactly `amount` requests. */
export function exactly(url: string, amount: number): Promise<Outcome> {
  // Each connection sends at least one request.
  return byAutocannon({ url, amount, bailout: MOST_ERRORS, connections: Math.min(CONNECTIONS, amount) });
}

/** Visits at even distances, as neither program sends them: autocannon sends a second's requests at once. Resolves when all are answered. */
export async function paced(url: string, perSecond: number, seconds: number): Promise<number> {
  const answers: Promise<Response>[] = [];
  const start = performance.now();
  while (answers.length < perSecond * seconds) {
    const due = ((performance.now() - start) / 1_000) * perSecond;
    while (answers.length < due) answers.push(fetch(url, { redirect: "manual", headers: { "user-agent": BROWSER } }));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  return answers.length;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

async function byAutocannon(options: autocannon.Options): Promise<Load> {
  const requests = AGENTS.map((agent) => ({ headers: { "user-agent": agent } }));
  const result = await autocannon({ requests, sampleInt: SAMPLE_MS, ...options });
  const { latency, duration, errors, statusCodeStats = {} } = result;
  const statuses = Object.entries(statusCodeStats).map(([status, stats]) => [Number(status), stats?.count ?? 0] as const);
  const sum = (of: typeof statuses) => of.reduce((all, [, count]) => all + count, 0);
  const redirects = sum(statuses.filter(([status]) => isRedirect(status)));
  return {
    perSecond: redirects / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    redirects,
    otherAnswers: sum(statuses) - redirects,
    // Those that timed out are among the errors.
    socketErrors: errors,
  };
}

async function byWrk(url: string, seconds: number, connections: number, judging: string): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-load-"));
  const script = join(folder, "load.lua");
  const args = ["-t1", `-c${Math.ceil(connections / GROUPS)}`, `-d${Math.ceil(seconds)}s`, "--latency", "-s", script, url];
  const group = async (index: number): Promise<Load> => {
    await wait(index * GROUP_PAUSE_MS);
    return readWrk((await promisify(execFile)("wrk", args)).stdout);
  };
  try {
    await writeFile(script, WRK_SCRIPT + judging);
    return together(await Promise.all(Array.from({ length: GROUPS }, (_, index) => group(index))));
  } catch (error) {
    // It gives up at once if no connection succeeds.
    if (/unable to connect/.test(String((error as { stderr?: string }).stderr))) return { ...NOTHING, socketErrors: connections };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The latencies are medians of the groups'. */
function together(groups: readonly Load[]): Load {
  const sum = (figure: (load: Load) => number) => groups.reduce((all, load) => all + figure(load), 0);
  return {
    perSecond: sum(({ perSecond }) => perSecond),
    p50Ms: median(groups.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(groups.map(({ p99Ms }) => p99Ms)),
    redirects: sum(({ redirects }) => redirects),
    otherAnswers: sum(({ otherAnswers }) => otherAnswers),
    socketErrors: sum(({ socketErrors }) => socketErrors),
  };
}

/** Makes the requests before the round begins, one for each user agent, and sends them in turn. */
const WRK_SCRIPT = `
local requests, last = {}, 0
function init()
  for _, agent in ipairs({${AGENTS.map((agent) => JSON.stringify(agent)).join(",")}}) do
    wrk.headers["User-Agent"] = agent
    requests[#requests + 1] = wrk.format()
  end
end
function request()
  last = last % #requests + 1
  return requests[last]
end
`;

const WRK_JUDGE = `
local judging
redirects = 0
function setup(thread) judging = thread end
function response(status)
  if status >= 300 and status < 400 and status ~= 304 then redirects = redirects + 1 end
end
function done() print("Redirects: " .. judging:get("redirects")) end
`;

/** What wrk says of a round, and `WRK_JUDGE` where it looked at the answers. */
export function readWrk(output: string): Load {
  const number = (pattern: RegExp, without = Number.NaN): number => Number(pattern.exec(output)?.[1] ?? without);
  const answers = number(/(\d+) requests in/);
  const redirects = number(/^Redirects: (\d+)/m, answers - number(/Non-2xx or 3xx responses: (\d+)/, 0));
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(output)?.slice(1) ?? [];
  return {
    perSecond: answers === 0 ? 0 : number(/Requests\/sec:\s+([\d.]+)/) * (redirects / answers),
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(output)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(output)?.[1]),
    redirects,
    otherAnswers: answers - redirects,
    socketErrors: sockets.reduce((sum, count) => sum + Number(count), 0),
  };
}

/** wrk writes `850.00us`, `1.20ms` or `2.01s`. */
function milliseconds(text = ""): number {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? [];
  return Number(value) * (unit === "us" ? 0.001 : unit === "s" ? 1_000 : 1);
}
