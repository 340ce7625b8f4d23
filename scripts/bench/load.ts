/** One round of load: by wrk where the machine has it (it tells times to the microsecond), else by autocannon. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import autocannon from "autocannon";

const CONNECTIONS = 32;
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
  const { requests, latency } = await autocannon({ url, connections: CONNECTIONS, duration: seconds, headers: { "user-agent": BROWSER } });
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, sent: requests.total };
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
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--latency", "-H", `User-Agent: ${BROWSER}`, url];
  const { stdout } = await promisify(execFile)("wrk", args);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)?.[1]),
    sent: number(/(\d+) requests in/),
  };
}

/** wrk writes `850.00us`, `1.20ms` or `2.01s`. */
function milliseconds(text = ""): number {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? [];
  return Number(value) * (unit === "us" ? 0.001 : unit === "s" ? 1_000 : 1);
}
