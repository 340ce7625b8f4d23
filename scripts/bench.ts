/**
 * `npm run bench`: what counting costs, beside the same runtime that answers without counting, in one run on one machine.
 * Rounds alternate, so that what else the machine does falls on all alike; figures are medians of the rounds.
 *
 * Flags: `--profile` shows where a visit's time goes instead, `--seconds N` a round, `--rounds N`, `--shards N`, `--report` also measures reports over three years (takes minutes),
 * `--other name=http://127.0.0.1:PORT/path` compares with another server on this machine, `--json FILE`.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BROWSER, exactly, type Load, load, paced } from "./bench/load.ts";
import { measureOverview } from "./bench/overview.ts";
import { profileVisits } from "./bench/profile.ts";
import { measureReports } from "./bench/reports.ts";
import { type Bench, startBench } from "./bench/servers.ts";
import { PROJECT } from "./build.ts";

interface Round extends Load {
  /** Processor time of the server, in seconds per 1,000 requests; null for a server that is not ours. */
  readonly cpuSeconds: number | null;
}

interface Contender {
  readonly name: string;
  readonly url: string;
  readonly pid: number | null;
}

/** Jiffies are hundredths of a second on every Linux that Node runs on. */
async function cpuSecondsOf(pid: number | null): Promise<number> {
  if (pid === null) return 0;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function runRound({ url, pid }: Contender, seconds: number): Promise<Round> {
  const before = await cpuSecondsOf(pid);
  const result = await load(url, seconds);
  const used = (await cpuSecondsOf(pid)) - before;
  return { ...result, cpuSeconds: pid === null ? null : (used / result.sent) * 1_000 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** What one server did over all rounds, with its rate as a share of the bare runtime's in the same round. */
function summary(rounds: readonly Round[], bare: readonly Round[]) {
  return {
    perSecond: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
    ofBare: Number(median(rounds.map(({ perSecond }, index) => perSecond / (bare[index]?.perSecond ?? Number.NaN))).toFixed(3)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    // Of the medians: under full load a round's longest waits are the runtime's own and differ threefold from one to the next.
    p99OfBare: Number((median(rounds.map(({ p99Ms }) => p99Ms)) / median(bare.map(({ p99Ms }) => p99Ms))).toFixed(2)),
    cpuOfBare: rounds[0]?.cpuSeconds === null ? null : Number(cpuShare(rounds, bare).toFixed(3)),
    cpuSecondsPer1000: rounds[0]?.cpuSeconds === null ? null : Number(median(rounds.map(({ cpuSeconds }) => cpuSeconds ?? 0)).toFixed(4)),
  };
}

/** What the bare runtime's processor time for a request is of this server's: the share of its rate where the processor is the limit. */
function cpuShare(rounds: readonly Round[], bare: readonly Round[]): number {
  return median(rounds.map(({ cpuSeconds }, index) => (bare[index]?.cpuSeconds ?? Number.NaN) / (cpuSeconds ?? Number.NaN)));
}

/** Whole bundles, so that the report shows all of them. */
const EXACT_VISITS = 20_000;
const MEDIUM_PER_SECOND = 100;

/** Calls and rows per 1,000 visits under full load and at a hundred a second, and what one visit at a time costs. */
async function measureCost(bench: Bench, seconds: number) {
  const before = await bench.measured();
  const { sent } = await runRound({ name: "cost", url: bench.link, pid: null }, seconds);
  const under = await bench.settled();
  const sentMedium = await paced(bench.link, MEDIUM_PER_SECOND, seconds);
  const medium = await bench.settled();
  const visits = 5;
  for (let visit = 0; visit < visits; visit += 1) {
    await fetch(bench.link, { redirect: "manual", headers: { "user-agent": BROWSER } });
    await bench.settled();
  }
  const alone = await bench.measured();
  return {
    callsPer1000: Number((((under.calls - before.calls) / sent) * 1_000).toFixed(2)),
    rowsPer1000: Number((((under.rowsWritten - before.rowsWritten) / sent) * 1_000).toFixed(2)),
    callsPer1000AtMedium: Math.round(((medium.calls - under.calls) / sentMedium) * 1_000),
    rowsPer1000AtMedium: Math.round(((medium.rowsWritten - under.rowsWritten) / sentMedium) * 1_000),
    callsPerVisitAlone: (alone.calls - medium.calls) / visits,
    rowsPerVisitAlone: (alone.rowsWritten - medium.rowsWritten) / visits,
  };
}

const SHARDS = [1, 2, 4, 8] as const;
const SHARD_ROUNDS = 3;
const SHARD_ROUND_MS = 1_000;

/** Writing calls a second that 64 isolates bring to their shards, by the number of shards; medians of rounds in turn. */
async function measureShards(bench: Bench): Promise<Record<string, { readonly callsPerSecond: number }>> {
  const rounds = new Map<number, number[]>(SHARDS.map((shards) => [shards, []]));
  for (let round = 0; round < SHARD_ROUNDS; round += 1) {
    for (const shards of SHARDS) {
      const calls = (await (await bench.instrument(`/__write?shards=${shards}&ms=${SHARD_ROUND_MS}`)).json()) as number;
      rounds.get(shards)?.push((calls / SHARD_ROUND_MS) * 1_000);
    }
  }
  return Object.fromEntries(SHARDS.map((shards) => [`SHARDS=${shards}`, { callsPerSecond: Math.round(median(rounds.get(shards) ?? [])) }]));
}

const { values: flags } = parseArgs({
  options: {
    seconds: { type: "string", default: "1" },
    rounds: { type: "string", default: "25" },
    shards: { type: "string", default: "8" },
    profile: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    other: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
  },
});

if (flags.profile) {
  console.table(await profileVisits(Number(flags.seconds)));
  process.exit();
}

const dataDir = await mkdtemp(join(tmpdir(), "fivebar-bench-"));
let bench = await startBench(join(dataDir, "visits"), Number(flags.shards));
try {
  const others = flags.other.map((flag) => ({ name: flag.slice(0, flag.indexOf("=")), url: flag.slice(flag.indexOf("=") + 1), pid: null }));
  const contenders: Contender[] = [
    { name: "bare runtime", url: bench.bare, pid: bench.barePid },
    { name: "Fivebar", url: bench.link, pid: bench.pid },
    { name: "one call per visit", url: bench.oneByOne, pid: bench.pid },
    ...others,
  ];
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await runRound(contender, 1);
  for (let round = 0; round < Number(flags.rounds); round += 1) {
    // Each round begins with another, so that none always follows the same one.
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)])
      rounds.get(contender.name)?.push(await runRound(contender, Number(flags.seconds)));
  }
  const bare = rounds.get("bare runtime") ?? [];
  const table = Object.fromEntries(contenders.map(({ name }) => [name, summary(rounds.get(name) ?? [], bare)]));
  console.table(table);
  await bench.settled();
  const countedBefore = await bench.counted();
  const sent = await exactly(bench.link, EXACT_VISITS);
  await bench.settled();
  const counted = (await bench.counted()) - countedBefore;
  console.log(`Sent and answered: ${sent} visits. Counted: ${counted}.`);
  const cost = await measureCost(bench, Number(flags.seconds));
  console.log("Cost of counting:", cost);
  const shards = await measureShards(bench);
  console.table(shards);
  await bench.stop();
  bench = await startBench(join(dataDir, "overview"), 1);
  const overview = await measureOverview(bench, () => cpuSecondsOf(bench.pid));
  console.log("An overview of the dashboard:", overview);
  if (flags.report) {
    await bench.stop();
    bench = await startBench(join(dataDir, "reports"), Number(flags.shards));
  }
  const reports = flags.report ? await measureReports(bench) : null;
  if (reports !== null) console.table(reports);
  const json = JSON.stringify({ table, sent, counted, cost, shards, overview, reports }, null, 2);
  await writeFile(flags.json ?? join(PROJECT, "dist", "bench.json"), `${json}\n`);
} finally {
  await bench.stop();
  await rm(dataDir, { recursive: true, force: true });
}
