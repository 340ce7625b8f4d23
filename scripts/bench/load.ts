/** One round of load: by wrk where the machine has it (it tells times to the microsecond), else by autocannon. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import autocannon from "autocannon";

const CONNECTIONS = 32;
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

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly sent: number;
}

let hasWrk: boolean | null = null;

/** Redirects are not followed by either program. */
export async function load(url: string, seconds: number): Promise<Load> {
  hasWrk ??= await promisify(execFile)("wrk", ["--version"]).then(
    () => true,
    (error: { code?: unknown }) => error.code !== "ENOENT",
  );
  return hasWrk ? byWrk(url, seconds) : byAutocannon(url, seconds);
}

async function byAutocannon(url: string, seconds: number): Promise<Load> {
  const agents = AGENTS.map((agent) => ({ headers: { "user-agent": agent } }));
  const { requests, latency } = await autocannon({ url, connections: CONNECTIONS, duration: seconds, requests: agents });
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, sent: requests.total };
}

/** Exactly `amount` visits, each answered. */
export async function exactly(url: string, amount: number): Promise<number> {
  const requests = AGENTS.map((agent) => ({ headers: { "user-agent": agent } }));
  const { statusCodeStats } = await autocannon({ url, connections: CONNECTIONS, amount, requests });
  return statusCodeStats?.["302"]?.count ?? 0;
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

async function byWrk(url: string, seconds: number): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-load-"));
  const script = join(folder, "agents.lua");
  try {
    await writeFile(script, WRK_SCRIPT);
    const { stdout } = await promisify(execFile)("wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--latency", "-s", script, url]);
    return loadFrom(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

function loadFrom(output: string): Load {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(output)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(output)?.[1]),
    sent: number(/(\d+) requests in/),
  };
}

/** wrk writes `850.00us`, `1.20ms` or `2.01s`. */
function milliseconds(text = ""): number {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? [];
  return Number(value) * (unit === "us" ? 0.001 : unit === "s" ? 1_000 : 1);
}
